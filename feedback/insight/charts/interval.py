"""A value with its interval, in the unit of the axis it is drawn on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class Interval:
    """Shares in per cent (0–100), differences in percentage points, rates per 1 000. Raises ValueError where
    the limits are turned round or a number is not finite."""

    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not all(isfinite(number) for number in (self.value, self.low, self.high)):
            raise ValueError(f"an interval of finite numbers, not {self.low}…{self.value}…{self.high}")
        if self.low > self.high:
            raise ValueError(f"an interval from low to high, not {self.low}…{self.high}")


def reach(intervals: Iterable[Interval | None]) -> list[float]:
    """Every number the intervals that may be shown take up on an axis."""
    return [number for each in intervals if each is not None for number in (each.value, each.low, each.high)]
