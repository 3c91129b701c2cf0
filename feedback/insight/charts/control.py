"""One share over the quarters, held beside its own level and what chance alone can do.

The limits are exact for each quarter's number of answers, so they are steps. Hidden quarters are gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from markupsafe import Markup

from feedback.insight.charts.axes import SMALL
from feedback.insight.charts.marks import Mark, shape
from feedback.insight.charts.scale import Scale, bounds
from feedback.insight.charts.svg import NARROW, WIDE, both, line, svg, text
from feedback.insight.charts.words import ControlWords

TOP, DEEP = 28, 230


@dataclass(frozen=True)
class ControlPoint:
    """A quarter, in per cent. `value` None is hidden or empty. `low` and `high` are its limits of normal
    variation. `mark` is given where the quarter is outside them, with `said` as its label (`57 %`).
    `year` is given for a year's first quarter on the chart."""

    label: str
    year: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mark: Mark | None = None
    said: str = ""

    @property
    def limits(self) -> tuple[float, float] | None:
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True)
class _Plot:
    """Where quarters and shares are on the drawing."""

    left: float
    right: float
    quarters: int
    shares: Scale

    def edge(self, number: float) -> float:
        return self.left + (self.right - self.left) * number / max(self.quarters, 1)

    def middle(self, number: int) -> float:
        return self.edge(number + 0.5)

    def y(self, share: float) -> float:
        return self.shares.at(share)


def control_chart(points: Sequence[ControlPoint], words: ControlWords, level: float | None = None) -> Markup:
    """The quarters in order of time; `level` is the group's own."""
    return both(_drawn("wide", points, words, level), _drawn("narrow", points, words, level))


