"""When residents are left in peace: nights, and weekends where the municipality wants it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from survey_defs.municipality import InvitationRules

SATURDAY = 5
MIDNIGHT = time(0, 0)


def is_quiet(moment: datetime, rules: InvitationRules, zone: ZoneInfo) -> bool:
    """Whether no message may be sent at `moment`, by the municipality's own clock."""
    local = moment.astimezone(zone)
    return _is_night(local.time(), rules) or _is_resting_day(local.date(), rules)


def quiet_until(moment: datetime, rules: InvitationRules, zone: ZoneInfo) -> datetime:
    """`moment` itself when it is not quiet, else the next moment that is not; always in UTC, never too early."""
    candidate = moment.astimezone(UTC)
    while is_quiet(candidate, rules, zone):
        local = candidate.astimezone(zone)
        ends = rules.quiet_until if _is_night(local.time(), rules) else MIDNIGHT
        candidate = _next(ends, candidate, zone)
    return candidate


def _is_night(clock: time, rules: InvitationRules) -> bool:
    """From `quiet_from` up to, but not at, `quiet_until`; the same time twice means never."""
    if rules.quiet_from <= rules.quiet_until:
        return rules.quiet_from <= clock < rules.quiet_until
    return clock >= rules.quiet_from or clock < rules.quiet_until


def _is_resting_day(day: date, rules: InvitationRules) -> bool:
    return rules.quiet_weekends and day.weekday() >= SATURDAY


def _next(clock: time, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after `after` when the local clock shows `clock`.

    On the night the clock goes back a time comes twice, and both count; on the night it goes forward a time
    that never comes is taken as the moment that would have shown it.
    """
    return min(moment for moment in _showings(clock, after, zone) if moment > after)


def _showings(clock: time, near: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    today = near.astimezone(zone).date()
    for day in (today, today + timedelta(days=1)):
        first = datetime.combine(day, clock, zone).astimezone(UTC)
        again = datetime.combine(day, clock.replace(fold=1), zone).astimezone(UTC)
        yield from (first, max(first, again))
