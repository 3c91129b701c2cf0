"""How far apart two shares are, with limits that hold for few answers and at 0 and 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.uncertainty import LEVEL, Estimate, share, wilson_limits


def difference(first: int, n: int, second: int, m: int, level: float = LEVEL) -> Estimate:
    """`first/n − second/m`, two independent shares, with Newcombe's hybrid score interval.

    Raises ValueError as `share` does. Formula and source: `difference_limits`.
    """
    gap = share(first, n) - share(second, m)
    low, high = difference_limits(first / n, n, second / m, m, level)
    return Estimate(gap, float(low), float(high))


def difference_limits(
    first: ArrayLike, n: ArrayLike, second: ArrayLike, m: ArrayLike, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """Limits of a difference of two shares (0 to 1) whose own limits are Wilson's at sizes `n` and `m`.

    With shares p (limits l, u) and q (limits k, v): from d − √((p − l)² + (v − q)²) to
    d + √((u − p)² + (q − k)²), where d = p − q. Arrays of any shape that broadcast; sizes need not be whole,
    so that a standardised share can come in with its effective size. NaN where a size is not positive.

    Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10; G. Y. Zou and A. Donner,
    Statistics in Medicine 27 (2008) 1693–1702, for estimates that are not plain shares.
    """
    p, q = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    low, high = wilson_limits(p * n, n, level)
    other_low, other_high = wilson_limits(q * m, m, level)
    gap = p - q
    return gap - np.hypot(p - low, other_high - q), gap + np.hypot(high - p, q - other_low)
