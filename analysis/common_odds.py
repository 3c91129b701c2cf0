"""One odds ratio over many strata, and whether the strata agree on it.

Tables are given as an array of shape (strata, 2, 2): rows the group and the others, columns satisfied and
not. Strata that say nothing (empty, one row empty, everybody answering alike) drop out by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np
from scipy import optimize, special

from analysis.faults import InputError
from analysis.uncertainty import LEVEL, Estimate

# Beyond these log odds a limit is told as 0 or infinite.
FARTHEST_LOG_ODDS = 60.0


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """A test statistic with its degrees of freedom and upper tail probability."""

    value: float
    df: int
    p_value: float


@dataclass(frozen=True, slots=True)
class CommonOdds:
    """See `common_odds`. What the tables cannot give is None."""

    strata: int
    ratio: Estimate | None
    test: ChiSquare | None
    test_corrected: ChiSquare | None
    breslow_day: ChiSquare | None
    tarone: ChiSquare | None


def common_odds(tables: np.ndarray, level: float = LEVEL) -> CommonOdds:
    """Mantel and Haenszel's common odds ratio Σ(ad/N) / Σ(bc/N), with tests.

    `tables` has shape (strata, 2, 2), whole numbers of 0 or more. `strata` is how many of them inform: both
    rows and both columns have somebody. The interval is Robins, Breslow and Greenland's,
    exp(log ratio ± z·SE); where the ratio is 0 or infinite there is no such SE and the limit is the exact
    conditional one instead, the other limit being 0 or infinite. `test` is the Cochran-Mantel-Haenszel χ²,
    (Σ(a − E))²/ΣV with 1 degree of freedom; `test_corrected` takes ½ from |Σ(a − E)|, not below 0.
    `breslow_day` compares each stratum with the common ratio, Σ(a − â)²/V̂ with strata − 1 degrees, `tarone`
    with Tarone's term; both None with fewer than two informative strata or a ratio of 0 or infinity. With
    few answers per stratum these two are unreliable, as the literature says.

    Everything is None where no stratum informs. Raises InputError for another shape or impossible counts.
    Sources: N. Mantel and W. Haenszel, JNCI 22 (1959) 719–748; J. Robins, N. Breslow and S. Greenland,
    Biometrics 42 (1986) 311–323; N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research I,
    IARC 1980; R. E. Tarone, Biometrika 72 (1985) 91–95.
    """
    informing = _informing(tables)
    if not len(informing):
        return CommonOdds(0, None, None, None, None, None)
    ratio = _ratio(informing, level)
    plain, corrected = _mantel_haenszel_tests(informing)
    agree, tarone = _homogeneity(informing, ratio.value)
    return CommonOdds(len(informing), ratio, plain, corrected, agree, tarone)


def exact_odds_limits(tables: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    """Exact conditional limits of a common odds ratio, each tail (1 − level)/2.

    Given both margins of every stratum, Σa has a distribution that depends on the odds ratio ψ alone, with
    P(t) in proportion to c(t)·ψᵗ, where c comes from convolving the strata's hypergeometric terms. The limits
    are the ψ that give the observed sum or more (or less) the tail's probability. (0, ∞) where no stratum
    informs. Cost grows with the square of the answers in the smaller margins. Raises as `common_odds`.
    Source: J. J. Gart, Biometrika 57 (1970) 471–475.
    """
    informing = _informing(tables)
    if not len(informing):
        return 0.0, inf
    least, log_terms = _conditional_terms(informing)
    observed = round(informing[:, 0, 0].sum()) - least
    tail = (1 - level) / 2
    low = 0.0 if observed == 0 else exp(_solve(lambda at: _mass(log_terms, at, observed, None), tail))
    last = len(log_terms) - 1
    high = inf if observed == last else exp(-_solve(lambda at: _mass(log_terms, -at, 0, observed + 1), tail))
    return low, high


def _informing(tables: np.ndarray) -> np.ndarray:
    cells = np.asarray(tables, dtype=np.float64)
    if cells.ndim != 3 or cells.shape[1:] != (2, 2):
        raise InputError([f"tables must have the shape (strata, 2, 2), not {cells.shape}"])
    if not np.isfinite(cells).all() or (cells < 0).any() or (cells != np.rint(cells)).any():
        raise InputError(["tables must hold whole numbers of 0 or more"])
    return cells[(cells.sum(axis=1) > 0).all(axis=1) & (cells.sum(axis=2) > 0).all(axis=1)]


def _ratio(tables: np.ndarray, level: float) -> Estimate:
    (a, b), (c, d) = np.moveaxis(tables, 0, -1)
    n = a + b + c + d
    r, s = a * d / n, b * c / n
    above, under = float(r.sum()), float(s.sum())
    if above == 0 or under == 0:
        return Estimate(0.0 if above == 0 else inf, *exact_odds_limits(tables, level))
    p, q = (a + d) / n, (b + c) / n
    spread = (
        (p * r).sum() / (2 * above**2)
        + (p * s + q * r).sum() / (2 * above * under)
        + (q * s).sum() / (2 * under**2)
    )
    centre, reach = log(above / under), float(special.ndtri((1 + level) / 2)) * sqrt(float(spread))
    return Estimate(above / under, exp(centre - reach), exp(centre + reach))


def _mantel_haenszel_tests(tables: np.ndarray) -> tuple[ChiSquare, ChiSquare]:
    n = tables.sum(axis=(1, 2))
    rows, columns = tables.sum(axis=2), tables.sum(axis=1)
    away = abs(float((tables[:, 0, 0] - rows[:, 0] * columns[:, 0] / n).sum()))
    variance = float((rows.prod(axis=1) * columns.prod(axis=1) / (n**2 * (n - 1))).sum())
    return _chi_square(away**2 / variance, 1), _chi_square(max(0.0, away - 0.5) ** 2 / variance, 1)


def _homogeneity(tables: np.ndarray, odds: float) -> tuple[ChiSquare | None, ChiSquare | None]:
    if len(tables) < 2 or not 0 < odds < inf:
        return None, None
    row, column = tables[:, 0].sum(axis=1), tables[:, :, 0].sum(axis=1)
    n = tables.sum(axis=(1, 2))
    a = _expected_at(odds, row, column, n)
    variance = 1 / (1 / a + 1 / (row - a) + 1 / (column - a) + 1 / (n - row - column + a))
    away = tables[:, 0, 0] - a
    value, df = float((away**2 / variance).sum()), len(tables) - 1
    adjusted = value - float(away.sum()) ** 2 / float(variance.sum())
    return _chi_square(value, df), _chi_square(max(0.0, adjusted), df)


def _expected_at(odds: float, row: np.ndarray, column: np.ndarray, n: np.ndarray) -> np.ndarray:
    """The a that gives odds ratio `odds` with these margins: root of (1 − ψ)a² + (n − r − c + ψ(r + c))a − ψrc."""
    square = 1 - odds
    linear = n - row - column + odds * (row + column)
    constant = -odds * row * column
    # This form of the root keeps its digits where ψ is near 1 and the equation is nearly linear.
    return -2 * constant / (linear + np.sqrt(linear**2 - 4 * square * constant))


def _conditional_terms(tables: np.ndarray) -> tuple[int, np.ndarray]:
    """The least possible Σa, and the logarithms of c(t) from there on, up to a common constant."""
    least, terms = 0, np.zeros(1)
    for table in tables:
        row, other, column = table[0].sum(), table[1].sum(), table[:, 0].sum()
        low, high = max(0.0, column - other), min(row, column)
        at = np.arange(low, high + 1)
        terms = _added_in_logs(terms, -_log_factorials(at, row - at, column - at, other - column + at))
        least += round(low)
    return least, terms


def _added_in_logs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The logarithms of the convolution: in plain numbers the ends of a long distribution would be 0."""
    short, long = sorted((one, other), key=len)
    sums = np.full(len(short) + len(long) - 1, -inf)
    for shift, term in enumerate(short):
        part = slice(shift, shift + len(long))
        sums[part] = np.logaddexp(sums[part], long + term)
    return sums


def _log_factorials(*counts: np.ndarray) -> np.ndarray:
    return sum((special.gammaln(count + 1) for count in counts), np.zeros_like(counts[0]))


def _mass(log_terms: np.ndarray, log_odds: float, start: int, stop: int | None) -> float:
    logs = log_terms + log_odds * np.arange(len(log_terms))
    mass = np.exp(logs - logs.max())
    return float(mass[start:stop].sum() / mass.sum())


def _solve(rising: Callable[[float], float], tail: float) -> float:
    reach = FARTHEST_LOG_ODDS
    if rising(-reach) >= tail:
        return -reach
    return float(optimize.brentq(lambda at: rising(at) - tail, -reach, reach, xtol=1e-12))


def _chi_square(value: float, df: int) -> ChiSquare:
    return ChiSquare(value, df, float(special.chdtrc(df, value)))
