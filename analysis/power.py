"""What a number of answers can show, and how many it takes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.uncertainty import LEVEL

POWER = 0.8
MOST_ANSWERS = 1e12  # more than anybody will ever have: stands for infinitely many
SECTIONS, ROUNDS = 32, 12
"""A limit is sought by taking the right one of 32 sections twelve times: as close as 60 halvings, in a fifth of
the steps."""


def power_of(
    first: ArrayLike, n: ArrayLike, second: ArrayLike, m: ArrayLike, level: float = LEVEL
) -> np.ndarray:
    """Probability that a two-sided test of two shares (0 to 1) finds the difference there is.

    Φ((|p − q| − z·s₀)/s₁), where s₀ is the standard error with one pooled share and s₁ that with two. The
    chance of finding it in the wrong direction is left out. Arrays that broadcast; sizes above 0, not
    necessarily whole.

    Source: J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and Proportions (3rd ed.,
    2003), section 4.2, without continuity correction; unequal groups section 4.3.
    """
    p, n, q, m = (np.asarray(x, dtype=float) for x in (first, n, second, m))
    excess, apart = _excess(p, n, q, m, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = excess / apart
    # Both shares 0 or 1: certain when they differ enough, and no difference is never found.
    return np.where(apart > 0, special.ndtr(reach), np.where(excess > 0, 1.0, 0.0))


def _excess(
    p: np.ndarray, n: np.ndarray, q: np.ndarray, m: np.ndarray, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """How far the difference lies beyond what a test takes for chance, and its standard error."""
    pooled = (p * n + q * m) / (n + m)
    same = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    apart = np.sqrt(p * (1 - p) / n + q * (1 - q) / m)
    return np.abs(p - q) - special.ndtri((1 + level) / 2) * same, apart


def _is_found(
    p: np.ndarray, n: np.ndarray, q: np.ndarray, m: np.ndarray, level: float, power: float
) -> np.ndarray:
    """Whether `power_of` is at least `power`, without the normal distribution for each."""
    excess, apart = _excess(p, n, q, m, level)
    enough: np.ndarray = np.where(apart > 0, excess >= special.ndtri(power) * apart, excess > 0)
    return enough


def _least(low: np.ndarray, high: np.ndarray, enough: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The least number from `low` to `high` that is enough, where `high` is and more is never too little."""
    ends = (np.arange(1, SECTIONS + 1) / SECTIONS).reshape(-1, *([1] * low.ndim))
    for _ in range(ROUNDS):
        width = high - low
        found = enough(low + width * ends)
        found[-1] = True
        section = found.argmax(axis=0)
        high = np.where(section == SECTIONS - 1, high, low + width * ((section + 1) / SECTIONS))
        low = low + width * (section / SECTIONS)
    return high


def answers_per_group(first: float, second: float, level: float = LEVEL, power: float = POWER) -> float:
    """Answers needed in each of two equal groups to find this difference with this probability.

    n = (z·√(2·p̄(1 − p̄)) + z′·√(p(1 − p) + q(1 − q)))² / (p − q)², p̄ the mean of the two. Raises ValueError
    when the shares are equal. Source: as `power_of`, formula 4.14.
    """
    if first == second:
        raise ValueError("no number of answers tells equal shares apart")
    mean = (first + second) / 2
    same = special.ndtri((1 + level) / 2) * np.sqrt(2 * mean * (1 - mean))
    apart = special.ndtri(power) * np.sqrt(first * (1 - first) + second * (1 - second))
    return float(((same + apart) / (first - second)) ** 2)


def detectable_gap(
    n: ArrayLike,
    reference_n: ArrayLike,
    reference_share: ArrayLike,
    level: float = LEVEL,
    power: float = POWER,
) -> np.ndarray:
    """How far below the reference share (0 to 1) a group's must lie to be found with this probability.

    The smallest such distance, from 0 to 1, by sections; NaN where even a share of 0 would not be found, or
    where there are no answers. Arrays that broadcast. Source: `power_of` solved for the gap.
    """
    n, m, q = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (n, reference_n, reference_share)))
    usable = (n > 0) & (m > 0) & np.isfinite(q)
    n, m, q = np.where(usable, n, 1.0), np.where(usable, m, 1.0), np.where(usable, q, 0.0)
    found = _is_found(np.zeros(q.shape), n, q, m, level, power)
    gap = _least(np.zeros(q.shape), q, lambda gap: _is_found(q - gap, n, q, m, level, power))
    return np.where(usable & found, gap, np.nan)


def answers_needed(
    n: ArrayLike,
    reference_n: ArrayLike,
    reference_share: ArrayLike,
    gap: float,
    level: float = LEVEL,
    power: float = POWER,
) -> np.ndarray:
    """Further answers, beyond the `n` there are, until a gap this large would be found.

    The group is taken to lie `gap` below the reference, or above where there is no room below. Whole numbers
    as floats; 0 where there are enough already; NaN where even infinitely many would not do because the
    reference is too small. Arrays that broadcast. Source: `power_of` solved for n by sections.
    """
    n, m, q = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (n, reference_n, reference_share)))
    usable = (m > 0) & np.isfinite(q)
    m, q = np.where(usable, m, 1.0), np.where(usable, q, 0.5)
    p = np.where(q - gap >= 0, q - gap, np.minimum(q + gap, 1.0))
    most = np.full(q.shape, np.log(MOST_ANSWERS))
    possible = _is_found(p, np.exp(most), q, m, level, power)
    least = _least(np.zeros(q.shape), most, lambda logs: _is_found(p, np.exp(logs), q, m, level, power))
    needed = np.ceil(np.exp(least) - 1e-6)
    return np.where(usable & possible, np.maximum(needed - n, 0.0), np.nan)
