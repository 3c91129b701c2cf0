"""Bemötande, enkelhet, tydlighet by channel: right, and never more than may be told, whatever is subtracted."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.publication.history import Quarter, periods
from analysis.uncertainty import index_of_counts, wilson
from feedback.closing import close_due
from feedback.insight.closed import closed_quarters
from feedback.insight.desk import Desk, questions_of
from feedback.insight.figures import (
    EMPTY,
    HIDDEN,
    ITEMS,
    SHOWN,
    ItemsFigures,
    ItemsRequest,
    OverviewFigures,
    OverviewRequest,
    Scope,
    Slot,
)
from feedback.insight.period import Period, offered_periods
from feedback.insight.recent import Recent
from feedback.insight.selection import over
from feedback.insight.worker.items import hidden_periods
from feedback.quarters import parsed_quarter
from feedback.service import Service
from survey_defs.catalogue import Catalogue
from tests.insight import item_world

pytestmark = pytest.mark.slow

SMALLEST, RANGE, SLACK = 10, 11, 1e-6
QUARTERS: tuple[Quarter, ...] = tuple((2025 + number // 4, number % 4 + 1) for number in range(7))
CLOSINGS = (date(2026, 5, 1), date(2026, 8, 1), date(2026, 11, 18))  # three, four, five quarters are closed


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """One that waits as long as deciding about five quarters takes on a busy machine."""
    patient = Desk(answer_seconds=300)
    patient.lists = Recent(0)
    patient.start()
    yield patient
    patient.stop()


# What is hidden, decided from counts alone


@st.composite
def counted(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Quarter by quarter: how many answered the question, of how many; few of either as often as many."""
    whole = [draw(st.one_of(st.just(0), st.integers(10, 60))) for _ in QUARTERS]
    skipped = [draw(st.one_of(st.integers(0, min(n, 12)), st.integers(0, n))) for n in whole]
    return [n - gone for n, gone in zip(whole, skipped, strict=True)], whole


def told_sums(pattern: Sequence[Mapping[str, bool]]) -> Iterator[tuple[int, ...]]:
    """The quarters of every period that is shown, over all closings."""
    for last, hidden in enumerate(pattern):
        for name, inside in periods(QUARTERS, last).items():
            if not hidden[name]:
                yield inside


class Thief:
    """Knows the channel's answers in every quarter and every sum that was ever told; none is negative."""

    def __init__(self, own: Sequence[int], whole: Sequence[int], sums: Sequence[tuple[int, ...]]) -> None:
        self.own, self.whole = np.array(own), np.array(whole)
        self.equations = np.array([self.mark(inside) for inside in sums]) if sums else None
        self.values = np.array([self.own[list(inside)].sum() for inside in sums]) if sums else None

    def mark(self, inside: Sequence[int]) -> np.ndarray:
        return np.isin(np.arange(len(self.own)), list(inside)).astype(float)

    def range_of(self, inside: Sequence[int]) -> float:
        ends = [
            linprog(
                sign * self.mark(inside),
                A_eq=self.equations,
                b_eq=self.values,
                bounds=[(0, int(n)) for n in self.whole],
            ).fun
            for sign in (1.0, -1.0)
        ]
        return float(-ends[1] - ends[0])

    def is_small(self, inside: Sequence[int]) -> bool:
        answered = int(self.own[list(inside)].sum())
        skipped = int(self.whole[list(inside)].sum()) - answered
        return 0 < answered < SMALLEST or 0 < skipped < SMALLEST


@settings(max_examples=25)
@given(counted())
def test_no_few_can_be_worked_out_from_all_that_is_ever_told(
    given_counts: tuple[list[int], list[int]],
) -> None:
    own, whole = given_counts
    nothing_hidden = tuple(dict.fromkeys(periods(QUARTERS, last), False) for last in range(len(QUARTERS)))
    pattern = hidden_periods(np.array(own), [np.array(whole)], QUARTERS, nothing_hidden)
    sums = list(dict.fromkeys(told_sums(pattern)))
    thief = Thief(own, whole, sums)
    assert not any(thief.is_small(inside) for inside in sums)
    for size in (1, 2, 3):
        for inside in combinations(range(len(QUARTERS)), size):
            if thief.is_small(inside):
                assert thief.range_of(inside) >= SMALLEST - SLACK, (inside, own, whole)


@settings(max_examples=60)
@given(counted())
def test_successive_years_differ_by_nobody_or_by_ten(given_counts: tuple[list[int], list[int]]) -> None:
    """The plain subtraction: two told periods, one within the other."""
    own, whole = (np.array(each) for each in given_counts)
    nothing_hidden = tuple(dict.fromkeys(periods(QUARTERS, last), False) for last in range(len(QUARTERS)))
    sums = [set(each) for each in told_sums(hidden_periods(own, [whole], QUARTERS, nothing_hidden))]
    for outer in sums:
        for inner in sums:
            if inner < outer:
                rest = list(outer - inner)
                for left in (own[rest].sum(), whole[rest].sum() - own[rest].sum()):
                    assert left == 0 or left >= SMALLEST


@given(counted(), st.integers(0, len(QUARTERS) - 1))
def test_nothing_is_told_of_a_period_whose_channel_is_hidden(
    given_counts: tuple[list[int], list[int]], which: int
) -> None:
    own, whole = (np.array(each) for each in given_counts)
    told = tuple(
        {name: which in inside for name, inside in periods(QUARTERS, last).items()}
        for last in range(len(QUARTERS))
    )
    pattern = hidden_periods(own, [whole], QUARTERS, told)
    assert not any(which in inside for inside in told_sums(pattern))


