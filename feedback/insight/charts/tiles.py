"""The districts as a schematic map of tiles: a list that the style sheet lays out by row and column.

Places are classes (`r-2 c-1`), as pages carry no styles of their own. Without room for a map it is a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from feedback.insight.charts.marks import Mark

HIGHEST_ROW, HIGHEST_COLUMN = 16, 8
SPAN = 2
ENDINGS = re.compile(r"(?<=\w{4})(berg|borg|dalen|hamn|holm|köping|lund|stad|sund|torp|vik)\b")


@dataclass(frozen=True)
class Tile:
    """A district. `place` is (row, column) on the map, two rows high, from 1. `verdict` is the word, `detail`
    what follows it where there is room (`i telefon`). `value` and `span` are the share (`78 %`, `(76–79)`)."""

    name: str
    mark: Mark
    verdict: str
    value: str = ""
    span: str = ""
    detail: str = ""
    place: tuple[int, int] | None = None
    href: str = ""


@dataclass(frozen=True)
class TileWords:
    """`title` names the list to screen readers, `value` says what the number is (`Nöjda`), `north` is north."""

    title: str
    value: str = ""
    north: str = ""


def tile_map(tiles: Sequence[Tile], words: TileWords) -> Markup:
    """The tiles where the municipality put them; in reading order where it gave no places, or they collide."""
    placed = has_places(tiles)
    columns = max((tile.place[1] for tile in tiles if tile.place), default=1) if placed else 4
    items = [_item(tile, words, placed) for tile in tiles]
    north = _north(words) if placed and words.north else ""
    kind = f"tiles cols-{columns}" if placed else "tiles unplaced"
    return Markup(f'<ul class="{kind}" aria-label="{escape(words.title)}">{"".join(items)}</ul>{north}')


def has_places(tiles: Sequence[Tile]) -> bool:
    """Whether every tile has a place on the map and no two lie upon each other."""
    taken: set[tuple[int, int]] = set()
    for tile in tiles:
        if tile.place is None or not _within(tile.place):
            return False
        row, column = tile.place
        cells = {(row + down, column) for down in range(SPAN)}
        if cells & taken:
            return False
        taken |= cells
    return bool(tiles)


def _within(place: tuple[int, int]) -> bool:
    return 1 <= place[0] <= HIGHEST_ROW and 1 <= place[1] <= HIGHEST_COLUMN


def _item(tile: Tile, words: TileWords, placed: bool) -> str:
    at = f" r-{tile.place[0]} c-{tile.place[1]}" if placed and tile.place else ""
    link = f'<a href="{escape(tile.href)}">' if tile.href else '<span class="tile">'
    end = "</a>" if tile.href else "</span>"
    return f'<li class="{tile.mark}{at}">{link}{_said(tile, words)}{end}</li>'


def _said(tile: Tile, words: TileWords) -> str:
    detail = f'<span class="ci"> {escape(tile.detail)}</span>' if tile.detail else ""
    span = f'<span class="ci nw"> {escape(tile.span)}</span>' if tile.span else ""
    name = f'<span class="sr">{escape(words.value)}: </span>' if words.value and tile.value else ""
    return (
        f'<span class="nm">{_breakable(tile.name)}</span> '
        f'<span class="v v-{tile.mark}">{glyph(tile.mark)}<span>{escape(tile.verdict)}{detail}</span></span> '
        f'<span class="vl">{name}{escape(tile.value)}{span}</span>'
    )


def _breakable(name: str) -> str:
    """Double names may break after their hyphen, long ones before a usual ending: browsers seldom know
    Swedish names."""
    return ENDINGS.sub("\u00ad\\1", str(escape(name))).replace("-", "-<wbr>")


def glyph(name: str) -> str:
    """A sign of the page's symbols, beside a visible word."""
    return f'<svg class="g" aria-hidden="true" focusable="false"><use href="#g-{name}"/></svg>'


def _north(words: TileWords) -> str:
    return f'<p class="north" aria-hidden="true">{glyph("norr")} {escape(words.north)}</p>'
