"""Whether a period stands out against what went before, or a group against the whole, beyond chance."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.comparison import compare
from analysis.uncertainty import LEVEL
from analysis.verdict import Standing

WARNING, ACTION = 0.95, 0.998
"""The usual two and three standard deviations, as probabilities inside the limits."""


class Place(StrEnum):
    WITHIN = "within"  # normal variation
    BELOW = "below"  # outside the 95 % limits
    FAR_BELOW = "far_below"  # outside the 99.8 % limits
    ABOVE = "above"
    FAR_ABOVE = "far_above"


@dataclass(frozen=True, slots=True)
class Point:
    """One period or group. Shares from 0 to 1; None where there are no answers."""

    n: int
    share: float | None
    baseline: float | None
    warning: tuple[float, float] | None  # 95 % limits: a share on a limit is inside
    action: tuple[float, float] | None  # 99.8 %
    place: Place | None


@dataclass(frozen=True, slots=True)
class Change:
    """This period against the one before, like with like."""

    standing: Standing | None  # None where there are too few answers to show
    is_beyond_chance: bool | None  # None where it cannot be told at all


def exact_limits(n: ArrayLike, baseline: ArrayLike, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The least and greatest share of `n` that chance allows when the true share is `baseline`.

    Each is k/n with k the least number whose probability of k or fewer is above (1 − level)/2, and the
    greatest whose probability of k or more is: outside on either side has at most that probability. Arrays
    that broadcast. NaN where n is 0 or the baseline is missing.

    Source: D. J. Spiegelhalter, Statistics in Medicine 24 (2005) 1185–1202, appendix A.1.1, without the
    interpolation between whole numbers.
    """
    size, share = np.broadcast_arrays(np.asarray(n, dtype=float), np.asarray(baseline, dtype=float))
    usable = (size > 0) & np.isfinite(share)
    count, chance = np.where(usable, size, 1).astype(np.int64), np.where(usable, share, 0.5)
    tail = (1 - level) / 2
    low = _least_number(tail, count, chance)
    # That is the least k with P(X ≤ k) ≥ tail; where it is just equal, k itself is outside.
    low = np.where(special.bdtr(low, count, chance) <= tail, low + 1, low)
    high = count - _least_number(tail, count, 1 - chance)
    high = np.where((high > 0) & (special.bdtrc(high - 1, count, chance) <= tail), high - 1, high)
    return np.where(usable, low / count, np.nan), np.where(usable, high / count, np.nan)


