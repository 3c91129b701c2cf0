"""Exact limits: of a share (Clopper-Pearson, with or without mid-p) and of a count of events (Poisson)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.uncertainty import LEVEL

HALVINGS = 60


def clopper_pearson(
    successes: ArrayLike, n: ArrayLike, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """Limits of a share (0 to 1): the shares for which so many successes, or more, have probability
    (1 − level)/2, and so many or fewer. Quantiles of Beta(x, n − x + 1) and Beta(x + 1, n − x).

    Arrays that broadcast. 0 below at 0/n and 1 above at n/n. Raises ValueError when n < 1 or successes are
    not within 0 and n.

    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404–413.
    """
    x, size = _checked(successes, n)
    tail = (1 - level) / 2
    low = np.where(x > 0, special.betaincinv(np.maximum(x, 1), size - x + 1, tail), 0.0)
    high = np.where(x < size, special.betaincinv(x + 1, np.maximum(size - x, 1), 1 - tail), 1.0)
    return low, high


def clopper_pearson_mid_p(
    successes: ArrayLike, n: ArrayLike, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """As `clopper_pearson`, with only half the probability of the number seen counted in each tail.

    Shorter limits that hold on average instead of always. Found by halving.
    Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, method 6.
    """
    x, size = _checked(successes, n)
    tail = (1 - level) / 2
    low = _where_crossed(lambda p: _at_least_mid(x, size, p) >= tail, x.shape)
    high = _where_crossed(lambda p: 1 - _at_least_mid(x, size, p) <= tail, x.shape)
    return np.where(x > 0, low, 0.0), np.where(x < size, high, 1.0)


def poisson_limits(events: ArrayLike, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Limits of the expected number of events when so many, a whole number, were seen.

    Half a chi-squared quantile with 2x degrees of freedom below, with 2x + 2 above; 0 below where there were
    none. Arrays of any shape. Raises ValueError for a negative number.

    Source: F. Garwood, Biometrika 28 (1936) 437–442.
    """
    x = np.asarray(events, dtype=float)
    if (x < 0).any():
        raise ValueError("a number of events is not negative")
    tail = (1 - level) / 2
    low = np.where(x > 0, special.gammaincinv(np.maximum(x, 1), tail), 0.0)
    return low, special.gammainccinv(x + 1, tail)


def _checked(successes: ArrayLike, n: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    x, size = np.broadcast_arrays(np.asarray(successes, dtype=float), np.asarray(n, dtype=float))
    if (size < 1).any() or (x < 0).any() or (x > size).any():
        raise ValueError("successes must lie within 0 and n, and n must be at least 1")
    return x, size


def _at_least_mid(x: np.ndarray, n: np.ndarray, p: np.ndarray) -> np.ndarray:
    """P(X ≥ x) less half of P(X = x): the mean of P(X ≥ x) and P(X ≥ x + 1)."""
    at_least = np.where(x > 0, special.betainc(np.maximum(x, 1), n - x + 1, p), 1.0)
    more = np.where(x < n, special.betainc(x + 1, np.maximum(n - x, 1), p), 0.0)
    return (at_least + more) / 2


def _where_crossed(is_past: Callable[[np.ndarray], np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    low, high = np.zeros(shape), np.ones(shape)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        past = is_past(middle)
        low, high = np.where(past, low, middle), np.where(past, middle, high)
    return high
