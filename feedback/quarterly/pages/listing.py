"""Sammanfattningar: every closed quarter, how far its summary has come, and the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from litestar import Response, get, post
from litestar.response import Redirect

from feedback.access import Access
from feedback.errors import Conflict, InputError, NotFound
from feedback.insight.asking import nothing_yet
from feedback.insight.closed import closed_quarters
from feedback.quarterly.drafting import ask_for_draft
from feedback.quarterly.mailing import ADDRESS
from feedback.quarterly.pages.frame import KEY, AnyRequest, Frame, Reply, drafting, framed, said_of, text_in
from feedback.quarterly.reading import StoredSummary, all_summaries
from feedback.quarterly.runs import StoredRun, latest_runs
from feedback.quarters import Quarter, parsed_quarter

STAGES = ("gathering", "writing", "setting")


@dataclass(frozen=True)
class EditionLine:
    """One edition in the list: `said` tells its state and who brought it there."""

    href: str
    name: str
    said: str


@dataclass(frozen=True)
class RunLine:
    """Heavy work that goes on, or that failed."""

    stage: str
    progress: int
    problem: str
    is_archiving: bool


@dataclass(frozen=True)
class QuarterLine:
    """A quarter. `draft` is what is worked on, `archived` the approved editions, the newest first; `may_begin`
    whether a draft may be asked for, `is_new_edition` when there is one already."""

    code: str
    name: str
    draft: EditionLine | None
    archived: tuple[EditionLine, ...]
    discarded: tuple[EditionLine, ...]
    run: RunLine | None
    may_begin: bool

    @property
    def is_new_edition(self) -> bool:
        return bool(self.archived)


async def lines(frame: Frame) -> tuple[QuarterLine, ...]:
    """The newest quarter first."""
    closed = [each.quarter for each in await closed_quarters()]
    summaries, runs = await all_summaries(), await latest_runs()
    return tuple(
        _line(
            frame,
            quarter,
            [each for each in summaries if each.quarter == quarter.code],
            runs.get(quarter.code),
        )
        for quarter in reversed(closed)
    )


def _line(
    frame: Frame, quarter: Quarter, summaries: Iterable[StoredSummary], run: StoredRun | None
) -> QuarterLine:
    found = sorted(summaries, key=lambda each: -each.edition)
    live = next((each for each in found if each.is_live), None)
    shown = run if run and frame.may_draft and (run.is_going_on or run.state == "failed") else None
    name = frame.wording.quarter(quarter)
    return QuarterLine(
        code=quarter.code,
        name=name[:1].upper() + name[1:],
        draft=_edition(frame, live) if live and frame.may_draft else None,
        archived=tuple(_edition(frame, each) for each in found if each.is_archived),
        discarded=tuple(_edition(frame, each) for each in found if each.state == "discarded")
        if frame.may_draft and not live
        else (),
        run=run_line(frame, shown),
        may_begin=frame.may_draft and live is None and not (run and run.is_going_on),
    )


def _edition(frame: Frame, summary: StoredSummary) -> EditionLine:
    return EditionLine(f"{ADDRESS}/{summary.id}", frame.edition(summary), state_text(frame, summary))


def state_text(frame: Frame, summary: StoredSummary) -> str:
    """`Granskad av Anna Exempel den 3 december 2026`."""
    _ = frame.wording.text
    if summary.is_archived:
        said = _("Godkänd av %(name)s den %(day)s")
        return said % {"name": summary.approved_name, "day": frame.day(summary.approved_at)}
    if summary.is_being_archived:
        return _("Godkänd av %(name)s, arkiveras") % {"name": summary.approved_name}
    if summary.state == "reviewed":
        said = _("Granskad av %(name)s den %(day)s")
        return said % {"name": summary.reviewed_name or "–", "day": frame.day(summary.reviewed_at)}
    said = (
        _("Kasserat utkast från den %(day)s")
        if summary.state == "discarded"
        else _("Utkast från den %(day)s")
    )
    return said % {"day": frame.day(summary.drafted_at)}


def run_line(frame: Frame, run: StoredRun | None) -> RunLine | None:
    """How work goes, in words."""
    if run is None:
        return None
    _ = frame.wording.text
    stages = dict(zip(STAGES, (_("Siffrorna samlas in"), _("Texten skrivs"), _("Filerna görs")), strict=True))
    stage = stages.get(run.stage, _("Väntar på sin tur"))
    return RunLine(stage, run.progress, run.problem or "", run.kind == "archive")


async def _page(frame: Frame, status: int = 200, problem: str = "") -> Response[str]:
    found = await lines(frame)
    following = "folj" in frame.request.query_params and any(
        each.run and not each.run.problem for each in found
    )
    return frame.page("list", ADDRESS, status, lines=found, problem=problem, is_following=following)


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    if not await closed_quarters():
        return await nothing_yet(request, ADDRESS, KEY)
    return await _page(framed(request))


@post(f"{ADDRESS}/utkast", opt={"access": Access.STAFF}, status_code=303)
async def begin(request: AnyRequest) -> Reply:
    """Ask for a draft of a quarter."""
    frame, form = drafting(request), await request.form()
    try:
        quarter = parsed_quarter(text_in(form, "kvartal"))
        if quarter is None:
            raise InputError("Välj ett kvartal.")
        await ask_for_draft(frame.service, frame.viewer, quarter)
    except (Conflict, InputError, NotFound) as error:
        return await _page(frame, error.status, said_of(error))
    return Redirect(f"{ADDRESS}?klart=bestallt", status_code=303)


HANDLERS = (page, begin)
