"""Errand mix or place: shares compared as if everybody had come with the same errands.

Counts are given per stratum (a service, a service by channel …) as a pair of arrays: how many were satisfied
(or whatever event is counted) and how many answered. Missing answers are not counted at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from scipy import special

from analysis.faults import InputError
from analysis.uncertainty import LEVEL, Estimate

Limits = Literal["exact", "byar", "binomial"]


class Counted(NamedTuple):
    """Two arrays of one shape: in how many answers the event was found, and how many answers there were."""

    satisfied: np.ndarray
    n: np.ndarray


@dataclass(frozen=True, slots=True)
class Indirect:
    """What was observed beside what the reference's shares would have given. See `indirectly_standardised`."""

    n: int
    observed: int
    expected: float
    ratio: Estimate | None
    rate: Estimate | None
    coverage: float


@dataclass(frozen=True, slots=True)
class Direct:
    """A share in a standard mix of strata. See `directly_standardised`."""

    rate: Estimate
    standard_error: float
    effective_n: float
    coverage: float


def counted(pair: tuple[np.ndarray, np.ndarray], name: str = "counts") -> Counted:
    """The pair as arrays of numbers, checked.

    Raises InputError with every fault: shapes that differ, a missing or negative number, more events than
    answers.
    """
    satisfied, n = (np.asarray(part, dtype=np.float64) for part in pair)
    if satisfied.shape != n.shape:
        raise InputError([f"{name}: events have the shape {satisfied.shape} and answers {n.shape}"])
    faults = []
    if not (np.isfinite(satisfied).all() and np.isfinite(n).all()):
        faults.append(f"{name}: a number is missing")
    if (satisfied < 0).any() or (n < 0).any():
        faults.append(f"{name}: a number is negative")
    if (satisfied > n).any():
        faults.append(f"{name}: more events than answers in {int((satisfied > n).sum())} strata")
    if faults:
        raise InputError(faults)
    return Counted(satisfied, n)


def poisson_exact(observed: int, level: float = LEVEL) -> tuple[float, float]:
    """Exact limits of the mean of a Poisson count: half the χ² quantiles with 2·O and 2·O + 2 degrees.

    The lower limit of no events is 0. Raises InputError for a negative or fractional count.
    Source: F. Garwood, Biometrika 28 (1936) 437–442.
    """
    _check_events(observed)
    tail = (1 - level) / 2
    low = float(special.gammaincinv(observed, tail)) if observed else 0.0
    return low, float(special.gammaincinv(observed + 1, 1 - tail))


def poisson_byar(observed: int, level: float = LEVEL) -> tuple[float, float]:
    """Byar's limits of the mean of a Poisson count: O(1 − 1/9O ± z/3√O)³, upper limit with O + 1 for O.

    Within a few per mille of the exact ones from about ten events. The lower limit is 0 for no events.
    Raises InputError for a negative or fractional count.
    Source: N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II, IARC 1987, eq. 2.13.
    """
    _check_events(observed)
    z, more = float(special.ndtri((1 + level) / 2)), observed + 1
    low = observed * (1 - 1 / (9 * observed) - z / (3 * observed**0.5)) ** 3 if observed else 0.0
    return max(0.0, low), more * (1 - 1 / (9 * more) + z / (3 * more**0.5)) ** 3


