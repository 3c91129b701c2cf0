"""Making a draft, or the files of an approved edition, step by step: what the service does when it is asked to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from feedback.closing import program_version
from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errors import Busy, NotFound
from feedback.insight.closed import Listed
from feedback.insight.reference_values import references_for
from feedback.insight.requests import Figures, Request
from feedback.keys import random_id
from feedback.process import Process
from feedback.quarterly import press
from feedback.quarterly.archiving import Finished, archiving
from feedback.quarterly.craft import CraftMaker
from feedback.quarterly.document import Versions
from feedback.quarterly.editions import Approved, Heads, draft_notice, example_notice, front_of
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.gathering import Figuring, gathered, with_earlier_themes
from feedback.quarterly.hand import my_turn
from feedback.quarterly.package import unpacked
from feedback.quarterly.runs import DRAFT, LostRun, Taken, ending
from feedback.quarterly.sources import named_themes, released_quotes
from feedback.quarters import Quarter, parsed_quarter
from feedback.service import Service
from feedback.staff.audit import Action, noting
from feedback.tables import Staff, Summary
from feedback.themes.progress_file import told

MAKING_SECONDS = 600.0
BUSY_TIMES, BUSY_SECONDS = 40, 5.0  # what is hidden of a newly closed quarter takes minutes to decide
GATHERED_UNTIL, MADE_UNTIL = 50, 98  # per cent
F = TypeVar("F")
_INSERT = (
    "INSERT INTO summary (id, quarter, edition, state, documents, prose, data_version, program_version, case_number, "
    "officer, drafted_at, drafted_by, approved_name, content_hash, differs, changes) "
    "VALUES (?, ?, ?, 'drafted', ?, '{}', ?, ?, ?, ?, ?, ?, '', '', '[]', 0)"
)
_LIVE = "SELECT id FROM summary WHERE quarter = ? AND state IN ('drafted', 'reviewed')"
_NEWEST = "SELECT COALESCE(MAX(edition), 0) FROM summary WHERE quarter = ? AND state = 'archived'"


class Unusable(Exception):
    """It cannot be made; the text is meant for people."""


@dataclass
class Far:
    """How far the work has come, as pages are told: what is gathered here, what is made in the process's file."""

    file: Path
    stage: str = "gathering"
    percent: int = 0
    is_made: bool = field(default=False)

    def look(self) -> tuple[str, int]:
        if self.is_made:
            share, stage = told(self.file)
            self.percent = GATHERED_UNTIL + round((MADE_UNTIL - GATHERED_UNTIL) * min(max(share, 0.0), 1.0))
            self.stage = stage or "writing"
        return self.stage, self.percent


@dataclass
class FollowedDesk:
    """The desk, counted, and asked again where it is still preparing itself."""

    desk: Figuring
    tell: Callable[[int], None]
    times: int = BUSY_TIMES
    asked: int = 0

    async def closed(self, service: Service) -> tuple[Listed, ...]:
        return await self.desk.closed(service)

    async def comments_version(self, service: Service) -> str:
        return await self.desk.comments_version(service)

    async def figures(self, service: Service, request: Request) -> Figures:
        figures = await self._patiently(lambda: self.desk.figures(service, request))
        self.asked += 1
        self.tell(self.asked)
        return figures

    async def _patiently(self, ask: Callable[[], Awaitable[F]]) -> F:
        for _attempt in range(self.times - 1):
            try:
                return await ask()
            except Busy:
                await asyncio.sleep(BUSY_SECONDS)
        return await ask()


async def facts_of(
    service: Service, desk: Figuring, quarter: Quarter, tell: Callable[[int], None]
) -> QuarterFacts:
    """Everything a quarter's summary is made from. Raises NotFound where it is not closed."""
    closed = tuple(each.quarter for each in await desk.closed(service))
    return await gathered(
        service,
        FollowedDesk(desk, tell),
        quarter,
        await named_themes(),
        await released_quotes(quarter, closed),
        await references_for(quarter),
    )


def expected_figures(service: Service) -> int:
    """About how many figures are asked for, to tell how far it has come."""
    return len(service.municipality.districts) + len(service.municipality.channels) + 8


def draft_order(
    service: Service, facts: QuarterFacts, heads: Heads, edition: int, day: date, notices: dict[str, str]
) -> press.DraftOrder:
    return press.DraftOrder(
        facts=facts,
        municipality=service.municipality,
        fronts={each: front_of(service.municipality, heads, day, each) for each in press.LANGUAGES},
        versions=Versions(facts.data_version, program_version(), edition, day.isoformat()),
        notices=notices,
    )


