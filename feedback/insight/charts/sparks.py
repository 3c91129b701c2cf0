"""A theme's last quarters as a line so small that it fits in a table: where it goes, not how much it is.

Hidden from screen readers: the word for the change stands beside it in the same cell, and the theme's own page
has the quarters with their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from feedback.insight.charts.scale import Scale

WIDTH, HEIGHT, EDGE = 104, 26, 4
# Of the level: a line that goes from top to bottom has changed by at least so much. Chance alone looks flat.
LEAST_SPAN = 0.5


def spark(shares: Sequence[float | None]) -> Markup:
    """Up to so many quarters, the oldest first; what is hidden is a gap. Nothing where no quarter is shown."""
    shown = [each for each in shares if each is not None]
    if not shown:
        return Markup()
    up = _scale(shown)
    step = (WIDTH - 2 * EDGE) / max(len(shares) - 1, 1)
    places = [
        None if share is None else (EDGE + step * number, up.at(share)) for number, share in enumerate(shares)
    ]
    return Markup(
        f'<svg class="spark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true" focusable="false">{"".join(_line(run) for run in _runs(places))}{_last(places)}</svg>'
    )


Place = tuple[float, float]


def _scale(shown: Sequence[float]) -> Scale:
    low, high = min(shown), max(shown)
    missing = max(LEAST_SPAN * sum(shown) / len(shown) - (high - low), 1e-9) / 2
    return Scale(low - missing, high + missing, HEIGHT - EDGE, EDGE)


def _runs(places: Sequence[Place | None]) -> list[list[Place]]:
    """Quarters that follow upon each other without a gap."""
    runs: list[list[Place]] = [[]]
    for place in places:
        if place is not None:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _line(run: Sequence[Place]) -> str:
    if len(run) == 1:
        return f'<circle class="bar" cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="1.6"/>'
    return f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}"/>'


def _last(places: Sequence[Place | None]) -> str:
    last = places[-1]
    return "" if last is None else f'<circle class="bar" cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3.2"/>'
