"""Equal enough, shown and not assumed: two one-sided tests against a margin, and their power."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import special

SLICES = 4000  # of the distribution of the standard deviation; the power is then right to five digits
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests. p_value is the larger of the two: equal where it is below alpha."""

    difference: float
    p_not_below: float  # of "at least the margin below"
    p_not_above: float  # of "at least the margin above"

    @property
    def p_value(self) -> float:
        return max(self.p_not_below, self.p_not_above)


def equal_shares(first: int, n: int, second: int, m: int, margin: float) -> Equivalence:
    """Whether two shares (0 to 1) differ by less than `margin`: z = (d ± margin)/s.

    s = √(p(1 − p)/n + q(1 − q)/m). Where both are 0 or 1 that would claim certainty, and s is computed with
    half an answer added to each side of each share instead. Raises ValueError when there are no answers,
    successes are not within 0 and n, or the margin is not positive.

    Source: S.-C. Chow, J. Shao and H. Wang, Sample Size Calculations in Clinical Research (2nd ed., 2008),
    section 4.2.3; the addition at the ends is ours.
    """
    if min(n, m) < 1 or not 0 <= first <= n or not 0 <= second <= m:
        raise ValueError("each share needs at least one answer, and successes within 0 and n")
    gap, error = first / n - second / m, _error(first / n, n, second / m, m)
    if error == 0:
        error = _error((first + 0.5) / (n + 1), n, (second + 0.5) / (m + 1), m)
    below, above = _distances(gap, error, margin)
    return Equivalence(gap, float(special.ndtr(-below)), float(special.ndtr(-above)))


def equal_means(first: np.ndarray, second: np.ndarray, margin: float, pooled: bool = False) -> Equivalence:
    """Whether two mean scores differ by less than `margin` scores: t = (d ± margin)/s, from counts.

    Both are counts by score, worst first, scores one apart. s and the degrees of freedom are Welch's, or with
    `pooled` those of one common variance. Where every answer is the same there is no spread to judge by, and
    ValueError is raised; also for fewer than two answers or a margin that is not positive.

    Source: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657–680.
    """
    (one, spread, n), (two, other, m) = _moments(first), _moments(second)
    if pooled:
        common = ((n - 1) * spread + (m - 1) * other) / (n + m - 2)
        error, degrees = sqrt(common * (1 / n + 1 / m)), float(n + m - 2)
    else:
        a, b = spread / n, other / m
        error = sqrt(a + b)
        degrees = (a + b) ** 2 / (a**2 / (n - 1) + b**2 / (m - 1)) if error else 1.0
    if error == 0:
        raise ValueError("all answers are the same: there is no spread to judge the means by")
    below, above = _distances(one - two, error, margin)
    return Equivalence(
        one - two, float(special.stdtr(degrees, -below)), float(special.stdtr(degrees, -above))
    )


def power_of_equal_shares(
    first: float, n: float, second: float, m: float, margin: float, alpha: float = ALPHA
) -> float:
    """Probability that `equal_shares` finds these true shares equal: Φ(a − z) + Φ(b − z) − 1, at least 0.

    a and b are the margin less, and plus, the difference, in standard errors. Source: as `equal_shares`.
    """
    error = _error(first, n, second, m)
    if error == 0:
        return float(abs(first - second) < margin)
    below, above = _distances(first - second, error, margin)
    z = special.ndtri(1 - alpha)
    return max(0.0, float(special.ndtr(below - z) + special.ndtr(above - z) - 1))


def power_of_equal_means(
    difference: float, error: float, degrees: float, margin: float, alpha: float = ALPHA
) -> float:
    """Probability that two one-sided t tests find a true `difference` within ±`margin`.

    `error` is the true standard error of the difference and `degrees` its degrees of freedom. For each
    possible sample standard deviation, the chance that the difference seen is inside the margin by t times
    that; the mean over the deviation's distribution. Raises ValueError unless error and margin are positive.

    Source: D. B. Owen, Biometrika 52 (1965) 437–446.
    """
    if error <= 0:
        raise ValueError("a standard error is positive")
    below, above = _distances(difference, error, margin)
    slices = (np.arange(SLICES) + 0.5) / SLICES
    seen = np.sqrt(2 * special.gammaincinv(degrees / 2, slices) / degrees)
    t = special.stdtrit(degrees, 1 - alpha) * seen
    return float(np.clip(special.ndtr(above - t) - special.ndtr(t - below), 0, None).mean())


def _error(p: float, n: float, q: float, m: float) -> float:
    return sqrt(p * (1 - p) / n + q * (1 - q) / m)


def _distances(gap: float, error: float, margin: float) -> tuple[float, float]:
    """How many standard errors the difference is above the lower margin, and below the upper."""
    if margin <= 0:
        raise ValueError("a margin for equality is positive")
    return (gap + margin) / error, (margin - gap) / error


def _moments(counts: np.ndarray) -> tuple[float, float, int]:
    numbers = np.asarray(counts)
    n = int(numbers.sum())
    if numbers.ndim != 1 or n < 2 or (numbers < 0).any():
        raise ValueError("a mean with a spread needs counts of at least two answers")
    values = np.arange(len(numbers))
    mean = float(numbers @ values) / n
    return mean, float(numbers @ (values - mean) ** 2) / (n - 1), n
