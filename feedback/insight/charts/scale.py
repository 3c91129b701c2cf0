"""From numbers to places on a drawing, and the round numbers an axis names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True)
class Scale:
    """`start`…`stop` in the data's unit to `left`…`right` on the drawing. What lies outside is put at the edge."""

    start: float
    stop: float
    left: float
    right: float

    def at(self, number: float) -> float:
        inside = min(self.stop, max(self.start, number))
        return self.left + (inside - self.start) / (self.stop - self.start) * (self.right - self.left)

    def ticks(self, most: int) -> tuple[float, ...]:
        """Round numbers within the scale, at most so many."""
        step = round_step((self.stop - self.start) / most)
        first, last = ceil(self.start / step - 1e-9), floor(self.stop / step + 1e-9)
        return tuple(number * step for number in range(first, last + 1))


def round_step(width: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is at least as wide. Axes are whole numbers."""
    if width <= 1:
        return 1.0
    power = 10.0 ** floor(log10(width))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= width * (1 - 1e-9)))


def share_start(numbers: Sequence[float]) -> int:
    """The lowest ten that leaves room below every share; the axis of shares ends at 100."""
    return max(0, min(50, 10 * floor((min(numbers, default=50) - 2) / 10)))


def bounds(numbers: Sequence[float], steps: int = 4) -> tuple[float, float]:
    """Round numbers on either side of all the others, some way apart."""
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    step = round_step(max(high - low, 1.0) / steps)
    start, stop = step * floor(low / step), step * ceil(high / step)
    return (start, stop) if stop > start else (start, start + step)
