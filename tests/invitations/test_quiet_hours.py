"""Quiet hours by the municipality's own clock, on ordinary nights and on the two odd ones of the year."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.invitations.quiet_hours import is_quiet, quiet_until
from survey_defs.municipality import InvitationRules

SWEDEN = ZoneInfo("Europe/Stockholm")
NIGHTS = InvitationRules()
WEEKENDS = InvitationRules(quiet_weekends=True)


def local(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN, fold=fold)


@pytest.mark.parametrize(
    ("rules", "moment", "expected"),
    [
        (NIGHTS, "2026-11-18 12:00", "2026-11-18 12:00"),
        (NIGHTS, "2026-11-18 08:00", "2026-11-18 08:00"),  # the first minute that is not quiet
        (NIGHTS, "2026-11-18 07:59:59", "2026-11-18 08:00"),
        (NIGHTS, "2026-11-18 19:59:59", "2026-11-18 19:59:59"),
        (NIGHTS, "2026-11-18 20:00", "2026-11-19 08:00"),
        (NIGHTS, "2026-11-19 00:00", "2026-11-19 08:00"),
        (NIGHTS, "2026-11-20 20:00", "2026-11-21 08:00"),  # Friday evening to Saturday morning
        (WEEKENDS, "2026-11-20 20:00", "2026-11-23 08:00"),  # to Monday morning
        (WEEKENDS, "2026-11-20 19:59", "2026-11-20 19:59"),
        (WEEKENDS, "2026-11-21 12:00", "2026-11-23 08:00"),
        (WEEKENDS, "2026-11-22 23:59", "2026-11-23 08:00"),
        (NIGHTS, "2026-03-28 22:00", "2026-03-29 08:00"),  # the night an hour is lost
        (NIGHTS, "2026-10-24 22:00", "2026-10-25 08:00"),  # the night an hour comes twice
        (WEEKENDS, "2026-10-23 21:00", "2026-10-26 08:00"),
    ],
)
def test_until_when(rules: InvitationRules, moment: str, expected: str) -> None:
    assert quiet_until(local(moment), rules, SWEDEN) == local(expected)


def test_eight_in_the_morning_is_another_moment_after_the_clocks_changed() -> None:
    spring = quiet_until(local("2026-03-28 22:00"), NIGHTS, SWEDEN)
    autumn = quiet_until(local("2026-10-24 22:00"), NIGHTS, SWEDEN)
    assert spring == datetime(2026, 3, 29, 6, 0, tzinfo=UTC)  # nine hours later
    assert autumn == datetime(2026, 10, 25, 7, 0, tzinfo=UTC)  # eleven hours later


def test_an_end_inside_the_hour_that_comes_twice() -> None:
    """Quiet until 02:30. It is 02:30 first in summer time; what is later waits for the second one."""
    rules = InvitationRules(quiet_from=time(22), quiet_until=time(2, 30))
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert quiet_until(local("2026-10-25 01:00"), rules, SWEDEN) == first
    assert quiet_until(local("2026-10-25 02:10", fold=1), rules, SWEDEN) == first + timedelta(hours=1)


def test_an_end_inside_the_hour_that_is_lost() -> None:
    """Quiet until 02:30, which never comes: half an hour into the new time, 03:30."""
    rules = InvitationRules(quiet_from=time(22), quiet_until=time(2, 30))
    assert quiet_until(local("2026-03-29 01:00"), rules, SWEDEN) == local("2026-03-29 03:30")


def test_quiet_hours_may_lie_in_the_middle_of_the_day() -> None:
    rules = InvitationRules(quiet_from=time(12), quiet_until=time(13))
    assert quiet_until(local("2026-11-18 12:30"), rules, SWEDEN) == local("2026-11-18 13:00")
    assert quiet_until(local("2026-11-18 23:30"), rules, SWEDEN) == local("2026-11-18 23:30")


def test_the_same_hour_twice_means_never_quiet() -> None:
    rules = InvitationRules(quiet_from=time(8), quiet_until=time(8))
    assert quiet_until(local("2026-11-18 08:00"), rules, SWEDEN) == local("2026-11-18 08:00")


ZONES = st.sampled_from(
    ["Europe/Stockholm", "Europe/Helsinki", "America/Chicago", "Australia/Lord_Howe", "UTC"]
)
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
ANY_RULES = st.builds(InvitationRules, quiet_from=CLOCKS, quiet_until=CLOCKS, quiet_weekends=st.booleans())
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, ANY_RULES, ZONES)
def test_the_moment_found_is_never_quiet_and_never_earlier(
    moment: datetime, rules: InvitationRules, zone_name: str
) -> None:
    zone = ZoneInfo(zone_name)
    found = quiet_until(moment, rules, zone)
    assert found >= moment
    assert not is_quiet(found, rules, zone)
    assert quiet_until(found, rules, zone) == found
    assert found - moment <= timedelta(days=3, hours=26)


@given(MOMENTS, ANY_RULES, ZONES)
def test_everything_before_the_moment_found_is_quiet(
    moment: datetime, rules: InvitationRules, zone_name: str
) -> None:
    """Walking there in quarters of an hour. An end in the lost hour of spring may lie up to an hour too late."""
    zone = ZoneInfo(zone_name)
    found = quiet_until(moment, rules, zone)
    step = moment
    while step < found - timedelta(hours=1):
        assert is_quiet(step, rules, zone)
        step += timedelta(minutes=15)
