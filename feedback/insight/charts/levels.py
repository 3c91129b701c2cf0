"""Levels with their uncertainty as dots on lines, one row each. No verdicts: see `verdicts` for those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.charts.axes import heading
from feedback.insight.charts.scale import Scale, share_start
from feedback.insight.charts.svg import NARROW, WIDE, both, svg, text
from feedback.insight.charts.words import Words


@dataclass(frozen=True)
class Dot:
    """One row of an interval dot plot, in per cent. `value` None is a hidden row. `strong` is for totals."""

    label: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0
    reference: float | None = None
    figure: str = ""
    n: str = ""
    strong: bool = False


def axis_start(dots: Sequence[Dot]) -> int:
    """The lowest ten that leaves room below every interval; the axis always ends at 100."""
    ends = [dot.low for dot in dots if dot.value is not None]
    ends += [dot.reference for dot in dots if dot.reference is not None]
    return share_start(ends)


def dot_plot(dots: Sequence[Dot], words: Words) -> Markup:
    """Shares with their intervals as dots on lines, one row each, in the order given."""
    start = axis_start(dots)
    return both(_wide_plot(dots, words, start), _narrow_plot(dots, words, start))


def _wide_plot(dots: Sequence[Dot], words: Words, start: int) -> str:
    left, right, top, step = 225.0, 700.0, 34, 40
    bottom = top + step * len(dots)
    scale = Scale(start, 100, left, right)
    parts = [_grid(scale, top, bottom), _reference(dots, words, scale, top, step)]
    for number, dot in enumerate(dots):
        middle = top + step * (number + 0.5)
        parts.append(text(0, middle + 5, dot.label, size=15.5, weight=650 if dot.strong else 600))
        parts.append(_mark(dot, scale, middle))
        if dot.value is None:
            parts.append(text(left + 10, middle + 5, words.hidden, "t2", size=14))
        else:
            parts.append(text(720, middle + 5, dot.figure, size=15, weight=600))
            parts.append(text(WIDE, middle + 5, dot.n, "t2", "end", 14))
    return svg("wide", WIDE, bottom + 26, words, parts)


def _narrow_plot(dots: Sequence[Dot], words: Words, start: int) -> str:
    left, right, top, step = 8.0, 336.0, 30, 74
    bottom = top + step * len(dots)
    scale = Scale(start, 100, left, right)
    parts = [_grid(scale, top, bottom, every=20), _reference(dots, words, scale, top, step)]
    for number, dot in enumerate(dots):
        upper = top + step * number
        said = words.hidden if dot.value is None else f"{dot.figure} · {dot.n}"
        parts.append(text(0, upper + 18, dot.label, size=15, weight=650 if dot.strong else 600))
        parts.append(text(0, upper + 38, said, "t2", size=14))
        parts.append(_mark(dot, scale, upper + 56))
    return svg("narrow", NARROW, bottom + 26, words, parts)


def _grid(scale: Scale, top: float, bottom: float, every: int = 10) -> str:
    lines = []
    for percent in range(100, int(scale.start) - 1, -every):
        x = scale.at(percent)
        unit = "\u00a0%" if percent == 100 else ""
        lines.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>')
        lines.append(text(x, bottom + 18, f"{percent}{unit}", "t2", "middle", 13))
    return "".join(lines)


def _reference(dots: Sequence[Dot], words: Words, scale: Scale, top: float, step: int) -> str:
    """A mark per row for what it is held beside; marks at the same place join to one line."""
    marks = []
    for number, dot in enumerate(dots):
        if dot.reference is not None:
            x, upper = scale.at(dot.reference), top + step * number
            marks.append(f'<line class="ref" x1="{x:.1f}" x2="{x:.1f}" y1="{upper}" y2="{upper + step}"/>')
    places = {round(dot.reference, 6) for dot in dots if dot.reference is not None}
    if not places:
        return ""
    x = scale.at(max(places)) if len(places) == 1 else scale.right
    return "".join(marks) + heading(x, top - 10, words.reference, WIDE if scale.right > NARROW else NARROW)


def _mark(dot: Dot, scale: Scale, y: float) -> str:
    if dot.value is None:
        return ""
    low, high, x = scale.at(dot.low), scale.at(dot.high), scale.at(dot.value)
    ends = "".join(
        f'<line class="iv" x1="{end:.1f}" x2="{end:.1f}" y1="{y - 5:.1f}" y2="{y + 5:.1f}"/>'
        for end in (low, high)
    )
    line = f'<line class="iv" x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>{ends}'
    if dot.strong:
        return line + f'<path class="c-alla" d="M{x - 6:.1f} {y:.1f}l6 -6 6 6 -6 6z"/>'
    return line + f'<circle class="c-niva" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
