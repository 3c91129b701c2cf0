"""The work in the background: from a closed quarter to an archive and mails, with a real desk and a real process."""

from __future__ import annotations

import asyncio
import dataclasses
import email
import email.policy
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from feedback.closing import close_due
from feedback.database.writer import run_procedure
from feedback.insight.desk import Desk
from feedback.invitations.carriers.outbox import OutboxCarrier
from feedback.invitations.jobs import run_due
from feedback.quarterly import approving
from feedback.quarterly.archiving import Finished, archiving, files_of, read_file
from feedback.quarterly.craft import Craft
from feedback.quarterly.drafting import ask_for_draft
from feedback.quarterly.forever import Round
from feedback.quarterly.mailing import KINDS
from feedback.quarterly.package import KEYS, unpacked
from feedback.quarterly.published import read_figures
from feedback.quarterly.reading import summary_of
from feedback.quarterly.runs import LostRun, latest_runs, taking
from feedback.quarters import Quarter
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff.accounts import disable_account
from feedback.staff.roles import Viewer
from feedback.tables import Job, Summary
from tests import world
from tests.insight.counted import LILLAKER, count
from tests.invitations.mail_server import Mailbox, mail_server
from tests.quarterly.drafts import QUARTER, archived, changes, drafted, staff, viewers
from tests.quarterly.stand_in import stand_in, without_ink
from tests.themes.conftest import Ticking

pytestmark = pytest.mark.slow

WHEN = Quarter(2026, 3)


def dies() -> Craft:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


async def closed(service: Service) -> dict[str, Viewer]:
    people = await staff(service)
    await count(service, LILLAKER)
    await close_due(service, service.today())
    return people


async def the_summary() -> int:
    row = await Summary.select(Summary.id).first()
    assert row is not None
    return int(row["id"])


async def test_a_draft_is_gathered_written_approved_and_archived(service: Service, desk: Desk) -> None:
    people = await closed(service)
    await ask_for_draft(service, people["anna"], WHEN)
    work = Round(service, desk, stand_in)
    assert await work.once(asyncio.Event())
    assert (await latest_runs())[QUARTER].problem is None
    summary = await the_summary()
    row = await summary_of(summary)
    assert (row.state, row.edition, row.drafted_name, row.officer) == ("drafted", 1, "Anna", "Dag Exempel")
    stored = await Summary.select(Summary.documents).first()
    assert stored is not None
    package = unpacked(bytes(stored["documents"]))
    assert set(package.documents) == set(KEYS)
    assert package.documents["sv-full"].notice == "Utkast, inte godkänt."
    assert package.documents["sv-full"].front.date == "18 november 2026"
    await approving.review(service, people["anna"], summary, 0)
    await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
    assert await work.once(asyncio.Event())
    assert (await summary_of(summary)).state == "archived"
    assert len(await files_of(summary)) == 12
    parquet = await read_file(
        summary, (await summary_of(summary)).content_hash, "likvardig-2026Q3-1-siffror.parquet"
    )
    assert parquet is not None
    assert parquet.content[:4] == b"PAR1"
    assert read_figures(package.figures)[0].n
    await work.once(asyncio.Event())
    mails = list(service.settings.outbox.glob("*.eml"))
    assert len(mails) == 2
    message = email.message_from_bytes(mails[0].read_bytes(), policy=email.policy.default)
    assert message["Subject"] == "Sammanfattningen för kvartal 3 2026 är godkänd"
    assert f"/insikt/sammanfattningar/{summary}" in mails[0].with_suffix(".txt").read_text()


@pytest.mark.parametrize(
    ("maker", "said"),
    [(without_ink, "gick inte att göra"), (dies, "mer minne eller tid")],
    ids=["fault", "killed"],
)
async def test_what_goes_wrong_is_said_and_the_approval_is_open_again(
    embedded_settings: Settings, clock: Ticking, maker: object, said: str
) -> None:
    async with opened_service(embedded_settings, clock) as service:
        people = await staff(service)
        summary = await drafted(service, people["anna"])
        await approving.review(service, people["anna"], summary, 0)
        await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
        await Round(service, None, maker).make_waiting(asyncio.Event())  # type: ignore[arg-type]
        row = await summary_of(summary)
        assert (row.state, row.approved_at) == ("reviewed", None)
        assert said in ((await latest_runs())[QUARTER].problem or "")
        assert await files_of(summary) == ()
        assert await Job.count().where(Job.kind == "summary_mail") == 0


