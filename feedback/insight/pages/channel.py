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
from feedback.insight.figures import CHANNEL, PlaceFigures, PlaceRequest, Slot, Split
from feedback.insight.lines import Line, line
from feedback.insight.pages.answered import funnel_of
from feedback.insight.pages.district import crumbs
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.parts import Crumb
from feedback.insight.place_parts import SplitRow, TrendText, service_lines, split_row, trend_text
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.saying import may_read, sentence
from feedback.insight.selection import DISTRICT
from feedback.insight.wording import alphabetical

PATH, KEY = "/insikt/kanal", "channels"
USES = (DISTRICT,)


@dataclass(frozen=True)
class View:
    """What the page of a channel says, texts ready to show.

    `districts` are those this person sees, in alphabetical order, what belongs to none last; `total` is the
    channel in the whole municipality. `lead` is empty where it names what she may not see. `trend` is over
    time: of the district chosen (`kommundel`), or of the whole municipality; `trend_links` lead to the others
    as (name, address, is current).
    """

    id: str
    name: str
    crumbs: tuple[Crumb, ...]
    lead: Markup
    total: Line
    whole: Line
    districts: tuple[Line, ...]
    splits: tuple[SplitRow, ...]
    trend: TrendText | None
    trend_links: tuple[tuple[str, str, bool], ...]
    funnel: ResponseFunnel | None
    services: tuple[Line, ...]


def view(asked: Asked, figures: PlaceFigures) -> View:
    wording, margin = asked.wording, figures.scope.margin
    _ = wording.text
    name, chosen = wording.channel(figures.id), asked.selection.district
    trend = dict(figures.trends).get(chosen)
    place = wording.district(chosen) if chosen else _("Hela kommunen")
    readable = may_read(figures.lead, asked.viewer, wording)
    return View(
        id=figures.id,
        name=name,
        crumbs=crumbs(asked, _("Kanaler"), "/insikt/kanaler", name),
        lead=sentence(figures.lead, wording, asked.link) if readable else Markup(""),
        total=line(_("Hela kommunen"), figures.total, wording, margin),
        whole=line(_("Alla kanaler"), figures.whole, wording, margin),
        districts=tuple(
            line(
                wording.district(id),
                slot,
                wording,
                margin,
                asked.link(f"/insikt/kommundel/{id}") if id else "",
            )
            for id, slot in visible_parts(asked, figures)
        ),
        splits=tuple(
            split_row(wording.district(id), split, wording) for id, split in _splits(asked, figures)
        ),
        trend=trend_text(place, trend, wording) if trend else None,
        trend_links=_trend_links(asked, figures),
        funnel=funnel_of(figures.stages),
        services=service_lines(figures.services, wording, margin),
    )


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


def _splits(asked: Asked, figures: PlaceFigures) -> list[tuple[str, Split]]:
    return [
        (id, split) for id, split in figures.splits if id is not None and asked.viewer.may_see("district", id)
    ]


def _trend_links(asked: Asked, figures: PlaceFigures) -> tuple[tuple[str, str, bool], ...]:
    wording, shared = asked.wording, asked.selection.shared.query
    return tuple(
        (
            wording.district(id) if id else wording.text("Hela kommunen"),
            f"{asked.address}?{shared}" + (f"&{DISTRICT}={id}" if id else ""),
            id == asked.selection.district,
        )
        for id, _trend in figures.trends
        if id is None or asked.viewer.may_see("district", id)
    )


def table(asked: Asked, figures: PlaceFigures) -> Table:
    """The channel district by district, in the whole municipality, and all channels."""
    wording, margin = asked.wording, figures.scope.margin
    _ = wording.text
    channel = wording.channel(figures.id)
    placed = [(wording.district(id), channel, slot) for id, slot in visible_parts(asked, figures)]
    placed.append((_("Hela kommunen"), channel, figures.total))
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


@get(PATH + "/{id:str}", opt={"access": Access.STAFF})
async def page(request: AnyRequest, id: FromPath[str]) -> Response[str]:
    address = f"{PATH}/{id}"
    given = await asked(request, address, USES)
    if given is None:
        return await nothing_yet(request, address, KEY)
    return given.page("channel", KEY, view=view(given, await _figures(given, id)))


@get(PATH + "/{id:str}" + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest, id: FromPath[str]) -> Response[bytes]:
    given = await asked_file(request, f"{PATH}/{id}", USES)
    return await given.file(f"kanal-{id}", table(given, await _figures(given, id)))


HANDLERS = (page, file)
