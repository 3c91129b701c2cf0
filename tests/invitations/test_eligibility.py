"""Who is invited: the rules as tables, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from feedback.invitations.eligibility import (
    Candidate,
    Decision,
    Facts,
    Fate,
    decide,
    draw_of,
    reminder_due,
)
from survey_defs.municipality import InvitationRules

SWEDEN = ZoneInfo("Europe/Stockholm")
RULES = InvitationRules()  # 14, 4, 90 and 30 days; quiet from 20 to 8
NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)  # a Wednesday
TODAY = date(2026, 11, 18)
ASKED = Candidate(closed_on=TODAY - timedelta(days=2), contact_hash="c", sampling_rate=1.0, draw=0.5)
FREE = Facts()


def fate(candidate: Candidate = ASKED, facts: Facts = FREE) -> Fate:
    return decide(candidate, RULES, facts, NOON, SWEDEN).fate


@pytest.mark.parametrize(
    ("candidate", "facts", "expected"),
    [
        (ASKED, FREE, Fate.INVITED),
        (replace(ASKED, contact_hash=None), FREE, Fate.NO_CONTACT),
        (replace(ASKED, closed_on=date(2026, 10, 19)), FREE, Fate.INVITED),  # exactly 30 days ago
        (replace(ASKED, closed_on=date(2026, 10, 18)), FREE, Fate.TOO_OLD),
        (replace(ASKED, closed_on=TODAY), FREE, Fate.INVITED),
        (ASKED, Facts(opted_out=True), Fate.OPTED_OUT),
        (replace(ASKED, sampling_rate=0.5, draw=0.5), FREE, Fate.SAMPLED_OUT),
        (replace(ASKED, sampling_rate=0.5, draw=0.4999), FREE, Fate.INVITED),
        (replace(ASKED, sampling_rate=0.0, draw=0.0), FREE, Fate.SAMPLED_OUT),
        (replace(ASKED, sampling_rate=1.0, draw=0.9999), FREE, Fate.INVITED),
        (ASKED, Facts(quarantined_until=TODAY + timedelta(days=1)), Fate.QUARANTINED),
        (ASKED, Facts(quarantined_until=TODAY), Fate.INVITED),
        (ASKED, Facts(quarantined_until=TODAY - timedelta(days=1)), Fate.INVITED),
    ],
)
def test_each_reason(candidate: Candidate, facts: Facts, expected: Fate) -> None:
    assert fate(candidate, facts) is expected


def test_the_first_reason_in_order_is_the_one_counted() -> None:
    """All reasons hold; taking them away one by one brings out the next."""
    refused = Facts(opted_out=True, quarantined_until=TODAY + timedelta(days=5))
    nobody = Candidate(date(2026, 1, 1), None, sampling_rate=0.0, draw=0.5)
    known = replace(nobody, contact_hash="c")
    recent = replace(known, closed_on=TODAY)
    drawn = replace(recent, sampling_rate=1.0)
    resting = replace(refused, opted_out=False)
    seen = [
        fate(nobody, refused),
        fate(known, refused),
        fate(recent, refused),
        fate(recent, resting),
        fate(drawn, resting),
        fate(drawn, FREE),
    ]
    assert seen == [
        Fate.NO_CONTACT,
        Fate.TOO_OLD,
        Fate.OPTED_OUT,
        Fate.SAMPLED_OUT,
        Fate.QUARANTINED,
        Fate.INVITED,
    ]


def test_only_an_invitation_has_dates() -> None:
    assert decide(replace(ASKED, contact_hash=None), RULES, FREE, NOON, SWEDEN) == Decision(Fate.NO_CONTACT)
    timing = decide(ASKED, RULES, FREE, NOON, SWEDEN).timing
    assert timing is not None
    assert (timing.due, timing.expires_on, timing.quarantined_until) == (
        NOON,
        date(2026, 12, 2),
        date(2027, 2, 16),
    )


def test_the_link_is_valid_from_the_day_it_can_be_sent() -> None:
    """Decided at 23:30 local time, sent the next morning: fourteen days from then."""
    late = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)
    timing = decide(ASKED, RULES, FREE, late, SWEDEN).timing
    assert timing is not None
    assert timing.due == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
    assert timing.expires_on == date(2026, 12, 3)


def test_the_day_is_the_municipalitys_own() -> None:
    """At 23:30 UTC on the 18th it is the 19th in Sweden, and 20 October is the oldest day."""
    after_midnight = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    oldest = replace(ASKED, closed_on=date(2026, 10, 20))
    older = replace(ASKED, closed_on=date(2026, 10, 19))
    assert decide(oldest, RULES, FREE, after_midnight, SWEDEN).fate is Fate.INVITED
    assert decide(older, RULES, FREE, after_midnight, SWEDEN).fate is Fate.TOO_OLD


def test_an_errand_is_always_drawn_the_same() -> None:
    assert draw_of("an external hash") == draw_of("an external hash")
    assert draw_of("an external hash") != draw_of("another external hash")


def test_the_draws_are_spread_evenly() -> None:
    draws = [draw_of(str(number)) for number in range(10_000)]
    assert all(0 <= draw < 1 for draw in draws)
    for rate in (0.1, 0.25, 0.5, 0.9):
        assert mean(draw < rate for draw in draws) == pytest.approx(rate, abs=0.02)


@pytest.mark.parametrize(
    ("sent", "expires_on", "expected"),
    [
        # Four days later at the same time of day.
        (NOON, date(2026, 12, 2), datetime(2026, 11, 22, 11, 0, tzinfo=UTC)),
        # Across the end of summer time, 25 October 2026: noon stays noon.
        (
            datetime(2026, 10, 23, 10, 0, tzinfo=UTC),
            date(2026, 11, 6),
            datetime(2026, 10, 27, 11, 0, tzinfo=UTC),
        ),
        # On its last day a link still works.
        (NOON, date(2026, 11, 22), datetime(2026, 11, 22, 11, 0, tzinfo=UTC)),
        (NOON, date(2026, 11, 21), None),
        # Sent at 20:30 local time by somebody's other rules: not before eight in the morning.
        (
            datetime(2026, 11, 18, 19, 30, tzinfo=UTC),
            date(2026, 12, 2),
            datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
        ),
    ],
)
def test_when_to_remind(sent: datetime, expires_on: date, expected: datetime | None) -> None:
    assert reminder_due(sent, expires_on, RULES, SWEDEN) == expected


def test_a_reminder_waits_for_the_weekend_to_end() -> None:
    resting = replace(RULES, quiet_weekends=True, quiet_from=time(20), quiet_until=time(8))
    tuesday = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
    assert reminder_due(tuesday, date(2026, 12, 1), resting, SWEDEN) == datetime(
        2026, 11, 23, 7, 0, tzinfo=UTC
    )