def _drawn(form: str, points: Sequence[ControlPoint], words: ControlWords, level: float | None) -> str:
    wide = form == "wide"
    plot = _Plot(38.0, 760.0 if wide else 342.0, len(points), _shares(points, level))
    every = 1 if wide and len(points) <= 16 else max(2, -(-len(points) // 6))
    parts = [
        *(_band(run, points, plot) for run in _runs(points, lambda point: point.limits is not None)),
        *(_gap(run, words, plot) for run in _runs(points, lambda point: point.value is None)),
        _lines(plot, words),
        _level(plot, level),
        *(_path(run, points, plot) for run in _runs(points, lambda point: point.value is not None)),
        *(_point(number, point, plot) for number, point in enumerate(points)),
        *(_quarter(number, point, plot, every) for number, point in enumerate(points)),
        *_years(points, plot),
        _names(points, words, plot, level) if wide else _names_below(words, level),
    ]
    below = 54 if wide else 54 + 22 * sum(bool(said) for said in (words.level, words.band))
    return svg(form, WIDE if wide else NARROW, TOP + DEEP + below, words, parts)


def _shares(points: Sequence[ControlPoint], level: float | None) -> Scale:
    numbers = [number for point in points for number in (point.value, point.low, point.high)]
    shown = [number for number in (*numbers, level) if number is not None] or [0.0, 100.0]
    start, stop = bounds(shown)
    stop = min(stop, 100.0) if max(shown) <= 100 else stop
    return Scale(max(min(start, stop - 5), 0.0), stop, TOP + DEEP, TOP)


def _runs(points: Sequence[ControlPoint], holds: Callable[[ControlPoint], bool]) -> list[range]:
    """Stretches of quarters that something holds of."""
    runs: list[range] = []
    for number, point in enumerate(points):
        if not holds(point):
            continue
        if runs and runs[-1].stop == number:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return runs


def _band(run: range, points: Sequence[ControlPoint], plot: _Plot) -> str:
    upper, lower = [], []
    for number in run:
        low, high = points[number].limits or (0.0, 0.0)
        for x in (plot.edge(number), plot.edge(number + 1)):
            upper.append(f"{x:.1f},{plot.y(high):.1f}")
            lower.append(f"{x:.1f},{plot.y(low):.1f}")
    return f'<polygon class="bandr" points="{" ".join([*upper, *reversed(lower)])}"/>'


def _gap(run: range, words: ControlWords, plot: _Plot) -> str:
    """Where quarters are hidden: a word between two dotted lines, upright where there is no room for it."""
    left, right = plot.edge(run.start), plot.edge(run.stop)
    sides = "".join(line("gap", x, x, TOP, TOP + DEEP) for x in (left, right))
    x, y = (left + right) / 2, TOP + DEEP - 22.0
    said = text(x, y, words.hidden, "t2", "middle", SMALL)
    if right - left < 12 + 8 * len(words.hidden):
        said = f'<g transform="rotate(-90 {x:.1f} {y:.1f})">{text(x, y + 5, words.hidden, "t2", "start", SMALL)}</g>'
    return sides + said


def _lines(plot: _Plot, words: ControlWords) -> str:
    parts = []
    for share in plot.shares.ticks(5):
        y = plot.y(share)
        parts.append(line("axis", plot.left, plot.right, y, y))
        parts.append(text(plot.left - 8, y + 5, words.tick(share), "t2", "end", SMALL))
    return "".join(parts)


def _level(plot: _Plot, level: float | None) -> str:
    if level is None:
        return ""
    return line("ref dashed", plot.left, plot.right, plot.y(level), plot.y(level))


def _path(run: range, points: Sequence[ControlPoint], plot: _Plot) -> str:
    places = (f"{plot.middle(number):.1f},{plot.y(points[number].value or 0.0):.1f}" for number in run)
    return f'<polyline class="line" points="{" ".join(places)}"/>'


def _point(number: int, point: ControlPoint, plot: _Plot) -> str:
    if point.value is None:
        return ""
    x, y = plot.middle(number), plot.y(point.value)
    if point.mark is None:
        return f'<circle class="bar" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    above = point.mark is Mark.BETTER
    labelled = text(x, y - 13 if above else y + 23, point.said, f"w-{point.mark}", "middle", SMALL)
    return shape(point.mark, x, y) + labelled


def _quarter(number: int, point: ControlPoint, plot: _Plot, every: int) -> str:
    """The quarter's name below, counted from the last one so that it always has its name."""
    if (plot.quarters - 1 - number) % every:
        return ""
    return text(plot.middle(number), TOP + DEEP + 20, point.label, "t2", "middle", SMALL)


def _years(points: Sequence[ControlPoint], plot: _Plot) -> list[str]:
    """The years where they begin; one that the next has no room beside is left out."""
    begin = [(plot.edge(number) + 2, point.year) for number, point in enumerate(points) if point.year]
    following = [*(x for x, _ in begin), inf][1:] if begin else []
    return [
        text(x, TOP + DEEP + 39, year, "t2", "start", SMALL)
        for (x, year), after in zip(begin, following, strict=True)
        if after - x > 40
    ]


def _names(points: Sequence[ControlPoint], words: ControlWords, plot: _Plot, level: float | None) -> str:
    """What the dashed line and the grey area are, at their right ends and not upon each other."""
    x, parts = plot.right + 12, []
    at = TOP + 20.0
    if level is not None:
        at = plot.y(level)
        parts.append(text(x, at + 5, words.level, "t", size=SMALL))
    last = next((point.limits for point in reversed(points) if point.limits), None)
    if last is not None:
        upper = min(plot.y(last[1]) + 14, at - 20) if level is not None else plot.y(last[1]) + 14
        parts.append(text(x, max(upper, TOP - 8) + 5, words.band, "t2", size=SMALL))
    return "".join(parts)


def _names_below(words: ControlWords, level: float | None) -> str:
    """The same under the narrow chart, each with a sample."""
    parts, y = [], TOP + DEEP + 62.0
    if words.level and level is not None:
        parts.append(line("ref dashed", 0, 30, y - 5, y - 5) + text(40, y, words.level, "t", size=SMALL))
    if words.band:
        y += 22 if parts else 0
        parts.append(f'<rect class="bandr" x="1" y="{y - 13:.1f}" width="28" height="15"/>')
        parts.append(text(40, y, words.band, "t2", size=SMALL))
    return "".join(parts)
