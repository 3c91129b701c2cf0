"""What it takes to tell shares apart, against R's power.prop.test and against simulation by counting."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.power import answers_needed, answers_per_group, detectable_gap, power_of


# R 4.2.2, power.prop.test; the latter two are its documented examples.
def test_answers_per_group_as_r_has_them() -> None:
    assert answers_per_group(0.8, 0.7) == pytest.approx(293.151285813647, abs=0.01)
    assert answers_per_group(0.5, 0.75, power=0.9) == pytest.approx(76.706930114108, abs=0.01)
    assert power_of(0.5, 50, 0.75, 50) == pytest.approx(0.7401659013314, abs=1e-4)


def test_equal_shares_are_never_told_apart() -> None:
    with pytest.raises(ValueError, match="equal shares"):
        answers_per_group(0.8, 0.8)
    assert power_of([0, 1, 0], [5, 5, 5], [0, 1, 1], [5, 5, 5]) == pytest.approx([0, 0, 1])


def test_detectable_gap_is_found_just_so_often() -> None:
    gap = detectable_gap([14, 200, 10_000_000], [5000, 1400, 10_000_000], 0.8)
    assert power_of(0.8 - gap, [14, 200, 10_000_000], 0.8, [5000, 1400, 10_000_000]) == pytest.approx(0.8)
    assert gap[0] > 0.25
    assert 0.08 < gap[1] < 0.1


def test_no_gap_is_detectable_with_nothing() -> None:
    assert np.isnan(detectable_gap([0, 10, 3, 5], [50, 0, 3, 50], [0.8, 0.8, 0.3, np.nan])).all()


def test_answers_needed_are_enough_and_one_fewer_is_not() -> None:
    further = int(answers_needed(40, 3000, 0.8, 0.05))
    assert power_of(0.75, 40 + further, 0.8, 3000) >= 0.8
    assert power_of(0.75, 40 + further - 1, 0.8, 3000) < 0.8
    assert answers_needed(40 + further, 3000, 0.8, 0.05) == 0


def test_a_reference_can_be_too_small_for_any_number_of_answers() -> None:
    # Even with the group's share known for certain, 100 answers of the reference miss 5 points too often.
    assert np.isnan(answers_needed([10, 10_000_000], 100, 0.8, 0.05)).all()
    assert answers_needed(10, 10_000, 0.8, 0.05) > 0


def test_near_the_bottom_the_gap_is_looked_for_above() -> None:
    assert answers_needed(0, 10_000, 0.02, 0.05) == pytest.approx(
        answers_needed(0, 10_000, 0.98, 0.05), abs=1
    )
