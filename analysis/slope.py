"""The slope index of inequality: how satisfaction follows the districts' socio-economic order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.uncertainty import LEVEL, Estimate, wilson_limits


@dataclass(frozen=True, slots=True)
class Slope:
    """`absolute` is the share at the best-off end less that at the worst-off end (−1 to 1), `relative` their
    ratio; None where the line leaves 0–1 so that no ratio can be formed."""

    absolute: Estimate
    relative: Estimate | None
    ridits: tuple[float, ...]  # each district's place, 0 the worst off and 1 the best off


def ridits(population: Sequence[float]) -> np.ndarray:
    """The middle of each district's stretch when all inhabitants stand in a row from worst to best off.

    From 0 to 1: the part of the people in worse-off districts and half of the district's own. Raises
    ValueError when a number is negative or nobody lives anywhere. Source: I. Bross, Biometrics 14 (1958) 18–38.
    """
    people = np.asarray(population, dtype=float)
    if people.ndim != 1 or (people < 0).any() or people.sum() <= 0:
        raise ValueError("population must be a list of numbers, none negative and not all 0")
    return (np.cumsum(people) - people / 2) / people.sum()


def slope_index(
    satisfied: Sequence[int], n: Sequence[int], population: Sequence[float], level: float = LEVEL
) -> Slope | None:
    """Weighted regression of the share satisfied on the ridit; districts in order, the worst off first.

    The slope is Σ w(r − r̄)p / Σ w(r − r̄)², w the population: a weighted sum of the shares. Its limits join
    Wilson's of each share, squared distances added up, and tell how sure we are of the line through *these*
    districts; how well the districts follow a line is another matter. A district without answers keeps its
    place in the row and has no weight. None where fewer than two districts have answers and inhabitants.
    Raises ValueError when the lists do not fit.

    Source: J. P. Mackenbach and A. E. Kunst, Social Science & Medicine 44 (1997) 757–771; limits of a
    weighted sum: G. Y. Zou, J. Huang and X. Zhang, Computational Statistics & Data Analysis 53 (2009) 1080–1085.
    """
    x, size = np.asarray(satisfied, dtype=float), np.asarray(n, dtype=float)
    if not len(x) == len(size) == len(population) or (x < 0).any() or (x > size).any():
        raise ValueError("satisfied, n and population must be one per district, satisfied within 0 and n")
    places = ridits(population)
    weight = np.where(size > 0, np.asarray(population, dtype=float), 0.0)
    if np.count_nonzero(weight) < 2:
        return None
    share = x / np.maximum(size, 1)
    middle, mean = np.average(places, weights=weight), np.average(share, weights=weight)
    lever = weight * (places - middle) / (weight * (places - middle) ** 2).sum()
    absolute = _joined(lever, x, size, level)
    return Slope(absolute, _ratio(absolute, float(mean), float(middle)), tuple(places.tolist()))


def _joined(lever: np.ndarray, x: np.ndarray, size: np.ndarray, level: float) -> Estimate:
    used = lever != 0
    lever, x, size = lever[used], x[used], size[used]
    share = x / size
    low, high = wilson_limits(x, size, level)
    down = np.where(lever > 0, share - low, high - share)
    up = np.where(lever > 0, high - share, share - low)
    slope = float(lever @ share)
    return Estimate(
        slope, slope - float(np.hypot.reduce(lever * down)), slope + float(np.hypot.reduce(lever * up))
    )


def _ratio(slope: Estimate, mean: float, middle: float) -> Estimate | None:
    """The share at the best-off end divided by that at the worst-off end, the mean held fixed."""
    worst = [mean - one * middle for one in (slope.value, slope.low, slope.high)]
    best = [mean + one * (1 - middle) for one in (slope.value, slope.low, slope.high)]
    if min(worst) <= 0 or min(best) < 0:
        return None
    value, low, high = (b / w for b, w in zip(best, worst, strict=True))
    return Estimate(value, low, high)
