"""What an outsider can work out about a theme's hidden numbers: by linear programming and by trying everything."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from analysis.themes.over_time import RANGE, SMALLEST, hidden_over_time, slack
from analysis.themes.suppression import hidden_row, hidden_table, with_totals

QUARTERS = [(2024 + n // 4, n % 4 + 1) for n in range(10)]


def intervals(last: int) -> dict[str, tuple[int, int]]:
    year = [n for n in range(last + 1) if QUARTERS[n][0] == QUARTERS[last][0]]
    found = {"quarter": (last, last + 1), "year_to_date": (year[0], last + 1)}
    return found | ({"twelve_months": (last - 3, last + 1)} if last >= 3 else {})


def known_range(told: np.ndarray, values: np.ndarray, most: np.ndarray, wanted: np.ndarray) -> float:
    ends = []
    for sign in (1, -1):
        solved = linprog(
            sign * wanted, A_eq=told, b_eq=values, bounds=[(0, each) for each in most], method="highs"
        )
        assert solved.status in (0, 3)
        ends.append(np.inf if solved.status == 3 else sign * solved.fun)
    return float(ends[1] - ends[0])


@pytest.mark.parametrize("seed", range(30))
def test_no_small_number_over_time_can_be_told_to_within_ten(seed: int) -> None:
    chance = np.random.default_rng(seed)
    comments = chance.integers(15, 90, len(QUARTERS))
    carrying = chance.binomial(comments, chance.uniform(0.02, 0.6))
    pattern = hidden_over_time(carrying.tolist(), comments.tolist(), QUARTERS)
    shown = {
        ends
        for last, hidden in enumerate(pattern)
        for name, ends in intervals(last).items()
        if not hidden[name]
    }
    told = np.array([[a <= q < b for q in range(len(QUARTERS))] for a, b in shown], dtype=float)
    told = told.reshape(len(shown), len(QUARTERS))
    for a, b in itertools.combinations(range(len(QUARTERS) + 1), 2):
        x, n = carrying[a:b].sum(), comments[a:b].sum()
        if 0 < x < SMALLEST or 0 < n - x < SMALLEST:
            wanted = np.array([a <= q < b for q in range(len(QUARTERS))], dtype=float)
            found = known_range(told, told @ carrying, comments, wanted)
            assert found >= min(RANGE, n) - 1e-6, (a, b, shown)


def test_large_numbers_are_all_shown() -> None:
    pattern = hidden_over_time([40] * 10, [400] * 10, QUARTERS)
    assert not any(any(each.values()) for each in pattern)
    assert set(pattern[2]) == {"quarter", "year_to_date"}
    assert set(pattern[3]) == {"quarter", "year_to_date", "twelve_months"}


def test_none_at_all_is_no_secret_and_one_small_quarter_hides_what_would_give_it_away() -> None:
    snow = [120, 0, 0, 90, 130, 0, 4, 80, 110, 0]
    pattern = hidden_over_time(snow, [400] * 10, QUARTERS)
    assert [each["quarter"] for each in pattern[:6]] == [False] * 6
    assert pattern[6]["quarter"]
    assert pattern[6]["year_to_date"], "130 + 0 + 4 less what was told is 4"
    assert pattern[6]["twelve_months"]
    assert not pattern[7]["quarter"], "80 tells nothing of the 4"


def test_what_is_hidden_of_the_comments_is_hidden_of_the_theme() -> None:
    hidden = [{"quarter": n == 2} for n in range(10)]
    pattern = hidden_over_time([40] * 10, [400] * 10, QUARTERS, hidden)
    assert [each["quarter"] for each in pattern[:4]] == [False, False, True, False]


def test_how_far_a_quarter_can_lie_is_what_brute_force_finds() -> None:
    """Every whole-number history of six quarters that has the same three twelve months."""
    counts = np.array([2, 1, 3, 0, 1, 4])
    sums = [counts[n : n + 4].sum() for n in range(3)]
    possible = [
        each
        for each in itertools.product(range(8), repeat=6)
        if [sum(each[n : n + 4]) for n in range(3)] == sums
    ]
    assert slack(counts) == max(each[0] for each in possible) - min(each[0] for each in possible)
    assert slack(np.array([3, 4])) == 7


def told_of_table(
    carrying: np.ndarray, comments: np.ndarray, hidden: np.ndarray, no_comments: np.ndarray
) -> list[tuple[tuple[int, int], float]]:
    """(place, range) of each hidden entry: those who carry the theme and those who do not, both unknown."""
    rows, columns = carrying.shape
    size, lines, values = rows * columns, [], []
    for (r, c), is_hidden in np.ndenumerate(hidden):
        mask = np.zeros((rows, columns))
        mask[slice(None) if r == rows else r, slice(None) if c == columns else c] = 1
        if not is_hidden:
            lines.append(np.concatenate([mask.ravel(), np.zeros(size)]))
            values.append((carrying * mask).sum())
        if not no_comments[r, c]:
            lines.append(np.concatenate([mask.ravel(), mask.ravel()]))
            values.append((comments * mask).sum())
    found = []
    for r, c in np.argwhere(hidden):
        mask = np.zeros((rows, columns))
        mask[slice(None) if r == rows else r, slice(None) if c == columns else c] = 1
        wanted = np.concatenate([mask.ravel(), np.zeros(size)])
        found.append(
            (
                (int(r), int(c)),
                known_range(np.array(lines), np.array(values), np.full(2 * size, np.inf), wanted),
            )
        )
    return found


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_number_of_a_table_can_be_told_to_within_ten(seed: int) -> None:
    chance = np.random.default_rng(seed)
    comments = chance.integers(10, 150, (4, 3))
    carrying = chance.binomial(comments, chance.uniform(0.05, 0.5))
    nothing = np.zeros((5, 4), dtype=bool)
    hidden = hidden_table(carrying, comments, nothing)
    rest = with_totals(comments - carrying)
    assert hidden[(with_totals(carrying) < SMALLEST) | ((rest > 0) & (rest < SMALLEST))].all()
    for place, width in told_of_table(carrying, comments, hidden, nothing):
        assert width >= SMALLEST - 1e-6, (place, width)


@pytest.mark.parametrize("seed", range(12))
def test_nor_where_the_comments_of_some_places_are_hidden_too(seed: int) -> None:
    chance = np.random.default_rng(seed)
    comments = chance.poisson([[200, 60, 14], [90, 30, 6], [30, 9, 4], [12, 3, 1]])
    answers = comments + chance.poisson(30, comments.shape)
    carrying = chance.binomial(comments, chance.uniform(0.05, 0.5))
    no_comments = hidden_table(comments, answers, np.zeros((5, 4), dtype=bool))
    hidden = hidden_table(carrying, comments, no_comments)
    assert no_comments.any()
    assert (hidden | ~no_comments).all()
    if not hidden[:-1, :-1].all():
        for place, width in told_of_table(carrying, comments, hidden, no_comments):
            assert width >= SMALLEST - 1e-6, (place, width)


def test_a_place_that_is_hidden_elsewhere_is_hidden_here() -> None:
    comments = np.full((3, 3), 100)
    carrying = np.full((3, 3), 30)
    elsewhere = np.zeros((4, 4), dtype=bool)
    elsewhere[0, :] = True
    found = hidden_table(carrying, comments, elsewhere)
    assert found[0].all()
    assert not found[3, 3]


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_number_of_a_row_can_be_told(seed: int) -> None:
    chance = np.random.default_rng(seed)
    comments = chance.integers(10, 60, 6)
    carrying = chance.binomial(comments, chance.uniform(0.1, 0.7))
    hidden = hidden_row(carrying, comments, np.zeros(6, dtype=bool))
    rest = comments - carrying
    assert hidden[(carrying < SMALLEST) | ((rest > 0) & (rest < SMALLEST))].all()
    told = np.vstack([np.diag(~hidden).astype(float), np.ones(6)])
    for place in np.flatnonzero(hidden):
        wanted = np.eye(6)[place]
        if not hidden.all():
            width = known_range(told, told @ carrying, comments, wanted)
            assert width >= min(RANGE, comments[place]) - 1e-6


def test_a_row_that_hides_nothing_and_one_that_hides_all() -> None:
    nothing = np.zeros(3, dtype=bool)
    assert not hidden_row(np.array([20, 30, 40]), np.array([100, 100, 0 + 100]), nothing).any()
    assert hidden_row(np.array([20, 3, 0]), np.array([100, 100, 0]), nothing).tolist() == [True, True, False]
    assert hidden_row(np.array([4, 1, 2]), np.array([30, 30, 30]), nothing).all()
