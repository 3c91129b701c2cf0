"""Limits of shares and of their differences against published values and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.differences import difference, difference_limits
from analysis.exact_limits import clopper_pearson, clopper_pearson_mid_p, poisson_limits
from analysis.uncertainty import wilson, wilson_limits

# R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]


@pytest.mark.parametrize(("x", "n", "y", "m", "low", "high"), NEWCOMBE)
def test_differences_as_newcombe_printed_them(
    x: int, n: int, y: int, m: int, low: float, high: float
) -> None:
    found = difference(x, n, y, m)
    assert found.value == pytest.approx(x / n - y / m)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert (found.low, found.high) == pytest.approx(
        confint_proportions_2indep(x, n, y, m, method="newcomb"), abs=1e-9
    )


def test_many_differences_at_once() -> None:
    x, n, y, m = (np.array([row[k] for row in NEWCOMBE]) for k in range(4))
    low, high = difference_limits(x / n, n, y / m, m)
    assert low == pytest.approx([row[4] for row in NEWCOMBE], abs=5e-5)
    assert high == pytest.approx([row[5] for row in NEWCOMBE], abs=5e-5)


# Public Health England, test data of PHEindicatormethods 2.1.1, proportions of eight areas.
AREAS = [
    (1, 100), (5, 100), (20, 100), (65, 100), (9856, 12345), (7776456, 7564336677), (222, 3215), (999, 3456),
]  # fmt: skip
AREAS_95 = [
    (0.0017674320641406511, 0.054486196178705294), (0.02154367915436798, 0.11175046923191911),
    (0.1333669333310325, 0.28882916559315885), (0.5525444329688797, 0.7363575175690247),
    (0.7912101752909069, 0.8053640073614909), (0.0010273201001641094, 0.0010287644578977231),
    (0.060791690363636595, 0.07833956681383633), (0.27418951080009873, 0.30440389662818057),
]  # fmt: skip
AREAS_998 = [
    (0.000873065697299977, 0.1045544528370582), (0.013865320725997183, 0.16458852282596442),
    (0.10519162066711432, 0.3471109417008601), (0.4954946574070431, 0.7783540614089697),
    (0.7869924108419063, 0.8093061412589626), (0.0010269040118442213, 0.0010291812992698397),
    (0.05647101964624248, 0.08418414185270134), (0.26583995768074953, 0.3134475449279985),
]  # fmt: skip


@pytest.mark.parametrize(("level", "published"), [(0.95, AREAS_95), (0.998, AREAS_998)])
def test_wilson_of_many_areas(level: float, published: list[tuple[float, float]]) -> None:
    x, n = np.array(AREAS).T
    low, high = wilson_limits(x, n, level)
    assert np.stack([low, high], axis=1) == pytest.approx(np.array(published), abs=1e-7)
    each = [wilson(*area, level) for area in AREAS]
    assert low == pytest.approx([one.low for one in each])
    assert high == pytest.approx([one.high for one in each])


def test_wilson_without_answers_is_not_a_number() -> None:
    low, high = wilson_limits([0, 0, 5], [0, 5, 5])
    assert np.isnan([low[0], high[0]]).all()
    assert (low[1], high[2]) == (0, 1)


# R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, methods 5 and 6.
@pytest.mark.parametrize(
    ("x", "n", "exact", "mid"),
    [
        (15, 148, (0.0578, 0.1617), (0.0601, 0.1581)),
        (0, 20, (0.0000, 0.1684), (0.0000, 0.1391)),
        (1, 29, (0.0009, 0.1776), (0.0017, 0.1585)),
        (81, 263, (0.2527, 0.3676), (0.2544, 0.3658)),
    ],
)
def test_exact_limits_of_a_share(
    x: int, n: int, exact: tuple[float, float], mid: tuple[float, float]
) -> None:
    assert clopper_pearson(x, n) == pytest.approx(exact, abs=5e-5)
    assert clopper_pearson(x, n) == pytest.approx(proportion_confint(x, n, method="beta"), abs=1e-9)
    assert clopper_pearson_mid_p(x, n) == pytest.approx(mid, abs=6e-5)


def test_exact_limits_mirror_each_other_at_the_ends() -> None:
    low, high = clopper_pearson([0, 20], 20)
    assert (low[0], high[1]) == (0, 1)
    assert low[1] == pytest.approx(1 - high[0])
    with pytest.raises(ValueError, match="within 0 and n"):
        clopper_pearson(3, 2)


def test_poisson_limits() -> None:
    # F. Garwood, Biometrika 28 (1936) 437–442, as tabled ever since.
    low, high = poisson_limits([0, 1, 5, 10, 100])
    assert low == pytest.approx([0, 0.0253, 1.6235, 4.7954, 81.364], abs=6e-4)
    assert high == pytest.approx([3.6889, 5.5716, 11.6683, 18.3904, 121.627], abs=6e-4)
    with pytest.raises(ValueError, match="not negative"):
        poisson_limits(-1)
