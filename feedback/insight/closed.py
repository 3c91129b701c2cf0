"""The service's closed quarters as the desk and the pages need them: which there are, and their counts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from feedback.closing import closes_on, weeks_with_data
from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.quarters import Quarter, parsed_quarter, quarter_of
from feedback.service import Service
from feedback.snapshots import DamagedSnapshot, content_hash, expanded
from feedback.tables import ClosedQuarter

_LIST = (
    "SELECT quarter, content_hash, CASE WHEN hidden = '' THEN 0 ELSE 1 END AS decided "
    "FROM closed_quarter ORDER BY quarter"
)
_KEEP_PATTERN = "UPDATE closed_quarter SET hidden = ? WHERE quarter = ? AND hidden = ''"


@dataclass(frozen=True)
class Listed:
    """A closed quarter without its counts. `has_pattern`: it is decided what of it is hidden."""

    quarter: Quarter
    content_hash: str
    has_pattern: bool

    @property
    def code(self) -> str:
        return self.quarter.code


@dataclass(frozen=True)
class Counts:
    """What the desk holds of a quarter: packed and compressed counts, and the pattern of what is hidden."""

    code: str
    cells: bytes
    funnel: bytes
    hidden: str


async def closed_quarters() -> tuple[Listed, ...]:
    """Every closed quarter, the oldest first."""
    rows = await ClosedQuarter.raw(_LIST)
    found = ((parsed_quarter(row["quarter"]), row) for row in rows)
    return tuple(
        Listed(quarter, row["content_hash"], bool(row["decided"]))
        for quarter, row in found
        if quarter is not None
    )


async def counts_of(code: str) -> Counts:
    """The counts of a closed quarter. Raises DamagedSnapshot when they are not what was closed."""
    row = await ClosedQuarter.select().where(ClosedQuarter.quarter == code).first()
    if row is None:
        raise DamagedSnapshot(f"There is no closed quarter {code}.")
    cells, funnel = bytes(row["cells"]), bytes(row["funnel"])
    await asyncio.to_thread(_check, code, cells, funnel, row["content_hash"])
    return Counts(code, cells, funnel, row["hidden"])


def _check(code: str, cells: bytes, funnel: bytes, expected: str) -> None:
    if content_hash(expanded(cells), expanded(funnel)) != expected:
        raise DamagedSnapshot(f"The counts of {code} are not those that were closed.")


async def keep_pattern(service: Service, code: str, pattern: str) -> str:
    """Store what is hidden of a quarter, unless another process was first; gives the one that is stored."""
    await run_procedure(service.engine, _keeping(pattern, code))
    row = await ClosedQuarter.select(ClosedQuarter.hidden).where(ClosedQuarter.quarter == code).first()
    assert row is not None
    return str(row["hidden"])


def _keeping(pattern: str, code: str) -> Procedure[None]:
    yield Rows(_KEEP_PATTERN, (pattern, code))


@dataclass(frozen=True)
class FirstClosing:
    """The quarter that will be the first closed one, and the first day it may be."""

    quarter: Quarter
    day: date


async def first_closing(service: Service) -> FirstClosing:
    """When the first figures can be shown, where no quarter is closed yet."""
    weeks = await weeks_with_data()
    quarter = quarter_of(weeks[0] if weeks else service.today())
    return FirstClosing(quarter, closes_on(quarter, service.municipality.invitations))
