"""Every errand is checked, stored once, and counted once as closed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import date, timedelta

import pytest

from feedback.errands.intake import ClosedErrand, Intake, accept, already_known, faults_of
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.tables import Errand
from survey_defs.municipality import Municipality, load_municipality
from tests import world
from tests.errands.counting import closed_by, closed_in_funnel, stored_errands

GOOD = ClosedErrand(
    source="lex",
    external_id="2026-1",
    channel="phone",
    closed_on=world.TODAY,
    office="soder",
    service="waste",
    district="soderhagen",
    language="fi",
    contact_kind="sms",
    contact="070-123 45 67",
)


@pytest.fixture(scope="module")
def municipality() -> Municipality:
    return load_municipality(world.MUNICIPALITY)


FAULTS = [
    ({}, []),
    ({"office": None, "service": None, "district": None, "language": None}, []),
    ({"contact": None, "contact_kind": None}, []),
    ({"source": " "}, ["source"]),
    ({"source": "l" * 101}, ["source"]),
    ({"source": "l\x00x"}, ["source"]),
    ({"external_id": ""}, ["external_id"]),
    ({"external_id": "1" * 201}, ["external_id"]),
    ({"channel": "fax"}, ["channel"]),
    ({"office": "norr"}, ["office"]),
    ({"service": "x"}, ["service"]),
    ({"district": "outside"}, ["district"]),
    ({"language": "de"}, ["language"]),
    ({"closed_on": world.TODAY + timedelta(days=1)}, ["closed_on"]),
    ({"closed_on": date(2000, 12, 31)}, ["closed_on"]),
    ({"contact": "anna"}, ["contact"]),
    ({"contact": ""}, ["contact"]),
    ({"contact_kind": None}, ["contact_kind"]),
    ({"contact": None}, ["contact"]),
    ({"contact_kind": "e_mail"}, ["contact"]),
    ({"channel": "fax", "district": "x", "contact": "x"}, ["channel", "district", "contact"]),
]


@pytest.mark.parametrize(("changed", "places"), FAULTS)
def test_all_faults_are_told_at_their_field(
    municipality: Municipality, changed: dict[str, object], places: list[str]
) -> None:
    errand = replace(GOOD, **changed)  # type: ignore[arg-type]
    assert [fault.place for fault in faults_of(errand, municipality, world.TODAY)] == places


def test_no_fault_repeats_the_contact(municipality: Municipality) -> None:
    errand = replace(GOOD, contact_kind="e_mail", contact="anna.ek")
    assert not any("anna" in str(fault) for fault in faults_of(errand, municipality, world.TODAY))
    assert "anna" not in repr(errand)


async def test_a_new_errand_is_stored_with_its_contact_sealed(service: Service) -> None:
    assert await accept(service, [GOOD]) == Intake(1, 0)
    row = await Errand.select().first()
    assert row is not None
    assert service.keys.decrypt(row.pop("contact_sealed")) == "+46701234567"
    assert row.pop("contact_hash") == service.keys.contact_hash("sms", "+46701234567")
    assert row.pop("external_hash") == service.keys.external_hash("lex", "2026-1")
    assert row.pop("id") > 0
    assert row == {
        "source": "lex",
        "channel": "phone",
        "office": "soder",
        "service": "waste",
        "district": "soderhagen",
        "language": "fi",
        "closed_on": world.TODAY,
        "contact_kind": "sms",
        "fate": "accepted",
    }


async def test_the_same_errand_again_changes_nothing(service: Service) -> None:
    await accept(service, [GOOD])
    assert await accept(service, [replace(GOOD, channel="e_mail")]) == Intake(0, 1)
    assert await closed_by(service, "channel") == {"phone": 1}


async def test_the_first_of_two_in_one_batch_is_kept(service: Service) -> None:
    twice = [GOOD, replace(GOOD, district="norrbyn"), replace(GOOD, source="other")]
    assert await accept(service, twice) == Intake(2, 1)
    assert await closed_by(service, "district") == {"soderhagen": 2}


async def test_what_is_not_known_is_stored_as_such(service: Service) -> None:
    bare = ClosedErrand("lex", "1", "e_service", world.TODAY)
    await accept(service, [bare])
    row = await Errand.select(Errand.district, Errand.office, Errand.contact_sealed).first()
    assert row == {"district": None, "office": None, "contact_sealed": None}
    assert await closed_by(service, "district") == {None: 1}


async def test_many_chunks_and_a_look_at_what_is_known(service: Service) -> None:
    errands = [replace(GOOD, external_id=str(number)) for number in range(2300)]
    assert await already_known(service, errands) == 0
    assert await accept(service, errands[:1001]) == Intake(1001, 0)
    assert await already_known(service, errands) == 1001
    assert await accept(service, errands) == Intake(1299, 1001)
    assert (await stored_errands(), await closed_in_funnel()) == (2300, 2300)


async def test_two_at_once_store_and_count_each_errand_once(settings: Settings) -> None:
    """Two services over one database, as two processes are."""
    errands = [
        replace(GOOD, external_id=str(number), contact=None, contact_kind=None) for number in range(1500)
    ]
    async with (
        opened_service(settings, world.clock) as one,
        opened_service(settings, world.clock) as other,
    ):
        intakes = await asyncio.gather(
            accept(one, errands), accept(other, errands[::-1]), accept(one, errands[700:])
        )
        assert sum(intake.stored for intake in intakes) == 1500
        assert (await stored_errands(), await closed_in_funnel()) == (1500, 1500)


async def test_nothing_of_a_contact_is_logged(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await accept(service, [GOOD])
    assert "123 45 67" not in caplog.text
    assert "1234567" not in caplog.text
