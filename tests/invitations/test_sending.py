"""Invitations go out once, outside quiet hours; what a person no longer needs to be reached by is erased."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from feedback.database.statements import Many, Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.funnel import Stage
from feedback.invitations.deciding import decide_accepted
from feedback.invitations.expiry import expire
from feedback.invitations.jobs import run_due, work_once
from feedback.service import Service
from feedback.tables import ContactQuarantine, Job
from tests import world
from tests.invitations.closed import (
    Closed,
    closed,
    errand,
    funnel,
    invitations,
    outbox,
    residents,
    tokens,
)
from tests.invitations.conftest import MovableClock


async def test_an_invitation_is_sent_and_the_day_noted(service: Service) -> None:
    await closed(service, [Closed()])
    await work_once(service)

    (made,) = await invitations()
    (text,) = outbox(service)
    link = f"http://127.0.0.1:8000/s/{service.keys.decrypt(made['token_sealed'])}"
    assert text.splitlines()[0] == link
    assert (made["state"], made["sent_on"]) == ("sent", world.TODAY)
    assert made["due"] == datetime(2026, 11, 18, tzinfo=UTC)  # the day, no time
    assert await funnel() == {Stage.INVITED: 1, Stage.DELIVERED: 1}


async def test_a_second_round_sends_nothing_more(service: Service) -> None:
    await closed(service, residents(3))
    await work_once(service)
    await work_once(service)
    assert len(outbox(service)) == 3
    assert (await funnel())[Stage.DELIVERED] == 3


async def test_the_reminder_comes_once_after_four_days_and_is_the_last_use_of_the_address(
    service: Service, clock: MovableClock
) -> None:
    (identity,) = await closed(service, [Closed()])
    await work_once(service)
    assert (await errand(identity))["contact_sealed"] is not None

    clock.forward(days=3, hours=23)
    await work_once(service)
    assert len(outbox(service)) == 1
    clock.forward(hours=1)
    await work_once(service)
    assert len(outbox(service)) == 2

    (made,) = await invitations()
    known = await errand(identity)
    assert (made["state"], made["reminded_on"], made["token_sealed"]) == ("sent", date(2026, 11, 22), None)
    assert (known["contact_kind"], known["contact_sealed"]) == (None, None)
    assert known["contact_hash"] is not None  # the unsubscribe link must still work
    assert await funnel() == {Stage.INVITED: 1, Stage.DELIVERED: 1, Stage.REMINDED: 1}

    clock.forward(days=4)
    await work_once(service)
    assert len(outbox(service)) == 2


async def test_both_messages_hold_the_same_link(service: Service, clock: MovableClock) -> None:
    await closed(service, [Closed()])
    await work_once(service)
    clock.forward(days=4)
    await work_once(service)
    first, second = tokens(service)
    assert first == second


async def test_whoever_answered_is_not_reminded(service: Service, clock: MovableClock) -> None:
    await closed(service, [Closed()])
    await work_once(service)
    await run_procedure(service.engine, _spending())
    clock.forward(days=4)
    await work_once(service)
    assert len(outbox(service)) == 1
    assert Stage.REMINDED not in await funnel()


async def test_no_reminder_is_planned_for_a_dead_link(service: Service, clock: MovableClock) -> None:
    """Sent only eleven days late, its reminder would come after its last day: the address goes at once."""
    (identity,) = await closed(service, [Closed()])
    await decide_accepted(service)
    clock.forward(days=11)
    await run_due(service)
    assert len(outbox(service)) == 1
    assert await Job.count().where(Job.kind == "remind") == 0
    assert (await errand(identity))["contact_sealed"] is None
    assert [made["token_sealed"] for made in await invitations()] == [None]


async def test_a_worker_that_is_late_waits_for_the_morning(service: Service, clock: MovableClock) -> None:
    await closed(service, [Closed()])
    await decide_accepted(service)
    clock.now = datetime(2026, 11, 18, 19, 30, tzinfo=UTC)  # half past eight in the evening
    await run_due(service)
    (job,) = await Job.select().where(Job.kind == "send")
    assert outbox(service) == []
    assert (job["due"], job["attempts"]) == (datetime(2026, 11, 19, 7, 0, tzinfo=UTC), 0)
    clock.now = datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
    await run_due(service)
    assert len(outbox(service)) == 1


async def test_a_contact_that_refused_after_the_decision_gets_nothing(service: Service) -> None:
    (identity,) = await closed(service, [Closed()])
    await decide_accepted(service)
    contact = service.keys.contact_hash("e_mail", "anna@example.com")
    await run_procedure(service.engine, _refusing(contact))
    await work_once(service)
    assert outbox(service) == []
    assert [(made["state"], made["errand"]) for made in await invitations()] == [("withdrawn", None)]
    assert (await errand(identity))["contact_hash"] is None
    assert await funnel() == {Stage.INVITED: 1, Stage.WITHDRAWN: 1}


async def test_the_link_works_on_its_last_day_and_ends_after_it(
    service: Service, clock: MovableClock
) -> None:
    (identity,) = await closed(service, [Closed()])
    await work_once(service)
    clock.forward(days=14)
    assert await expire(service) == 0
    clock.forward(days=1)
    assert await expire(service) == 1
    assert await expire(service) == 0

    (made,) = await invitations()
    assert (made["state"], made["errand"], made["token_sealed"], made["sent_on"]) == (
        "expired",
        None,
        None,
        None,
    )
    known = await errand(identity)
    assert (known["contact_kind"], known["contact_sealed"], known["contact_hash"]) == (None, None, None)
    assert known["fate"] == "closed"
    assert await funnel() == {Stage.INVITED: 1, Stage.DELIVERED: 1, Stage.EXPIRED: 1}
    assert await Job.count().where(Job.kind == "remind") == 0


async def test_a_day_that_is_over_is_swept_up_once(service: Service, clock: MovableClock) -> None:
    await closed(service, [Closed()])
    await work_once(service)
    clock.forward(days=90)
    await work_once(service)
    await work_once(service)
    assert [made["state"] for made in await invitations()] == ["expired"]
    assert await ContactQuarantine.count() == 0
    assert [job["key"] for job in await Job.select()] == [service.today().isoformat()]
    assert (await funnel())[Stage.EXPIRED] == 1


async def test_an_invitation_never_sent_expires_too(service: Service, clock: MovableClock) -> None:
    await closed(service, [Closed()])
    await decide_accepted(service)
    clock.forward(days=15)
    await work_once(service)
    assert outbox(service) == []
    assert await funnel() == {Stage.INVITED: 1, Stage.EXPIRED: 1}


def _spending() -> Procedure[None]:
    """As an answer does."""
    yield Rows("UPDATE errand SET contact_kind = NULL, contact_sealed = NULL, contact_hash = NULL")
    yield Rows("UPDATE invitation SET state = 'spent', errand = NULL, token_sealed = NULL, survey = ''")


def _refusing(contact: str) -> Procedure[None]:
    since = world.TODAY - timedelta(days=1)
    yield Many("INSERT INTO opt_out (contact_hash, since) VALUES (?, ?)", [(contact, since)])