@given(counted())
def test_a_later_closing_changes_nothing_that_was_decided(given_counts: tuple[list[int], list[int]]) -> None:
    own, whole = (np.array(each) for each in given_counts)
    nothing_hidden = tuple(dict.fromkeys(periods(QUARTERS, last), False) for last in range(len(QUARTERS)))
    whole_time = hidden_periods(own, [whole], QUARTERS, nothing_hidden)
    for until in range(1, len(QUARTERS)):
        earlier = hidden_periods(own[:until], [whole[:until]], QUARTERS[:until], nothing_hidden[:until])
        assert earlier == whole_time[:until]


# Two questions at once: who answered one and not the other


@pytest.mark.parametrize("answers", [10, 25, 40])
def test_two_questions_together_tell_of_no_few(answers: int) -> None:
    """For every pair of numbers that may be shown beside each other, how many answered the one and not the other is
    left a range of ten or is ten or more (or nobody): worked out over every pair, not argued."""
    allowed = [n for n in range(SMALLEST, answers + 1) if answers - n == 0 or answers - n >= SMALLEST]
    for first in allowed:
        for second in allowed:
            least, most = max(0, first - second), min(first, answers - second)
            assert most - least >= SMALLEST or (most == least and (most == 0 or most >= SMALLEST))


# The desk, over closings


async def shown_at(desk: Desk, service: Service) -> dict[Period, ItemsFigures]:
    known = tuple(each.quarter for each in await closed_quarters())
    found = {}
    for period in offered_periods(known):
        figures = await desk.figures(service, ItemsRequest(over(period, known).scope))
        assert isinstance(figures, ItemsFigures)
        found[period] = figures
    return found


async def channels_at(desk: Desk, service: Service, scope: Scope) -> dict[str, Slot]:
    figures = await desk.figures(service, OverviewRequest(scope))
    assert isinstance(figures, OverviewFigures)
    return dict(zip(figures.matrix.columns, figures.matrix.column_totals, strict=True))


async def test_what_is_shown_is_right_and_what_would_tell_of_few_is_not(desk: Desk, service: Service) -> None:
    told = await item_world.fill(service)
    earlier: dict[tuple[Period, str, str], Slot] = {}
    for day in CLOSINGS:
        await close_due(service, day)
        for period, figures in (await shown_at(desk, service)).items():
            for item in figures.items:
                for channel in figures.channels:
                    slot = figures.slot(item, channel)
                    _check(slot, told, figures.scope, item, channel)
                    # once decided, it is the same at every later closing
                    assert earlier.setdefault((period, item, channel), slot) == slot
    states = {slot.state for slot in earlier.values()}
    assert states == {SHOWN, HIDDEN, EMPTY}


def _check(slot: Slot, told: item_world.Told, scope: Scope, item: str, channel: str) -> None:
    mondays = {code: parsed_quarter(code).first_monday.isoformat() for code in scope.quarters}  # type: ignore[union-attr]
    by_score = [
        sum(told[monday, channel, item, score] for monday in mondays.values()) for score in range(1, 6)
    ]
    responses = sum(told[monday, channel, "response", 1] for monday in mondays.values())
    if slot.judged is None:
        return
    n = sum(by_score)
    assert slot.judged.n == n >= SMALLEST
    assert responses - n == 0 or responses - n >= SMALLEST
    index, share = index_of_counts(by_score), wilson(sum(by_score[3:]), n)
    assert dataclasses.astuple(slot.judged.index) == pytest.approx(dataclasses.astuple(index))
    assert dataclasses.astuple(slot.judged.share) == pytest.approx(dataclasses.astuple(share))


async def test_a_question_is_shown_only_where_every_quarter_of_its_channel_is(
    desk: Desk, service: Service
) -> None:
    await item_world.fill(service)
    await close_due(service, CLOSINGS[-1])
    known = tuple(each.quarter for each in await closed_quarters())
    alone = {
        each.code: await channels_at(desk, service, over(Period("quarter", each), known).scope)
        for each in known
    }
    hidden_somewhere = False
    for figures in (await shown_at(desk, service)).values():
        together = await channels_at(desk, service, figures.scope)
        for item in ITEMS:
            for channel in figures.channels:
                quarters = [alone[code][channel].state for code in figures.scope.quarters]
                if figures.slot(item, channel).state == SHOWN:
                    assert together[channel].state == SHOWN
                    assert set(quarters) == {SHOWN}
                hidden_somewhere = hidden_somewhere or HIDDEN in quarters
    assert hidden_somewhere


async def test_a_kind_of_errand_is_let_go(desk: Desk, service: Service) -> None:
    await item_world.fill(service)
    await close_due(service, CLOSINGS[-1])
    known = tuple(each.quarter for each in await closed_quarters())
    whole = over(offered_periods(known)[0], known).scope
    one = await desk.figures(service, ItemsRequest(dataclasses.replace(whole, service="waste")))
    assert one == await desk.figures(service, ItemsRequest(whole))


async def test_a_question_on_another_scale_in_any_version_does_not_count(service: Service) -> None:
    catalogue = service.catalogue
    core = next(each for each in catalogue.surveys if each.id == "core")
    ten = tuple(
        dataclasses.replace(each, points=10) if each.id == "enkelhet" else each for each in core.questions
    )
    other = dataclasses.replace(core, version="2030-01", valid_from=date(2030, 1, 1), questions=ten)
    both = dataclasses.replace(service, catalogue=Catalogue([*catalogue.surveys, other]))
    assert questions_of(service)["enkelhet"] == ("core.enkelhet",)
    assert questions_of(both)["enkelhet"] == ()
    assert questions_of(both)["bemotande"] == ("core.bemotande",)
