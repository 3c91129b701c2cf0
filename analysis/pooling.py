"""The best estimate for a small group: its own value drawn towards all groups', the more the less it knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, log
from typing import Literal

import numpy as np
from scipy import optimize, special

from analysis.casemix import counted, wilson_at
from analysis.faults import InputError
from analysis.uncertainty import LEVEL, Estimate

# Where the variance ratio, or the likeness of shares, is searched: the ends stand for "none" and "all".
_RATIOS = np.concatenate([[0.0], np.logspace(-7, 7, 113)])
_LIKENESS = np.concatenate([[0.0], np.logspace(-6, np.log10(0.999), 60)])
# How finely the intervals of shares average over shrinkage.
_SHRINKAGES = 24
# A between-variance has to raise the log likelihood by more than rounding to be believed.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class PooledMeans:
    """See `pooled_means`. Arrays have one number per group, in the order given."""

    grand_mean: float
    standard_error: float
    between_variance: float
    residual_sd: float
    deviations: np.ndarray
    conditional_sd: np.ndarray
    values: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class PooledShares:
    """See `pooled_shares`."""

    mean: float
    standard_error: float
    likeness: float
    values: tuple[Estimate, ...]


def pooled_means(
    n: Sequence[int] | np.ndarray,
    mean: Sequence[float] | np.ndarray,
    variance: Sequence[float] | np.ndarray,
    *,
    method: Literal["reml", "ml"] = "reml",
    level: float = LEVEL,
) -> PooledMeans:
    """One-way random effects from n, mean and variance (divisor n − 1) per group; groups may differ in size.

    Model: answer = μ + group (variance τ²) + residual (variance σ², the same in all groups). τ² and σ² are
    those of greatest restricted ("reml") or full ("ml") likelihood, with τ² = 0 allowed. `grand_mean` weighs
    groups by 1/(τ² + σ²/n); its SE is 1/√Σ of those. `deviations` are best linear predictions
    λn/(1 + λn)·(mean − μ), λ = τ²/σ²; `conditional_sd` √(τ²/(1 + λn)). `values` are μ + deviation with normal
    limits that also carry the uncertainty of μ, but not that of τ²: with τ² = 0 they all are the grand mean
    and its limits, which says that no difference was seen, not that there is none.

    Groups with n = 0 keep their place and get the grand mean (their mean and variance are not read); with
    n = 1 the variance is not read. With one group τ² is 0. Raises InputError for lengths that differ,
    impossible numbers, no answers, or only groups of one answer, where τ² and σ² cannot be told apart.
    Source: S. R. Searle, G. Casella and C. E. McCulloch, Variance Components, Wiley 1992, chapters 3 and 7.
    """
    sizes, means, variances = _checked(n, mean, variance)
    known = sizes > 0
    within = float(((sizes - 1) * variances)[sizes > 1].sum())
    ratio = _variance_ratio(sizes[known], means[known], within, method)
    residual = _residual_variance(ratio, sizes[known], means[known], within, method)
    if ratio == inf:
        between = float(means[known].var(ddof=1 if method == "reml" else 0))
        spread, drawn = np.full(len(sizes), between), known.astype(float)
    else:
        between, drawn = ratio * residual, ratio * sizes / (1 + ratio * sizes)
        spread = between + np.divide(residual, sizes, out=np.full(len(sizes), inf), where=known)
    grand, error = _weighted(means, spread, known)
    deviations = drawn * np.where(known, means - grand, 0.0)
    conditional = np.sqrt(between * (1 - drawn))
    reach = float(special.ndtri((1 + level) / 2)) * np.sqrt(conditional**2 + (1 - drawn) ** 2 * error**2)
    values = tuple(
        Estimate(float(grand + deviation), float(grand + deviation - far), float(grand + deviation + far))
        for deviation, far in zip(deviations, reach, strict=True)
    )
    return PooledMeans(grand, error, between, residual**0.5, deviations, conditional, values)


def pooled_means_of(
    groups: Sequence[Sequence[float]], *, method: Literal["reml", "ml"] = "reml", level: float = LEVEL
) -> PooledMeans:
    """`pooled_means` of raw answers, one sequence per group; missing answers are left out by the caller."""
    answers = [np.asarray(group, dtype=np.float64) for group in groups]
    return pooled_means(
        [len(group) for group in answers],
        [float(group.mean()) if len(group) else 0.0 for group in answers],
        [float(group.var(ddof=1)) if len(group) > 1 else 0.0 for group in answers],
        method=method,
        level=level,
    )


def pooled_shares(
    satisfied: Sequence[int] | np.ndarray, n: Sequence[int] | np.ndarray, *, level: float = LEVEL
) -> PooledShares:
    """Shares drawn towards the common mean under the beta-binomial model, its two numbers fitted to the groups.

    Each group's true share follows a beta distribution with mean μ and correlation ρ between two answers of
    one group (`likeness`; α + β = 1/ρ − 1). μ and ρ are those of greatest marginal likelihood, with ρ = 0
    (no difference between groups) allowed. Value: (satisfied + μ(α + β))/(n + α + β); the common mean where
    ρ = 0. Limits are quantiles of the beta distribution with the value as mean and, as variance, the mean
    squared distance of the true share from it, averaged over how far shares may be drawn together: every
    shrinkage from none to all equally likely beforehand, weighed by its likelihood. So ρ = 0 does not claim
    that groups are equal. Where everybody answers alike, or no group has two answers, there is nothing to
    learn ρ from: all get the pooled share with Wilson's limits.

    Groups with n = 0 get the mean. Raises InputError for lengths that differ, impossible counts, no answers.
    Source: J. C. Kleinman, JASA 68 (1973) 46–54; C. N. Morris, JASA 78 (1983) 47–55; M. J. Daniels, Canadian
    Journal of Statistics 27 (1999) 567–578 (shrinkage equally likely beforehand).
    """
    s, answers = counted((np.asarray(satisfied), np.asarray(n)))
    if s.ndim != 1 or answers.sum() <= 0:
        raise InputError(["there must be one count per group, and at least one answer"])
    overall, total = float(s.sum() / answers.sum()), float(answers.sum())
    if overall in (0.0, 1.0) or answers.max() < 2 or len(s) < 2:
        error = (overall * (1 - overall) / total) ** 0.5
        return PooledShares(overall, error, 0.0, (wilson_at(overall, total, level),) * len(s))
    likeness, mean = _fitted_likeness(s[answers > 0], answers[answers > 0])
    value, _, error = _drawn(s, answers, likeness, mean)
    squares = _mean_squares(s, answers, value)
    return PooledShares(mean, error, likeness, tuple(_beta_estimates(value, squares, level)))


def james_stein(values: Sequence[float] | np.ndarray, variance: float) -> tuple[float, np.ndarray]:
    """The factor c = 1 − (k − 3)·variance/Σ(y − ȳ)², not below 0, and the values ȳ + c(y − ȳ).

    For at least four values that all have the same known sampling variance. Equal values have c = 0.
    Raises InputError for fewer values, a missing one, or a variance that is negative.
    Source: B. Efron and C. Morris, Scientific American 236:5 (1977) 119–127; JASA 70 (1975) 311–319.
    """
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 1 or len(y) < 4 or not np.isfinite(y).all() or not variance >= 0:
        raise InputError(["four values or more are needed, and a variance of 0 or more"])
    away = y - y.mean()
    spread = float((away**2).sum())
    factor = max(0.0, 1 - (len(y) - 3) * variance / spread) if spread > 0 else 0.0
    return factor, y.mean() + factor * away


def _checked(n: object, mean: object, variance: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    sizes, means, variances = (np.array(part, dtype=np.float64) for part in (n, mean, variance))
    if not (sizes.ndim == 1 and sizes.shape == means.shape == variances.shape):
        raise InputError(["n, mean and variance must have one number per group"])
    faults = []
    if not np.isfinite(sizes).all() or (sizes < 0).any() or (sizes != np.rint(sizes)).any():
        faults.append("n must hold whole numbers of 0 or more")
    if not np.isfinite(means[sizes > 0]).all():
        faults.append("a mean is missing")
    if not (variances[sizes > 1] >= 0).all() or np.isinf(variances[sizes > 1]).any():
        faults.append("a variance is missing or negative")
    if not (sizes > 1).any():
        faults.append("no group has more than one answer")
    if faults:
        raise InputError(faults)
    return sizes, np.where(sizes > 0, means, 0.0), np.where(sizes > 1, variances, 0.0)


def _weighted(means: np.ndarray, spread: np.ndarray, known: np.ndarray) -> tuple[float, float]:
    if (spread[known] <= 0).any():  # every answer in every group is the same
        return float(means[known].mean()), 0.0
    weights = np.where(known, 1 / spread, 0.0)
    return float((weights * means).sum() / weights.sum()), float(weights.sum() ** -0.5)


def _residual_variance(ratio: float, n: np.ndarray, means: np.ndarray, within: float, method: str) -> float:
    if ratio == inf:
        return 0.0
    weights = n / (1 + ratio * n)
    centre = (weights * means).sum() / weights.sum()
    squares = within + float((weights * (means - centre) ** 2).sum())
    return float(squares / (n.sum() - (method == "reml")))


def _variance_ratio(n: np.ndarray, means: np.ndarray, within: float, method: str) -> float:
    """λ = τ²/σ² of greatest likelihood: 0 where groups differ no more than by chance, ∞ where σ² is 0."""
    if len(n) < 2 or np.ptp(means) == 0:
        return 0.0
    if within == 0:
        return inf

    def deviance(ratio: float) -> float:
        residual = _residual_variance(ratio, n, means, within, method)
        found = (n.sum() - (method == "reml")) * log(residual) + float(np.log1p(ratio * n).sum())
        return found + (log(float((n / (1 + ratio * n)).sum())) if method == "reml" else 0.0)

    scale = n.sum() / len(n)
    return _least(deviance, _RATIOS / scale)


def _fitted_likeness(s: np.ndarray, n: np.ndarray) -> tuple[float, float]:
    overall = float(s.sum() / n.sum())
    if len(s) < 2 or np.ptp(s / n) == 0:
        return 0.0, overall

    def against(likeness: float) -> float:
        return _beta_binomial_loss(s, n, likeness, _mean_at(s, n, likeness))

    found = _least(against, _LIKENESS)
    return found, _mean_at(s, n, found)


def _mean_at(s: np.ndarray, n: np.ndarray, likeness: float) -> float:
    if likeness == 0:
        return float(s.sum() / n.sum())
    found = optimize.minimize_scalar(
        lambda logit: _beta_binomial_loss(s, n, likeness, float(special.expit(logit))),
        bounds=(-12, 12),
        method="bounded",
        options={"xatol": 1e-8},
    )
    return float(special.expit(found.x))


def _beta_binomial_loss(s: np.ndarray, n: np.ndarray, likeness: float, mean: float) -> float:
    if likeness == 0:
        return float(-(special.xlogy(s, mean) + special.xlog1py(n - s, -mean)).sum())
    strength = 1 / likeness - 1
    alpha, beta = mean * strength, (1 - mean) * strength
    return float((special.betaln(alpha, beta) - special.betaln(alpha + s, beta + n - s)).sum())


def _least(loss: Callable[[float], float], grid: np.ndarray) -> float:
    """Where `loss` is least over [0, grid's end]: the best of the grid, refined between its neighbours; 0 if
    nothing beats 0 by more than rounding."""
    losses = np.array([loss(float(at)) for at in grid])
    best = int(losses.argmin())
    bounds = (float(grid[max(0, best - 1)]), float(grid[min(len(grid) - 1, best + 1)]))
    found = optimize.minimize_scalar(
        loss, bounds=bounds, method="bounded", options={"xatol": 1e-10 * bounds[1]}
    )
    return float(found.x) if found.fun < losses[0] - _ROUNDING else 0.0


def _drawn(
    s: np.ndarray, n: np.ndarray, likeness: float, mean: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """Posterior means and variances at this likeness, that of μ included, and the standard error of μ."""
    error = (mean * (1 - mean) / float((n / (1 + (n - 1) * likeness))[n > 0].sum())) ** 0.5
    if likeness == 0:
        return np.full(len(s), mean), np.full(len(s), error**2), error
    strength = 1 / likeness - 1
    value = (s + mean * strength) / (n + strength)
    variance = value * (1 - value) / (n + strength + 1) + (strength / (n + strength) * error) ** 2
    return value, variance, error


def _mean_squares(s: np.ndarray, n: np.ndarray, around: np.ndarray) -> np.ndarray:
    """Mean squared distance of the true shares from `around`, over shrinkages that are equally likely before."""
    shrinkage = (np.arange(_SHRINKAGES) + 0.5) / _SHRINKAGES
    likely = 1 / (1 + n[n > 0].mean() * shrinkage / (1 - shrinkage))
    logs, squares = np.empty(_SHRINKAGES), np.empty((_SHRINKAGES, len(s)))
    for at, likeness in enumerate(likely):
        mean = _mean_at(s[n > 0], n[n > 0], float(likeness))
        value, variance, error = _drawn(s, n, float(likeness), mean)
        # μ is averaged over too: Laplace's approximation puts its standard error beside the likelihood.
        logs[at] = log(error) - _beta_binomial_loss(s, n, float(likeness), mean)
        squares[at] = variance + (value - around) ** 2
    weights = np.exp(logs - logs.max())
    return np.asarray(weights @ squares / weights.sum())


def _beta_estimates(value: np.ndarray, variance: np.ndarray, level: float) -> list[Estimate]:
    strength = np.maximum(value * (1 - value) / variance - 1, 1e-9)
    alpha, beta = value * strength, (1 - value) * strength
    low, high = (special.betaincinv(alpha, beta, q) for q in ((1 - level) / 2, (1 + level) / 2))
    return [
        Estimate(float(v), float(min(v, a)), float(max(v, b)))
        for v, a, b in zip(value, low, high, strict=True)
    ]
