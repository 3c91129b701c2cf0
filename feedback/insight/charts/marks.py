"""The verdicts' shapes: told apart by outline and fill alone, before any colour."""

from __future__ import annotations

from enum import StrEnum

from feedback.insight.charts.svg import line, rectangle


class Mark(StrEnum):
    """The value is the name in the style sheet's classes and in the page's symbols (`g-brister`)."""

    LACKING = "brister"
    EQUAL = "lika"
    BETTER = "battre"
    UNCLEAR = "oklart"
    HIDDEN = "dolt"


def shape(mark: Mark, x: float, y: float) -> str:
    """▼ filled, = on a light ground, △ open, a dashed ring, a lock."""
    kind = f"c-{mark}"
    if mark is Mark.LACKING:
        return f'<path class="{kind}" d="M{x - 7.5:.1f} {y - 6:.1f}h15l-7.5 12.5z"/>'
    if mark is Mark.BETTER:
        return f'<path class="{kind} open" d="M{x - 7:.1f} {y + 5.5:.1f}h14l-7 -12z"/>'
    if mark is Mark.EQUAL:
        ground = rectangle("ground", x - 9, y - 7.5, 18, 15)
        bars = (rectangle(f"{kind} flat", x - 7, y + top, 14, 3.4) for top in (-5, 1.6))
        return ground + "".join(bars)
    if mark is Mark.UNCLEAR:
        return f'<circle class="{kind} ring" cx="{x:.1f}" cy="{y:.1f}" r="5.8"/>'
    return _lock(kind, x, y)


def _lock(kind: str, x: float, y: float) -> str:
    bow = f'<path class="{kind} bow" d="M{x - 3.2:.1f} {y:.1f}v-3a3.2 3.2 0 0 1 6.4 0v3"/>'
    return bow + rectangle(kind, x - 5.5, y - 1, 11, 8)


def dot(x: float, y: float, certain: bool, radius: float = 4.6) -> str:
    """Filled where a difference is certain, open where it is not."""
    kind = "dot" if certain else "dot open"
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def whisker(low: float, high: float, y: float, kind: str = "iv", end: float = 5) -> str:
    """An interval's line with an end at each side."""
    stroke = line(kind, low, high, y, y)
    return stroke + "".join(line("iv", x, x, y - end, y + end) for x in (low, high))
