"""Errands or visits per 1 000 residents with exact limits, beside the whole municipality's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.charts.axes import grid, heading
from feedback.insight.charts.interval import Interval, reach
from feedback.insight.charts.marks import dot, whisker
from feedback.insight.charts.scale import Scale, bounds
from feedback.insight.charts.svg import NARROW, WIDE, both, label, line, svg, text
from feedback.insight.charts.words import Words


@dataclass(frozen=True)
class RateRow:
    """Per 1 000 residents. `interval` None is hidden. `certain`: surely another rate than the municipality's,
    a filled dot. `verdict` says which way (`högre`, `lägre`, `i nivå`), `value` is `338 (331–345)`."""

    label: str
    interval: Interval | None
    verdict: str
    value: str = ""
    certain: bool = False


def rate_plot(rows: Sequence[RateRow], words: Words, reference: float | None = None) -> Markup:
    """The axis begins at nought: rates may be compared as lengths."""
    held = [] if reference is None else [reference]
    _, stop = bounds([0.0, *reach(row.interval for row in rows), *held], 6)
    return both(_wide(rows, words, reference, stop), _narrow(rows, words, reference, stop))


def _wide(rows: Sequence[RateRow], words: Words, reference: float | None, stop: float) -> str:
    scale, top, step = Scale(0, stop, 190, 690), 32, 40
    bottom = top + step * len(rows)
    parts = [grid(scale, top - 4, bottom, words, 8), _line(scale, top, bottom, reference, words, WIDE)]
    for number, row in enumerate(rows):
        y = top + step * (number + 0.5)
        parts += [label(0, y, row.label, 168, 15.5), _plotted(row, scale, y)]
        parts.append(text(720, y + 5, row.verdict, "t" if row.certain else "t2", "start", 15, _weight(row)))
        parts.append(text(WIDE, y + 5, row.value, "t", "end", 15, _weight(row)))
    return svg("wide", WIDE, bottom + 28, words, parts)


def _narrow(rows: Sequence[RateRow], words: Words, reference: float | None, stop: float) -> str:
    scale, top, step = Scale(0, stop, 18, 326), 32, 78
    bottom = top + step * len(rows)
    parts = [grid(scale, top - 4, bottom, words, 4), _line(scale, top, bottom, reference, words, NARROW)]
    for number, row in enumerate(rows):
        upper = top + step * number
        parts.append(text(0, upper + 17, row.label, size=15.5, weight=600))
        parts.append(
            text(0, upper + 37, row.verdict, "t" if row.certain else "t2", "start", 15, _weight(row))
        )
        parts.append(text(NARROW, upper + 37, row.value, "t", "end", 15, _weight(row)))
        parts.append(_plotted(row, scale, upper + 56))
    return svg("narrow", NARROW, bottom + 28, words, parts)


def _line(scale: Scale, top: float, bottom: float, reference: float | None, words: Words, width: int) -> str:
    if reference is None:
        return ""
    x = scale.at(reference)
    return line("ref", x, x, top - 4, bottom) + heading(x, top - 12, words.reference, width)


def _plotted(row: RateRow, scale: Scale, y: float) -> str:
    if row.interval is None:
        return ""
    limits = whisker(scale.at(row.interval.low), scale.at(row.interval.high), y)
    return limits + dot(scale.at(row.interval.value), y, row.certain)


def _weight(row: RateRow) -> int:
    return 650 if row.certain else 400
