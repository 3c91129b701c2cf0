"""Who is invited. Pure: an errand and the rules in, its fate out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from feedback.funnel import Stage
from feedback.invitations.quiet_hours import quiet_until
from survey_defs.municipality import InvitationRules


class Fate(Enum):
    """What becomes of an accepted errand, by the stage of the funnel it is counted under."""

    NO_CONTACT = Stage.NO_CONTACT
    TOO_OLD = Stage.TOO_OLD
    OPTED_OUT = Stage.OPTED_OUT
    SAMPLED_OUT = Stage.SAMPLED_OUT
    QUARANTINED = Stage.QUARANTINED
    INVITED = Stage.INVITED

    @property
    def word(self) -> str:
        """As it is stored with the errand."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the decision needs to know of an errand. `contact_hash` is None when no carrier can reach anybody."""

    closed_on: date
    contact_hash: str | None
    sampling_rate: float
    draw: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the errand's contact from before."""

    opted_out: bool = False
    quarantined_until: date | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """When the message may be sent, until when the link works (that day included), and the rest afterwards."""

    due: datetime
    expires_on: date
    quarantined_until: date


@dataclass(frozen=True, slots=True)
class Decision:
    """`timing` is there exactly when the fate is INVITED."""

    fate: Fate
    timing: Timing | None = None


def decide(
    candidate: Candidate, rules: InvitationRules, facts: Facts, now: datetime, zone: ZoneInfo
) -> Decision:
    """The first reason against an invitation, or else the invitation."""
    today = now.astimezone(zone).date()
    reasons = (
        (candidate.contact_hash is None, Fate.NO_CONTACT),
        (is_too_old(candidate.closed_on, rules, today), Fate.TOO_OLD),
        (facts.opted_out, Fate.OPTED_OUT),
        (candidate.draw >= candidate.sampling_rate, Fate.SAMPLED_OUT),
        (is_quarantined(facts.quarantined_until, today), Fate.QUARANTINED),
    )
    against = next((fate for holds, fate in reasons if holds), None)
    return Decision(against) if against else Decision(Fate.INVITED, _timing(rules, now, zone))


def is_too_old(closed_on: date, rules: InvitationRules, today: date) -> bool:
    """Nobody remembers well what happened longer ago; exactly the oldest day is still asked about."""
    return (today - closed_on).days > rules.oldest_errand_days


def is_quarantined(until: date | None, today: date) -> bool:
    """Left in peace up to the day `until`, and asked again from that day on."""
    return until is not None and today < until


def draw_of(external_hash: str) -> float:
    """A number from 0 up to, not including, 1 that an errand has once and for all.

    `external_hash` is keyed, so nobody outside can tell which errands will be asked about.
    """
    digest = hashlib.blake2b(external_hash.encode(), digest_size=6, person=b"sampling").digest()
    return int.from_bytes(digest, "big") / 2**48


def reminder_due(sent: datetime, expires_on: date, rules: InvitationRules, zone: ZoneInfo) -> datetime | None:
    """When to remind, outside quiet hours; None when the link would be dead by then."""
    moment = quiet_until(_days_later(sent, rules.reminder_after_days, zone), rules, zone)
    return moment if moment.astimezone(zone).date() <= expires_on else None


def _timing(rules: InvitationRules, now: datetime, zone: ZoneInfo) -> Timing:
    due = quiet_until(now, rules, zone)
    return Timing(
        due=due,
        expires_on=due.astimezone(zone).date() + timedelta(days=rules.valid_days),
        quarantined_until=now.astimezone(zone).date() + timedelta(days=rules.quarantine_days),
    )


def _days_later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time by the local clock, also across a change to or from summer time."""
    return moment.astimezone(zone) + timedelta(days=days)
