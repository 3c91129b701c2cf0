"""The mean score by lot: how often chance alone gives a group a mean this far from the expected one."""

from __future__ import annotations

import numpy as np
from scipy import special

EXACT_ANSWERS = 15
"""Answers in a group up to which its score sums are enumerated, so that a hundred such groups together stay
well within the time a page has. Cost grows with the cube of this."""
NEARLY = 1e-9
LEAST = 1e-13
"""Smaller probabilities of drawing so many of one score are left out."""


def score_p_value(first: np.ndarray, second: np.ndarray) -> float:
    """Two-sided exact permutation p value of the difference in mean score of two groups, from counts.

    Both are counts by score, worst first, scores one apart. Of all ways to choose the first group's answers
    out of both together, the part whose mean lies as far from the common mean as the one seen, or further.
    1 where a group is empty or all answers are the same. Raises ValueError on negative counts or unequal
    length.

    Source: E. J. G. Pitman, Supplement to the JRSS 4 (1937) 119–130; two-sided by distance from the mean.
    """
    one, two = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    if one.ndim != 1 or one.shape != two.shape or (one < 0).any() or (two < 0).any():
        raise ValueError("both groups must have counts for the same scores, none negative")
    if one.sum() > two.sum():
        one, two = two, one
    return _exact(one, one + two)


def score_p_values(counts: np.ndarray, together: np.ndarray) -> np.ndarray:
    """As `score_p_value` per group, where answers are drawn by lot within each stratum.

    `counts` is groups × strata × scores; `together` has the answers of the group and of what it is compared
    with. Exact for groups of at most EXACT_ANSWERS in one stratum; otherwise normal, with half a score as
    continuity correction. 1 where nothing can vary. Nothing is raised.

    Source: as `score_p_value`; normal form: P. H. van Elteren's stratified rank test with plain scores.
    """
    values = np.arange(counts.shape[-1], dtype=float)
    n, total = counts.sum(axis=-1).astype(float), together.sum(axis=-1).astype(float)
    answers = np.maximum(total, 1)
    mean = together @ values / answers
    # Population variance of the scores in each stratum, times what drawing without replacement leaves.
    spread = np.maximum(together @ values**2 / answers - mean**2, 0)
    variance = (n * spread * (total - n) / np.maximum(total - 1, 1)).sum(axis=1)
    distance = np.abs((counts @ values - n * mean).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.maximum(distance - 0.5, 0) / np.sqrt(variance)
    p = np.where(variance > 1e-12, 2 * special.ndtr(-z), 1.0)
    for g in np.flatnonzero((variance > 1e-12) & (n.sum(axis=1) <= EXACT_ANSWERS)):
        taken = np.flatnonzero((n[g] > 0) & (total[g] > n[g]))
        if len(taken) == 1:
            p[g] = _exact(counts[g, taken[0]], together[g, taken[0]])
    return np.minimum(p, 1.0)


def _exact(group: np.ndarray, together: np.ndarray) -> float:
    n = int(group.sum())
    values = np.arange(len(group))
    if n == 0 or n == together.sum() or np.count_nonzero(together) < 2:
        return 1.0
    sums = score_sums(n, together)
    expected = n * float(together @ values) / float(together.sum())
    away = np.abs(np.arange(len(sums)) - expected)
    return min(1.0, float(sums[away >= abs(float(group @ values) - expected) - NEARLY * n].sum()))


def score_sums(n: int, together: np.ndarray) -> np.ndarray:
    """Probability of each sum of scores (0 for the worst, 1 apart) when `n` answers are drawn by lot.

    Score by score, a table of how many are drawn so far and what they add up to. The commonest score comes
    last, where the number drawn is what is left. Cost grows with n³·scores².
    """
    order = np.argsort(together, kind="stable")
    widest = n * (len(together) - 1)
    table = np.zeros((n + 1, widest + 1))
    table[0, 0] = 1.0
    odds = n / float(together.sum() - n)
    for score in order[:-1]:
        table = _with_score(table, int(score), _ways(int(together[score]), n, odds))
    last = int(order[-1])
    ways = _ways(int(together[last]), n, odds)
    sums = np.zeros(widest + 1)
    for rest in range(n + 1):
        sums[rest * last :] += ways[rest] * table[n - rest, : widest + 1 - rest * last]
    return sums / sums.sum()


def _with_score(table: np.ndarray, score: int, ways: np.ndarray) -> np.ndarray:
    grown = np.zeros_like(table)
    most, widest = len(table), table.shape[1]
    for k in np.flatnonzero(ways > LEAST):
        grown[k:, k * score :] += ways[k] * table[: most - k, : widest - k * score]
    return grown


def _ways(answers: int, most: int, odds: float) -> np.ndarray:
    """Binomial probabilities of 0 to `most` out of `answers`. With the same odds for every score their
    product, given the number drawn, is the number of ways to draw so, and no factorial grows too large."""
    k = np.arange(1, most + 1)
    left = np.maximum(answers - k + 1, 0)
    with np.errstate(divide="ignore"):
        climbed = np.cumsum(np.log(left / k * odds))
    start = -answers * np.log1p(odds)
    return np.exp(start + np.concatenate(([0.0], climbed)))
