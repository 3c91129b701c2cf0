"""How sure a share or a mean is, from counts alone.

Counts are of responses, never of comments or of persons behind them. Missing answers are not counted
at all: the caller gives the answers there are, and n is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the limits of its interval, in the value's own unit."""

    value: float
    low: float
    high: float


def share(successes: int, n: int) -> float:
    """`successes / n`, from 0 to 1. Raises ValueError when n < 1 or successes is not within 0 and n."""
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a share")
    return successes / n


def wilson(successes: int, n: int, level: float = LEVEL) -> Estimate:
    """A share with Wilson's score interval, without continuity correction.

    The limits are the two values of P that solve |p − P| = z·√(P(1 − P)/n), where p = successes/n and z is
    the normal quantile of (1 + level)/2: (2np + z² ± z√(z² + 4np(1 − p))) / 2(n + z²). They never leave 0–1,
    and hold also at 0/n, n/n and n = 5. Raises ValueError as `share` does.

    Source: E. B. Wilson, JASA 22 (1927) 209–212; R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872,
    method 3.
    """
    p = share(successes, n)
    z = _normal_quantile((1 + level) / 2)
    centre = 2 * n * p + z * z
    reach = z * sqrt(z * z + 4 * n * p * (1 - p))
    below = 2 * (n + z * z)
    # At the ends the limit is 0 or 1 by algebra; computed, it would miss by a rounding error.
    low = 0.0 if successes == 0 else (centre - reach) / below
    high = 1.0 if successes == n else (centre + reach) / below
    return Estimate(p, low, high)


def wilson_limits(successes: ArrayLike, n: ArrayLike, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's limits for arrays that broadcast; formula and source as in `wilson`.

    Neither `successes` nor `n` need be whole, so that a weighted share can come in with its effective size.
    NaN where n is not positive; nothing is raised.
    """
    x, size = np.broadcast_arrays(np.asarray(successes, dtype=float), np.asarray(n, dtype=float))
    size = np.where(size > 0, size, np.nan)
    z = _normal_quantile((1 + level) / 2)
    reach = z * np.sqrt(z * z + 4 * x * np.clip(1 - x / size, 0, None))
    below = 2 * (size + z * z)
    low, high = (2 * x + z * z - reach) / below, (2 * x + z * z + reach) / below
    low = np.where((x <= 0) & (size > 0), 0.0, low)
    return low, np.where((x >= size) & (size > 0), 1.0, high)


def index_of_counts(counts: Sequence[int], level: float = LEVEL) -> Estimate:
    """Mean on a scale of 0–100 with a t interval; `counts[k]` is how many chose step k, the worst first.

    Step k of K is worth 100·k/(K − 1), so five steps are worth 0, 25, 50, 75 and 100. The interval is
    mean ± t·s/√n with n − 1 degrees of freedom, cut at 0 and 100. Where every answer is the same, s is 0 and
    the t interval would claim certainty; there the limits say instead how far the mean could lie off if the
    share of answers at the far end were as large as Wilson's limit for 0/n allows.

    Raises ValueError when there are fewer than two steps, no answers, or a negative count.
    Source: any introduction to statistics; the limit for equal answers is ours.
    """
    n = sum(counts)
    if len(counts) < 2 or n < 1 or min(counts) < 0:
        raise ValueError(f"{list(counts)} are not counts of answers on a scale")
    worth = [100 * step / (len(counts) - 1) for step in range(len(counts))]
    mean = sum(value * count for value, count in zip(worth, counts, strict=True)) / n
    if max(counts) == n:
        return _all_the_same(mean, n, level)
    spread = sum(count * (value - mean) ** 2 for value, count in zip(worth, counts, strict=True))
    reach = float(special.stdtrit(n - 1, (1 + level) / 2)) * sqrt(spread / (n - 1) / n)
    return Estimate(mean, max(0.0, mean - reach), min(100.0, mean + reach))


def _all_the_same(mean: float, n: int, level: float) -> Estimate:
    unseen = wilson(0, n, level).high
    return Estimate(mean, mean - unseen * mean, mean + unseen * (100 - mean))


@lru_cache(maxsize=8)
def _normal_quantile(probability: float) -> float:
    return float(special.ndtri(probability))
