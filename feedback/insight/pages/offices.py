"""Kontor: visits office by office, with where the visitors live."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import Response, get

from feedback.access import Access
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined, plain
from feedback.insight.figures import OfficeLine, OfficesFigures, OfficesRequest
from feedback.insight.lines import Line, line
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.place_parts import TrendText, trend_text
from feedback.insight.wording import alphabetical

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
    `is_narrowed` says that there are offices she does not see."""

    offices: tuple[OfficeRow, ...]
    whole: Line
    is_narrowed: bool


def view(asked: Asked, figures: OfficesFigures) -> View:
    wording = asked.wording
    seen = visible_lines(asked, figures)
    return View(
        offices=tuple(_row(asked, each, figures.scope.margin) for each in seen),
        whole=line(wording.text("Alla kontor"), figures.whole, wording, figures.scope.margin),
        is_narrowed=len(seen) < len(figures.lines),
    )


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
    districts = [each.name for each in made.offices[0].visitors] if made.offices else []
    rows = [
        joined(
            frame(asked),
            [row.line.name, plain(row.visits)],
            lines.cells(row.line.slot, wording, margin),
            [plain(each.text) for each in row.visitors],
        )
        for row in made.offices
    ]
    whole = joined(
        frame(asked),
        [made.whole.name, ""],
        lines.cells(figures.whole, wording, margin),
        ["" for _each in districts],
    )
    came_from = [_("Besök från %(district)s") % {"district": name} for name in districts]
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
