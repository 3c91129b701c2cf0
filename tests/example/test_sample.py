"""The drawn sample: the same for a seed, of the right size, and true to what was planted."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from feedback.example.drawing import Yardstick, typical
from feedback.example.expected import district_channel_gaps, expected_in
from feedback.example.sample import Sample
from feedback.example.scores import SATISFIED_FROM, satisfied_share
from survey_defs.municipality import Municipality
from tests import world
from tests.example.conftest import sample_of

REASONS = ("no_contact", "opted_out", "sampled_out", "quarantined", "invited")


def fingerprint(sample: Sample) -> tuple[object, ...]:
    return (
        sample.errands.week.tobytes(),
        sample.answers.overall.tobytes(),
        sample.district.tobytes(),
        tuple(column.scores.tobytes() for column in sample.columns),
        tuple(comment.text for comment in sample.comments),
    )


def test_the_same_seed_gives_the_same_sample(huddinge: Municipality) -> None:
    assert fingerprint(sample_of(huddinge, scale=0.02)) == fingerprint(sample_of(huddinge, scale=0.02))


def test_another_seed_gives_another(huddinge: Municipality) -> None:
    assert fingerprint(sample_of(huddinge, scale=0.02)) != fingerprint(
        sample_of(huddinge, scale=0.02, seed=7)
    )


def test_volumes_are_those_of_a_municipality_of_this_size(full: Sample) -> None:
    assert 400_000 <= len(full.errands) <= 600_000
    assert 8 * 11_500 <= len(full.answers) <= 8 * 14_000
    assert 0.42 <= len(full.comments) / len(full.answers) <= 0.58


def test_small_places_stay_small(full: Sample) -> None:
    errands, axes = full.answers.errands, full.grid.axes
    recent = full.weeks.is_recent[errands.week]
    in_small = recent & (errands.district == axes.district("glado-lissma"))
    assert 400 <= in_small.sum() <= 1_000
    assert 8 <= (in_small & (errands.channel == axes.channel("chat"))).sum() <= 45
    assert (recent & (errands.channel == axes.channel("letter"))).sum() <= 300


def test_scale_makes_a_small_sample_of_the_same_shape(huddinge: Municipality, full: Sample) -> None:
    small = sample_of(huddinge, scale=0.02)
    assert len(small.errands) == pytest.approx(0.02 * len(full.errands), rel=0.05)


def test_every_errand_has_one_fate(full: Sample) -> None:
    assert (sum(getattr(full.fates, name).astype(int) for name in REASONS) == 1).all()


def test_the_funnel_only_narrows(full: Sample) -> None:
    fates = full.fates
    for wider, narrower in (("invited", "delivered"), ("delivered", "started"), ("started", "answered")):
        assert not (getattr(fates, narrower) & ~getattr(fates, wider)).any()
    assert not (fates.failed & fates.delivered).any()
    assert not (fates.expired & fates.answered).any()
    assert fates.answered.sum() == len(full.answers)


def test_phone_calls_are_answered_by_about_eighteen_in_a_hundred(full: Sample) -> None:
    phone = full.errands.channel == full.grid.axes.channel("phone")
    assert full.fates.answered[phone].sum() / full.fates.delivered[phone].sum() == pytest.approx(
        0.18, abs=0.015
    )


def test_some_languages_are_heard_less(full: Sample) -> None:
    reached, answered = full.fates.delivered, full.fates.answered
    rate = {
        word: answered[full.errands.language == place].sum() / reached[full.errands.language == place].sum()
        for place, word in enumerate(full.grid.axes.languages)
    }
    assert rate["so"] < rate["ar"] < 0.7 * rate["sv"]


def observed_gap(sample: Sample, district: int, channel: int) -> tuple[float, float]:
    """Raw gap of the last twelve months and its standard error, from the drawn scores alone."""
    errands = sample.answers.errands
    here = (errands.channel == channel) & sample.weeks.is_recent[errands.week] & errands.says_district
    happy = sample.answers.overall >= SATISFIED_FROM
    mine, rest = (happy[here & (side == (errands.district == district))] for side in (True, False))
    variance = sum(part.mean() * (1 - part.mean()) / len(part) for part in (mine, rest))
    return float(mine.mean() - rest.mean()), float(np.sqrt(variance))


def test_planted_gaps_show_in_the_drawn_answers_within_four_standard_errors(full: Sample) -> None:
    gaps = district_channel_gaps(expected_in(full.grid, full.plan, full.weeks, full.weeks.is_recent))
    for planted in full.plan.planted:
        if planted.channel is None:
            continue
        at = full.grid.axes.district(planted.district), full.grid.axes.channel(planted.channel)
        gap, error = observed_gap(full, *at)
        assert abs(gap - gaps.raw[at]) <= 4 * error, planted.id


def test_no_place_looks_unequal_by_chance(full: Sample) -> None:
    """The example is drawn until every place lies near its truth; see drawing.typical."""
    errands = full.answers.errands
    share = satisfied_share(errands, full.answers.mode, full.grid, full.weeks)
    happy = full.answers.overall >= SATISFIED_FROM
    place = errands.district * len(full.grid.axes.channels) + errands.channel
    for group in (place, errands.district, errands.channel):
        measure = Yardstick.of(share, group, full.weeks.is_recent[errands.week], 2.0)
        assert measure.deviation(happy).max() <= 1


def test_the_dip_is_in_one_quarter_only(full: Sample) -> None:
    errands, axes = full.answers.errands, full.grid.axes
    here = (errands.district == axes.district("segeltorp")) & (errands.channel == axes.channel("e_service"))
    happy = full.answers.overall >= SATISFIED_FROM
    in_dip = full.weeks.in_dip[errands.week]
    assert happy[here & in_dip].mean() < happy[here & ~in_dip].mean() - 0.06


def with_new(drawn: list[int], entries: np.ndarray, new: list[int]) -> list[int]:
    return [new[list(entries).index(at)] if at in entries else value for at, value in enumerate(drawn)]


def test_only_the_surprising_group_is_drawn_again() -> None:
    """Entries 0 and 1 are group 0, entry 2 is group 1, whose value must be under 2."""
    numbers = iter(range(5, -1, -1))
    drawn = typical(
        lambda entries: [next(numbers) for _ in entries],
        lambda values: np.array([0.0, values[2] / 1.5]),
        with_new,
        np.array([0, 0, 1]),
        tries=10,
    )
    assert drawn == [5, 4, 1]


def test_after_so_many_tries_the_draw_is_taken_as_it_is() -> None:
    drawn = typical(
        lambda entries: [9] * len(entries), lambda _: np.array([2.0]), with_new, np.array([0]), tries=3
    )
    assert drawn == [9]


def test_deviation_by_hand() -> None:
    """Group 0: 16 with chance 1/2, 12 ones: (12 − 8) / √4 = 2 errors of 2.5. Group 1 is under ten and left out."""
    observed = np.array([True] * 12 + [False] * 4 + [True] * 3)
    measure = Yardstick.of(np.full(19, 0.5), np.array([0] * 16 + [1] * 3), np.full(19, True), 2.5)
    assert measure.deviation(observed) == pytest.approx([2 / 2.5, 0])


def test_a_group_may_have_a_limit_of_its_own() -> None:
    """12 of 16 is 2 errors, allowed 4; 10 of 16 is 1 error, allowed 1."""
    group = np.array([0] * 16 + [1] * 16)
    measure = Yardstick.of(np.full(32, 0.5), group, np.full(32, True), np.array([4.0, 1.0]))
    observed = np.array([True] * 12 + [False] * 4 + [True] * 10 + [False] * 6)
    assert measure.deviation(observed) == pytest.approx([0.5, 1.0])


def test_it_works_on_any_day(lillaker: Municipality) -> None:
    for today in (date(2026, 1, 1), date(2028, 2, 29), world.TODAY + timedelta(days=4)):
        sample = sample_of(lillaker, today=today, scale=0.3)
        assert sample.weeks.mondays[-1] < today
        assert len(sample.answers) > 100
