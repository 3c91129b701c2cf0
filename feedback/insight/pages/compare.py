"""Jämför: any two groups side by side, the first judged against the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from litestar import Response, get
from markupsafe import Markup

from feedback.access import Access
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined
from feedback.insight.figures import PairFigures, PairRequest, Side
from feedback.insight.filters import choice
from feedback.insight.lines import Line, line
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.parts import Choice
from feedback.insight.saying import may_read, sentence
from feedback.insight.selection import FIRST, SECOND, Selection
from feedback.insight.wording import Wording, alphabetical

ADDRESS, KEY = "/insikt/jamfor", "compare"
USES = (FIRST, SECOND)


@dataclass(frozen=True)
class View:
    """The two groups and how the first stands to the second.

    `choices` are four: place and channel of each side, as links. `overlap` says that one group is a part of
    the other, or the same, so nothing is compared. `say` is the finding as a sentence, empty where there is
    none; `p_value` and `score_p_value` are texts, empty where nothing is compared.
    """

    first: Line
    second: Line
    choices: tuple[Choice, ...]
    is_compared: bool
    overlap: bool
    say: Markup
    p_value: str
    score_p_value: str


def view(asked: Asked, figures: PairFigures) -> View:
    wording, margin, selection = asked.wording, figures.scope.margin, asked.selection
    first, second = sides(selection)
    said = figures.said if figures.said and may_read(figures.said, asked.viewer, wording) else None
    return View(
        first=line(wording.side(first), figures.first, wording, margin),
        second=line(wording.side(second), figures.second, wording, margin),
        choices=choices(asked),
        is_compared=figures.p_value is not None,
        overlap=_overlap(first, second),
        say=sentence(said, wording, asked.link) if said else Markup(""),
        p_value=probability(figures.p_value, wording),
        score_p_value=probability(figures.score_p_value, wording),
    )


def probability(p: float | None, wording: Wording) -> str:
    """`0,034`, and `under 0,001`."""
    if p is None:
        return ""
    if p < 0.001:
        return wording.text("under %(limit)s") % {"limit": wording.number.decimal(0.001, 3)}
    return wording.number.decimal(p, 3)


def chosen(asked: Asked) -> Asked:
    """The same with both sides named: where the address leaves one out, the first that suit this person."""
    selection, viewer = asked.selection, asked.viewer
    own = [id for id in _districts(asked.wording) if viewer.may_see("district", id)]
    first = selection.first or Side(own[0] if own else None)
    others = [id for id in own if id != first.district]
    second = selection.second or Side(others[0] if others else None)
    return replace(asked, selection=replace(selection, first=first, second=second))


def sides(selection: Selection) -> tuple[Side, Side]:
    assert selection.first is not None
    assert selection.second is not None
    return selection.first, selection.second


def _overlap(first: Side, second: Side) -> bool:
    """Whether some answer may belong to both."""
    rows = None in (first.district, second.district) or first.district == second.district
    columns = None in (first.channel, second.channel) or first.channel == second.channel
    return rows and columns


def choices(asked: Asked) -> tuple[Choice, ...]:
    """Place and channel of each side."""
    _ = asked.wording.text
    first, second = sides(asked.selection)
    firsts = [(replace(asked.selection, first=side), side) for side in _places(asked, first)]
    seconds = [(replace(asked.selection, second=side), side) for side in _places(asked, second)]
    by_first = [(replace(asked.selection, first=side), side) for side in _channels(asked, first)]
    by_second = [(replace(asked.selection, second=side), side) for side in _channels(asked, second)]
    return (
        _choice(_("Första gruppen"), asked, firsts, is_place=True),
        _choice(_("Första gruppens kanal"), asked, by_first, is_place=False),
        _choice(_("Andra gruppen"), asked, seconds, is_place=True),
        _choice(_("Andra gruppens kanal"), asked, by_second, is_place=False),
    )


def _choice(name: str, asked: Asked, offered: Sequence[tuple[Selection, Side]], *, is_place: bool) -> Choice:
    wording = asked.wording
    named = [
        (selection, wording.side(Side(side.district)) if is_place else wording.channel(side.channel))
        for selection, side in offered
    ]
    return choice(name, asked.selection, named, asked.address)


def _places(asked: Asked, side: Side) -> list[Side]:
    own = [id for id in _districts(asked.wording) if asked.viewer.may_see("district", id)]
    return [replace(side, district=id) for id in (None, *own)]


def _channels(asked: Asked, side: Side) -> list[Side]:
    ids = [each.id for each in asked.wording.municipality.channels]
    return [replace(side, channel=id) for id in (None, *ids)]


def _districts(wording: Wording) -> list[str]:
    ids = [each.id for each in wording.municipality.districts]
    return sorted(ids, key=lambda id: alphabetical(wording.district(id)))


def table(asked: Asked, figures: PairFigures) -> Table:
    """One line for each group; the first one's gap is to the second."""
    wording, made = asked.wording, view(asked, figures)
    _ = wording.text
    return Table(
        [
            *frame_headings(wording),
            _("Grupp"),
            *lines.headings(wording),
            _("p, andel nöjda"),
            _("p, medelbetyg"),
        ],
        [
            joined(
                frame(asked),
                [each.name],
                lines.cells(each.slot, wording, figures.scope.margin),
                [made.p_value, made.score_p_value] if each is made.first else ["", ""],
            )
            for each in (made.first, made.second)
        ],
    )


async def _figures(asked: Asked) -> PairFigures:
    first, second = sides(asked.selection)
    figures = await asked.figures(PairRequest(asked.selection.scope, first, second))
    assert isinstance(figures, PairFigures)
    return figures


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    given = await asked(request, ADDRESS, USES)
    if given is None:
        return await nothing_yet(request, ADDRESS, KEY)
    given = chosen(given)
    return given.page("compare", KEY, view=view(given, await _figures(given)))


@get(ADDRESS + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest) -> Response[bytes]:
    given = chosen(await asked_file(request, ADDRESS, USES))
    return await given.file("jamfor", table(given, await _figures(given)))


HANDLERS = (page, file)
