"""Kommundel: one district, channel by channel; its errands, its quarters, and whose voices are missing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from litestar import Response, get
from litestar.params import FromPath
from markupsafe import Markup

from feedback.access import Access
from feedback.errors import NotFound
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined
from feedback.insight.district_facts import district_facts
from feedback.insight.figures import DISTRICT, PlaceFigures, PlaceRequest, Said, Words
from feedback.insight.lines import Line, level_line, line
from feedback.insight.pages.answered import funnel_of
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
    voices_section,
)
from feedback.insight.saying import sentence
from feedback.insight.selection import CHANNEL, own_district
from feedback.insight.voices import VoiceRow, voice_rows, voices_lead

PATH, KEY = "/insikt/kommundel", "districts"
USES = (CHANNEL,)


@dataclass(frozen=True)
class View:
    """What the page of a district says, texts ready to show. `is_small`: nothing can be concluded yet."""

    id: str
    name: str
    crumbs: tuple[Crumb, ...]
    lead: Markup
    facts: tuple[Fact, ...]
    source: str
    is_small: bool
    body: Body
    voices: tuple[VoiceRow, ...]
    voices_lead: str
    services: tuple[Line, ...]


def view(asked: Asked, figures: PlaceFigures) -> View:
    wording, margin = asked.wording, figures.scope.margin
    name = wording.district(figures.id)
    channels = _channels(asked, figures)
    voices = voice_rows(figures.voices, wording)
    return View(
        id=figures.id,
        name=name,
        crumbs=crumbs(asked, wording.text("Kommundelar"), "/insikt/kommundelar", name),
        lead=sentence(_unlinked(figures), wording, asked.link),
        facts=_facts(asked, figures),
        source=wording.municipality.population_source,
        is_small=is_small(channels),
        body=body(_given(asked, figures, channels), wording, margin),
        voices=voices,
        voices_lead=voices_lead(voices, wording),
        services=service_lines(figures.services, wording, margin),
    )


def _unlinked(figures: PlaceFigures) -> Said:
    """The lead without a link to the page it stands on."""
    lead, own = figures.lead, figures.id
    return replace(lead, sv=_without(lead.sv, own), en=_without(lead.en, own))


def _without(words: tuple[Words, ...], place: str) -> tuple[Words, ...]:
    return tuple(replace(word, place=None) if word.place == place else word for word in words)


def _given(asked: Asked, figures: PlaceFigures, channels: tuple[Line, ...]) -> Given:
    wording = asked.wording
    return Given(
        rows_are=wording.text("Kanal"),
        inside=str.lower,
        lines=channels,
        others=(
            _total(asked, figures),
            level_line(wording.text("Hela kommunen"), figures.whole, wording),
        ),
        splits=_splits(asked, figures),
        trend=_trend(asked, figures),
        trend_links=_trend_links(asked, figures),
        funnel=funnel_of(figures.stages),
    )


def _channels(asked: Asked, figures: PlaceFigures) -> tuple[Line, ...]:
    wording, margin = asked.wording, figures.scope.margin
    return tuple(
        line(wording.channel(id), slot, wording, margin, asked.link(f"/insikt/kanal/{id}"))
        for id, slot in figures.parts
    )


def _total(asked: Asked, figures: PlaceFigures) -> Line:
    wording = asked.wording
    return line(wording.channel(None), figures.total, wording, figures.scope.margin)


def _facts(asked: Asked, figures: PlaceFigures) -> tuple[Fact, ...]:
    wording = asked.wording
    whole = line(wording.text("Hela kommunen"), figures.whole, wording, figures.scope.margin)
    district = wording.municipality.district(figures.id)
    return district_facts(district, _total(asked, figures), whole, funnel_of(figures.stages), wording)


def _splits(asked: Asked, figures: PlaceFigures) -> tuple[SplitRow, ...]:
    """The channels' gaps taken apart; none where nothing can be concluded of any."""
    wording = asked.wording
    if is_small(_channels(asked, figures)):
        return ()
    return tuple(
        split_row(wording.channel(id), split, wording) for id, split in figures.splits if id is not None
    )


def _trend(asked: Asked, figures: PlaceFigures) -> TrendText | None:
    chosen = asked.selection.channel
    trend = dict(figures.trends).get(chosen)
    return trend_text(asked.wording.channel(chosen), trend, asked.wording) if trend else None


def crumbs(asked: Asked, list_name: str, list_address: str, name: str) -> tuple[Crumb, ...]:
    """Överblick / the list / this page."""
    overview = Crumb(asked.wording.text("Överblick"), asked.link("/insikt"))
    return (overview, Crumb(list_name, asked.link(list_address)), Crumb(name))


def _trend_links(asked: Asked, figures: PlaceFigures) -> tuple[TrendLink, ...]:
    shared = asked.selection.shared.query
    return tuple(
        TrendLink(
            asked.wording.channel(id),
            f"{asked.address}?{shared}" + (f"&{CHANNEL}={id}" if id else "") + "#tid",
            id == asked.selection.channel,
        )
        for id, _trend in figures.trends
    )


def sections(asked: Asked, figures: PlaceFigures) -> list[Table]:
    """Every number of the page beside the channels'."""
    wording = asked.wording
    services = service_lines(figures.services, wording, figures.scope.margin)
    return [
        *splits_section(_splits(asked, figures), wording.text("Kanal"), wording),
        *trend_section(_trend(asked, figures), wording),
        *funnel_section(funnel_of(figures.stages), wording),
        *voices_section(voice_rows(figures.voices, wording), wording),
        *services_section(services, wording, figures.scope.margin),
        *facts_section(_facts(asked, figures), wording),
    ]


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
    figures = await _figures(given, id)
    return await given.file(f"kommundel-{id}", table(given, figures), *sections(given, figures))


HANDLERS = (page, file)
