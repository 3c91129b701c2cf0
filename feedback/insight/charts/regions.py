"""The districts as a real map: outlines filled by verdict with a pattern, a sign and a label in each.

The drawing is the map alone; a list beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from markupsafe import Markup, escape

from feedback.insight.charts.axes import SMALL
from feedback.insight.charts.marks import Mark, shape
from feedback.insight.charts.svg import NARROW, WIDE, both, svg, text, width_of
from feedback.insight.charts.tiles import glyph
from feedback.insight.charts.words import Words

Place = tuple[float, float]
"""Longitude and latitude in degrees; on the drawing x and y."""
Ring = tuple[Place, ...]
Polygon = tuple[Ring, ...]
"""The outer ring first, then its holes."""

LINES = 24
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Region:
    """A district with its polygons in degrees. `verdict` is the word, `value` the share with its interval."""

    name: str
    mark: Mark
    polygons: tuple[Polygon, ...]
    verdict: str
    value: str = ""
    href: str = ""


@dataclass(frozen=True)
class Projection:
    """Equirectangular: degrees to a drawing, east–west shortened by the cosine of the middle latitude."""

    west: float
    north: float
    shrink: float
    scale: float

    def at(self, place: Place) -> Place:
        longitude, latitude = place
        return (
            (longitude - self.west) * self.shrink * self.scale + 2,
            (self.north - latitude) * self.scale + 2,
        )


def region_map(regions: Sequence[Region], words: Words) -> Markup:
    """The map in both forms and the list of its districts, in the order given."""
    drawings = both(_drawn("wide", regions, words, WIDE, 460), _drawn("narrow", regions, words, NARROW, 420))
    items = "".join(_item(number, region) for number, region in enumerate(regions, 1))
    return Markup(f'{drawings}<ol class="regions" aria-label="{escape(words.title)}">{items}</ol>')


def _item(number: int, region: Region) -> str:
    name = escape(region.name)
    named = f'<a href="{escape(region.href)}">{name}</a>' if region.href else f"<span>{name}</span>"
    return (
        f'<li><span class="no" aria-hidden="true">{number}</span> <b>{named}</b> '
        f'<span class="v v-{region.mark}">{glyph(region.mark)}{escape(region.verdict)}</span> '
        f'<span class="vl">{escape(region.value)}</span></li>'
    )


def projection(regions: Sequence[Region], width: float, height: float) -> tuple[Projection, float, float]:
    """What fits everything into a drawing, and the drawing's own width and height."""
    places = [place for region in regions for polygon in region.polygons for place in polygon[0]]
    if not places:
        return Projection(0.0, 0.0, 1.0, 1.0), width, 40.0
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    shrink = cos(radians((south + north) / 2))
    across, down = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min((width - 4) / across, (height - 4) / down)
    return Projection(west, north, shrink, scale), across * scale + 4, down * scale + 4


def _drawn(form: str, regions: Sequence[Region], words: Words, width: int, height: int) -> str:
    made, across, down = projection(regions, width, height)
    outlines = [_outline(region, made, f"{words.id}-{form}") for region in regions]
    labels = _labels(regions, made, form == "wide", across)
    return svg(form, width, down, words, [_patterns(f"{words.id}-{form}"), *outlines, *labels])


def _patterns(id: str) -> str:
    """Fills that differ in black and white: dense lines, dots, and thin lines the other way."""
    start = 'width="9" height="9" patternUnits="userSpaceOnUse"'
    return (
        f'<defs><pattern id="{id}-brister" {start}><path class="p-brister" d="M-2 2l4-4M0 9l9-9M7 11l4-4"/></pattern>'
        f'<pattern id="{id}-battre" {start}><circle class="p-battre" cx="4.5" cy="4.5" r="1.5"/></pattern>'
        f'<pattern id="{id}-dolt" {start}><path class="p-dolt" d="M-2 7l4 4M0 0l9 9M7-2l4 4"/></pattern></defs>'
    )


def _outline(region: Region, made: Projection, id: str) -> str:
    rings = [[made.at(place) for place in ring] for polygon in region.polygons for ring in polygon]
    drawn = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "z" for ring in rings)
    patterned = region.mark in {Mark.LACKING, Mark.BETTER, Mark.HIDDEN}
    pattern = f'<path fill="url(#{id}-{region.mark})" fill-rule="evenodd" d="{drawn}"/>' if patterned else ""
    return f'<path class="region m-{region.mark}" fill-rule="evenodd" d="{drawn}"/>{pattern}'


def _labels(regions: Sequence[Region], made: Projection, named: bool, across: float) -> list[str]:
    """A sign and the name in each district; the list's number where the name has no room."""
    taken: list[Box] = []
    parts = []
    for number, region in enumerate(regions, 1):
        if not region.polygons:
            continue
        x, y = inner_point([[made.at(place) for place in ring] for ring in largest(region.polygons)])
        box = _box(region.name, x, y)
        fits = (
            named
            and box[0] >= 0
            and box[2] <= max(across, WIDE)
            and not any(_meet(box, each) for each in taken)
        )
        taken.append(box if fits else _box("00", x, y))
        said = region.name if fits else str(number)
        parts.append(shape(region.mark, x, y - 8) + text(x, y + 14, said, "t", "middle", SMALL, 650))
    return parts


def _box(said: str, x: float, y: float) -> Box:
    half = width_of(said, SMALL) / 2
    return x - half, y - 16, x + half, y + 18


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def largest(polygons: Sequence[Polygon]) -> Polygon:
    """The polygon with the largest outer area."""
    return max(polygons, key=lambda polygon: abs(area(polygon[0])))


def area(ring: Sequence[Place]) -> float:
    """Signed, by the shoelace formula."""
    closed = [*ring, ring[0]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(closed)) / 2


def inner_point(rings: Sequence[Sequence[Place]]) -> Place:
    """A point inside with room about it: in the middle of a stretch across that is wide and not near the top
    or the bottom. Holes do not count as inside."""
    heights = [y for _, y in rings[0]]
    low, high = min(heights), max(heights)
    best, widest = rings[0][0], -1.0
    for number in range(1, LINES):
        y = low + (high - low) * number / LINES
        crossings = sorted(x for ring in rings for x in _crossings(ring, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            room = min(right - left, 2 * (y - low), 2 * (high - y))
            if room > widest:
                best, widest = ((left + right) / 2, y), room
    return best


def _crossings(ring: Sequence[Place], y: float) -> list[float]:
    found = []
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y):
            found.append(x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    return found
