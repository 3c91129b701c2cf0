"""Jobs are done once in the ordinary case, at least once in the worst, and given up in the end."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from feedback.database.statements import Procedure
from feedback.database.writer import run_procedure
from feedback.funnel import Stage
from feedback.invitations.deciding import decide_accepted
from feedback.invitations.jobs import BATCH, KINDS, run_due, work_forever, work_once
from feedback.invitations.queue import (
    LEASE,
    MOST_ATTEMPTS,
    Job,
    completing,
    enqueuing,
    leasing,
    wait_after,
)
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.tables import Job as JobTable
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
from tests.invitations.mail_server import Mailbox, mail_server

TEST = ("test",)


async def queued(service: Service, *keys: str, due: datetime = world.NOW) -> None:
    await run_procedure(service.engine, enqueuing("test", [(key, due) for key in keys]))


async def leased(service: Service, now: datetime = world.NOW, limit: int = 100) -> list[Job]:
    return await run_procedure(service.engine, leasing(now, limit, TEST))


def done() -> Procedure[None]:
    yield from ()


async def test_the_same_work_is_never_queued_twice(service: Service) -> None:
    await queued(service, "a", "b", "a")
    await queued(service, "a")
    assert sorted(job["key"] for job in await JobTable.select()) == ["a", "b"]


async def test_the_longest_due_come_first_and_the_future_not_at_all(service: Service) -> None:
    await queued(service, "later", due=world.NOW + timedelta(seconds=1))
    await queued(service, "now")
    await queued(service, "before", due=world.NOW - timedelta(hours=1))
    assert [job.key for job in await leased(service)] == ["before", "now"]


async def test_a_leased_job_is_nobody_elses_until_the_lease_runs_out(service: Service) -> None:
    await queued(service, "a")
    (mine,) = await leased(service)
    assert (mine.attempts, mine.leased_until) == (1, world.NOW + LEASE)
    assert await leased(service, world.NOW + LEASE - timedelta(seconds=1)) == []
    (again,) = await leased(service, world.NOW + LEASE)
    assert again.attempts == 2


async def test_whoever_lost_the_lease_cannot_end_the_job(service: Service) -> None:
    await queued(service, "a")
    (slow,) = await leased(service)
    (quick,) = await leased(service, world.NOW + LEASE)
    await run_procedure(service.engine, completing(slow, done()))
    assert [job["state"] for job in await JobTable.select()] == ["waiting"]
    await run_procedure(service.engine, completing(quick, done()))
    assert [job["state"] for job in await JobTable.select()] == ["done"]


async def test_workers_at_the_same_moment_share_the_jobs(service: Service) -> None:
    await queued(service, *(str(number) for number in range(50)))
    batches = await asyncio.gather(*(leased(service, limit=10) for _ in range(8)))
    taken = Counter(job.key for batch in batches for job in batch)
    assert max(taken.values()) == 1
    rest = await leased(service)
    assert len(taken) + len(rest) == 50


@pytest.fixture
async def second(service: Service, settings: Settings, clock: MovableClock) -> AsyncIterator[Service]:
    """Another worker on the same database, with connections of its own."""
    async with opened_service(settings, clock) as other:
        yield other


async def test_two_workers_send_each_message_once(service: Service, second: Service) -> None:
    await closed(service, residents(60))
    await decide_accepted(service)

    async def work(worker: Service) -> None:
        for _ in range(20):
            await run_due(worker, limit=7)

    await asyncio.gather(work(service), work(second))
    assert len(outbox(service)) == 60
    assert len(set(tokens(service))) == 60
    assert (await funnel())[Stage.DELIVERED] == 60


async def test_a_worker_killed_before_noting_it_leaves_a_message_sent_twice_but_counted_once(
    service: Service, clock: MovableClock
) -> None:
    """The mail server cannot take part in our transaction: at least once is what can be promised."""
    mailbox = Mailbox()
    async with mail_server(mailbox) as port:
        mailing = by_mail(service, port)
        await closed(service, [Closed()])
        await decide_accepted(mailing)
        await _killed_in_mid_send(mailing)
        assert len(mailbox.messages) == 1
        assert await run_due(mailing) == 0  # the dead worker's lease still holds
        clock.forward(seconds=LEASE.total_seconds())
        assert await run_due(mailing) == 1
    first, again = (envelope.content for envelope in mailbox.messages)
    assert header(first, b"Message-ID") == header(again, b"Message-ID")
    assert [made["state"] for made in await invitations()] == ["sent"]
    assert await funnel() == {Stage.INVITED: 1, Stage.DELIVERED: 1}


async def _killed_in_mid_send(service: Service) -> None:
    """Everything a worker does up to, and not including, writing down that the message was taken."""
    (job,) = await run_procedure(service.engine, leasing(service.now(), 1, ("send",)))
    async with KINDS["send"](service) as handler:
        (await handler.run(job)).close()


async def test_a_refused_recipient_is_given_up_at_once_and_forgotten(service: Service) -> None:
    async with mail_server(Mailbox(to_recipient="550 no such user")) as port:
        (identity,) = await closed(service, [Closed()])
        await work_once(by_mail(service, port))
    (made,) = await invitations()
    known = await errand(identity)
    (job,) = await JobTable.select().where(JobTable.kind == "send")
    assert (made["state"], made["token_sealed"]) == ("failed", None)
    assert (known["contact_sealed"], known["contact_hash"]) == (None, None)
    assert (job["state"], job["problem"]) == ("failed", "smtp 550")
    assert await funnel() == {Stage.INVITED: 1, Stage.FAILED: 1}


async def test_a_busy_server_is_tried_again_later(service: Service, clock: MovableClock) -> None:
    mailbox = Mailbox(to_recipient="451 greylisted")
    async with mail_server(mailbox) as port:
        mailing = by_mail(service, port)
        await closed(service, [Closed()])
        await work_once(mailing)
        (job,) = await JobTable.select().where(JobTable.kind == "send")
        assert (job["state"], job["attempts"], job["problem"]) == ("waiting", 1, "smtp 451")
        assert job["due"] == world.NOW + timedelta(minutes=1)

        mailbox.to_recipient = None
        assert await run_due(mailing) == 0
        clock.forward(minutes=1)
        assert await run_due(mailing) == 1
    assert len(mailbox.messages) == 1
    assert await funnel() == {Stage.INVITED: 1, Stage.DELIVERED: 1}


async def test_it_is_given_up_after_the_last_attempt(service: Service, clock: MovableClock) -> None:
    rules = replace(service.municipality.invitations, quiet_until=service.municipality.invitations.quiet_from)
    restless = replace(service, municipality=replace(service.municipality, invitations=rules))
    async with mail_server(Mailbox(to_recipient="451 greylisted")) as port:
        mailing = by_mail(restless, port)
        (identity,) = await closed(service, [Closed()])
        await decide_accepted(mailing)
        for attempt in range(1, MOST_ATTEMPTS + 1):
            assert await run_due(mailing) == 1
            clock.forward(seconds=wait_after(attempt).total_seconds())
        assert await run_due(mailing) == 0
    assert [made["state"] for made in await invitations()] == ["failed"]
    assert (await errand(identity))["contact_sealed"] is None
    assert await funnel() == {Stage.INVITED: 1, Stage.FAILED: 1}


async def test_a_reminder_nobody_takes_leaves_the_invitation_open(
    service: Service, clock: MovableClock
) -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox) as port:
        mailing = by_mail(service, port)
        (identity,) = await closed(service, [Closed()])
        await work_once(mailing)
        mailbox.to_recipient = "550 mailbox closed"
        clock.forward(days=4)
        await work_once(mailing)
    assert [made["state"] for made in await invitations()] == ["sent"]
    assert (await errand(identity))["contact_sealed"] is None
    assert await funnel() == {Stage.INVITED: 1, Stage.DELIVERED: 1}


def test_the_waits_grow_fourfold_and_outlast_a_night() -> None:
    waits = [wait_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]
    assert [int(wait.total_seconds() / 60) for wait in waits] == [1, 4, 16, 64, 256, 1024]
    assert timedelta(hours=12) < sum(waits, timedelta()) < timedelta(days=1)


async def test_a_fault_of_ours_does_not_stop_the_jobs_behind_it(service: Service) -> None:
    await closed(service, residents(3))
    await decide_accepted(service)
    await JobTable.insert(JobTable(kind="send", key="not a number", due=world.NOW - timedelta(hours=1)))
    await work_once(service)
    assert len(outbox(service)) == 3
    (job,) = await JobTable.select().where(JobTable.key == "not a number")
    assert (job["state"], job["problem"]) == ("waiting", "ValueError")


async def test_jobs_of_kinds_we_do_not_know_are_left_to_those_who_do(service: Service) -> None:
    await queued(service, "a")
    assert await run_due(service) == 0
    assert [job["attempts"] for job in await JobTable.select()] == [0]


async def test_the_worker_works_until_it_is_told_to_stop(service: Service) -> None:
    stop = asyncio.Event()
    worker = asyncio.create_task(work_forever(service, stop))
    await closed(service, residents(BATCH + 5))
    await _until(lambda: len(outbox(service)) == BATCH + 5)
    stop.set()
    await asyncio.wait_for(worker, 5)
    assert (await funnel())[Stage.DELIVERED] == BATCH + 5


async def test_a_worker_told_to_stop_gives_its_jobs_back(service: Service) -> None:
    await closed(service, residents(5))
    await decide_accepted(service)
    await run_due(service, stopping=lambda: True)
    assert outbox(service) == []
    assert {(job["attempts"], job["leased_until"]) for job in await JobTable.select()} == {(0, None)}


async def _until(holds: Any, seconds: float = 20.0) -> None:
    for _ in range(int(seconds / 0.05)):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


def by_mail(service: Service, port: int) -> Service:
    """The same service, sending through the mail server on `port`."""
    settings = replace(
        service.settings, carrier="e_mail", smtp_host="127.0.0.1", smtp_port=port, smtp_security="none"
    )
    return replace(service, settings=settings)


def header(content: bytes, name: bytes) -> bytes:
    return next(line for line in content.splitlines() if line.startswith(name))