async def test_work_stopped_in_the_middle_waits_for_the_next_start(
    embedded_settings: Settings, clock: Ticking
) -> None:
    async with opened_service(embedded_settings, clock) as service:
        people = await staff(service)
        summary = await drafted(service, people["anna"])
        await approving.review(service, people["anna"], summary, 0)
        await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
        stopped = asyncio.Event()
        stopped.set()
        await Round(service, None, stand_in).make_waiting(stopped)
        assert (await latest_runs())[QUARTER].state == "waiting"
        assert (await summary_of(summary)).is_being_archived
        await Round(service, None, stand_in).make_waiting(asyncio.Event())
        assert (await summary_of(summary)).state == "archived"


async def test_two_who_archive_at_once_make_one_archive(embedded_settings: Settings, clock: Ticking) -> None:
    """A killed worker's work is taken over; when it wakes up after all, nothing of it is written."""
    async with opened_service(embedded_settings, clock) as service:
        people = await staff(service)
        summary = await drafted(service, people["anna"])
        await approving.review(service, people["anna"], summary, 0)
        await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
        lost = await run_procedure(service.engine, taking(service.now()))
        assert lost is not None
        clock.now = clock.now.replace(day=clock.now.day + 1)
        await archived(service)
        files = await files_of(summary)
        late = archiving(lost, Finished((), "[]", "0.1"), ("committee",), service.now())
        with pytest.raises(LostRun):
            await run_procedure(service.engine, late)
        assert await files_of(summary) == files
        assert await Job.count().where(Job.kind == "summary_mail") == 2


@asynccontextmanager
async def by_mail(settings: Settings, clock: Ticking, port: int) -> AsyncIterator[Service]:
    mailed = dataclasses.replace(settings, carrier="e_mail", smtp_port=port, smtp_security="none")
    async with opened_service(mailed, clock) as service:
        yield service


async def told(service: Service) -> int:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await approving.review(service, people["anna"], summary, 0)
    await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
    await archived(service)
    return summary


async def test_each_is_told_once_by_real_mail(settings: Settings, clock: Ticking) -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox) as port, by_mail(settings, clock, port) as service:
        await told(service)
        assert await run_due(service, kinds=KINDS) == 2
        assert await run_due(service, kinds=KINDS) == 0
    recipients = sorted(each.rcpt_tos[0] for each in mailbox.messages)
    assert recipients == ["anna@lillaker.example", "bo@lillaker.example"]
    identities = {email.message_from_bytes(each.content)["Message-ID"] for each in mailbox.messages}
    assert len(identities) == 2


async def test_a_server_that_is_down_is_tried_again(embedded_settings: Settings, clock: Ticking) -> None:
    mailbox = Mailbox(to_data="451 later")
    async with mail_server(mailbox) as port, by_mail(embedded_settings, clock, port) as service:
        await told(service)
        await run_due(service, kinds=KINDS)
        assert mailbox.messages == []
        mailbox.to_data = None
        clock.now = clock.now.replace(hour=clock.now.hour + 1)
        await run_due(service, kinds=KINDS)
    assert len(mailbox.messages) == 2


async def test_whoever_has_left_is_not_told(embedded_settings: Settings, clock: Ticking) -> None:
    async with opened_service(embedded_settings, clock) as service:
        await told(service)
        await disable_account(service, "bo@lillaker.example")
        assert set(await viewers()) == {"anna", "bo", "cia"}
        assert await run_due(service, kinds=KINDS) == 2
        assert service.settings.carrier == OutboxCarrier.kind
        assert len(list(service.settings.outbox.glob("*.eml"))) == 1
        assert service.now() > world.NOW
