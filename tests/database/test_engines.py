"""Both engines through the same tests, over the same migrations."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from feedback import migrations
from feedback.cells import UPSERT_CELL
from feedback.database.engines import connected
from feedback.database.lookup import looked_up
from feedback.database.migrating import migrate
from feedback.database.statements import Many, Procedure, Rows
from feedback.database.writer import GroupCommit, run_procedure
from feedback.errors import Busy
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.tables import TABLES, Cell, Errand, Installation, OptOut
from tests import world

MIGRATIONS = len(list(Path(migrations.__file__).parent.glob("feedback_*.py")))


def counting(keys: list[int]) -> Procedure[int]:
    yield Many(UPSERT_CELL, [(key, 1) for key in keys])
    rows = yield Rows("SELECT sum(n) FROM cell")
    return int(rows[0][0])


def failing() -> Procedure[None]:
    yield Many(UPSERT_CELL, [(1, 1)])
    yield Rows("INSERT INTO installation (name, value) VALUES (?, ?)", ["twice", ""])
    yield Rows("INSERT INTO installation (name, value) VALUES (?, ?)", ["twice", ""])


async def test_migrations_make_every_table_and_run_once(bare_database: str, tmp_path: Path) -> None:
    async with connected(world.settings(bare_database, tmp_path)) as engine:
        assert f"Running {MIGRATIONS} migrations" in await migrate(engine)
        assert "No migrations need to be run" in await migrate(engine)
        for table in TABLES:
            assert await table.count() == 0


async def test_a_missing_value_stays_missing(service: Service) -> None:
    await Errand.insert(Errand(source="test", external_hash="a", channel="phone", closed_on=world.TODAY))
    row = (await Errand.select())[0]
    assert row["office"] is None
    assert row["contact_sealed"] is None
    assert row["closed_on"] == world.TODAY


async def test_a_procedure_is_all_or_nothing(service: Service) -> None:
    with pytest.raises(Exception, match=r"(?i)unique"):
        await run_procedure(service.engine, failing())
    assert await Cell.count() == 0
    assert await run_procedure(service.engine, counting([1, 2, 2])) == 3


async def test_a_failed_transaction_gives_the_writer_back(service: Service) -> None:
    async def broken() -> None:
        async with service.engine.transaction():
            await Installation.insert(Installation(name="x", value="y"))
            raise RuntimeError("on purpose")

    for _ in range(3):
        with pytest.raises(RuntimeError, match="on purpose"):
            await broken()
    assert not await Installation.exists().where(Installation.name == "x")
    await OptOut.insert(OptOut(contact_hash="a", since=date(2026, 1, 1)))
    assert await OptOut.count() == 1


async def test_many_writers_and_readers_at_once(service: Service) -> None:
    async def one(key: int) -> None:
        await run_procedure(service.engine, counting([key]))
        await Cell.select().where(Cell.key == key)

    await asyncio.gather(*(one(key % 7 + 1) for key in range(120)))
    assert sum(row["n"] for row in await Cell.select()) == 120


async def test_the_vocabulary_keeps_its_codes(settings: Settings) -> None:
    async with opened_service(settings, world.clock) as first:
        before = {name: dict(first.vocabulary.codes(name)) for name in ("district", "channel", "question")}
    async with opened_service(settings, world.clock) as second:
        after = {name: dict(second.vocabulary.codes(name)) for name in ("district", "channel", "question")}
    assert before == after
    assert before["district"]["norrbyn"] > 0
    assert len(set(before["district"].values())) == len(before["district"])


async def test_one_bad_item_harms_no_other_in_its_batch(service: Service) -> None:
    def adding(batch: object) -> Procedure[list[str]]:
        names = list(batch)  # type: ignore[call-overload]
        yield Many("INSERT INTO installation (name, value) VALUES (?, '')", [(name,) for name in names])
        return names

    writer: GroupCommit[str, str] = GroupCommit(service.engine, adding)
    writer.start()
    names = ["a", "b", "b", "c"]
    outcomes = await asyncio.gather(*(writer.write(name) for name in names), return_exceptions=True)
    await writer.stop()
    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == ["a", "b", "c"]
    assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1
    assert sorted(row["name"] for row in await Installation.select()) == ["a", "b", "c"]


async def test_a_full_queue_says_so_at_once(service: Service) -> None:
    def slow(batch: object) -> Procedure[list[None]]:
        yield Rows("SELECT 1")
        return [None for _ in batch]  # type: ignore[attr-defined]

    writer: GroupCommit[int, None] = GroupCommit(service.engine, slow, queue_size=3)
    waiting = [asyncio.create_task(writer.write(item)) for item in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await writer.write(4)
    writer.start()
    assert await asyncio.gather(*waiting) == [None] * 3
    await writer.stop()


async def test_a_lookup_sees_what_was_just_committed(service: Service) -> None:
    for number in range(3):
        await run_procedure(service.engine, counting([number + 1]))
        rows = await looked_up(service.engine, "SELECT n FROM cell WHERE key = ?", [number + 1])
        assert rows == [(1,)]
