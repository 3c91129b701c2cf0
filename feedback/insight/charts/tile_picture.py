"""The schematic map as a picture, for paper: the same tiles in the same places as the list that pages show."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from feedback.insight.charts.marks import Mark, shape
from feedback.insight.charts.svg import WIDE, broken, rectangle, svg, text
from feedback.insight.charts.tiles import SPAN, Tile, has_places
from feedback.insight.charts.words import Words

GAP, EDGE = 10.0, 8.0
PLACED_HALF, LISTED_HEIGHT = 37.0, 64.0  # half a tile's height on the map; a tile's where they have no places
COLUMNS = 4


def tile_picture(tiles: Sequence[Tile], words: Words) -> Markup:
    """Where the municipality put them; in the order given, four to a row, where it gave no places or they collide."""
    if not tiles:
        return Markup("")
    placed = has_places(tiles)
    columns = max(tile.place[1] for tile in tiles if tile.place) if placed else COLUMNS
    width = (WIDE - 2 - GAP * (columns - 1)) / columns
    parts, bottom = [], 0.0
    for number, tile in enumerate(tiles):
        x, y, height = _at(tile, width) if placed else _listed(number, width)
        parts.append(_drawn(tile, x, y, width, height))
        bottom = max(bottom, y + height)
    return Markup(svg("wide", WIDE, bottom + 1, words, parts))


def _at(tile: Tile, width: float) -> tuple[float, float, float]:
    assert tile.place is not None
    row, column = tile.place
    return 1 + (column - 1) * (width + GAP), 1 + (row - 1) * PLACED_HALF, SPAN * PLACED_HALF - GAP


def _listed(number: int, width: float) -> tuple[float, float, float]:
    return (
        1 + number % COLUMNS * (width + GAP),
        1 + number // COLUMNS * (LISTED_HEIGHT + GAP),
        LISTED_HEIGHT,
    )


def _drawn(tile: Tile, x: float, y: float, width: float, height: float) -> str:
    """The name with its value, and below them the verdict's sign and word, in two lines where it needs them."""
    left = x + (EDGE + 6 if tile.mark is Mark.LACKING else EDGE + 2)
    parts = [rectangle(f"tb tb-{tile.mark}", x, y, width, height)]
    if tile.mark is Mark.LACKING:
        parts.append(rectangle("tb-edge", x, y, 7, height))
    value_width = 9.0 * len(tile.value)
    names = broken(tile.name, int((x + width - left - value_width - EDGE) / (14.5 * 0.54)))
    parts.append(text(left, y + 21, names[0], size=14.5, weight=650))
    parts.append(text(x + width - EDGE, y + 21, tile.value, "t2", "end", 14.5))
    if len(names) > 1:
        parts.append(text(left, y + 37, names[1], size=14.5, weight=650))
    words = broken(f"{tile.verdict} {tile.detail}".strip(), int((x + width - left - EDGE - 20) / (14 * 0.53)))
    first = y + (53 if len(names) > 1 else 41)
    parts.append(shape(tile.mark, left + 7, first - 5))
    for number, line in enumerate(words if len(names) == 1 else words[:1]):
        parts.append(text(left + 20, first + 16 * number, line, f"w-{tile.mark}", size=14))
    return "".join(parts)
