"""p values judged together: what is left of each when many comparisons are made at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def benjamini_hochberg(p: Sequence[float] | np.ndarray) -> np.ndarray:
    """Adjusted p values that hold the expected part of false findings among the findings.

    The i-th smallest of m becomes the least of m·p(j)/j over all j ≥ i, never above 1. Same order and length
    as given; an empty list gives an empty array. Missing values are the caller's to leave out. Raises
    ValueError when a value is not from 0 to 1.

    Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289–300.
    """
    values = _checked(p)
    falling = np.argsort(-values, kind="stable")
    m = len(values)
    least = np.minimum.accumulate(values[falling] * m / np.arange(m, 0, -1))
    return _put_back(np.minimum(least, 1.0), falling)


def holm(p: Sequence[float] | np.ndarray) -> np.ndarray:
    """Adjusted p values that hold the probability of even one false finding.

    The i-th smallest of m becomes the greatest of (m − j + 1)·p(j) over all j ≤ i, never above 1. As
    `benjamini_hochberg` in all else.

    Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65–70.
    """
    values = _checked(p)
    rising = np.argsort(values, kind="stable")
    m = len(values)
    greatest = np.maximum.accumulate(values[rising] * np.arange(m, 0, -1))
    return _put_back(np.minimum(greatest, 1.0), rising)


def _checked(p: Sequence[float] | np.ndarray) -> np.ndarray:
    values = np.asarray(p, dtype=float)
    if values.ndim != 1 or not ((values >= 0) & (values <= 1)).all():
        raise ValueError("p values must be a list of numbers from 0 to 1")
    return values


def _put_back(adjusted: np.ndarray, order: np.ndarray) -> np.ndarray:
    placed = np.empty_like(adjusted)
    placed[order] = adjusted
    return placed
