"""Kanal: one channel, district by district."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import Response, get
from litestar.params import FromPath
from markupsafe import Markup

from feedback.access import Access
from feedback.errors import NotFound
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined
from feedback.insight.figures import CHANNEL, ItemsFigures, ItemsRequest, PlaceFigures, PlaceRequest, Slot
from feedback.insight.item_lines import ItemTable, item_table, items_section
from feedback.insight.lines import Line, level_line, level_of, line
from feedback.insight.pages.answered import funnel_of
from feedback.insight.pages.district import crumbs
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.parts import Crumb, Fact
from feedback.insight.place_body import Body, Given, TrendLink, body, is_small
from feedback.insight.place_parts import SplitRow, TrendText, service_lines, split_row, trend_text
from feedback.insight.place_sections import (
    facts_section,
    funnel_section,
    services_section,
    splits_section,
    trend_section,
)
from feedback.insight.reference_values import references_for
from feedback.insight.saying import may_read, sentence
from feedback.insight.selection import DISTRICT
from feedback.insight.wording import alphabetical

PATH, KEY = "/insikt/kanal", "channels"
USES = (DISTRICT,)


@dataclass(frozen=True)
class View:
    """What the page of a channel says, texts ready to show. `lead` is empty where it names what this person may
    not see. The body's lines are the districts she sees, in alphabetical order, what belongs to none last."""

    id: str
    name: str
    crumbs: tuple[Crumb, ...]
    lead: Markup
    facts: tuple[Fact, ...]
    body: Body
    items: ItemTable | None
    services: tuple[Line, ...]


def view(asked: Asked, figures: PlaceFigures, items: ItemTable | None) -> View:
    wording, margin = asked.wording, figures.scope.margin
    name = wording.channel(figures.id)
    readable = may_read(figures.lead, asked.viewer, wording)
    return View(
        id=figures.id,
        name=name,
        crumbs=crumbs(asked, wording.text("Kanaler"), "/insikt/kanaler", name),
        lead=sentence(figures.lead, wording, asked.link) if readable else Markup(""),
        facts=_facts(asked, figures),
        body=body(_given(asked, figures), wording, margin),
        items=items,
        services=service_lines(figures.services, wording, margin),
    )


def _given(asked: Asked, figures: PlaceFigures) -> Given:
    wording = asked.wording
    return Given(
        rows_are=wording.text("Kommundel"),
        inside=str,
        lines=_districts(asked, figures),
        others=(
            level_line(wording.text("Hela kommunen"), figures.total, wording),
            level_line(wording.text("Hela kommunen, alla kanaler"), figures.whole, wording),
        ),
        splits=_splits(asked, figures),
        trend=_trend(asked, figures),
        trend_links=_trend_links(asked, figures),
        funnel=funnel_of(figures.stages),
    )


def _districts(asked: Asked, figures: PlaceFigures) -> tuple[Line, ...]:
    wording, margin = asked.wording, figures.scope.margin
    return tuple(
        line(wording.district(id), slot, wording, margin, asked.link(f"/insikt/kommundel/{id}") if id else "")
        for id, slot in visible_parts(asked, figures)
    )


def _facts(asked: Asked, figures: PlaceFigures) -> tuple[Fact, ...]:
    """The channel in the whole municipality, beside all channels."""
    wording, whole, all_channels = asked.wording, figures.total.judged, figures.whole.judged
    _ = wording.text
    if whole is None:
        return (Fact(_("Nöjda, hela kommunen"), wording.verdict(figures.total.mark)),)
    funnel = funnel_of(figures.stages)
    closed = _("%(n)s avslutade ärenden") % {"n": wording.number.whole(funnel.closed)} if funnel else ""
    beside = ""
    if all_channels:
        beside = _("alla kanaler %(value)s") % {"value": wording.number.percent(all_channels.share.value)}
    return (
        Fact(_("Svar"), wording.number.whole(whole.n), closed),
        Fact(_("Nöjda, hela kommunen"), wording.share(whole.share), beside),
    )


def _trend(asked: Asked, figures: PlaceFigures) -> TrendText | None:
    wording, chosen = asked.wording, asked.selection.district
    trend = dict(figures.trends).get(chosen)
    place = wording.district(chosen) if chosen else wording.text("Hela kommunen")
    return trend_text(place, trend, wording) if trend else None


