"""Shares with their verdicts, one row each: the mark's shape is the verdict, its word stands at the right.

Each row has its own reference line in a band as wide as the margin of equivalence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.charts.axes import grid, heading
from feedback.insight.charts.interval import Interval, reach
from feedback.insight.charts.marks import Mark, shape, whisker
from feedback.insight.charts.scale import Scale, share_start
from feedback.insight.charts.svg import NARROW, WIDE, both, label, line, rectangle, svg, text
from feedback.insight.charts.words import Words


@dataclass(frozen=True)
class VerdictRow:
    """Per cent, 0–100. `interval` None is hidden or empty: nothing is drawn and `verdict` says why.

    `verdict` is the word (Brister), `value` the share as it is written (`63 % (61–66)`); `reference` is what
    the row is held beside, with `margin` on either side of it in percentage points.
    """

    label: str
    mark: Mark
    interval: Interval | None
    verdict: str
    value: str = ""
    reference: float | None = None
    margin: float = 5.0


def verdict_plot(rows: Sequence[VerdictRow], words: Words) -> Markup:
    """The rows in the order given: alphabetical, never ranked."""
    start = share_start([*reach(row.interval for row in rows), *(low for low, _ in _bands(rows))])
    return both(_wide(rows, words, start), _narrow(rows, words, start))


def _wide(rows: Sequence[VerdictRow], words: Words, start: int) -> str:
    scale, top, step = Scale(start, 100, 190, 690), 32, 44
    bottom = top + step * len(rows)
    parts = [grid(scale, top - 4, bottom, words, 10), _heading(rows, words, scale, 20, WIDE)]
    for number, row in enumerate(rows):
        y = top + step * (number + 0.5)
        parts += [label(0, y, row.label, 168, 15.5), _plotted(row, scale, y)]
        parts.append(text(720, y + 5, row.verdict, f"w-{row.mark}", size=15))
        parts.append(text(WIDE, y + 5, row.value, "t", "end", 15))
    return svg("wide", WIDE, bottom + 28, words, parts)


def _narrow(rows: Sequence[VerdictRow], words: Words, start: int) -> str:
    scale, top, step = Scale(start, 100, 18, 326), 32, 84
    bottom = top + step * len(rows)
    parts = [grid(scale, top - 4, bottom, words, 5), _heading(rows, words, scale, 18, NARROW)]
    for number, row in enumerate(rows):
        upper = top + step * number
        parts.append(text(0, upper + 17, row.label, size=15.5, weight=600))
        parts.append(text(0, upper + 37, row.verdict, f"w-{row.mark}", size=15))
        parts.append(text(NARROW, upper + 37, row.value, "t", "end", 15))
        parts.append(_plotted(row, scale, upper + 59))
    return svg("narrow", NARROW, bottom + 28, words, parts)


def _plotted(row: VerdictRow, scale: Scale, y: float) -> str:
    """Band, reference line, interval and mark; the band and the line also where the row is hidden."""
    parts = []
    for low, high in _bands([row]):
        left = scale.at(low)
        parts.append(rectangle("bandr", left, y - 13, scale.at(high) - left, 26))
    if row.reference is not None:
        x = scale.at(row.reference)
        parts.append(line("ref", x, x, y - 13, y + 13))
    if row.interval is not None:
        parts.append(whisker(scale.at(row.interval.low), scale.at(row.interval.high), y))
        parts.append(shape(row.mark, scale.at(row.interval.value), y))
    return "".join(parts)


def _bands(rows: Sequence[VerdictRow]) -> list[tuple[float, float]]:
    references = [(row.reference, row.margin) for row in rows if row.reference is not None]
    return [(reference - margin, reference + margin) for reference, margin in references]


def _heading(rows: Sequence[VerdictRow], words: Words, scale: Scale, y: float, width: int) -> str:
    """Over the first row's line, which it names for all of them."""
    first = next((row.reference for row in rows if row.reference is not None), None)
    return heading(scale.at(first), y, words.reference, width) if first is not None else ""
