"""Our own small charts as SVG: each has a title, a description, and a wide and a narrow form.

Shapes and words carry the meaning; colour comes last. Colours are classes of the style sheet, so that the
charts follow print, forced colours and black and white. The numbers stand in a table beside each chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from markupsafe import Markup, escape

WIDE, NARROW = 920, 350


@dataclass(frozen=True)
class Words:
    """What a chart says, in the reader's language. `id` is unique on the page."""

    id: str
    title: str
    description: str
    reference: str = ""
    hidden: str = ""


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


@dataclass(frozen=True)
class Bar:
    """One bar, its length in any unit; `strong` for the one the chart is about."""

    label: str
    size: float
    text: str
    strong: bool = False


def axis_start(dots: Sequence[Dot]) -> int:
    """The lowest ten that leaves room below every interval; the axis always ends at 100."""
    ends = [dot.low for dot in dots if dot.value is not None]
    ends += [dot.reference for dot in dots if dot.reference is not None]
    return max(0, min(50, 10 * floor((min(ends, default=50) - 2) / 10)))


def dot_plot(dots: Sequence[Dot], words: Words) -> Markup:
    """Shares with their intervals as dots on lines, one row each, in the order given."""
    start = axis_start(dots)
    return _both(_wide_plot(dots, words, start), _narrow_plot(dots, words, start))


def bar_chart(bars: Sequence[Bar], words: Words) -> Markup:
    """Bars from one side, each labelled with its own text."""
    return _both(_wide_bars(bars, words), _narrow_bars(bars, words))


def _both(wide: str, narrow: str) -> Markup:
    return Markup(wide + narrow)


def _wide_plot(dots: Sequence[Dot], words: Words, start: int) -> str:
    left, right, top, step = 225.0, 700.0, 34, 40
    bottom = top + step * len(dots)
    scale = _Scale(start, left, right)
    parts = [_grid(scale, top, bottom), _reference(dots, words, scale, top, step)]
    for number, dot in enumerate(dots):
        middle = top + step * (number + 0.5)
        parts.append(_text(0, middle + 5, dot.label, size=15.5, weight=650 if dot.strong else 600))
        parts.append(_mark(dot, scale, middle))
        if dot.value is None:
            parts.append(_text(left + 10, middle + 5, words.hidden, "t2", size=14))
        else:
            parts.append(_text(720, middle + 5, dot.figure, size=15, weight=600))
            parts.append(_text(WIDE, middle + 5, dot.n, "t2", "end", 14))
    return _svg("wide", WIDE, bottom + 26, words, parts)


def _narrow_plot(dots: Sequence[Dot], words: Words, start: int) -> str:
    left, right, top, step = 8.0, 336.0, 30, 74
    bottom = top + step * len(dots)
    scale = _Scale(start, left, right)
    parts = [_grid(scale, top, bottom, every=20), _reference(dots, words, scale, top, step)]
    for number, dot in enumerate(dots):
        upper = top + step * number
        said = words.hidden if dot.value is None else f"{dot.figure} · {dot.n}"
        parts.append(_text(0, upper + 18, dot.label, size=15, weight=650 if dot.strong else 600))
        parts.append(_text(0, upper + 38, said, "t2", size=14))
        parts.append(_mark(dot, scale, upper + 56))
    return _svg("narrow", NARROW, bottom + 26, words, parts)


@dataclass(frozen=True)
class _Scale:
    """Per cent to a place on the drawing, from `start` at the left to 100 at the right."""

    start: int
    left: float
    right: float

    def at(self, percent: float) -> float:
        inside = min(100.0, max(float(self.start), percent))
        return self.left + (inside - self.start) / (100 - self.start) * (self.right - self.left)


def _grid(scale: _Scale, top: float, bottom: float, every: int = 10) -> str:
    lines = []
    for percent in range(100, scale.start - 1, -every):
        x = scale.at(percent)
        unit = "\u00a0%" if percent == 100 else ""
        lines.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>')
        lines.append(_text(x, bottom + 18, f"{percent}{unit}", "t2", "middle", 13))
    return "".join(lines)


def _reference(dots: Sequence[Dot], words: Words, scale: _Scale, top: float, step: int) -> str:
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
    anchor = "end" if x > (scale.left + scale.right) / 2 else "start"
    return "".join(marks) + _text(
        x + (4 if anchor == "end" else -4), top - 10, words.reference, "t2", anchor, 13
    )


def _mark(dot: Dot, scale: _Scale, y: float) -> str:
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


def _wide_bars(bars: Sequence[Bar], words: Words) -> str:
    left, longest, step = 190, 540.0, 38
    parts = []
    for number, bar in enumerate(bars):
        upper, length = 6 + step * number, longest * _part(bar, bars)
        parts.append(_text(left - 12, upper + 18, bar.label, "t", "end", 15.5))
        parts.append(_rectangle(left, upper, length, 26, bar.strong))
        parts.append(_text(left + length + 10, upper + 18, bar.text, size=15.5, weight=600))
    return _svg("wide", WIDE, step * len(bars) + 6, words, parts)


def _narrow_bars(bars: Sequence[Bar], words: Words) -> str:
    parts, step = [], 52
    for number, bar in enumerate(bars):
        upper = step * number
        parts.append(_text(0, upper + 19, bar.label, size=15))
        parts.append(_text(NARROW, upper + 19, bar.text, "t", "end", 15, 600))
        parts.append(_rectangle(0, upper + 26, (NARROW - 2) * _part(bar, bars), 16, bar.strong))
    return _svg("narrow", NARROW, step * len(bars), words, parts)


def _part(bar: Bar, bars: Sequence[Bar]) -> float:
    largest = max(each.size for each in bars)
    return bar.size / largest if largest else 0.0


def _rectangle(x: float, y: float, width: float, height: float, strong: bool) -> str:
    kind = "bar" if strong else "bar2"
    return f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{max(width, 1):.1f}" height="{height:.0f}"/>'


def _text(
    x: float, y: float, text: str, kind: str = "t", anchor: str = "start", size: float = 15, weight: int = 400
) -> str:
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}" font-size="{size}"{heavy}>'
        f"{escape(text)}</text>"
    )


def _svg(form: str, width: int, height: float, words: Words, parts: Sequence[str]) -> str:
    title, description = f"{words.id}-{form}-t", f"{words.id}-{form}-d"
    return (
        f'<svg class="chart {form}" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'aria-labelledby="{title}" aria-describedby="{description}">'
        f'<title id="{title}">{escape(words.title)}</title><desc id="{description}">{escape(words.description)}</desc>'
        f"{''.join(parts)}</svg>"
    )
