"""Attacks on everything shown over several closings, put together."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.publication.history import History
from analysis.publication.suppression import Suppression, suppression
from tests.analysis.publication.attacker import Attacker, collected, small_differences
from tests.analysis.publication.worlds import drawn, quarter_codes, tally

pytestmark = pytest.mark.slow

SMALLEST, SLACK = 10, 1e-6
SEEDS = range(6)


@cache
def world(seed: int) -> tuple[History, Suppression]:
    history = drawn(seed, (6, 3, 3), first=(2024, 1 + seed % 4), rate=0.4 if seed % 2 else 0.85)
    return history, suppression(history)


def both(history: History) -> list[tuple[int, np.ndarray]]:
    assert history.channels.nonanswers is not None
    return [(0, history.channels.answers), (1, history.channels.nonanswers)]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_small_is_shown_and_nothing_hidden_is_left_narrow(seed: int) -> None:
    history, found = world(seed)
    for measure, counts in both(history):
        for figure in collected(history, found.closings):
            value = counts.ravel()[figure.mask].sum()
            if value < SMALLEST and (measure == 0 or value > 0):
                assert figure.hidden, figure.name
    assert all(closing.narrow == 0 for closing in found.closings)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_hidden_figure_is_pinned_by_all_periods_together(seed: int) -> None:
    history, found = world(seed)
    figures, empty = collected(history, found.closings), history.channels.empty
    for measure, counts in both(history):
        attacker = Attacker(figures, counts, empty)
        for figure in figures:
            value = counts.ravel()[figure.mask].sum()
            if figure.hidden and (measure == 0 or 0 < value < SMALLEST):
                assert not attacker.follows(figure.mask & ~empty.ravel())
                low, high = attacker.range_of(figure.mask)
                assert low - SLACK <= value <= high + SLACK
                assert high - low >= SMALLEST - SLACK, (figure.name, low, high)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_shown_figures_differ_by_fewer_than_ten_people(seed: int) -> None:
    history, found = world(seed)
    figures = collected(history, found.closings)
    for _, counts in both(history):
        assert small_differences(figures, counts, history.channels.empty) == []


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_a_respondent_who_knows_her_own_answer_pins_nobody_either(seed: int) -> None:
    history, found = world(seed)
    figures, counts = collected(history, found.closings), history.channels.answers
    own = [int(atom) for atom in np.flatnonzero((counts.ravel() > 0) & (counts.ravel() < 4))][:3]
    assert own
    for atom in own:
        attacker = Attacker(figures, counts, history.channels.empty, own=atom)
        for figure in figures:
            if figure.hidden and not figure.mask[atom]:
                low, high = attacker.range_of(figure.mask)
                assert high - low >= SMALLEST - SLACK


def test_a_single_answer_cannot_take_itself_from_what_is_left_of_a_total() -> None:
    # 1 and 9 would be left of the first row: who knows that she is the one is told of nine others.
    answers = np.array([[[1, 9, 60, 70], [50, 12, 80, 90], [60, 15, 90, 99]]])
    hidden = suppression(History(quarter_codes(1), tally(answers))).closings[0].tables["quarter"]
    left = sum(n for n, away in zip(answers[0, 0], hidden.cells[0], strict=True) if away)
    assert hidden.rows[0] or left > SMALLEST


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_what_was_shown_at_an_earlier_closing_never_changes(seed: int) -> None:
    history, found = world(seed)
    for count in range(1, len(history.quarters)):
        assert suppression(history.until(count)).closings == found.closings[:count]


small_worlds = arrays(np.int64, (5, 2, 2), elements=st.integers(0, 24))


@settings(max_examples=25, deadline=None)
@given(answers=small_worlds)
def test_any_small_world_withstands_the_whole_collection(answers: np.ndarray) -> None:
    history = History(quarter_codes(5, (2024, 3)), tally(answers))
    found = suppression(history)
    figures, empty = collected(history, found.closings), history.channels.empty
    assert small_differences(figures, answers, empty) == []
    attacker = Attacker(figures, answers, empty)
    for figure in figures:
        if figure.hidden:
            low, high = attacker.range_of(figure.mask)
            assert high - low >= SMALLEST - SLACK, figure.name


@settings(max_examples=40, deadline=None)
@given(answers=arrays(np.int64, (1, 2, 3), elements=st.integers(0, 30)))
def test_whole_numbers_counted_out_one_by_one_are_as_wide(answers: np.ndarray) -> None:
    found = suppression(History(quarter_codes(1), tally(answers))).closings[0].tables["quarter"]
    cells, table = np.array(found.cells), answers[0]
    if any(found.rows) or any(found.columns) or found.total:
        return  # counting out needs all margins; the linear programmes above cover the rest
    possible = [first for first in np.ndindex(61, 61) if _fits(table, cells, first)]
    for column in range(3):
        if cells[0, column]:
            values = {_row(table, first)[column] for first in possible}
            assert max(values) - min(values) >= SMALLEST


def _row(table: np.ndarray, first: tuple[int, ...]) -> np.ndarray:
    return np.array([*first, table[0].sum() - sum(first)])


def _fits(table: np.ndarray, hidden: np.ndarray, first: tuple[int, ...]) -> bool:
    upper = _row(table, first)
    guess = np.stack([upper, table.sum(axis=0) - upper])
    return bool((guess >= 0).all() and (guess[~hidden] == table[~hidden]).all())
