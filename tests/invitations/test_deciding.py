"""Accepted errands become invitations, or are forgotten; everything counted, once."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from feedback.database.statements import Many, Procedure
from feedback.database.writer import run_procedure
from feedback.funnel import Stage
from feedback.invitations.deciding import decide_accepted, deciding
from feedback.invitations.eligibility import Fate
from feedback.service import Service
from feedback.tables import ContactQuarantine, Errand, Job
from survey_defs.catalogue import Catalogue
from tests import world
from tests.invitations.closed import Closed, closed, errand, funnel, invitations, residents
from tests.invitations.conftest import MovableClock

GONE = {"contact_kind": None, "contact_sealed": None, "contact_hash": None}


async def test_an_invitation_holds_a_hash_of_its_link_and_a_day_to_end(service: Service) -> None:
    (identity,) = await closed(service, [Closed(language="fi")])
    assert await decide_accepted(service) == {Fate.INVITED: 1}

    (made,) = await invitations()
    token = service.keys.decrypt(made["token_sealed"])
    assert len(token) == 16
    assert made["token_hash"] == service.keys.token_hash(token)
    assert (made["errand"], made["state"], made["language"]) == (identity, "due", "fi")
    assert (made["survey"], made["carrier"]) == ("core", "e_mail")
    assert (made["due"], made["expires_on"]) == (world.NOW, date(2026, 12, 2))
    assert made["sent_on"] is None
    assert made["reminded_on"] is None


async def test_an_invitation_leaves_a_quarantine_and_a_job(service: Service) -> None:
    await closed(service, [Closed()])
    await decide_accepted(service)
    (made,) = await invitations()
    (job,) = await Job.select()
    assert (job["kind"], job["key"], job["due"]) == ("send", str(made["id"]), world.NOW)
    (resting,) = await ContactQuarantine.select()
    assert resting == {
        "contact_hash": service.keys.contact_hash("e_mail", "anna@example.com"),
        "until": date(2027, 2, 16),  # 90 days after 18 November
    }


async def test_whoever_is_not_invited_is_forgotten_at_once(service: Service) -> None:
    old, kept = await closed(service, [Closed("old@example.com", days_ago=31), Closed()])
    await decide_accepted(service)
    assert GONE.items() <= (await errand(old)).items()
    assert (await errand(old))["fate"] == "too_old"
    assert (await errand(kept))["contact_hash"] is not None
    assert (await errand(kept))["fate"] == "invited"


async def test_every_fate_is_counted(service: Service) -> None:
    await run_procedure(service.engine, _refusing(service, "refuses@example.com"))
    await run_procedure(service.engine, _resting(service, "resting@example.com", date(2026, 11, 19)))
    await closed(
        service,
        [
            Closed(None),
            Closed("refuses@example.com"),
            Closed("resting@example.com"),
            Closed("old@example.com", days_ago=31),
            Closed("a@example.com", days_ago=30),
            Closed("b@example.com"),
        ],
    )
    assert await decide_accepted(service) == {
        Fate.NO_CONTACT: 1,
        Fate.OPTED_OUT: 1,
        Fate.QUARANTINED: 1,
        Fate.TOO_OLD: 1,
        Fate.INVITED: 2,
    }
    assert await funnel() == {
        Stage.NO_CONTACT: 1,
        Stage.OPTED_OUT: 1,
        Stage.QUARANTINED: 1,
        Stage.TOO_OLD: 1,
        Stage.INVITED: 2,
    }


async def test_of_two_errands_of_one_contact_only_the_oldest_is_asked_about(service: Service) -> None:
    newer, older = await closed(service, [Closed(days_ago=1), Closed("Anna@Example.com", days_ago=3)])
    assert await decide_accepted(service) == {Fate.INVITED: 1, Fate.QUARANTINED: 1}
    assert (await errand(older))["fate"] == "invited"
    assert (await errand(newer))["fate"] == "quarantined"


async def test_a_quarantine_ends_on_its_day(service: Service, clock: MovableClock) -> None:
    await closed(service, [Closed()])
    await decide_accepted(service)
    clock.forward(days=89)
    await closed(service, [Closed()])
    assert await decide_accepted(service) == {Fate.QUARANTINED: 1}
    clock.forward(days=1)
    await closed(service, [Closed()])
    assert await decide_accepted(service) == {Fate.INVITED: 1}


async def test_two_processes_share_the_errands_and_never_a_contact(service: Service) -> None:
    """Each contact has two errands; however they fall on the two, one is invited and one rests."""
    await closed(service, residents(60) + residents(60, days_ago=1))
    procedures = [run_procedure(service.engine, deciding(service, world.NOW, limit=20)) for _ in range(8)]
    first = sum(await asyncio.gather(*procedures), Counter[Fate]())
    total = first + await decide_accepted(service)
    assert total == {Fate.INVITED: 60, Fate.QUARANTINED: 60}
    assert len({made["errand"] for made in await invitations()}) == 60
    assert await Errand.count().where(Errand.fate == "invited") == 60
    assert await funnel() == {Stage.INVITED: 60, Stage.QUARANTINED: 60}


async def test_nothing_to_decide_changes_nothing(service: Service) -> None:
    assert await decide_accepted(service) == {}
    assert await funnel() == {}


async def test_a_language_the_survey_does_not_have_becomes_the_municipalitys_own(service: Service) -> None:
    await closed(service, [Closed(language=None)])
    await decide_accepted(service)
    assert [made["language"] for made in await invitations()] == ["sv"]


async def test_an_errand_decided_at_night_is_written_about_in_the_morning(
    service: Service, clock: MovableClock
) -> None:
    clock.now = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)
    await closed(service, [Closed()])
    await decide_accepted(service)
    (made,) = await invitations()
    assert made["due"] == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
    assert made["expires_on"] == date(2026, 12, 3)


async def test_a_rate_of_nothing_in_one_district_is_heeded_there_only(service: Service) -> None:
    rules = replace(service.municipality.invitations, sampling={("phone", "oholm"): 0.0})
    sampling = replace(service, municipality=replace(service.municipality, invitations=rules))
    await closed(
        service,
        [
            Closed("a@example.com", channel="phone", district="oholm"),
            Closed("b@example.com", channel="phone", district="norrbyn"),
            Closed("c@example.com", channel="e_mail", district="oholm"),
            Closed("d@example.com", channel="phone", district=None),
        ],
    )
    assert await decide_accepted(sampling) == {Fate.SAMPLED_OUT: 1, Fate.INVITED: 3}


async def test_a_channel_no_survey_asks_about_is_never_drawn(service: Service) -> None:
    await closed(service, [Closed()])
    assert await decide_accepted(replace(service, catalogue=Catalogue([]))) == {Fate.SAMPLED_OUT: 1}
    assert await invitations() == []


async def test_a_phone_number_is_no_contact_where_only_e_mail_is_sent(service: Service) -> None:
    mailing = replace(service, settings=replace(service.settings, carrier="e_mail"))
    await closed(service, [Closed("+46701234567", kind="sms"), Closed("b@example.com")])
    assert await decide_accepted(mailing) == {Fate.NO_CONTACT: 1, Fate.INVITED: 1}


async def test_without_a_quarantine_every_errand_is_asked_about(service: Service) -> None:
    rules = replace(service.municipality.invitations, quarantine_days=0)
    often = replace(service, municipality=replace(service.municipality, invitations=rules))
    await closed(service, [Closed(), Closed(days_ago=1)])
    assert await decide_accepted(often) == {Fate.INVITED: 2}


def _refusing(service: Service, address: str) -> Procedure[None]:
    contact = service.keys.contact_hash("e_mail", address)
    yield Many("INSERT INTO opt_out (contact_hash, since) VALUES (?, ?)", [(contact, world.TODAY)])


def _resting(service: Service, address: str, until: date) -> Procedure[None]:
    contact = service.keys.contact_hash("e_mail", address)
    yield Many("INSERT INTO contact_quarantine (contact_hash, until) VALUES (?, ?)", [(contact, until)])
