"""Closing quarters: when, what is kept, that it never changes, and that two at once do no harm."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, timedelta

import pytest

from feedback.cells import CELLS, UPSERT_CELL
from feedback.closing import close_due, close_hourly, closed_codes, closes_on, due_quarters, read_closed
from feedback.database.statements import Many, Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.funnel import FUNNEL
from feedback.quarters import Quarter
from feedback.rebuilding import rebuild
from feedback.service import Service
from feedback.snapshots import DamagedSnapshot
from feedback.tables import Cell, ClosedQuarter, Funnel
from survey_defs.vocabulary import InvitationRules
from tests import world
from tests.insight.counted import Answers, count

SECOND, THIRD = Quarter(2026, 2), Quarter(2026, 3)
SPREAD = (
    Answers("phone", "norrbyn", (3, 5, 12, 40, 60), week=date(2026, 3, 30)),  # the second quarter's first
    Answers("phone", "norrbyn", (1, 1, 1, 1, 1), week=date(2026, 6, 22)),  # and its last week
    Answers("phone", "norrbyn", (9, 11, 15, 30, 25), week=THIRD.first_monday),
    Answers("e_mail", None, (1, 0, 0, 2, 3), week=THIRD.last_monday, service=None),
    Answers("phone", "norrbyn", (5, 5, 5, 5, 5), week=date(2026, 11, 9)),  # the quarter that goes on
)


def statement(sql: str) -> Procedure[None]:
    yield Rows(sql)


async def added_up(quarter: Quarter) -> tuple[dict[int, int], dict[int, int]]:
    """Cube and funnel of a quarter, one row at a time."""
    found = []
    for table, packing in ((Cell, CELLS), (Funnel, FUNNEL)):
        low, high = packing.week_range(quarter.first_monday, quarter.last_monday)
        sums: Counter[int] = Counter()
        for row in await table.select():
            if low <= row["key"] <= high:
                sums[packing.pack(packing.unpack(row["key"]) | {"week": 0})] += row["n"]
        found.append({key: n for key, n in sums.items() if n > 0})
    return found[0], found[1]


def test_a_quarter_is_closed_when_the_links_of_its_last_week_are_dead() -> None:
    day = closes_on(THIRD, InvitationRules(valid_days=14))
    assert day == date(2026, 9, 28) + timedelta(days=21)


async def test_what_is_over_is_closed_oldest_first_and_once(service: Service) -> None:
    await count(service, SPREAD)
    assert await close_due(service, world.TODAY) == (SECOND, THIRD)
    assert await close_due(service, world.TODAY) == ()
    assert await closed_codes() == ("2026Q2", "2026Q3")


async def test_nothing_is_closed_a_day_early_or_without_data(service: Service) -> None:
    assert await due_quarters(service, world.TODAY) == ()
    await count(service, SPREAD)
    day = closes_on(THIRD, service.municipality.invitations)
    assert await due_quarters(service, day - timedelta(days=1)) == (SECOND,)
    assert await due_quarters(service, day) == (SECOND, THIRD)


async def test_the_contents_are_the_weeks_added_up(service: Service) -> None:
    await count(service, SPREAD)
    await close_due(service, world.TODAY)
    for quarter in (SECOND, THIRD):
        closed = await read_closed(quarter)
        assert closed is not None
        assert (dict(closed.cells.items()), dict(closed.funnel.items())) == await added_up(quarter)
        assert list(closed.cells.keys) == sorted(closed.cells.keys)
        assert closed.closed_on == world.TODAY
    assert await read_closed(Quarter(2026, 4)) is None


async def test_late_answers_and_rebuilding_leave_it_as_it_was(service: Service) -> None:
    await count(service, SPREAD)
    await close_due(service, world.TODAY)
    before = await ClosedQuarter.select().order_by(ClosedQuarter.quarter)
    await count(service, SPREAD)
    await run_procedure(service.engine, statement("UPDATE cell SET n = n - 1"))
    await rebuild(service)
    await close_due(service, world.TODAY + timedelta(days=1))
    assert await ClosedQuarter.select().order_by(ClosedQuarter.quarter) == before


async def test_two_at_once_close_each_quarter_once(service: Service) -> None:
    await count(service, SPREAD)
    first, second = await asyncio.gather(close_due(service, world.TODAY), close_due(service, world.TODAY))
    assert sorted(first + second) == [SECOND, THIRD]
    assert await ClosedQuarter.count() == 2


async def test_cells_that_were_erased_to_nothing_are_left_out(service: Service) -> None:
    key = CELLS.week_range(THIRD.first_monday, THIRD.first_monday)[0]
    await run_procedure(service.engine, _cells([(key + 5, 0), (key + 6, 2)]))
    await close_due(service, world.TODAY)
    closed = await read_closed(THIRD)
    assert closed is not None
    assert dict(closed.cells.items()) == {6: 2}


def _cells(cells: list[tuple[int, int]]) -> Procedure[None]:
    yield Many(UPSERT_CELL, cells)


async def test_changed_bytes_are_noticed(service: Service) -> None:
    await count(service, SPREAD)
    await close_due(service, world.TODAY)
    await run_procedure(service.engine, statement("UPDATE closed_quarter SET cells = funnel"))
    with pytest.raises(DamagedSnapshot, match="2026Q3"):
        await read_closed(THIRD)


async def test_a_running_service_closes_at_start_and_stops_when_told(service: Service) -> None:
    await count(service, SPREAD)
    stop = asyncio.Event()
    task = asyncio.create_task(close_hourly(service, stop))
    while len(await closed_codes()) < 2:  # noqa: ASYNC110 — the database tells, not an event
        await asyncio.sleep(0.01)
    stop.set()
    await task
    assert await closed_codes() == ("2026Q2", "2026Q3")
