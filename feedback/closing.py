"""Closing a quarter: its counts are put down once, and what staff are shown comes from there.

A figure that moved with every answer would let a reader subtract yesterday's from today's and see one
person's. See docs/decisions/0012-closed-quarters.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version

from feedback.cells import CELLS
from feedback.database.statements import Procedure, Row, Rows
from feedback.database.streaming import Moment, one_moment
from feedback.database.writer import run_procedure
from feedback.funnel import FUNNEL
from feedback.packing import Packing, week_start
from feedback.quarters import Quarter, quarters_between
from feedback.service import Service
from feedback.snapshots import (
    DamagedSnapshot,
    Snapshot,
    compressed,
    content_hash,
    expanded,
    plain_bytes,
    read_snapshot,
    snapshot_of,
)
from feedback.tables import Cell, ClosedQuarter, Funnel
from survey_defs.vocabulary import InvitationRules

log = logging.getLogger("likvardig.closing")

SLACK_DAYS = 7  # for the errand to be imported and the invitation and its reminder to be sent
HOUR = 3600.0
_CLOSE = (
    "INSERT INTO closed_quarter (quarter, closed_on, cells, funnel, content_hash, program_version, hidden) "
    "VALUES (?, ?, ?, ?, ?, ?, '') ON CONFLICT (quarter) DO NOTHING RETURNING quarter"
)


@dataclass(frozen=True)
class Closed:
    """A closed quarter as it is stored, its counts read."""

    quarter: Quarter
    closed_on: date
    cells: Snapshot
    funnel: Snapshot
    content_hash: str


def closes_on(quarter: Quarter, rules: InvitationRules) -> date:
    """The first day it may be closed: every link sent in its last week has had time to be answered."""
    return quarter.following.first_monday + timedelta(days=rules.valid_days + SLACK_DAYS)


async def due_quarters(service: Service, today: date) -> tuple[Quarter, ...]:
    """Quarters to be closed now, the oldest first: from the first with errands or answers, none left out."""
    weeks = await weeks_with_data()
    if weeks is None:
        return ()
    closed = set(await closed_codes())
    rules = service.municipality.invitations
    known = quarters_between(weeks[0], max(weeks[0], min(weeks[1], today)))
    return tuple(
        quarter
        for quarter in reversed(known)
        if quarter.code not in closed and closes_on(quarter, rules) <= today
    )


async def weeks_with_data() -> tuple[date, date] | None:
    """The Mondays of the first and the last week with errands or answers; None before the first."""
    found: list[date] = []
    for table, packing in ((Cell, CELLS), (Funnel, FUNNEL)):
        for extreme in ("MIN", "MAX"):
            [row] = await table.raw(f"SELECT {extreme}(key) AS key FROM {table._meta.tablename}")
            if row["key"] is not None:
                found.append(week_start(packing.field("week", row["key"])))
    return (min(found), max(found)) if found else None


async def closed_codes() -> tuple[str, ...]:
    """The codes of every closed quarter, the oldest first."""
    rows = await ClosedQuarter.select(ClosedQuarter.quarter).order_by(ClosedQuarter.quarter)
    return tuple(row["quarter"] for row in rows)


async def close_due(service: Service, today: date) -> tuple[Quarter, ...]:
    """Close every quarter that is due; returns those closed by this call.

    Any number of processes may do it at once: whoever comes second finds the quarter closed and leaves it.
    """
    closed = []
    for quarter in await due_quarters(service, today):
        if await _close(service, quarter, today):
            log.info("Closed %s", quarter.code)
            closed.append(quarter)
    return tuple(closed)


async def _close(service: Service, quarter: Quarter, today: date) -> bool:
    """Cube and funnel as they are at one moment, written in one transaction."""
    async with one_moment(service.engine) as moment:
        cells = await _counted(moment, "cell", CELLS, quarter)
        funnel = await _counted(moment, "funnel", FUNNEL, quarter)
    row = await asyncio.to_thread(_row, quarter, today, cells, funnel)
    return await run_procedure(service.engine, _writing(row))


async def _counted(moment: Moment, table: str, packing: Packing, quarter: Quarter) -> Snapshot:
    """The quarter's weeks added up by the database, on keys without the week."""
    without_week = f"(key & {(1 << packing.shift['week']) - 1})"
    sql = (
        f"SELECT {without_week} AS place, CAST(SUM(n) AS BIGINT) FROM {table} WHERE key BETWEEN ? AND ? "
        f"GROUP BY {without_week} HAVING SUM(n) > 0 ORDER BY place"
    )
    low, high = packing.week_range(quarter.first_monday, quarter.last_monday)
    whole = snapshot_of(iter(()))
    async for rows in moment.pages(sql, [low, high]):
        part = snapshot_of((key, n) for key, n in rows)
        whole.keys.extend(part.keys)
        whole.counts.extend(part.counts)
    return whole


def _row(quarter: Quarter, today: date, cells: Snapshot, funnel: Snapshot) -> Row:
    plain = plain_bytes(cells), plain_bytes(funnel)
    return (quarter.code, today, *map(compressed, plain), content_hash(*plain), program_version())


def program_version() -> str:
    """The installed version; empty where the program runs from its source without being installed."""
    try:
        return version("likvardig")
    except PackageNotFoundError:
        return ""


def _writing(row: Row) -> Procedure[bool]:
    written = yield Rows(_CLOSE, row)
    return bool(written)


async def read_closed(quarter: Quarter) -> Closed | None:
    """A closed quarter; None while it is open. Raises DamagedSnapshot when its bytes are not what was written."""
    row = await ClosedQuarter.select().where(ClosedQuarter.quarter == quarter.code).first()
    if row is None:
        return None
    return await asyncio.to_thread(_opened, quarter, row)


def _opened(quarter: Quarter, row: dict[str, object]) -> Closed:
    cells, funnel = (expanded(bytes(row[name])) for name in ("cells", "funnel"))  # type: ignore[call-overload]
    if content_hash(cells, funnel) != row["content_hash"]:
        raise DamagedSnapshot(f"The counts of {quarter.code} are not those that were closed.")
    closed_on = row["closed_on"]
    assert isinstance(closed_on, date)
    return Closed(quarter, closed_on, read_snapshot(cells), read_snapshot(funnel), str(row["content_hash"]))


async def close_hourly(service: Service, stop: asyncio.Event) -> None:
    """Close what is due now and once an hour until `stop` is set; trouble is logged and tried again."""
    while not stop.is_set():
        try:
            await close_due(service, service.today())
        except Exception:
            log.exception("A quarter could not be closed")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), HOUR)
