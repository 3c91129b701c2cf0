"""Kommundel: one district, channel by channel; its errands, its quarters, and whose voices are missing."""

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
from feedback.insight.figures import DISTRICT, PlaceFigures, PlaceRequest, Voice
from feedback.insight.lines import Line, line
from feedback.insight.pages.answered import funnel_of
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.parts import Crumb
from feedback.insight.place_parts import (
    SplitRow,
    TrendText,
    service_lines,
    split_row,
    trend_text,
)
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.saying import sentence
from feedback.insight.selection import CHANNEL, own_district
from feedback.insight.wording import Wording
from survey_defs.municipality import District

PATH, KEY = "/insikt/kommundel", "districts"
USES = (CHANNEL,)


@dataclass(frozen=True)
class VoiceRow:
    """How many of a language's errands were answered; `standing` says how that compares, `share` as text."""

    name: str
    closed: str
    answered: str
    share: str
    standing: str
    is_lower: bool


@dataclass(frozen=True)
class View:
    """What the page of a district says, texts ready to show.

    `population` and `born_abroad` are empty where the municipality's file does not say; `offices` are names.
    `total` is the district over all channels, `channels` each of them, `whole` the municipality's level.
    `trend` is over time: the channel chosen (`kanal`), or all channels together where that is None;
    `trend_links` lead to the other channels' trends as (name, address, is current).
    """

    id: str
    name: str
    crumbs: tuple[Crumb, ...]
    population: str
    population_date: str
    born_abroad: str
    offices: tuple[str, ...]
    lead: Markup
    total: Line
    whole: Line
    channels: tuple[Line, ...]
    splits: tuple[SplitRow, ...]
    trend: TrendText | None
    trend_links: tuple[tuple[str, str, bool], ...]
    funnel: ResponseFunnel | None
    voices: tuple[VoiceRow, ...]
    services: tuple[Line, ...]


def view(asked: Asked, figures: PlaceFigures) -> View:
    wording, margin = asked.wording, figures.scope.margin
    district = wording.municipality.district(figures.id)
    name = wording.district(district.id)
    trend = dict(figures.trends).get(asked.selection.channel)
    return View(
        id=district.id,
        name=name,
        crumbs=crumbs(asked, wording.text("Kommundelar"), "/insikt/kommundelar", name),
        population=wording.number.whole(district.population) if district.population else "",
        population_date=wording.municipality.population_date.isoformat(),
        born_abroad=wording.number.percent(district.born_abroad) if district.born_abroad is not None else "",
        offices=_offices(district, wording),
        lead=sentence(figures.lead, wording, asked.link),
        total=line(wording.text("Alla kanaler"), figures.total, wording, margin),
        whole=line(wording.text("Hela kommunen"), figures.whole, wording, margin),
        channels=tuple(
            line(wording.channel(id), slot, wording, margin, asked.link(f"/insikt/kanal/{id}"))
            for id, slot in figures.parts
        ),
        splits=tuple(split_row(wording.channel(id), split, wording) for id, split in figures.splits),
        trend=trend_text(wording.channel(asked.selection.channel), trend, wording) if trend else None,
        trend_links=_trend_links(asked, figures),
        funnel=funnel_of(figures.stages),
        voices=tuple(_voice(each, wording) for each in figures.voices),
        services=service_lines(figures.services, wording, margin),
    )


def crumbs(asked: Asked, list_name: str, list_address: str, name: str) -> tuple[Crumb, ...]:
    """Överblick / the list / this page."""
    overview = Crumb(asked.wording.text("Överblick"), asked.link("/insikt"))
    return (overview, Crumb(list_name, asked.link(list_address)), Crumb(name))


def _offices(district: District, wording: Wording) -> tuple[str, ...]:
    return tuple(
        wording.office(each.id) for each in wording.municipality.offices if each.district == district.id
    )


def _trend_links(asked: Asked, figures: PlaceFigures) -> tuple[tuple[str, str, bool], ...]:
    shared = asked.selection.shared.query
    return tuple(
        (
            asked.wording.channel(id),
            f"{asked.address}?{shared}" + (f"&{CHANNEL}={id}" if id else ""),
            id == asked.selection.channel,
        )
        for id, _trend in figures.trends
    )


def _voice(voice: Voice, wording: Wording) -> VoiceRow:
    return VoiceRow(
        name=wording.spoken(voice.language),
        closed=wording.count(voice.closed),
        answered=wording.count(voice.answered),
        share=wording.share(voice.share),
        standing=wording.standing(voice.standing),
        is_lower=voice.standing == "lower",
    )


def table(asked: Asked, figures: PlaceFigures) -> Table:
    """The district channel by channel, all channels together, and the municipality."""
    wording, margin = asked.wording, figures.scope.margin
    _ = wording.text
    name = wording.district(figures.id)
    placed = [(name, wording.channel(id), slot) for id, slot in figures.parts]
    placed.append((name, wording.channel(None), figures.total))
    placed.append((_("Hela kommunen"), wording.channel(None), figures.whole))
    return Table(
        [*frame_headings(wording), _("Kommundel"), _("Kanal"), *lines.headings(wording)],
        [
            joined(frame(asked), [place, channel], lines.cells(slot, wording, margin))
            for place, channel, slot in placed
        ],
    )


async def _figures(asked: Asked, id: str) -> PlaceFigures:
    found = own_district(id, asked.service.municipality, asked.viewer)
    if found is None:
        raise NotFound("Ange vilken kommundel.")
    figures = await asked.figures(PlaceRequest(asked.selection.scope, DISTRICT, found))
    assert isinstance(figures, PlaceFigures)
    return figures


@get(PATH + "/{id:str}", opt={"access": Access.STAFF})
async def page(request: AnyRequest, id: FromPath[str]) -> Response[str]:
    address = f"{PATH}/{id}"
    given = await asked(request, address, USES)
    if given is None:
        return await nothing_yet(request, address, KEY)
    return given.page("district", KEY, view=view(given, await _figures(given, id)))


@get(PATH + "/{id:str}" + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest, id: FromPath[str]) -> Response[bytes]:
    given = await asked_file(request, f"{PATH}/{id}", USES)
    return await given.file(f"kommundel-{id}", table(given, await _figures(given, id)))


HANDLERS = (page, file)
