"""A difference before and after errands of the same kind are compared: two lines in each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.charts.axes import grid, heading
from feedback.insight.charts.interval import Interval, reach
from feedback.insight.charts.marks import Mark, shape, whisker
from feedback.insight.charts.scale import Scale, bounds
from feedback.insight.charts.svg import NARROW, WIDE, both, label, line, rectangle, svg, text, width_of
from feedback.insight.charts.words import PairWords


@dataclass(frozen=True)
class PairRow:
    """Percentage points against the reference. `raw` is all errands, `alike` errands of the same kind; None
    is not drawn. `mark` and `verdict` are about `alike`; `change` is both in words (`−15 blir −12`)."""

    label: str
    mark: Mark
    raw: Interval | None
    alike: Interval | None
    verdict: str
    change: str = ""


def pair_plot(rows: Sequence[PairRow], words: PairWords, margin: float = 5.0) -> Markup:
    """Nought is the reference; the grey area is within the margin."""
    numbers = reach(each for row in rows for each in (row.raw, row.alike))
    start, stop = bounds([*numbers, -margin - 1, margin + 1])
    return both(_wide(rows, words, margin, (start, stop)), _narrow(rows, words, margin, (start, stop)))


def _wide(rows: Sequence[PairRow], words: PairWords, margin: float, ends: tuple[float, float]) -> str:
    scale, top, step = Scale(*ends, 190, 690), 32, 62
    bottom = top + step * len(rows)
    parts = [_ground(scale, top - 4, bottom, margin, words, WIDE)]
    for number, row in enumerate(rows):
        y = top + step * (number + 0.5)
        parts += [label(0, y, row.label, 168, 15.5), _plotted(row, scale, y)]
        parts.append(text(720, y - 3, row.verdict, f"w-{row.mark}", size=15))
        parts.append(text(720, y + 16, row.change, "t2", size=14))
        if number == 0:
            parts.append(_key(row, words, scale, margin, y))
    return svg("wide", WIDE, bottom + 28, words, parts)


def _narrow(rows: Sequence[PairRow], words: PairWords, margin: float, ends: tuple[float, float]) -> str:
    scale, top, step = Scale(*ends, 18, 326), 76, 100
    bottom = top + step * len(rows)
    parts = [_sample(words), _ground(scale, top - 4, bottom, margin, words, NARROW)]
    for number, row in enumerate(rows):
        upper = top + step * number
        parts.append(text(0, upper + 17, row.label, size=15.5, weight=600))
        parts.append(text(0, upper + 37, row.verdict, f"w-{row.mark}", size=15))
        parts.append(text(NARROW, upper + 37, row.change, "t2", "end", 14))
        parts.append(_plotted(row, scale, upper + 68))
    return svg("narrow", NARROW, bottom + 28, words, parts)


def _ground(scale: Scale, top: float, bottom: float, margin: float, words: PairWords, width: int) -> str:
    low, high, nought = scale.at(-margin), scale.at(margin), scale.at(0)
    return (
        rectangle("bandr", low, top, high - low, bottom - top)
        + grid(scale, top, bottom, words, 7 if width == WIDE else 5)
        + line("ref", nought, nought, top, bottom)
        + heading(nought, top - 8, words.reference, width)
    )


def _plotted(row: PairRow, scale: Scale, y: float) -> str:
    parts = []
    if row.raw is not None:
        parts.append(whisker(scale.at(row.raw.low), scale.at(row.raw.high), y - 10, "iv dashed", 3.5))
        parts.append(f'<circle class="raw" cx="{scale.at(row.raw.value):.1f}" cy="{y - 10:.1f}" r="4.2"/>')
    if row.alike is not None:
        parts.append(whisker(scale.at(row.alike.low), scale.at(row.alike.high), y + 10))
        parts.append(shape(row.mark, scale.at(row.alike.value), y + 10))
    return "".join(parts)


def _key(row: PairRow, words: PairWords, scale: Scale, margin: float, y: float) -> str:
    """What the two lines are, beside the first row and outside the grey area, on the side that has room."""
    parts = []
    needed = max(width_of(said, 13.5) for said in (words.every, words.alike)) + 10
    for each, said, at in ((row.raw, words.every, y - 5), (row.alike, words.alike, y + 15)):
        if each is None:
            continue
        left, right = scale.at(min(each.low, -margin)), scale.at(max(each.high, margin))
        before = left - needed > scale.left or right + needed > scale.right
        x, anchor = (left - 10, "end") if before else (right + 10, "start")
        parts.append(text(x, at, said, "t2", anchor, 13.5))
    return "".join(parts)


def _sample(words: PairWords) -> str:
    """The two lines with their names over the narrow plot."""
    return (
        line("iv dashed", 0, 34, 11, 11)
        + '<circle class="raw" cx="17" cy="11" r="4.2"/>'
        + text(44, 16, words.every, "t2", size=14)
        + line("iv", 0, 34, 33, 33)
        + text(44, 38, words.alike, "t2", size=14)
    )
