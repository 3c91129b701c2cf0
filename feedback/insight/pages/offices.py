"""Kontor: visits office by office, with where the visitors live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get

from feedback.access import Access
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.charts import Mark
from feedback.insight.csv_file import Table, joined, plain
from feedback.insight.figures import HIDDEN, OfficeLine, OfficesFigures, OfficesRequest
from feedback.insight.lines import Line, line
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.place_parts import TrendText, trend_text
from feedback.insight.wording import Wording, alphabetical

ADDRESS, KEY = "/insikt/kontor", "offices"


@dataclass(frozen=True)
class Visitors:
    """How many closed visits came from a district, as text; `count` is None where it is hidden."""

    name: str
    text: str
    count: int | None


@dataclass(frozen=True)
class OfficeRow:
    """One office: how its visits were judged (`line`), how many they were, over time, and from where.

    `place` names the district it lies in, empty where the municipality's file does not say. `visitors` are the
    districts this person sees; None among the ids is the last one.
    """

    id: str
    line: Line
    place: str
    is_central: bool
    visits: str
    trend: TrendText
    visitors: tuple[Visitors, ...]


@dataclass(frozen=True)
class View:
    """`offices` are those this person sees, in alphabetical order; `whole` all visits in the municipality.
    `is_narrowed` says that there are offices she does not see. `say` is what the verdicts say; `visitors` is a
    line for each district with a text for each office, nought where nobody from there came."""

    offices: tuple[OfficeRow, ...]
    whole: Line
    is_narrowed: bool
    say: str
    offices_hidden: bool
    visitors: tuple[tuple[str, tuple[str, ...]], ...]


def view(asked: Asked, figures: OfficesFigures) -> View:
    wording = asked.wording
    seen = visible_lines(asked, figures)
    offices = tuple(_row(asked, each, figures.scope.margin) for each in seen)
    return View(
        offices=offices,
        whole=line(wording.text("Alla kontor"), figures.whole, wording, figures.scope.margin),
        is_narrowed=len(seen) < len(figures.lines),
        say=_say(offices, wording),
        offices_hidden=any(each.line.slot.state == HIDDEN for each in offices),
        visitors=_by_district(offices, wording),
    )


def _say(offices: Sequence[OfficeRow], wording: Wording) -> str:
    """Each verdict with the offices it holds for, in alphabetical order; what is hidden is said as such."""
    _ = wording.text
    said = (
        (Mark.LACKING, _("Likvärdig service vid besök brister på %(names)s.")),
        (Mark.BETTER, _("Besöken får bättre omdömen än på övriga kontor på %(names)s.")),
        (Mark.EQUAL, _("Besöken är likvärdiga med övriga kontors på %(names)s.")),
        (Mark.UNCLEAR, _("Kan inte avgöras ännu för %(names)s.")),
        (Mark.HIDDEN, _("Dolt för att skydda de som svarat: %(names)s.")),
    )
    named = [(text, [each.line.name for each in offices if each.line.mark is mark]) for mark, text in said]
    return " ".join(text % {"names": wording.listed(names)} for text, names in named if names)


def _by_district(offices: Sequence[OfficeRow], wording: Wording) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The offices' visitors as one table. A district that is missing in an office's list had no visit there."""
    lists = [{each.name: each.text for each in office.visitors} for office in offices]
    last = wording.district(None)
    names = sorted(
        {name for each in lists for name in each}, key=lambda name: (name == last, alphabetical(name))
    )
    return tuple((name, tuple(each.get(name, "0") for each in lists)) for name in names)


def visible_lines(asked: Asked, figures: OfficesFigures) -> tuple[OfficeLine, ...]:
    seen = [each for each in figures.lines if asked.viewer.may_see("office", each.office)]
    return tuple(sorted(seen, key=lambda each: alphabetical(asked.wording.office(each.office))))


def _row(asked: Asked, given: OfficeLine, margin: float) -> OfficeRow:
    wording = asked.wording
    office = wording.municipality.office(given.office)
    name = wording.office(office.id)
    return OfficeRow(
        id=office.id,
        line=line(name, given.slot, wording, margin),
        place=wording.district(office.district) if office.district else "",
        is_central=office.central,
        visits=wording.count(given.visits),
        trend=trend_text(name, given.trend, wording),
        visitors=_visitors(asked, given),
    )


def _visitors(asked: Asked, given: OfficeLine) -> tuple[Visitors, ...]:
    """A person who answers for the office sees where its visitors live: that is the office's own figure."""
    wording = asked.wording
    placed = sorted(
        given.visitors, key=lambda pair: (pair[0] is None, alphabetical(wording.district(pair[0])))
    )
    return tuple(Visitors(wording.district(id), wording.count(n), n) for id, n in placed)


def table(asked: Asked, figures: OfficesFigures) -> Table:
    """The offices shown and all visits; then visits by the visitor's district in columns of their own."""
    wording, margin, made = asked.wording, figures.scope.margin, view(asked, figures)
    _ = wording.text
    rows = [
        joined(
            frame(asked),
            [row.line.name, plain(row.visits)],
            lines.cells(row.line.slot, wording, margin),
            [plain(texts[place]) for _name, texts in made.visitors],
        )
        for place, row in enumerate(made.offices)
    ]
    whole = joined(
        frame(asked),
        [made.whole.name, ""],
        lines.cells(figures.whole, wording, margin),
        ["" for _each in made.visitors],
    )
    came_from = [_("Besök från %(district)s") % {"district": name} for name, _texts in made.visitors]
    headings = joined(frame_headings(wording), [_("Kontor"), _("Besök")], lines.headings(wording), came_from)
    return Table(headings, [*rows, whole])


async def _figures(asked: Asked) -> OfficesFigures:
    figures = await asked.figures(OfficesRequest(asked.selection.scope))
    assert isinstance(figures, OfficesFigures)
    return figures


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    given = await asked(request, ADDRESS)
    if given is None:
        return await nothing_yet(request, ADDRESS, KEY)
    return given.page("offices", KEY, view=view(given, await _figures(given)))


@get(ADDRESS + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest) -> Response[bytes]:
    given = await asked_file(request, ADDRESS)
    return await given.file("kontor", table(given, await _figures(given)))


HANDLERS = (page, file)
