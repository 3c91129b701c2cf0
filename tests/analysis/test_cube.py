"""The frame contract: every fault is told at once, and slicing agrees with a plain loop."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cube import Cube
from analysis.faults import InputError

ROWS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.sampled_from(["phone", "visit"]), st.integers(1, 5), st.integers(0, 9)
    )
)


def cube_of(rows: list[tuple[str, str, int, int]]) -> Cube:
    frame = pd.DataFrame(rows, columns=["district", "channel", "score", "n"])
    return Cube.from_frame(frame, ["district", "channel"], points=5)


def test_all_faults_are_told_at_once() -> None:
    frame = pd.DataFrame({"district": ["a", None], "score": [0, 2.5], "n": [-1, 3]})
    with pytest.raises(InputError) as caught:
        Cube.from_frame(frame, ["district"], points=5)
    assert len(caught.value.faults) == 3
    assert all(name in str(caught.value) for name in ('"district"', '"score"', '"n"'))


def test_missing_columns_are_named() -> None:
    with pytest.raises(InputError, match='"channel"; there is no column "n"'):
        Cube.from_frame(pd.DataFrame({"score": [1]}), ["channel"], points=5)


def test_an_empty_frame_is_an_empty_cube() -> None:
    cube = cube_of([])
    assert cube.total == 0
    assert cube.table("district").shape == (0, 5)


@given(ROWS)
def test_tables_agree_with_a_plain_loop(rows: list[tuple[str, str, int, int]]) -> None:
    cube = cube_of(rows)
    by_hand: Counter[tuple[str, int]] = Counter()
    for district, channel, score, n in rows:
        if channel == "phone":
            by_hand[district, score] += n
    table = cube.where(channel="phone").table("district")
    for place, district in enumerate(cube.labels["district"]):
        assert [by_hand[district, score] for score in range(1, 6)] == table[place].tolist()


def test_several_values_and_unknown_ones() -> None:
    cube = cube_of([("a", "phone", 1, 2), ("b", "visit", 5, 3), ("c", "visit", 5, 4)])
    assert cube.where(district=["a", "c"]).total == 6
    assert cube.where(district="elsewhere").total == 0
    assert np.array_equal(cube.table().ravel(), [2, 0, 0, 0, 7])
