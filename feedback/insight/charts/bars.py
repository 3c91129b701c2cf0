"""Bars from one side, such as the response funnel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.charts.svg import NARROW, WIDE, both, rectangle, svg, text
from feedback.insight.charts.words import Words


@dataclass(frozen=True)
class Bar:
    """One bar, its length in any unit; `strong` for the one the chart is about."""

    label: str
    size: float
    text: str
    strong: bool = False


def bar_chart(bars: Sequence[Bar], words: Words) -> Markup:
    """Bars from one side, each labelled with its own text."""
    return both(_wide_bars(bars, words), _narrow_bars(bars, words))


def _wide_bars(bars: Sequence[Bar], words: Words) -> str:
    left, longest, step = 190, 540.0, 38
    parts = []
    for number, bar in enumerate(bars):
        upper, length = 6 + step * number, longest * _part(bar, bars)
        parts.append(text(left - 12, upper + 18, bar.label, "t", "end", 15.5))
        parts.append(_bar(left, upper, length, 26, bar.strong))
        parts.append(text(left + length + 10, upper + 18, bar.text, size=15.5, weight=600))
    return svg("wide", WIDE, step * len(bars) + 6, words, parts)


def _narrow_bars(bars: Sequence[Bar], words: Words) -> str:
    parts, step = [], 52
    for number, bar in enumerate(bars):
        upper = step * number
        parts.append(text(0, upper + 19, bar.label, size=15))
        parts.append(text(NARROW, upper + 19, bar.text, "t", "end", 15, 600))
        parts.append(_bar(0, upper + 26, (NARROW - 2) * _part(bar, bars), 16, bar.strong))
    return svg("narrow", NARROW, step * len(bars), words, parts)


def _part(bar: Bar, bars: Sequence[Bar]) -> float:
    largest = max(each.size for each in bars)
    return bar.size / largest if largest else 0.0


def _bar(x: float, y: float, width: float, height: float, strong: bool) -> str:
    return rectangle("bar" if strong else "bar2", x, y, max(width, 1), height)
