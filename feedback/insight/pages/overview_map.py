"""The districts on a map: the municipality's own boundaries where it has given them, else tiles."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from feedback.insight.asking import Asked
from feedback.insight.boundaries import Boundaries
from feedback.insight.charts import Mark, Region, Tile, TileWords, Words, region_map, tile_map
from feedback.insight.figures import OverviewFigures, Slot
from feedback.insight.lines import mark_of, word_of
from feedback.insight.wording import LACKING, Wording


def district_map(asked: Asked, figures: OverviewFigures, ids: Sequence[str]) -> Markup:
    """The districts this person sees, each over all channels; a channel that lacks equal service is named."""
    if not ids:
        return Markup("")
    boundaries: Boundaries | None = getattr(asked.request.app.state, "boundaries", None)
    if boundaries:
        return _regions(asked, figures, ids, boundaries)
    tiles = [_tile(asked, figures, id) for id in ids]
    return tile_map(tiles, _tile_words(asked.wording))


def _tile(asked: Asked, figures: OverviewFigures, id: str) -> Tile:
    wording, slot = asked.wording, figures.matrix.slot(id, None)
    mark, word, channels = said_of(figures, id, wording)
    number, judged = wording.number, slot.judged
    return Tile(
        name=wording.district(id),
        mark=mark,
        verdict=word,
        value=number.percent(judged.share.value) if judged else "",
        span=f"({number.percent_span(judged.share.low, judged.share.high)})" if judged else "",
        detail=channels,
        # Some districts of a map with holes say less than a list of them.
        place=wording.municipality.district(id).tile if asked.viewer.sees_everything else None,
        href=asked.link(f"/insikt/kommundel/{id}"),
    )


def said_of(figures: OverviewFigures, id: str, wording: Wording) -> tuple[Mark, str, str]:
    """The mark, the word and the lacking channels of a district. It is lacking where any channel is, whatever
    all channels together say: a map that hid it would reassure wrongly."""
    slot = figures.matrix.slot(id, None)
    lacking = [
        channel for channel in figures.matrix.columns if figures.matrix.slot(id, channel).mark == LACKING
    ]
    if lacking:
        phrases = [wording.channel_phrase(channel) for channel in lacking]
        return Mark.LACKING, wording.verdict(LACKING), wording.listed(phrases)
    return _mark(slot), word_of(slot, wording), ""


def _mark(slot: Slot) -> Mark:
    return mark_of(slot) or Mark.UNCLEAR


def _tile_words(wording: Wording) -> TileWords:
    _ = wording.text
    return TileWords(_("Kommundelarna"), _("Nöjda"), _("norr"))


def _regions(asked: Asked, figures: OverviewFigures, ids: Sequence[str], boundaries: Boundaries) -> Markup:
    wording = asked.wording
    _ = wording.text
    regions = [_region(asked, figures, id, boundaries) for id in ids]
    listed = "; ".join(f"{each.name}: {each.verdict}, {each.value}" for each in regions)
    return region_map(regions, Words("karta", _("Kommundelarna"), listed))


def _region(asked: Asked, figures: OverviewFigures, id: str, boundaries: Boundaries) -> Region:
    wording = asked.wording
    mark, word, channels = said_of(figures, id, wording)
    return Region(
        name=wording.district(id),
        mark=mark,
        polygons=boundaries.get(id, ()),
        verdict=f"{word} {channels}".strip(),
        value=wording.level(figures.matrix.slot(id, None)),
        href=asked.link(f"/insikt/kommundel/{id}"),
    )
