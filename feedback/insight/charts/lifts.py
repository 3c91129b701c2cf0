"""How many times more often something is named in one group than in the rest, on an axis of ratios.

Twice as often and half as often lie as far from the middle. A diamond says that the difference is certain:
filled where it is named more often, open where less; a ring says that it cannot be told yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from markupsafe import Markup

from feedback.insight.charts.axes import SMALL, heading
from feedback.insight.charts.interval import Interval, reach
from feedback.insight.charts.marks import whisker
from feedback.insight.charts.scale import Scale
from feedback.insight.charts.svg import NARROW, WIDE, both, label, label_lines, line, svg, text
from feedback.insight.charts.words import Words

# The axis always shows from less than half as often to nearly four times, and never beyond a sixteenth.
LEAST, MOST, FURTHEST = 0.42, 3.8, 16.0
TICKS = (1 / 8, 1 / 4, 1 / 2, 1.0, 2.0, 3.0, 4.0, 8.0)
MORE, LESS = "more", "less"
NAME_SIZE = 15.5
NAMES = (180, 240, 300)  # room for the names of the rows: as little as holds them in one line


@dataclass(frozen=True)
class LiftRow:
    """`interval` is a ratio with its limits, None is hidden. `certain`: MORE, LESS, or empty where it cannot be
    told or is as in the rest; `verdict` is the word for it, `value` is `2,2×`."""

    label: str
    interval: Interval | None
    verdict: str
    value: str = ""
    certain: str = ""


@dataclass(frozen=True)
class LiftWords(Words):
    """`spoken` says ratios in words where there is room for them (`dubbelt så ofta`); `tick` writes the others."""

    spoken: Mapping[float, str] = field(default_factory=dict)


def lift_plot(rows: Sequence[LiftRow], words: LiftWords) -> Markup:
    """One row for each group, in the order given."""
    return both(_wide(rows, words), _narrow(rows, words))


def _wide(rows: Sequence[LiftRow], words: LiftWords) -> str:
    names = next((room for room in NAMES if not _is_broken(rows, room)), NAMES[-1])
    scale, top, step = _scale(rows, names + 10, 690), 32, 44 if _is_broken(rows, names) else 36
    bottom = top + step * len(rows)
    parts = [_grid(scale, top - 4, bottom, words, words.spoken), _middle(scale, top, bottom, words, WIDE)]
    for number, row in enumerate(rows):
        y = top + step * (number + 0.5)
        parts += [label(0, y, row.label, names, NAME_SIZE), _plotted(row, scale, y)]
        parts.append(text(726, y + 5, row.verdict, _kind(row), "start", 15, _weight(row)))
        parts.append(text(WIDE, y + 5, row.value, _kind(row), "end", 15, _weight(row)))
    return svg("wide", WIDE, bottom + 28, words, parts)


def _is_broken(rows: Sequence[LiftRow], room: float) -> bool:
    """Whether any name takes two lines, so that rows have to stand further apart."""
    return any(len(label_lines(row.label, room, NAME_SIZE)) > 1 for row in rows)


def _narrow(rows: Sequence[LiftRow], words: LiftWords) -> str:
    scale, top, step = _scale(rows, 14, 336), 32, 58
    bottom = top + step * len(rows)
    parts = [_grid(scale, top - 4, bottom, words, {}), _middle(scale, top, bottom, words, NARROW)]
    for number, row in enumerate(rows):
        upper = top + step * number
        said = f"{row.verdict} {row.value}".strip()
        parts.append(_covered(0, upper + 18, row.label, "start", 600, "t"))
        parts.append(_covered(NARROW, upper + 18, said, "end", _weight(row), _kind(row)))
        parts.append(_plotted(row, scale, upper + 38))
    return svg("narrow", NARROW, bottom + 28, words, parts)


def _covered(x: float, y: float, said: str, anchor: str, weight: int, kind: str) -> str:
    """A text that stands on the lines of the axis: they stop around it."""
    return text(x, y, said, f"{kind} over", anchor, 15, weight)


def _scale(rows: Sequence[LiftRow], left: float, right: float) -> Scale:
    numbers = [each for each in reach(row.interval for row in rows) if each > 0]
    low = max(min([LEAST, *numbers]), 1 / FURTHEST)
    high = min(max([MOST, *numbers]), FURTHEST)
    return Scale(log2(low), log2(high), left, right)


def _at(scale: Scale, ratio: float) -> float:
    """Where a ratio is; what is nought or less lies at the left edge."""
    return scale.at(log2(ratio)) if ratio > 0 else scale.left


def _ticks(scale: Scale) -> list[float]:
    """The ratios the axis names; three times only where there is room between two and four."""
    within = [each for each in TICKS if scale.start <= log2(each) <= scale.stop]
    return [each for each in within if each != 3.0 or 4.0 not in within]


def _grid(scale: Scale, top: float, bottom: float, words: LiftWords, spoken: Mapping[float, str]) -> str:
    parts = []
    for ratio in _ticks(scale):
        x = _at(scale, ratio)
        parts.append(line("axis", x, x, top, bottom))
        parts.append(text(x, bottom + 19, spoken.get(ratio) or words.tick(ratio), "t2", "middle", SMALL))
    return "".join(parts)


def _middle(scale: Scale, top: float, bottom: float, words: LiftWords, width: int) -> str:
    x = _at(scale, 1.0)
    return line("ref", x, x, top - 4, bottom) + heading(x, top - 12, words.reference, width)


def _plotted(row: LiftRow, scale: Scale, y: float) -> str:
    if row.interval is None:
        return ""
    x = _at(scale, row.interval.value)
    limits = whisker(_at(scale, row.interval.low), _at(scale, row.interval.high), y)
    return limits + (_diamond(x, y, row.certain) if row.certain else _ring(x, y))


def _diamond(x: float, y: float, certain: str) -> str:
    kind = "lift" if certain == MORE else "lift open"
    return f'<path class="{kind}" d="M{x - 6.5:.1f} {y:.1f}l6.5 -7.5 6.5 7.5 -6.5 7.5z"/>'


def _ring(x: float, y: float) -> str:
    return f'<circle class="dot open" cx="{x:.1f}" cy="{y:.1f}" r="4.6"/>'


def _kind(row: LiftRow) -> str:
    return "w-lift" if row.certain else "t2"


def _weight(row: LiftRow) -> int:
    return 650 if row.certain else 400
