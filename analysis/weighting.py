"""Answers weighted to the errands that were closed: what everybody might have said, if those who answered in
each kind of errand speak for those who did not. It mends the mix of errands and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.casemix import Counted, counted, wilson_at
from analysis.faults import InputError
from analysis.sample_design import effective_n
from analysis.uncertainty import LEVEL, Estimate

Margin = tuple[tuple[int, ...], np.ndarray]
TOLERANCE = 1e-10
MOST_ROUNDS = 2000
REDUNDANT = 1e-10
"""Levels that say what others say already have eigenvalues of rounding size; real ones are far above this."""


@dataclass(frozen=True, slots=True)
class Raked:
    """`factors`: weight per answer in each cell (1 in a cell without answers is never used); `fitted`: their
    product with the sample."""

    factors: np.ndarray
    fitted: np.ndarray
    rounds: int


@dataclass(frozen=True, slots=True)
class RakedShare:
    """See `raked_share`. `design_effect` is n/effective_n; `coverage` the part of the errands spoken for."""

    share: Estimate
    standard_error: float
    unweighted: Estimate
    n: int
    effective_n: float
    design_effect: float
    coverage: float
    factors: np.ndarray


def post_stratified(sample: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Weight per answer in each cell: totals/sample, and 0 where both are 0. Arrays of one shape.

    Raises InputError with every fault: shapes that differ, missing or negative numbers, a cell with a total
    but nobody in the sample. Source: D. Holt and T. M. F. Smith, JRSS A 142 (1979) 33–46.
    """
    return rake(sample, [(tuple(range(np.ndim(sample))), totals)]).factors


def rake(
    sample: np.ndarray,
    margins: Sequence[Margin],
    *,
    tolerance: float = TOLERANCE,
    most_rounds: int = MOST_ROUNDS,
) -> Raked:
    """Iterative proportional fitting of counts to margins.

    `sample` is an array of counts; a margin is the axes it keeps, in rising order, and its totals, an array
    with those axes. Each round scales the table to every margin in turn, until all are met within `tolerance`
    of their common total. Levels with a total of 0 get weight 0. Missing answers are not in the sample.

    Raises InputError with every fault at once: axes that do not exist, shapes that do not fit, missing or
    negative numbers, margins with unequal totals, a level with a positive total and nobody in the sample; or
    that the margins are not met after `most_rounds`, as when empty cells make them contradict each other.
    Source: W. E. Deming and F. F. Stephan, Annals of Mathematical Statistics 11 (1940) 427–444; G. Kalton and
    I. Flores-Cervantes, Journal of Official Statistics 19 (2003) 81–97.
    """
    table = np.asarray(sample, dtype=np.float64)
    wanted = [(tuple(axes), np.asarray(totals, dtype=np.float64)) for axes, totals in margins]
    if faults := _faults(table, wanted):
        raise InputError(faults)
    fitted, total = table.copy(), float(wanted[0][1].sum())
    for turn in range(1, most_rounds + 1):
        for axes, totals in wanted:
            fitted *= _scales(fitted, axes, totals)
        away = [float(np.abs(_margin(fitted, axes) - totals).max()) for axes, totals in wanted]
        if max(away) <= tolerance * total:
            factors = np.divide(fitted, table, out=np.zeros_like(table), where=table > 0)
            return Raked(factors, fitted, turn)
    worst = int(np.argmax(away))
    raise InputError(
        [
            f"the margins are not met after {most_rounds} rounds: margin {worst + 1} is still {away[worst]:.3g} "
            f"off; empty cells make them contradict each other"
        ]
    )


