"""The satisfied share by lot: how often chance alone gives a group this many satisfied, within strata.

Under equality the group's answers are drawn from each stratum's answers without regard to score, so the
number of satisfied in a stratum is hypergeometric and the group's number is a sum of such.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

EXACT_WIDTH = 400
"""Possible numbers of satisfied, added over the strata, up to which the distribution is written out. That is
every group of up to 400 answers and, near 0 and 1, much larger ones. Beyond it the standard deviation is
above 18 and the normal approximation with continuity is within 2 % of the exact p value at p = .05."""
FAR = 9
"""Numbers further than 9 standard deviations and 9 answers from the mean have less than 10⁻¹⁵ and are left out."""
NEARLY = 1e-7
"""Distances that differ by less are the same distance, computed in two orders."""


@dataclass(frozen=True)
class Drawn:
    """For each group and stratum: answers drawn, answers and satisfied to draw from. Groups × strata."""

    drawn: np.ndarray
    answers: np.ndarray
    satisfied: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """Satisfied to be expected."""
        return self.drawn * self.satisfied / np.maximum(self.answers, 1)

    @property
    def variance(self) -> np.ndarray:
        """n·K·(N − K)·(N − n) / (N²·(N − 1)); 0 where there is nothing to draw."""
        n, k, total = (x.astype(float) for x in (self.drawn, self.satisfied, self.answers))
        spread = n * k * (total - k) * (total - n)
        return spread / np.maximum(total**2 * (total - 1), 1)


def share_p_values(found: np.ndarray, drawn: Drawn) -> np.ndarray:
    """Two-sided p value per group of `found` satisfied: the probability of a number as far from the expected
    one as this, or further, when the answers of each stratum are drawn by lot.

    `found` has one whole number per group; `drawn` is groups × strata. A stratum where the group has nothing
    changes nothing. Exact up to EXACT_WIDTH, normal with continuity correction beyond. 1 where nothing can
    vary. Nothing is raised.

    Source: stratified exact test, N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research I
    (1980), section 4.4; W. Cochran, Biometrics 10 (1954) 417–451, for the normal form.
    """
    mean, variance = drawn.mean, drawn.variance
    expected = mean.sum(axis=1)
    distance = np.abs(found - expected)
    spread = np.sqrt(variance.sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        normal = 2 * special.ndtr(-np.maximum(distance - 0.5, 0) / spread)
    p = np.where(spread > 0, normal, 1.0)
    low, high = _window(drawn, mean, variance)
    exact = (spread > 0) & ((high - low).sum(axis=1) <= EXACT_WIDTH)
    if exact.any():
        p[exact] = _exact(
            distance[exact],
            expected[exact],
            low[exact],
            high[exact],
            Drawn(drawn.drawn[exact], drawn.answers[exact], drawn.satisfied[exact]),
        )
    return np.minimum(p, 1.0)


def _window(drawn: Drawn, mean: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and greatest number of satisfied worth writing out in each stratum."""
    least = np.maximum(drawn.drawn + drawn.satisfied - drawn.answers, 0)
    most = np.minimum(drawn.drawn, drawn.satisfied)
    reach = FAR * (np.sqrt(variance) + 1)
    low = np.maximum(least, np.floor(mean - reach)).astype(np.int64)
    return low, np.minimum(most, np.ceil(mean + reach)).astype(np.int64)


def _exact(
    distance: np.ndarray, expected: np.ndarray, low: np.ndarray, high: np.ndarray, drawn: Drawn
) -> np.ndarray:
    groups, strata = np.nonzero(high > low)
    starts, chances = _chances(
        low[groups, strata],
        high[groups, strata],
        Drawn(drawn.drawn[groups, strata], drawn.answers[groups, strata], drawn.satisfied[groups, strata]),
    )
    ends = [*starts[1:].tolist(), len(chances)]
    pieces = [chances[start:end] for start, end in zip(starts.tolist(), ends, strict=False)]
    first = low.sum(axis=1)
    bounds = np.searchsorted(groups, np.arange(len(distance) + 1))
    p = np.empty(len(distance))
    for g in range(len(distance)):
        total = _sum_of(pieces[bounds[g] : bounds[g + 1]])
        away = np.abs(np.arange(len(total)) + first[g] - expected[g])
        p[g] = total[away >= distance[g] - NEARLY].sum()
    return p


def _sum_of(pieces: list[np.ndarray]) -> np.ndarray:
    """The distribution of a sum of independent numbers, the narrow ones added first."""
    total = np.ones(1)
    for piece in sorted(pieces, key=len):
        total = np.convolve(total, piece)
    return total


def _chances(low: np.ndarray, high: np.ndarray, drawn: Drawn) -> tuple[np.ndarray, np.ndarray]:
    """Hypergeometric probabilities from `low` to `high` of many strata, end to end, and where each starts.

    Each is the one before times (K − x + 1)(n − x + 1) / (x(N − K − n + x)), which stays accurate where
    logarithms of factorials of millions would not; the rest follows from their adding up to 1.
    """
    width = high - low + 1
    starts = np.cumsum(width) - width
    x = np.arange(width.sum()) - np.repeat(starts - low, width)
    n, k, total = (np.repeat(a, width).astype(float) for a in (drawn.drawn, drawn.satisfied, drawn.answers))
    ratio = (k - x + 1) * (n - x + 1)
    below = x * (total - k - n + x)
    at_start = np.zeros(len(x), dtype=bool)
    at_start[starts] = True
    logs = np.log(np.where(at_start, 1.0, ratio / np.where(at_start, 1.0, below)))
    climbed = np.cumsum(logs)
    climbed -= np.repeat(np.maximum.reduceat(climbed, starts), width) if len(starts) else 0
    chances = np.exp(climbed)
    return starts, chances / np.repeat(np.add.reduceat(chances, starts), width) if len(starts) else chances
