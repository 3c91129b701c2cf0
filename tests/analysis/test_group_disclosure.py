"""What is hidden in long and wide tables cannot be subtracted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from analysis import group_disclosure
from analysis.disclosure import feasible_range
from analysis.group_disclosure import hidden_groups, hidden_table


@given(st.lists(st.integers(min_value=0, max_value=40), min_size=1, max_size=30))
def test_what_is_left_of_a_total_is_nothing_or_enough(counts: list[int]) -> None:
    n = np.array(counts)
    hidden = hidden_groups(n, n < 10)
    assert hidden[n < 10].all()
    left = n[hidden].sum()
    assert not hidden.any() or left >= 10 or n[~hidden].sum() == 0
    assert hidden.sum() != 1 or n[~hidden].sum() == 0


@settings(max_examples=30, deadline=None)
@given(arrays.arrays(np.int64, (4, 3), elements=st.integers(min_value=0, max_value=40)))
def test_whole_lines_leave_every_hidden_cell_its_range(counts: np.ndarray) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(group_disclosure, "AUDITED_CELLS", 0)
        cells, rows, columns = hidden_table(counts)
    total = counts.sum()
    if total < 10:
        assert cells.all()
        return
    assert cells[counts < 10].all()
    whole = np.pad(counts, ((0, 1), (0, 1)))
    whole[-1, :-1], whole[:-1, -1], whole[-1, -1] = counts.sum(axis=0), counts.sum(axis=1), total
    places = {(int(r), int(c)) for r, c in np.argwhere(cells)}
    places |= {(int(r), counts.shape[1]) for r in np.flatnonzero(rows)}
    places |= {(counts.shape[0], int(c)) for c in np.flatnonzero(columns)}
    if cells.all():
        return  # nothing more could be hidden
    for place in np.argwhere(cells):
        low, high = feasible_range(whole, places, (int(place[0]), int(place[1])))
        assert high - low >= 10 - 1e-6
