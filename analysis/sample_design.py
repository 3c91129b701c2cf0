"""Weighted means, totals and shares with the standard errors their sample design gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from analysis.faults import InputError
from analysis.uncertainty import LEVEL, Estimate

Lonely = Literal["refuse", "centre"]


@dataclass(frozen=True, slots=True)
class Weighted:
    """An estimate with its standard error and design degrees of freedom (units − strata).

    `effective_n` is Kish's (Σw)²/Σw² over the answers counted, and `n` how many they are.
    """

    estimate: Estimate
    standard_error: float
    df: int
    n: int
    effective_n: float


@dataclass(frozen=True)
class Design:
    """How rows were drawn. Build it with `Design.of`; arrays have one number per row."""

    weights: np.ndarray
    times: np.ndarray
    stratum: np.ndarray
    cluster: np.ndarray | None
    population: np.ndarray | None
    lonely: Lonely

    @classmethod
    def of(
        cls,
        weights: Sequence[float] | np.ndarray | None = None,
        *,
        rows: int | None = None,
        strata: Sequence[object] | np.ndarray | None = None,
        clusters: Sequence[object] | np.ndarray | None = None,
        population: Sequence[float] | np.ndarray | None = None,
        times: Sequence[int] | np.ndarray | None = None,
        lonely: Lonely = "refuse",
    ) -> Design:
        """A single-stage design: units drawn within strata, all rows of a unit taken.

        `strata`, `clusters` name each row's stratum and unit (a unit's name counts within its stratum; none:
        every answer is its own unit). `population` is how many units each row's stratum holds, for the
        finite population correction 1 − drawn/population; none: no correction. `times`: how many equal
        answers a row stands for, which lets counts be given instead of answers. `weights` may be left out:
        then population/drawn, or 1 without a population. `lonely`: what a stratum with one unit is, unless
        it is the whole stratum: a fault, or measured from the mean of all units ("centre").

        Raises InputError with every fault: lengths that differ, missing or negative numbers, a population
        that varies within a stratum or is smaller than the sample, lonely units, `times` with clusters.
        """
        given = {"weights": weights, "strata": strata, "clusters": clusters}
        given |= {"population": population, "times": times}
        lengths = {name: len(part) for name, part in given.items() if part is not None}
        size = rows if rows is not None else max(lengths.values(), default=0)
        faults = [
            f"{name} has {length} rows, not {size}" for name, length in lengths.items() if length != size
        ]
        if not size or faults:
            raise InputError(faults or ["there are no rows"])
        design = cls(
            weights=np.ones(size) if weights is None else np.asarray(weights, dtype=np.float64),
            times=np.ones(size) if times is None else np.asarray(times, dtype=np.float64),
            stratum=np.zeros(size, dtype=np.int64) if strata is None else _codes(strata),
            cluster=None if clusters is None else _codes(clusters),
            population=None if population is None else np.asarray(population, dtype=np.float64),
            lonely=lonely,
        )
        if found := _faults(design):
            raise InputError(found)
        if weights is None and design.population is not None:
            object.__setattr__(design, "weights", design.population / design.drawn[design.stratum])
        return design

    @property
    def drawn(self) -> np.ndarray:
        """How many units were drawn, per stratum."""
        if self.cluster is None:
            return np.bincount(self.stratum, weights=self.times)
        return np.bincount(self._units[1])

    @property
    def df(self) -> int:
        """Units − strata."""
        drawn = self.drawn
        return round(drawn.sum()) - int((drawn > 0).sum())

    @property
    def _units(self) -> tuple[np.ndarray, np.ndarray]:
        """The unit of each row, and the stratum of each unit."""
        assert self.cluster is not None
        pairs = self.stratum * (self.cluster.max() + 1) + self.cluster
        found, unit = np.unique(pairs, return_inverse=True)
        return unit, found // (self.cluster.max() + 1)

    def variance(self, scores: np.ndarray) -> float:
        """Variance of Σ times·weight·score: Σ over strata of (1 − f)·m/(m − 1)·Σ(unit's sum − mean)².

        `scores` has one number per row, 0 outside a domain: the units outside still count among the m.
        Source: W. G. Cochran, Sampling Techniques, 3rd ed., Wiley 1977, chapters 5 and 9.
        """
        z = self.weights * scores
        drawn = self.drawn
        if self.cluster is None:
            sums = np.bincount(self.stratum, weights=self.times * z)
            squares = np.bincount(self.stratum, weights=self.times * z**2)
        else:
            unit, stratum = self._units
            totals = np.bincount(unit, weights=z)
            sums, squares = np.bincount(stratum, weights=totals), np.bincount(stratum, weights=totals**2)
        m = np.maximum(drawn, 1)
        around = np.maximum(0.0, squares - sums**2 / m)
        spread = np.where(drawn > 1, around * m / np.maximum(drawn - 1, 1), 0.0)
        lonely = drawn == 1
        if lonely.any():
            spread[lonely] = (sums[lonely] - sums.sum() / drawn.sum()) ** 2
        return float(((1 - self._sampled) * spread)[drawn > 0].sum())

    @property
    def _sampled(self) -> np.ndarray:
        """The part of each stratum's units that was drawn; 0 where no population is known."""
        drawn = self.drawn
        if self.population is None:
            return np.zeros(len(drawn))
        held = np.zeros(len(drawn))
        held[self.stratum] = self.population
        return np.divide(drawn, held, out=np.zeros(len(drawn)), where=held > 0)


def weighted_mean(
    values: Sequence[float] | np.ndarray,
    design: Design,
    *,
    domain: Sequence[bool] | np.ndarray | None = None,
    level: float = LEVEL,
) -> Weighted:
    """Σ w·y / Σ w over the rows in `domain` (all of them without), with a t interval on the design's df.

    The SE is linearised: that of Σ w·(y − mean)/Σ w, where rows outside the domain count as 0, so a domain
    may cut across strata. Missing answers (NaN) are left out as if outside the domain.

    Raises InputError for lengths that differ or a domain without weight. Without degrees of freedom the
    limits are infinite. Source: C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling,
    Springer 1992, section 5.7; Cochran, as above.
    """
    y, inside = _inside(values, design, domain)
    total = float((design.times * design.weights * inside).sum())
    if total <= 0:
        raise InputError(["nobody with a weight is in the domain"])
    mean = float((design.times * design.weights * inside * y).sum()) / total
    return _weighted(mean, design.variance(inside * (y - mean) / total), design, inside, level)


def weighted_total(
    values: Sequence[float] | np.ndarray,
    design: Design,
    *,
    domain: Sequence[bool] | np.ndarray | None = None,
    level: float = LEVEL,
) -> Weighted:
    """Σ w·y over the rows in `domain`, its SE from the design. As `weighted_mean` otherwise; NaN counts as 0."""
    y, inside = _inside(values, design, domain)
    total = float((design.times * design.weights * inside * y).sum())
    return _weighted(total, design.variance(inside * y), design, inside, level)


def weighted_share(
    satisfied: Sequence[bool] | np.ndarray,
    design: Design,
    *,
    domain: Sequence[bool] | np.ndarray | None = None,
    level: float = LEVEL,
) -> Weighted:
    """`weighted_mean` of yes (1) and no (0), its t interval cut at 0 and 1.

    Raises InputError also where a value is neither 0, 1 nor missing.
    """
    y = np.asarray(satisfied, dtype=np.float64)
    if not np.isin(y[~np.isnan(y)], (0.0, 1.0)).all():
        raise InputError(["a share is of values that are 0 or 1"])
    found = weighted_mean(y, design, domain=domain, level=level)
    cut = Estimate(
        found.estimate.value, float(max(0.0, found.estimate.low)), float(min(1.0, found.estimate.high))
    )
    return Weighted(cut, found.standard_error, found.df, found.n, found.effective_n)


def weighted_means_by(
    values: Sequence[float] | np.ndarray,
    design: Design,
    groups: Sequence[object] | np.ndarray,
    *,
    level: float = LEVEL,
) -> Mapping[str, Weighted]:
    """`weighted_mean` of every group, by its name, in sorted order; the design is that of the whole sample."""
    names = np.array([str(group) for group in groups])
    return {
        str(name): weighted_mean(values, design, domain=names == name, level=level)
        for name in np.unique(names)
    }


def residual_weighted(value: float, residuals: np.ndarray, design: Design, level: float = LEVEL) -> Weighted:
    """An estimate of all rows with a t interval, given each row's influence on it (what its weight multiplies)."""
    return _weighted(value, design.variance(residuals), design, np.ones(len(design.weights)), level)


def effective_n(weights: np.ndarray, times: np.ndarray | None = None) -> float:
    """Kish's (Σw)²/Σw²; `times` how many answers share a weight. 0 without weight.

    n divided by it is the design effect of unequal weights. Source: L. Kish, Survey Sampling, Wiley 1965.
    """
    counts = np.ones_like(weights, dtype=np.float64) if times is None else times
    squares = float((counts * weights**2).sum())
    return float((counts * weights).sum()) ** 2 / squares if squares > 0 else 0.0


def _inside(values: object, design: Design, domain: object) -> tuple[np.ndarray, np.ndarray]:
    y = np.array(values, dtype=np.float64)
    inside = np.ones(len(design.weights), dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    if y.shape != design.weights.shape or inside.shape != design.weights.shape:
        raise InputError([f"values and domain must have the design's {len(design.weights)} rows"])
    known = inside & ~np.isnan(y)
    return np.where(known, y, 0.0), known.astype(np.float64)


def _weighted(value: float, variance: float, design: Design, inside: np.ndarray, level: float) -> Weighted:
    error, df = variance**0.5, design.df
    reach = float(special.stdtrit(df, (1 + level) / 2)) * error if df > 0 else np.inf
    counted = design.times * inside
    return Weighted(
        Estimate(value, value - reach, value + reach),
        error,
        df,
        round(counted.sum()),
        effective_n(design.weights, counted),
    )


def _codes(names: Sequence[object] | np.ndarray) -> np.ndarray:
    return np.unique(np.array([str(name) for name in names]), return_inverse=True)[1]


def _faults(design: Design) -> list[str]:
    found = [
        f"{name} must be numbers of 0 or more"
        for name, part in (("weights", design.weights), ("times", design.times))
        if not np.isfinite(part).all() or (part < 0).any()
    ]
    if design.cluster is not None and (design.times != 1).any():
        found.append("times cannot be combined with clusters: give one row per answer")
    if found:
        return found
    drawn = design.drawn
    if design.population is not None:
        found += _population_faults(design, drawn)
    lonely = int(((drawn == 1) & (design._sampled < 1)).sum())
    if lonely and design.lonely == "refuse":
        found.append(f'{lonely} strata have one unit; join them with others or choose lonely="centre"')
    return found


def _population_faults(design: Design, drawn: np.ndarray) -> list[str]:
    held = design.population
    assert held is not None
    if not np.isfinite(held).all():
        return ["population is missing in some rows"]
    found = []
    largest, least = np.zeros(len(drawn)), np.full(len(drawn), np.inf)
    np.maximum.at(largest, design.stratum, held)
    np.minimum.at(least, design.stratum, held)
    if (largest > least).any():
        found.append(f"population varies within {int((largest > least).sum())} strata")
    if (least < drawn).any():
        found.append(f"population is smaller than the sample in {int((least < drawn).sum())} strata")
    return found
