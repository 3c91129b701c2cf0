"""Axes of row plots: thin lines with their numbers below, and the name of the reference above."""

from __future__ import annotations

from feedback.insight.charts.scale import Scale
from feedback.insight.charts.svg import line, text, width_of
from feedback.insight.charts.words import Words

SMALL = 14


def grid(scale: Scale, top: float, bottom: float, words: Words, most: int) -> str:
    """Lines down the plot at round numbers."""
    parts = []
    for number in scale.ticks(most):
        x = scale.at(number)
        parts.append(line("axis", x, x, top, bottom))
        parts.append(text(x, bottom + 19, words.tick(number), "t2", "middle", SMALL))
    return "".join(parts)


def heading(x: float, y: float, said: str, width: float) -> str:
    """The reference's name over its line, moved so far that it stays within the drawing."""
    half = width_of(said, SMALL) / 2
    middle = min(max(x, half), width - half) if 2 * half < width else width / 2
    return text(middle, y, said, "t2", "middle", SMALL)
