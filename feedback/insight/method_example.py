"""The worked example of how we count: fixed, invented inputs and what they come to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its limits, in the unit it is printed in."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Worked:
    """Counts are of answers. Shares and gaps are 0–1, `visits_per_thousand` per 1,000 residents."""

    satisfied: int = 126
    n: int = 200
    others_satisfied: int = 1560
    others_n: int = 2000
    share: Span = Span(0.63, 0.561, 0.694)
    others_share: Span = Span(0.78, 0.761, 0.798)
    gap: Span = Span(-0.15, -0.221, -0.083)
    # Like with like: two kinds of errand, the district's answers and the others' share of each.
    kinds_n: tuple[int, int] = (100, 100)
    kinds_others: tuple[float, float] = (0.6, 0.825)
    expected: float = 142.5
    like_with_like: float = -0.0825
    visits: int = 950
    residents: int = 10_000
    visits_per_thousand: Span = Span(95.0, 89.1, 101.2)


WORKED = Worked()