async def make(
    service: Service, desk: Figuring, process: Process, maker: CraftMaker, taken: Taken, far: Far
) -> None:
    """Do the work that was taken. Raises Unusable, LostRun, or what the process raised."""
    if taken.kind == DRAFT:
        await _draft(service, desk, process, maker, taken, far)
    else:
        await _archive(service, process, maker, taken, far)


async def _draft(
    service: Service, desk: Figuring, process: Process, maker: CraftMaker, taken: Taken, far: Far
) -> None:
    quarter = parsed_quarter(taken.quarter)
    assert quarter is not None
    total = expected_figures(service)

    def tell(asked: int) -> None:
        far.percent = min(GATHERED_UNTIL, GATHERED_UNTIL * asked // total)

    try:
        facts = await facts_of(service, desk, quarter, tell)
    except NotFound as error:
        raise Unusable(error.message) from None
    before = await newest_archived(taken.quarter)
    if before:
        facts = with_earlier_themes(facts, unpacked(bytes(before["documents"])).themes)
    heads = await _heads(service, taken, before)
    edition = int(before["edition"]) + 1 if before else 1
    notices = {language: draft_notice(service, language) for language in press.LANGUAGES}
    order = draft_order(service, facts, heads, edition, service.today(), notices)
    far.is_made = True
    package: bytes = await process.done(MAKING_SECONDS, press.make_draft, maker, order, str(far.file))
    await run_procedure(service.engine, writing_draft(service, taken, package, order.versions, heads))


async def newest_archived(quarter: str) -> dict[str, Any] | None:
    """The newest archived edition of a quarter, with its documents."""
    rows = await Summary.raw(
        "SELECT id, edition, documents, prose, case_number, officer FROM summary "
        "WHERE quarter = {} AND state = 'archived' ORDER BY edition DESC LIMIT 1",
        quarter,
    )
    return rows[0] if rows else None


async def _heads(service: Service, taken: Taken, before: dict[str, Any] | None) -> Heads:
    """As in the edition before; else the officer whom the municipality names, or whoever asked for the draft."""
    if before:
        return Heads(before["case_number"], before["officer"])
    officer = service.municipality.summary.officer
    if not officer and taken.asked_by is not None:
        row = await Staff.select(Staff.name).where(Staff.id == taken.asked_by).first()
        officer = row["name"] if row else ""
    return Heads("", officer)


def writing_draft(
    service: Service, taken: Taken, package: bytes, versions: Versions, heads: Heads
) -> Procedure[None]:
    yield from my_turn()
    live = yield Rows(_LIVE, [taken.quarter])
    [[newest]] = yield Rows(_NEWEST, [taken.quarter])
    if live or newest + 1 != versions.edition:
        raise Unusable("Någon annan hann göra ett utkast eller en utgåva för kvartalet. Det gäller.")
    identity, now = random_id(), service.now()
    about = [identity, taken.quarter, versions.edition, package, versions.data, versions.program]
    yield Rows(_INSERT, [*about, heads.case_number, heads.officer, now, taken.asked_by])
    if taken.asked_by is not None:
        detail = f"{identity:x} {taken.quarter} {versions.edition}"
        yield from noting(Action.SUMMARY_DRAFTED, taken.asked_by, detail, now)
    yield from ending(taken, identity, now)


async def _archive(service: Service, process: Process, maker: CraftMaker, taken: Taken, far: Far) -> None:
    far.percent, far.is_made = GATHERED_UNTIL, True
    order = await archive_order(service, taken)
    finished: Finished = await process.done(MAKING_SECONDS, press.make_files, maker, order, str(far.file))
    roles = service.municipality.summary.mail_to
    await run_procedure(service.engine, archiving(taken, finished, roles, service.now()))


async def archive_order(service: Service, taken: Taken) -> press.ArchiveOrder:
    row = await Summary.select().where(Summary.id == taken.summary).first()
    if row is None or row["approved_at"] is None or row["state"] != "reviewed":
        raise LostRun
    before = await newest_archived(row["quarter"])
    zone = ZoneInfo(service.municipality.time_zone)
    return press.ArchiveOrder(
        edition=worded_row(row),
        before=worded_row(before) if before else None,
        approved=Approved(row["approved_name"], row["approved_at"].astimezone(zone).date()),
        notices={language: example_notice(service, language) for language in press.LANGUAGES},
        quarter=row["quarter"],
        number=row["edition"],
        program_version=program_version(),
    )


def worded_row(row: dict[str, Any]) -> press.Worded:
    """A row of `summary` as the press takes it."""
    return press.Worded(
        bytes(row["documents"]), json.loads(row["prose"]), Heads(row["case_number"], row["officer"])
    )
