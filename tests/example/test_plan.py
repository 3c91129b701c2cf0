"""The plan: read, filled in, checked against the municipality, and free of any one municipality in code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import feedback.example
from feedback.errors import SettingsError
from feedback.example.calendar_weeks import last_whole_quarter, weeks_until
from feedback.example.grid import axes_of, grid_of
from feedback.example.plan import plan_for, plan_from
from survey_defs.municipality import Municipality


def test_no_code_knows_a_municipality() -> None:
    code = Path(feedback.example.__file__).parent.glob("*.py")
    naming = [path.name for path in code if "uddinge" in path.read_text(encoding="utf-8")]
    assert naming == []


def test_the_plan_speaks_the_municipality_s_words(huddinge: Municipality) -> None:
    plan = plan_for(huddinge)
    assert set(plan.channel) == {channel.id for channel in huddinge.channels}
    assert set(plan.service) == {service.id for service in huddinge.services}
    assert set(plan.language) == {language.code for language in huddinge.languages}


def test_every_planted_inequality_is_told_in_a_sentence(huddinge: Municipality) -> None:
    plan = plan_for(huddinge)
    assert {each.kind for each in plan.planted} == {"gap", "mix", "equal", "change", "too_small"}
    assert all(len(each.sentence) > 20 for each in (*plan.planted, *plan.theme_link))
    assert len({each.id for each in plan.planted}) == len(plan.planted)


def test_all_unknown_words_are_told_at_once(lillaker: Municipality) -> None:
    own = {
        "district": {"atlantis": {}},
        "mix": [{"district": "norrbyn", "channel": "pigeon", "services": {"housing": 2}}],
        "theme_link": [{"theme": "weather", "district": "oholm", "times": 2, "sentence": "x"}],
    }
    with pytest.raises(SettingsError) as raised:
        plan_from(lillaker, own)
    told = {(fault.place, fault.message) for fault in raised.value.faults}
    assert told == {
        ("district", "there is no district 'atlantis'"),
        ("mix", "there is no channel 'pigeon'"),
        ("theme_link weather", "there is no theme 'weather'"),
    }


def test_a_key_nobody_knows_is_refused(lillaker: Municipality) -> None:
    with pytest.raises(SettingsError, match="unknown field `colour`"):
        plan_from(lillaker, {"district": {"oholm": {"colour": "blue"}}})


def test_a_municipality_without_a_plan_gets_a_likely_one(lillaker: Municipality) -> None:
    plan = plan_for(lillaker)
    where = {(each.district, each.channel, each.effect[0].points) for each in plan.planted}
    assert where == {("soderhagen", "phone", -12), ("soderhagen", "office_visit", 4.5)}


def test_yearly_errands_follow_the_population(huddinge: Municipality) -> None:
    plan = plan_for(huddinge)
    grid = grid_of(plan, huddinge, axes_of(huddinge, plan.channel))
    assert grid.errands.sum() == pytest.approx(plan.errands_per_resident * huddinge.population)
    per_district = dict(zip(grid.axes.districts, grid.errands.sum(axis=(1, 2, 3)), strict=True))
    assert per_district["glado-lissma"] < 0.02 * grid.errands.sum()


def test_a_local_office_raises_visits(huddinge: Municipality) -> None:
    plan = plan_for(huddinge)
    grid = grid_of(plan, huddinge, axes_of(huddinge, plan.channel))
    visits = grid.errands[:, grid.axes.channel("office_visit")].sum(axis=(1, 2))
    per_resident = visits / np.array([district.population for district in huddinge.districts])
    rate = dict(zip(grid.axes.districts, per_resident, strict=True))
    assert min(rate["skogas"], rate["varby"]) > 1.5 * rate["trangsund"]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 11, 15), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 9, 30), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 9, 29), (date(2026, 4, 1), date(2026, 6, 30))),
        (date(2027, 1, 3), (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_the_last_whole_quarter(day: date, quarter: tuple[date, date]) -> None:
    assert last_whole_quarter(day) == quarter


def test_the_weeks_end_before_today(huddinge: Municipality) -> None:
    weeks = weeks_until(date(2026, 11, 18), plan_for(huddinge), ("roads_snow", "other"))
    assert (weeks.mondays[0], weeks.mondays[-1]) == (date(2024, 11, 18), date(2026, 11, 9))
    january, july = weeks.mondays.index(date(2026, 1, 12)), weeks.mondays.index(date(2026, 7, 6))
    assert weeks.services[january, 0] > 5 * weeks.services[july, 0]
    assert weeks.services[january, 1] == weeks.services[july, 1] == 1