def _least_number(tail: float, n: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The least k with P(X ≤ k) ≥ tail, from the continuous inverse, which may lie one off."""
    k = np.clip(np.nan_to_num(np.ceil(special.bdtrik(tail, n, share))), 0, n)
    k = np.where((k > 0) & (special.bdtr(np.maximum(k - 1, 0), n, share) >= tail), k - 1, k)
    least: np.ndarray = np.where(special.bdtr(k, n, share) < tail, np.minimum(k + 1, n), k)
    return least


def p_chart(
    satisfied: Sequence[int],
    n: Sequence[int],
    *,
    leave_out: Collection[int] = (),
    shifts: Collection[int] = (),
    baseline_until: int | None = None,
) -> tuple[Point, ...]:
    """Each period's share against the pooled share of its own baseline, with exact binomial limits.

    Periods in order. The baseline is revised in the three usual ways: the periods in `leave_out` (known
    special causes) do not count in it; it begins anew at each period in `shifts`; and with `baseline_until`
    only the periods before that number count in it (of the first stretch). Every period still gets its place.
    A stretch without answers in its baseline has no limits. Raises ValueError when the lists do not fit.

    Source: W. A. Shewhart's p-chart with limits by D. C. Montgomery, Introduction to Statistical Quality
    Control (7th ed., 2012), section 7.2, where revising is described; limits as `exact_limits`.
    """
    x, size = _counted(satisfied, n)
    periods = np.arange(len(size))
    stretch = np.searchsorted(np.sort(np.array(list(shifts), dtype=np.int64)), periods, side="right")
    counts = ~np.isin(periods, list(leave_out))
    if baseline_until is not None:
        counts &= (periods < baseline_until) | (stretch > 0)
    pooled = np.full(len(size), np.nan)
    for one in np.unique(stretch):
        basis = (stretch == one) & counts
        if size[basis].sum():
            pooled[stretch == one] = x[basis].sum() / size[basis].sum()
    return _points(x, size, pooled)


def funnel(satisfied: Sequence[int], n: Sequence[int]) -> tuple[Point, ...]:
    """Each group's share against the pooled share of all, with exact binomial limits.

    Who lies outside is more than chance explains, in one look at many: `compare` judges them together.
    Raises ValueError when the lists do not fit. Source: as `exact_limits`.
    """
    x, size = _counted(satisfied, n)
    pooled = x.sum() / size.sum() if size.sum() else np.nan
    return _points(x, size, np.full(len(size), pooled))


def inverted_wilson_limits(n: ArrayLike, baseline: float, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """Funnel limits as Public Health England draws them, to check a published figure and for nothing else.

    The shares whose Wilson interval, with `tail` outside on each side, just reaches the baseline b:
    b ± z·√(b(1 − b)/n), cut at 0 and 1. At small n it raises false alarms more often than it says;
    `exact_limits` does not. Shares from 0 to 1. Raises ValueError when n is not positive.

    Source: Public Health England, Technical Guide: Confidence Intervals (2018), and the R package
    PHEindicatormethods.
    """
    size = np.asarray(n, dtype=float)
    if (size <= 0).any():
        raise ValueError("a funnel is drawn for positive numbers only")
    z = float(special.ndtri(1 - tail))
    reach = z * np.sqrt(baseline * (1 - baseline) / size)
    return np.clip(baseline - reach, 0, 1), np.clip(baseline + reach, 0, 1)


def change(
    now: np.ndarray, before: np.ndarray, *, satisfied_from: int, level: float = LEVEL, smallest: int = 10
) -> Change:
    """This period against the one before, with the same errands: strata × scores each, worst score first.

    The adjusted gap, its limits and exact p value are those of `compare`, the period before as reference. It
    is beyond chance, and not normal variation, where p < 1 − level. Raises ValueError as `compare`.
    """
    standing = compare(
        np.stack([now, before]), satisfied_from=satisfied_from, level=level, smallest=smallest, reference=1
    )[0]
    if standing is None or standing.p_value is None:
        return Change(standing, None)
    return Change(standing, standing.p_value < 1 - level)


def _counted(satisfied: Sequence[int], n: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    x, size = np.asarray(satisfied, dtype=np.int64), np.asarray(n, dtype=np.int64)
    if x.ndim != 1 or x.shape != size.shape or (x < 0).any() or (x > size).any():
        raise ValueError("satisfied must lie within 0 and n, one of each per point")
    return x, size


def _points(x: np.ndarray, size: np.ndarray, pooled: np.ndarray) -> tuple[Point, ...]:
    warning = zip(*(limit.tolist() for limit in exact_limits(size, pooled, WARNING)), strict=True)
    action = zip(*(limit.tolist() for limit in exact_limits(size, pooled, ACTION)), strict=True)
    every = zip(x.tolist(), size.tolist(), pooled.tolist(), warning, action, strict=True)
    return tuple(_point(*one) for one in every)


def _point(
    x: int, n: int, baseline: float, warning: tuple[float, float], action: tuple[float, float]
) -> Point:
    known = None if np.isnan(baseline) else baseline
    if n == 0:
        return Point(0, None, known, None, None, None)
    if known is None:
        return Point(n, x / n, None, None, None, None)
    return Point(n, x / n, known, warning, action, _place(x / n, warning, action))


def _place(share: float, warning: tuple[float, float], action: tuple[float, float]) -> Place:
    # A limit is k/n as the share is: equal fractions are equal floats.
    if share < action[0]:
        return Place.FAR_BELOW
    if share > action[1]:
        return Place.FAR_ABOVE
    if share < warning[0]:
        return Place.BELOW
    return Place.ABOVE if share > warning[1] else Place.WITHIN
