"""Attacks across services, offices and languages, joined with the tables over time."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest

from analysis.faults import InputError
from analysis.publication.closing import Beside, Closing
from analysis.publication.history import History, Tally
from analysis.publication.suppression import Suppression, suppression, suppression_of_quarter
from tests.analysis.publication.attacker import Attacker, Figure, collected, small_differences
from tests.analysis.publication.worlds import drawn, quarter_codes, with_offices_and_languages

SMALLEST, SLACK = 10, 1e-6
SEEDS = range(4)


@cache
def world(seed: int) -> tuple[History, Suppression]:
    history = drawn(seed, (5, 3, 2), services=3, rate=0.4, errands=30, first=(2024, 1 + seed % 4))
    history = with_offices_and_languages(history, seed)
    return history, suppression(history)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_figure_of_a_service_is_pinned_by_services_and_periods_together(seed: int) -> None:
    history, found = world(seed)
    assert history.services is not None
    counts, empty = history.services.answers, history.services.empty
    figures = _with_one_service_window(collected(history, found.closings), len(found.closings) - 1)
    attacker = Attacker(figures, counts, empty)
    for figure in figures:
        if figure.hidden:
            low, high = attacker.range_of(figure.mask)
            assert high - low >= SMALLEST - SLACK, (figure.name, low, high)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_difference_over_any_filter_or_period_tells_of_fewer_than_ten(seed: int) -> None:
    history, found = world(seed)
    assert history.services is not None
    assert history.services.nonanswers is not None
    figures = collected(history, found.closings)
    for counts in (history.services.answers, history.services.nonanswers):
        assert small_differences(figures, counts, history.services.empty) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_offices_and_languages_withstand_beside_the_months(seed: int) -> None:
    history, found = world(seed)
    assert history.services is not None
    assert history.offices is not None
    assert history.languages is not None
    last, closing = len(history.quarters) - 1, found.closings[-1]
    assert closing.offices is not None
    assert closing.languages is not None
    services = history.services.over(tuple(range(last - 3, last + 1)))
    visits = services.answers[:, 0, :].sum(axis=0)
    by_service = np.array([table.columns[0] for table in closing.services])
    whole = closing.tables["twelve_months"]
    offices = history.offices.over(tuple(range(last - 3, last + 1)))
    _withstands(offices, closing.offices, visits, by_service, whole.columns[0], across=True)
    people = services.answers.sum(axis=(1, 2))
    languages = history.languages.over(tuple(range(last - 3, last + 1)))
    _withstands(languages, closing.languages, people, np.array(whole.rows), whole.total, across=False)


def _withstands(
    tally: Tally, marks: Beside, along: np.ndarray, along_hidden: np.ndarray, total_hidden: bool, across: bool
) -> None:
    """A two-way table with all its totals: `along` are the totals it shares with another table."""
    counts, cells = tally.answers, np.array(marks.cells)
    assert (counts.sum(axis=0 if across else 1) == along).all()
    form = counts.shape
    figures = []
    for place in np.ndindex(form):
        mask = np.zeros(form, dtype=bool)
        mask[place] = True
        figures.append(Figure((place,), mask.ravel(), bool(cells[place])))
    for axis, hidden in ((0 if across else 1, marks.totals), (1 if across else 0, along_hidden)):
        for number in range(form[axis]):
            mask = np.zeros(form, dtype=bool)
            mask[(number, slice(None)) if axis == 0 else (slice(None), number)] = True
            figures.append(Figure((axis, number), mask.ravel(), bool(hidden[number])))
    figures.append(Figure(("all",), np.ones(counts.size, dtype=bool), total_hidden))
    figures = [figure for figure in figures if not tally.empty.ravel()[figure.mask].all()]
    assert small_differences(figures, counts, tally.empty) == []
    attacker = Attacker(figures, counts, tally.empty)
    for figure in figures:
        assert figure.hidden or counts.ravel()[figure.mask].sum() >= SMALLEST
        if figure.hidden:
            low, high = attacker.range_of(figure.mask)
            assert high - low >= SMALLEST - SLACK, figure.name


def _with_one_service_window(figures: list[Figure], last: int) -> list[Figure]:
    """The tables over time of all closings and the services of one: what a closing is audited against."""
    return [figure for figure in figures if figure.name[2] is None or figure.name[0] == last]


def test_a_window_that_drops_an_empty_quarter_does_not_tell_the_new_one() -> None:
    # One service was not offered in the first quarter: the next window less this one is the new quarter alone.
    answers = np.full((5, 2, 2, 2), 60)
    answers[0, 0, 0, 1], answers[4, 0, 0, 1] = 0, 4
    services = Tally(answers, np.full_like(answers, 50) * (answers > 0), answers == 0)
    channels = Tally(answers.sum(axis=3), services.nonanswers.sum(axis=3), np.zeros((5, 2, 2), bool))  # type: ignore[union-attr]
    found = suppression(History(quarter_codes(5), channels, services))
    before, after = (found.closings[number].services[1].cells[0][0] for number in (3, 4))
    assert not before
    assert after


def test_what_is_stored_with_a_quarter_is_read_back_the_same() -> None:
    history, found = world(0)
    stored = [json.loads(json.dumps(closing.as_json())) for closing in found.closings]
    read = [Closing.from_json(each) for each in stored]
    assert tuple(read) == found.closings
    assert suppression_of_quarter(history, read[:-1]) == found.closings[-1]
    with pytest.raises(ValueError, match="earlier closings"):
        suppression_of_quarter(history, read)


def test_tables_are_found_by_period_quarter_and_service() -> None:
    history, found = world(1)
    last = history.quarters[-1]
    assert found.table("twelve_months", last, 2) == found.closings[-1].services[2]
    assert found.table("quarter", last) == found.closings[-1].tables["quarter"]
    with pytest.raises(KeyError):
        found.table("twelve_months", history.quarters[0])
    with pytest.raises(KeyError):
        found.table("quarter", last, 0)


def test_counts_that_do_not_agree_are_refused() -> None:
    history, _ = world(0)
    assert history.services is not None
    more = Tally(history.channels.answers + 1, None, np.zeros_like(history.channels.empty))
    with pytest.raises(InputError, match="do not add up"):
        History(history.quarters, more, history.services)
    with pytest.raises(InputError, match="none left out"):
        History((*history.quarters[:-1], (2030, 1)), history.channels)