def binomial_exact(observed: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Limits of the expected number of events among n answers: n times Clopper and Pearson's limits.

    Where the answers' own probabilities differ, the count varies less than a binomial one with the same mean
    (Hoeffding), so the limits still hold. They never pass n, as Poisson limits of a common event do, and
    come to the Poisson ones where events are rare. Raises InputError when observed is not within 0 and n.
    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404–413; W. Hoeffding, Annals of
    Mathematical Statistics 27 (1956) 713–721, theorem 4.
    """
    _check_events(observed)
    if n < 1 or observed > n:
        raise InputError([f"{observed} of {n} is not a share"])
    tail = (1 - level) / 2
    low = float(special.betaincinv(observed, n - observed + 1, tail)) if observed else 0.0
    high = float(special.betaincinv(observed + 1, n - observed, 1 - tail)) if observed < n else 1.0
    return n * low, n * high


def indirectly_standardised(
    group: tuple[np.ndarray, np.ndarray],
    reference: tuple[np.ndarray, np.ndarray],
    *,
    limits: Limits = "binomial",
    level: float = LEVEL,
) -> Indirect:
    """Observed over expected: O = Σ events of the group, E = Σ n·(the reference's share), over the strata.

    Only strata where the reference has answers count; `coverage` is the part (0–1) of the group's answers
    lying in them, and `n`, `observed` and `expected` are of those answers. `ratio` is O/E; `rate` is the
    ratio times the reference's own share over all its strata. Limits are those of the group's count, the
    reference taken as known: "exact" and "byar" treat it as Poisson (deaths, errands), "binomial" as events
    among n answers (satisfied, where they are common). `ratio` and `rate` are None where E is 0.

    Raises InputError for shapes that differ, impossible counts, or an unknown kind of limits.
    Source: Breslow and Day (1987) chapter 2; J. L. Fleiss, Statistical Methods for Rates and Proportions,
    chapter on standardisation.
    """
    own, other = counted(group, "group"), counted(reference, "reference")
    if own.n.shape != other.n.shape:
        raise InputError([f"the group has strata {own.n.shape} and the reference {other.n.shape}"])
    met = other.n > 0
    shares = np.divide(other.satisfied, other.n, out=np.zeros_like(other.n), where=met)
    observed, n = round(own.satisfied[met].sum()), round(own.n[met].sum())
    expected = float((own.n * shares).sum())
    answers = own.n.sum()
    coverage = n / float(answers) if answers else 0.0
    if expected <= 0:
        return Indirect(n, observed, expected, None, None, coverage)
    low, high = _limits(observed, n, limits, level)
    ratio = Estimate(observed / expected, low / expected, high / expected)
    overall = float(other.satisfied.sum() / other.n.sum())
    rate = Estimate(*(overall * part for part in (ratio.value, ratio.low, ratio.high)))
    return Indirect(n, observed, expected, ratio, rate, coverage)


def directly_standardised(
    group: tuple[np.ndarray, np.ndarray], weights: Sequence[float] | np.ndarray, *, level: float = LEVEL
) -> Direct:
    """Σ w·p over the strata, where w are the standard's shares of the strata (scaled here to sum to 1).

    Standard error √Σ w²·p(1 − p)/n, binomial within strata. Strata where the group has no answers are left
    out and the other weights scaled up; `coverage` is the part (0–1) of the standard that was kept. Because
    p(1 − p) is 0 in a stratum of equal answers, the interval is Wilson's at an effective n: the smaller of
    the one that gives the standard error and 1/Σ(w²/n).

    Raises InputError for impossible counts or weights, shapes that differ, or no answers where weights are.
    Source: Fleiss, as above, direct standardisation; the interval's effective n is ours.
    """
    own = counted(group, "group")
    standard = np.asarray(weights, dtype=np.float64)
    if standard.shape != own.n.shape:
        raise InputError([f"the group has strata {own.n.shape} and the weights {standard.shape}"])
    if not np.isfinite(standard).all() or (standard < 0).any() or standard.sum() <= 0:
        raise InputError(["weights must be numbers of 0 or more, and not all 0"])
    used = (own.n > 0) & (standard > 0)
    if not used.any():
        raise InputError(["the group has no answers in any stratum that has weight"])
    coverage = float(standard[used].sum() / standard.sum())
    w, n = standard[used] / standard[used].sum(), own.n[used]
    p = own.satisfied[used] / n
    rate, variance = float((w * p).sum()), float((w**2 * p * (1 - p) / n).sum())
    effective = float(1 / (w**2 / n).sum())
    if variance > 0:
        effective = min(effective, rate * (1 - rate) / variance)
    return Direct(wilson_at(rate, effective, level), variance**0.5, effective, coverage)


def wilson_at(rate: float, effective_n: float, level: float = LEVEL) -> Estimate:
    """Wilson's interval for a share worth `effective_n` answers, which need not be a whole number."""
    z2 = float(special.ndtri((1 + level) / 2)) ** 2
    rate = min(1.0, max(0.0, rate))
    centre = 2 * effective_n * rate + z2
    reach = (z2 * (z2 + 4 * effective_n * rate * (1 - rate))) ** 0.5
    below = 2 * (effective_n + z2)
    return Estimate(rate, max(0.0, (centre - reach) / below), min(1.0, (centre + reach) / below))


def _check_events(observed: int) -> None:
    if observed < 0 or observed != int(observed):
        raise InputError([f"{observed} is not a number of events"])


def _limits(observed: int, n: int, kind: Limits, level: float) -> tuple[float, float]:
    if kind == "exact":
        return poisson_exact(observed, level)
    if kind == "byar":
        return poisson_byar(observed, level)
    if kind == "binomial":
        return binomial_exact(observed, n, level)
    raise InputError([f'limits "{kind}" are not among exact, byar and binomial'])
