"""Jämför: any two groups side by side, the first judged against the second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Response, get
from litestar.response import Redirect
from markupsafe import Markup

from feedback.access import Access
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.charts import Interval, Mark, PairRow, PairWords, pair_plot, signed
from feedback.insight.csv_file import Table, joined
from feedback.insight.figures import Judged, Measure, PairFigures, PairRequest, Side
from feedback.insight.lines import Line, line
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.saying import may_read, sentence
from feedback.insight.selection import EVERYWHERE, FIRST, PERIOD, SECOND, SERVICE, Selection
from feedback.insight.wording import Wording, alphabetical

ADDRESS, KEY = "/insikt/jamfor", "compare"
USES = (FIRST, SECOND)
IN_CHANNEL = "-kanal"  # added to a side's parameter by the form alone


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class SideChoice:
    """One side of the form: its parameter, its places and channels."""

    parameter: str
    name: str
    places: tuple[Option, ...]
    channels: tuple[Option, ...]


@dataclass(frozen=True)
class View:
    """The two groups and how the first stands to the second.

    `sides` are the form's choices; `held` what the form carries along; `turned` the address with the sides
    exchanged; `channels` the same two places in one channel, as (name, address, is current). `overlap` says
    that one group is a part of the other, or the same, so nothing is compared. `say` is the finding as a
    sentence, empty where there is none; `chart` draws it.
    """

    first: Line
    second: Line
    sides: tuple[SideChoice, SideChoice]
    held: tuple[tuple[str, str], ...]
    turned: str
    channels: tuple[tuple[str, str, bool], ...]
    is_compared: bool
    overlap: bool
    say: Markup
    chart: Markup
    p_value: str
    score_p_value: str


def view(asked: Asked, figures: PairFigures) -> View:
    wording, margin, selection = asked.wording, figures.scope.margin, asked.selection
    first, second = sides(selection)
    said = figures.said if figures.said and may_read(figures.said, asked.viewer, wording) else None
    return View(
        first=line(wording.side(first), figures.first, wording, margin),
        second=line(wording.side(second), figures.second, wording, margin),
        sides=(
            _side(asked, FIRST, wording.text("Första gruppen"), first),
            _side(asked, SECOND, wording.text("Andra gruppen"), second),
        ),
        held=_held(asked),
        turned=f"{asked.address}?{replace(selection, first=second, second=first).query}",
        channels=_channels(asked),
        is_compared=figures.p_value is not None,
        overlap=_overlap(first, second),
        say=sentence(said, wording, asked.link) if said else Markup(""),
        chart=_chart(figures, wording),
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


def _side(asked: Asked, parameter: str, name: str, side: Side) -> SideChoice:
    wording = asked.wording
    own = [id for id in _districts(wording) if asked.viewer.may_see("district", id)]
    places = [(EVERYWHERE, wording.side(Side())), *((id, wording.district(id)) for id in own)]
    channels = [("", wording.channel(None))]
    channels += [(each.id, wording.channel(each.id)) for each in wording.municipality.channels]
    return SideChoice(
        parameter,
        name,
        tuple(Option(id, text, id == (side.district or EVERYWHERE)) for id, text in places),
        tuple(Option(id, text, id == (side.channel or "")) for id, text in channels),
    )


def _held(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Period and service, as the form carries them along."""
    return tuple(parse_qsl(asked.selection.shared.query))


def _channels(asked: Asked) -> tuple[tuple[str, str, bool], ...]:
    """The same two places, both in one channel or in all of them."""
    first, second = sides(asked.selection)
    found = []
    for id in (None, *(each.id for each in asked.wording.municipality.channels)):
        chosen = replace(
            asked.selection, first=replace(first, channel=id), second=replace(second, channel=id)
        )
        is_current = (first.channel, second.channel) == (id, id)
        found.append((asked.wording.channel(id), f"{asked.address}?{chosen.query}", is_current))
    return tuple(found)


def _chart(figures: PairFigures, wording: Wording) -> Markup:
    """The difference, all errands and errands of the same kind; nothing where nothing is compared."""
    judged = figures.first.judged
    if judged is None or judged.gap is None:
        return Markup("")
    _, margin = wording.text, figures.scope.margin
    made = line("", figures.first, wording, margin)
    said = [
        f"{name}: {text}"
        for name, text in ((_("Alla ärenden"), made.gap), (_("Samma slags ärenden"), made.like_gap))
        if text
    ]
    words = PairWords(
        id="jamforelse",
        title=_("Skillnad i andel nöjda, procentenheter"),
        description=". ".join(said),
        reference=_("Andra gruppen"),
        tick=signed,
        every=_("Alla ärenden"),
        alike=_("Samma slags ärenden"),
    )
    row = PairRow(
        "",  # the one row is what the title says
        made.mark or Mark.UNCLEAR,
        _points(judged.gap),
        _points(judged.like_gap),
        made.word,
        _change(judged, wording),
    )
    return pair_plot([row], words, 100 * margin)


def _points(measure: Measure | None) -> Interval | None:
    return Interval(100 * measure.value, 100 * measure.low, 100 * measure.high) if measure else None


def _change(judged: Judged, wording: Wording) -> str:
    """`−15 blir −12`."""
    if judged.gap is None or judged.like_gap is None:
        return wording.signed(judged.gap.value) if judged.gap else ""
    values = {"raw": wording.signed(judged.gap.value), "alike": wording.signed(judged.like_gap.value)}
    return wording.text("%(raw)s blir %(alike)s") % values


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


def _from_form(given: Mapping[str, str]) -> str:
    """The page's own address from what the form sends; empty where it was not the form."""
    if not any(name + IN_CHANNEL in given for name in USES):
        return ""
    sent = {name: given[name] for name in (PERIOD, SERVICE) if given.get(name)}
    for name in USES:
        place, channel = given.get(name, EVERYWHERE), given.get(name + IN_CHANNEL, "")
        sent[name] = f"{place}.{channel}" if channel else place
    return urlencode(sent)


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[Any]:
    if said := _from_form(request.query_params):
        return Redirect(f"{ADDRESS}?{said}", status_code=303)
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