def visible_parts(asked: Asked, figures: PlaceFigures) -> tuple[tuple[str | None, Slot], ...]:
    """The districts a person sees in this channel."""
    seen = [
        (id, slot)
        for id, slot in figures.parts
        if (asked.viewer.may_see("district", id) if id else asked.viewer.sees_everything)
    ]
    return tuple(
        sorted(seen, key=lambda pair: (pair[0] is None, alphabetical(asked.wording.district(pair[0]))))
    )


def _splits(asked: Asked, figures: PlaceFigures) -> tuple[SplitRow, ...]:
    """The districts' gaps taken apart; none where nothing can be concluded of any."""
    wording = asked.wording
    if is_small(_districts(asked, figures)):
        return ()
    return tuple(
        split_row(wording.district(id), split, wording)
        for id, split in figures.splits
        if id is not None and asked.viewer.may_see("district", id)
    )


def _trend_links(asked: Asked, figures: PlaceFigures) -> tuple[TrendLink, ...]:
    wording, shared = asked.wording, asked.selection.shared.query
    return tuple(
        TrendLink(
            wording.district(id) if id else wording.text("Hela kommunen"),
            f"{asked.address}?{shared}" + (f"&{DISTRICT}={id}" if id else "") + "#tid",
            id == asked.selection.district,
        )
        for id, _trend in figures.trends
        if id is None or asked.viewer.may_see("district", id)
    )


def sections(asked: Asked, figures: PlaceFigures, items: ItemTable | None) -> list[Table]:
    """Every number of the page beside the districts'."""
    wording = asked.wording
    services = service_lines(figures.services, wording, figures.scope.margin)
    return [
        *splits_section(_splits(asked, figures), wording.text("Kommundel"), wording),
        *trend_section(_trend(asked, figures), wording),
        *items_section(items, wording),
        *funnel_section(funnel_of(figures.stages), wording),
        *services_section(services, wording, figures.scope.margin),
        *facts_section(_facts(asked, figures), wording),
    ]


def table(asked: Asked, figures: PlaceFigures) -> Table:
    """The channel district by district, in the whole municipality, and all channels."""
    wording, margin = asked.wording, figures.scope.margin
    _ = wording.text
    channel = wording.channel(figures.id)
    placed = [(wording.district(id), channel, slot) for id, slot in visible_parts(asked, figures)]
    placed.append((_("Hela kommunen"), channel, level_of(figures.total)))
    placed.append((_("Hela kommunen"), wording.channel(None), figures.whole))
    return Table(
        [*frame_headings(wording), _("Kommundel"), _("Kanal"), *lines.headings(wording)],
        [
            joined(frame(asked), [place, name], lines.cells(slot, wording, margin))
            for place, name, slot in placed
        ],
    )


async def _figures(asked: Asked, id: str) -> PlaceFigures:
    if id not in {each.id for each in asked.service.municipality.channels}:
        raise NotFound(f"Det finns ingen kanal {id!r}.")
    figures = await asked.figures(PlaceRequest(asked.selection.scope, CHANNEL, id))
    assert isinstance(figures, PlaceFigures)
    return figures


async def _items(asked: Asked, id: str) -> ItemTable | None:
    figures = await asked.figures(ItemsRequest(asked.selection.scope))
    assert isinstance(figures, ItemsFigures)
    references = await references_for(asked.selection.period.quarter)
    return item_table(figures, references, id, asked.wording, asked.selection.service is not None)


@get(PATH + "/{id:str}", opt={"access": Access.STAFF})
async def page(request: AnyRequest, id: FromPath[str]) -> Response[str]:
    address = f"{PATH}/{id}"
    given = await asked(request, address, USES)
    if given is None:
        return await nothing_yet(request, address, KEY)
    return given.page("channel", KEY, view=view(given, await _figures(given, id), await _items(given, id)))


@get(PATH + "/{id:str}" + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest, id: FromPath[str]) -> Response[bytes]:
    given = await asked_file(request, f"{PATH}/{id}", USES)
    figures = await _figures(given, id)
    return await given.file(
        f"kanal-{id}", table(given, figures), *sections(given, figures, await _items(given, id))
    )


HANDLERS = (page, file)
