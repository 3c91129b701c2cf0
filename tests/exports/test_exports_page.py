"""The page: who may open it, a file made in another process, fetched by its maker alone, and what goes wrong."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
from litestar import Litestar

from feedback.closing import close_due
from feedback.exports import files, pages
from feedback.exports.files import Exports
from feedback.insight.closed import keep_pattern
from feedback.insight.desk import Desk
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff import sign_in
from feedback.staff.guard import guard
from feedback.tables import Audit, ExportFile
from tests.exports.answered import lillaker, write
from tests.exports.conftest import PATTERN, QUARTER
from tests.exports.reading import read
from tests.staff.app import Clock, csrf_of, people, sign_in_as

PAGE = "/insikt/uttag"
Opened = tuple[httpx.AsyncClient, Service, Exports]


@contextlib.asynccontextmanager
async def opened(settings: Settings, desk: Desk, name: str) -> AsyncIterator[Opened]:
    async with opened_service(settings, Clock()) as service:
        await write(service, lillaker())
        await close_due(service, service.today())
        await keep_pattern(service, QUARTER, PATTERN)
        await people(service)
        app = Litestar(
            route_handlers=[*sign_in.HANDLERS, *pages.HANDLERS], guards=[guard], openapi_config=None
        )
        async with files.opened(service) as exports:
            app.state.service, app.state.desk, app.state.exports = service, desk, exports
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url="http://testserver.local", follow_redirects=True
            ) as client:
                await sign_in_as(client, name)
                yield client, service, exports


async def ask(client: httpx.AsyncClient, *quarters: str, format: str = "csv") -> httpx.Response:
    given = {"csrf": await csrf_of(client, PAGE), "kvartal": list(quarters), "format": format}
    return await client.post(PAGE, data=given)


async def ended() -> dict[str, object]:
    """The newest file's row, when its making has ended."""
    while True:
        rows = await ExportFile.select().order_by(ExportFile.asked_at, ascending=False)
        if rows and rows[0]["state"] in ("done", "failed"):
            return dict(rows[0])
        await asyncio.sleep(0.2)


async def test_an_administrator_asks_waits_and_fetches(
    settings: Settings, desk: Desk, tmp_path: Path
) -> None:
    async with opened(settings, desk, "cia") as (client, _service, _exports):
        asked = await ask(client, QUARTER)
        assert asked.status_code == 200
        assert "Filen görs i bakgrunden" in asked.text or "Hämta filen" in asked.text
        second = await ask(client, QUARTER)
        assert second.status_code in (200, 409)
        row = await ended()
        assert row["state"] == "done", row
        page = (await client.get(PAGE)).text
        address = f"{PAGE}/{row['id']}/fil"
        assert address in page
        file = await client.get(address)
        assert file.headers["content-disposition"] == f'attachment; filename="likvardig-svar-{QUARTER}.csv"'
        assert file.headers["cache-control"] == "no-store"
        (tmp_path / "a.csv").write_bytes(file.content)
        assert len(read(tmp_path / "a.csv")) == row["rows"]
        noted = [
            each["detail"] for each in await Audit.select(Audit.detail).where(Audit.action == "exported")
        ]
        assert f"uttag {QUARTER} csv {row['rows']} rows" in noted
        assert f"uttag {QUARTER} csv fetched" in noted
        await sign_in_as(client, "anna")
        assert (await client.get(address)).status_code == 404
        assert address not in (await client.get(PAGE)).text


async def test_a_manager_gets_her_districts_and_the_page_says_so(
    embedded_settings: Settings, desk: Desk, tmp_path: Path
) -> None:
    async with opened(embedded_settings, desk, "anna") as (client, _service, exports):
        assert "de kommundelar du svarar för: Söderhagen" in (await client.get(PAGE)).text
        await ask(client, QUARTER)
        row = await ended()
        assert row["state"] == "done", row
        [path] = exports._service.settings.exports.glob("*.csv")
        assert {each["district"] for each in read(path)} == {"soderhagen"}
        assert path.stat().st_mode & 0o077 == 0


async def test_the_committee_gets_no_page_and_no_file(embedded_settings: Settings, desk: Desk) -> None:
    async with opened(embedded_settings, desk, "bo") as (client, _service, _exports):
        assert (await client.get(PAGE)).status_code == 403
        assert (await client.get(f"{PAGE}/1/fil")).status_code == 403
        assert (await client.post(PAGE, data={"kvartal": QUARTER, "format": "csv"})).status_code == 403
        assert await ExportFile.count() == 0


async def test_what_is_missing_is_said_on_the_page(embedded_settings: Settings, desk: Desk) -> None:
    async with opened(embedded_settings, desk, "cia") as (client, _service, _exports):
        for quarters, format, said in (
            ([], "csv", "Välj minst ett kvartal"),
            (["2031Q4"], "csv", "är inte ett stängt kvartal"),
            ([QUARTER], "pdf", "Välj ett filformat"),
        ):
            answer = await ask(client, *quarters, format=format)
            assert answer.status_code == 400
            assert said in answer.text
        assert await ExportFile.count() == 0


async def test_a_maker_that_is_killed_leaves_no_half_file(embedded_settings: Settings, desk: Desk) -> None:
    async with opened(embedded_settings, desk, "cia") as (client, service, _exports):
        before = children()
        await ask(client, QUARTER, format="xlsx")
        for pid in await _new_children(before):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        row = await ended()
        assert row["state"] == "failed"
        assert "Ingen halv fil" in str(row["problem"])
        assert list(service.settings.exports.iterdir()) == []
        assert "Ingen halv fil" in (await client.get(PAGE)).text


async def _new_children(before: set[int]) -> set[int]:
    for _ in range(1000):
        if fresh := children() - before:
            return fresh
        await asyncio.sleep(0.01)
    raise AssertionError("no process was started")


def children() -> set[int]:
    """Python processes that this one has started for work, by id."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                if int(parent) == os.getpid() and b"spawn_main" in (folder / "cmdline").read_bytes():
                    found.add(int(folder.name))
    return found


async def test_what_has_expired_is_gone(embedded_settings: Settings, desk: Desk) -> None:
    async with opened(embedded_settings, desk, "cia") as (client, service, exports):
        await ask(client, QUARTER)
        row = await ended()
        path = service.settings.exports / f"{row['id']:016x}.csv"
        assert path.is_file()
        clock = service.clock
        assert isinstance(clock, Clock)
        clock.forward(files.KEPT)
        await exports.tidy()
        assert not path.exists()
        assert await ExportFile.count() == 0


async def test_one_whose_maker_has_fallen_silent_has_failed(embedded_settings: Settings, desk: Desk) -> None:
    async with opened(embedded_settings, desk, "cia") as (client, service, _exports):
        staff = (await client.get(PAGE)) and await _staff_of("cia")
        now = service.now() - files.GONE_AFTER * 2
        await ExportFile(
            staff=staff,
            quarters=QUARTER,
            format="csv",
            state="running",
            asked_at=now,
            seen_at=now,
            expires_at=service.now() + files.KEPT,
        ).save()
        assert "Ingen halv fil" in (await client.get(PAGE)).text


async def _staff_of(name: str) -> int:
    from feedback.tables import Staff

    row = await Staff.select(Staff.id).where(Staff.email == f"{name}@lillaker.example").first()
    assert row is not None
    return int(row["id"])
