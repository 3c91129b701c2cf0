"""A handful of errands closed these days, to go the real way: intake, invitation, a link in the outbox to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from feedback.errands.intake import ClosedErrand
from feedback.example.plan import Plan
from survey_defs.municipality import Municipality

SOURCE = "exempel"
COUNT = 12
WANTED_LANGUAGES = ("sv", "sv", "en", "sv", "fi", "ar")  # in turn, as far as the municipality has them
NO_DISTRICT_EVERY = 4  # every fourth errand does not say where the resident lives
FURTHEST_BACK_DAYS = 3


def fresh_errands(municipality: Municipality, plan: Plan, today: date) -> list[ClosedErrand]:
    """Twelve errands over all channels and several languages, closed in the last days; every contact @example.com."""
    return [_errand(municipality, plan, today, place) for place in range(COUNT)]


def _errand(municipality: Municipality, plan: Plan, today: date, place: int) -> ClosedErrand:
    channel = municipality.channels[place % len(municipality.channels)]
    district = municipality.districts[(3 * place) % len(municipality.districts)]
    local = [office.id for office in municipality.offices if office.district == district.id]
    central = [office.id for office in municipality.offices if office.central]
    offices = local or central
    return ClosedErrand(
        source=SOURCE,
        external_id=f"exempel-{today.isoformat()}-{place + 1:02}",
        channel=channel.id,
        closed_on=today - timedelta(days=place % (FURTHEST_BACK_DAYS + 1)),
        office=offices[0] if channel.physical and offices else None,
        service=_turn(_common_services(plan), place),
        district=None if place % NO_DISTRICT_EVERY == NO_DISTRICT_EVERY - 1 else district.id,
        language=_turn(_languages(municipality), place),
        contact_kind="e_mail",
        contact=f"exempel.{place + 1:02}@example.com",
    )


def _common_services(plan: Plan) -> list[str]:
    return sorted(plan.service, key=lambda word: -plan.service[word].share)[:6]


def _languages(municipality: Municipality) -> list[str]:
    known = {language.code for language in municipality.languages}
    return [code for code in WANTED_LANGUAGES if code in known] or [municipality.default_language]


def _turn(words: Sequence[str], place: int) -> str:
    return words[place % len(words)]
