"""How many times as common one share is as another, with limits that hold for few answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.uncertainty import LEVEL

WIDEST = 1e6  # ratios beyond this, and below one over it, are not told apart from infinite and none
STEPS = 60  # halvings of log(ratio) between those ends: far below any rounding


def ratio_limits(
    first: ArrayLike, n: ArrayLike, second: ArrayLike, m: ArrayLike, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """Koopman's score limits of `(first/n) ÷ (second/m)`, two independent shares given as counts.

    The limits are the two ratios R at which the score test of "the ratio is R" is just rejected:
    (p − R·q)² = z²·(p̃(1 − p̃)/n + R²·q̃(1 − q̃)/m), where p̃ = R·q̃ are the likeliest shares with that ratio.
    Arrays that broadcast; counts need not be whole, so that an expected number can come in with its effective
    size. The lower limit is 0 where `first` is 0; the upper is finite there, and infinite where `second` is 0
    (nothing bounds a ratio to a share that was never seen). NaN where a size is not positive or both counts are
    0. Nothing is raised.

    Source: P. A. R. Koopman, Biometrics 40 (1984) 513–517; the likeliest shares in closed form: O. Miettinen
    and M. Nurminen, Statistics in Medicine 4 (1985) 213–226.
    """
    x, n, y, m = (a.astype(float) for a in np.broadcast_arrays(first, n, second, m))
    usable = (n > 0) & (m > 0) & (x + y > 0)
    x, n = np.where(usable, x, 1.0), np.where(usable, n, 2.0)
    y, m = np.where(usable, y, 1.0), np.where(usable, m, 2.0)
    z = float(special.ndtri((1 + level) / 2))
    low = np.where(x <= 0, 0.0, _crossing(x, n, y, m, z))
    high = np.where(y <= 0, np.inf, _crossing(x, n, y, m, -z))
    return np.where(usable, low, np.nan), np.where(usable, high, np.nan)


def _crossing(x: np.ndarray, n: np.ndarray, y: np.ndarray, m: np.ndarray, z: float) -> np.ndarray:
    """The ratio where the score falls to `z`: it only falls as the ratio grows."""
    low, high = np.full(x.shape, -np.log(WIDEST)), np.full(x.shape, np.log(WIDEST))
    for _ in range(STEPS):
        middle = (low + high) / 2
        is_above = _score(x, n, y, m, np.exp(middle)) > z
        low, high = np.where(is_above, middle, low), np.where(is_above, high, middle)
    return np.exp((low + high) / 2)


def _score(x: np.ndarray, n: np.ndarray, y: np.ndarray, m: np.ndarray, ratio: np.ndarray) -> np.ndarray:
    a, b = (n + m) * ratio, n * ratio + x + m + y * ratio
    # The smaller root, written so that nothing is subtracted from its like.
    other = 2 * (x + y) / (b + np.sqrt(np.maximum(b * b - 4 * a * (x + y), 0)))
    own = np.minimum(ratio * other, 1.0)
    spread = own * (1 - own) / n + ratio**2 * other * (1 - other) / m
    gap = x / n - ratio * y / m
    beyond = np.where(gap == 0, 0.0, np.copysign(np.inf, gap))  # both shares certain
    with np.errstate(divide="ignore", invalid="ignore"):
        score: np.ndarray = np.where(spread > 0, gap / np.sqrt(spread), beyond)
    return score
