"""A designed sample raked to known totals: weights and standard errors at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis.faults import InputError
from analysis.sample_design import Design, Weighted, residual_weighted
from analysis.uncertainty import LEVEL
from analysis.weighting import rake, regressed

# The names of one margin's levels, row by row, and how large each level is known to be.
Known = tuple[Sequence[object], Mapping[str, float]]


def raked_design(design: Design, margins: Sequence[Known]) -> Design:
    """The design with its weights raked, so that each level of each margin weighs what it is known to.

    A margin is the level of every row and the known total of every level. One margin alone is
    post-stratification. Raises InputError as `rake`, and when a margin has another number of rows or a level
    without a known total.
    """
    rows = len(design.weights)
    faults = [
        f"margin {at} has {len(names)} rows, not {rows}"
        for at, (names, _) in enumerate(margins, start=1)
        if len(names) != rows
    ]
    faults += [
        f"margin {at} has no total for {sorted(unknown)}"
        for at, (names, totals) in enumerate(margins, start=1)
        if (unknown := {str(name) for name in names} - {str(level) for level in totals})
    ]
    if faults or not margins:
        raise InputError(faults or ["there are no margins"])
    orders = [sorted(str(level) for level in totals) for _, totals in margins]
    place = tuple(
        np.array([order.index(str(name)) for name in names], dtype=np.int64)
        for order, (names, _) in zip(orders, margins, strict=True)
    )
    sample = np.zeros(tuple(len(order) for order in orders))
    np.add.at(sample, place, design.times * design.weights)
    wanted = [
        ((axis,), _in_order(totals, order))
        for axis, ((_, totals), order) in enumerate(zip(margins, orders, strict=True))
    ]
    return replace(design, weights=design.weights * rake(sample, wanted).factors[place])


def raked_mean(
    values: Sequence[float] | np.ndarray,
    design: Design,
    margins: Sequence[Known],
    *,
    level: float = LEVEL,
) -> Weighted:
    """The mean with raked weights, a t interval, and the SE that knowing the margins leaves.

    Linearised: the design's variance of Σ w·e/Σ w, with raked weights w and e the residual of each value
    from the weighted regression on the margins' levels; strata, clusters and finite populations count as in
    `weighted_mean`. A share is the mean of 0 and 1. Missing values are refused: leave those rows out of the
    design, so that the others are weighted up for them.

    Raises InputError as `raked_design`, and for missing values or another number of them.
    Source: J.-C. Deville and C.-E. Särndal, JASA 87 (1992) 376–382; Särndal, Swensson and Wretman, Model
    Assisted Survey Sampling, Springer 1992, section 7.9.
    """
    y = np.asarray(values, dtype=np.float64)
    if y.shape != design.weights.shape or not np.isfinite(y).all():
        raise InputError([f"there must be a value for each of the design's {len(design.weights)} rows"])
    raked = raked_design(design, margins)
    weights = raked.times * raked.weights
    total = float(weights.sum())
    mean = float((weights * y).sum()) / total
    levels = [np.unique([str(name) for name in names], return_inverse=True)[1] for names, _ in margins]
    residuals = y - regressed(y, weights, levels)
    return residual_weighted(mean, residuals / total, raked, level)


def _in_order(totals: Mapping[str, float], order: Sequence[str]) -> np.ndarray:
    named = {str(level): total for level, total in totals.items()}
    return np.array([named[name] for name in order], dtype=np.float64)