def raked_share(
    answered: tuple[np.ndarray, np.ndarray],
    closed: np.ndarray,
    margins: Sequence[Sequence[int]] | None = None,
    *,
    level: float = LEVEL,
) -> RakedShare:
    """The satisfied share, answers weighted so that they have the closed errands' margins.

    `answered` is a pair (satisfied, n) and `closed` the number of closed errands, all arrays over the same
    cells; `margins` names the axes of each margin to meet, one for every axis by itself when left out; all
    axes together in one margin is post-stratification. Levels with errands but no answers cannot be spoken
    for: they are left out, and `coverage` is the part (0–1) of the errands that remain. Answers in levels
    without errands weigh 0.

    The SE is linearised: √(n/(n − 1)·Σ(w·e)²)/Σw, e each answer's residual from the weighted regression on
    the margins. The interval is Wilson's at an effective n, the smaller of share·(1 − share)/SE² and Kish's
    (Σw)²/Σw², so that cells with one answer do not feign certainty. Both treat those who answered as drawn
    by chance within the margins' levels; what makes people silent otherwise is not in them.

    Raises InputError as `rake`, and when no answer can be weighted.
    Source: J.-C. Deville and C.-E. Särndal, JASA 87 (1992) 376–382; L. Kish, Survey Sampling, Wiley 1965.
    """
    counts, errands = counted(answered, "answered"), np.asarray(closed, dtype=np.float64)
    if errands.shape != counts.n.shape or not (errands >= 0).all() or np.isinf(errands).any():
        raise InputError(["closed errands must be numbers of 0 or more, one per cell of the answers"])
    axes = [(axis,) for axis in range(errands.ndim)] if margins is None else [tuple(one) for one in margins]
    if faults := _axes_faults(errands.ndim, axes):
        raise InputError(faults)
    kept = _spoken_for(counts.n, errands, axes)
    if not (kept * counts.n).any():
        raise InputError(["no answers lie in levels that have closed errands"])
    used = Counted(np.where(kept, counts.satisfied, 0.0), np.where(kept, counts.n, 0.0))
    remaining = np.where(kept, errands, 0.0)
    raked = rake(used.n, [(one, _margin(remaining, one)) for one in axes])
    share, error = _linearised(used, raked, axes)
    worth = effective_n(raked.factors.ravel(), used.n.ravel())
    variance = share * (1 - share)
    shown = min(worth, variance / error**2) if error > 0 and variance > 0 else worth
    n = round(counts.n.sum())
    return RakedShare(
        share=wilson_at(share, shown, level),
        standard_error=error,
        unweighted=wilson_at(float(counts.satisfied.sum() / counts.n.sum()), n, level),
        n=n,
        effective_n=worth,
        design_effect=n / worth,
        coverage=float(remaining.sum() / errands.sum()),
        factors=raked.factors,
    )


def trimmed(weights: np.ndarray, most: float, times: np.ndarray | None = None) -> np.ndarray:
    """Weights cut at `most` times their mean, what is cut off spread over the others in proportion.

    The sum stays; the cut trades a little bias for a smaller variance. `times`: how many answers share each
    weight. Raises InputError for negative or missing weights, none above 0, or `most` that leaves no room.
    Source: F. Potter, Proceedings of the Survey Research Methods Section, ASA 1990, 225–230.
    """
    w = np.asarray(weights, dtype=np.float64)
    n = np.ones_like(w) if times is None else np.asarray(times, dtype=np.float64)
    if not np.isfinite(w).all() or (w < 0).any() or (n * w).sum() <= 0 or not most >= 1:
        raise InputError(["weights must be 0 or more and not all 0, and cut at their mean or above"])
    total, cap = float((n * w).sum()), most * float((n * w).sum() / n[w > 0].sum())
    over = np.zeros(w.shape, dtype=bool)
    spread = w
    while (fresh := (spread > cap * (1 + TOLERANCE)) & ~over).any():
        over |= fresh
        free = float((n * w)[~over].sum())
        left = total - cap * float(n[over].sum())
        spread = np.where(over, cap, w * (left / free if free > 0 else 0.0))
    return spread


def _scales(table: np.ndarray, axes: tuple[int, ...], totals: np.ndarray) -> np.ndarray:
    there = _margin(table, axes)
    scales = np.divide(totals, there, out=np.zeros_like(totals), where=there > 0)
    return np.expand_dims(scales, tuple(axis for axis in range(table.ndim) if axis not in axes))


def _margin(table: np.ndarray, axes: tuple[int, ...]) -> np.ndarray:
    return table.sum(axis=tuple(axis for axis in range(table.ndim) if axis not in axes))


def _spoken_for(n: np.ndarray, errands: np.ndarray, margins: Sequence[tuple[int, ...]]) -> np.ndarray:
    """The cells all whose levels have both answers and errands, counted over such cells alone."""
    kept = np.ones(n.shape, dtype=bool)
    while True:
        alive = kept.copy()
        for axes in margins:
            both = (_margin(np.where(kept, n, 0.0), axes) > 0) & (
                _margin(np.where(kept, errands, 0.0), axes) > 0
            )
            alive &= np.expand_dims(both, tuple(axis for axis in range(n.ndim) if axis not in axes))
        if (alive == kept).all():
            return kept
        kept = alive


def _linearised(counts: Counted, raked: Raked, margins: Sequence[tuple[int, ...]]) -> tuple[float, float]:
    there = (counts.n > 0) & (raked.factors > 0)
    n, satisfied, weights = counts.n[there], counts.satisfied[there], raked.factors[there]
    total = float((n * weights).sum())
    share = float((weights * satisfied).sum()) / total
    expected = regressed(satisfied / n, n * weights, _levels(there, margins))
    squares = weights**2 * (satisfied * (1 - expected) ** 2 + (n - satisfied) * expected**2)
    answers = float(n.sum())
    if answers < 2:
        return share, 0.0
    return share, (answers / (answers - 1) * float(squares.sum())) ** 0.5 / total


def _levels(there: np.ndarray, margins: Sequence[tuple[int, ...]]) -> list[np.ndarray]:
    at = np.nonzero(there)
    return [
        np.ravel_multi_index([at[axis] for axis in axes], [there.shape[axis] for axis in axes])
        for axes in margins
    ]


def regressed(means: np.ndarray, weights: np.ndarray, levels: Sequence[np.ndarray]) -> np.ndarray:
    """Fitted values of `means` on one indicator per level of each margin, by weighted least squares.

    All arrays have one number per cell or row; `levels` holds a margin's level of each. Redundant indicators
    do no harm. Missing values are the caller's to leave out.
    """
    columns = [one[:, None] == np.unique(one)[None, :] for one in levels]
    indicators = np.hstack(columns).astype(np.float64)
    weighted = indicators * weights[:, None]
    # Normal equations, each level scaled to 1: a small square table however many cells there are.
    squares = indicators.T @ weighted
    scale = np.sqrt(np.maximum(np.diag(squares), np.finfo(float).tiny))
    # From the common mean, which the indicators span: where all means are equal, so are the fitted values.
    common = float(weights @ means / weights.sum())
    aims = weighted.T @ (means - common) / scale
    found = np.linalg.lstsq(squares / np.outer(scale, scale), aims, rcond=REDUNDANT)[0]
    return common + indicators @ (found / scale)


def _axes_faults(ndim: int, margins: Sequence[tuple[int, ...]]) -> list[str]:
    if not margins:
        return ["there are no margins"]
    return [
        f"margin {at}: {axes} are not axes of the table in rising order"
        for at, axes in enumerate(margins, start=1)
        if not axes or list(axes) != sorted(set(axes)) or not 0 <= axes[0] <= axes[-1] < ndim
    ]


def _faults(table: np.ndarray, margins: Sequence[Margin]) -> list[str]:
    found = _axes_faults(table.ndim, [axes for axes, _ in margins])
    if not np.isfinite(table).all() or (table < 0).any():
        found.append("the sample must hold numbers of 0 or more")
    if found:
        return found
    for at, (axes, totals) in enumerate(margins, start=1):
        there = _margin(table, axes)
        if totals.shape != there.shape:
            found.append(f"margin {at} has the shape {totals.shape}, its axes {there.shape}")
        elif not np.isfinite(totals).all() or (totals < 0).any():
            found.append(f"margin {at} must hold numbers of 0 or more")
        elif (empty := np.argwhere((there == 0) & (totals > 0))).size:
            places = ", ".join(str(tuple(int(part) for part in place)) for place in empty)
            found.append(f"margin {at} has a total but nobody in the sample at {places}")
    sums = [float(totals.sum()) for _, totals in margins]
    if not max(sums) > 0:
        found.append("the margins' totals are all 0")
    elif max(sums) - min(sums) > 1e-9 * max(sums):
        found.append(f"the margins have unequal totals: {', '.join(f'{total:g}' for total in sums)}")
    return found
