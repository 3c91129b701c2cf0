from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.cells import CELLS
from feedback.funnel import FUNNEL
from feedback.packing import Packing, monday_of, week_number, week_start


@pytest.mark.parametrize("packing", [CELLS, FUNNEL], ids=["cells", "funnel"])
@given(data=st.data())
def test_every_code_comes_back(packing: Packing, data: st.DataObject) -> None:
    codes = {name: data.draw(st.integers(0, (1 << width) - 1)) for name, width in packing.width.items()}
    key = packing.pack(codes)
    assert 0 <= key < 2**63
    assert packing.unpack(key) == codes


def test_a_code_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="district code 512 does not fit"):
        CELLS.pack({"district": 512})


@given(st.dates(date(2001, 1, 1), date(2079, 1, 1)))
def test_a_week_is_its_monday(day: date) -> None:
    assert week_start(week_number(day)) == monday_of(day)


@pytest.mark.parametrize("day", [date(2000, 12, 31), date(2080, 1, 1)])
def test_weeks_outside_the_range_are_refused(day: date) -> None:
    with pytest.raises(ValueError, match="outside the years"):
        week_number(day)


def test_a_range_of_weeks_holds_its_own_keys_and_no_others() -> None:
    low, high = CELLS.week_range(date(2026, 11, 9), date(2026, 11, 16))
    inside = CELLS.pack({"week": week_number(date(2026, 11, 16)), "district": 511, "score": 15})
    outside = CELLS.pack({"week": week_number(date(2026, 11, 23))})
    assert low <= inside <= high < outside
