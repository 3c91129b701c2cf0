"""Small strips for a table's column: a dot with its interval against the municipality's line.

A strip is hidden from screen readers: the number and its word stand beside it in the same cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.charts.interval import Interval, reach
from feedback.insight.charts.marks import dot
from feedback.insight.charts.scale import Scale
from feedback.insight.charts.svg import line

WIDTH, HEIGHT, MIDDLE = 118, 20, 10


@dataclass(frozen=True)
class StripDot:
    """One cell, in any unit the column has. `interval` None is hidden: no strip. `certain`: filled."""

    interval: Interval | None
    certain: bool = False


def strips(column: Sequence[StripDot], reference: float | None = None) -> tuple[Markup, ...]:
    """A strip for each cell of a column, all on one axis from nought to the highest number."""
    held = [] if reference is None else [reference]
    numbers = [*reach(each.interval for each in column), *held]
    start, stop = min([0.0, *numbers]), max([0.0, *numbers])
    scale = Scale(start, stop if stop > start else start + 1.0, 7, WIDTH - 7)
    return tuple(_strip(each, scale, reference) for each in column)


def _strip(each: StripDot, scale: Scale, reference: float | None) -> Markup:
    if each.interval is None:
        return Markup()
    parts = [line("axis", 2, WIDTH - 2, MIDDLE, MIDDLE)]
    if reference is not None:
        parts.append(line("ref", scale.at(reference), scale.at(reference), 2, HEIGHT - 2))
    parts.append(line("iv", scale.at(each.interval.low), scale.at(each.interval.high), MIDDLE, MIDDLE))
    parts.append(dot(scale.at(each.interval.value), MIDDLE, each.certain, 4.2))
    return Markup(
        f'<svg class="strip" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )
