"""The worker: leases due jobs, has them done, and writes down what came of it.

Any number of workers may run: inside the service, which is the default, and by `likvardig jobs run`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from feedback.database.writer import run_procedure
from feedback.invitations.carriers import PermanentFailure, TemporaryFailure
from feedback.invitations.deciding import SEND, decide_some
from feedback.invitations.eligibility import Fate
from feedback.invitations.expiry import EXPIRE, Expiry, scheduling_expiry
from feedback.invitations.handling import Handler, Postponed
from feedback.invitations.queue import Job, abandoning, completing, leasing, postponing, retrying
from feedback.invitations.reminders import Reminder
from feedback.invitations.sending import REMIND, Sender
from feedback.service import Service
from feedback.tables import Job as JobTable

log = logging.getLogger("likvardig.jobs")

Kinds = Mapping[str, Callable[[Service], Handler]]
KINDS: Kinds = {SEND: Sender, REMIND: Reminder, EXPIRE: Expiry}
BATCH = 20
# A job is not begun when its lease has less left than a slow server needs for one message.
LEASE_MARGIN = timedelta(minutes=3)
IDLE_SECONDS = 1.0
AFTER_TROUBLE_SECONDS = 10.0

Stopping = Callable[[], bool]


def never() -> bool:
    return False


async def run_due(
    service: Service, limit: int = BATCH, stopping: Stopping = never, kinds: Kinds = KINDS
) -> int:
    """Take up to `limit` due jobs of these kinds and do them; says how many were taken."""
    now = service.now()
    if not await JobTable.exists().where((JobTable.state == "waiting") & (JobTable.due <= now)):
        return 0
    jobs = await run_procedure(service.engine, leasing(now, limit, tuple(kinds)))
    by_kind = sorted(jobs, key=lambda job: job.kind)
    for kind, batch in groupby(by_kind, key=lambda job: job.kind):
        async with kinds[kind](service) as handler:
            await _do_batch(service, handler, list(batch), stopping)
    return len(jobs)


async def _do_batch(service: Service, handler: Handler, batch: Sequence[Job], stopping: Stopping) -> None:
    for job in batch:
        if stopping() or service.now() + LEASE_MARGIN > job.leased_until:
            await run_procedure(service.engine, postponing(job, job.due))
        else:
            await _do(service, handler, job)


async def _do(service: Service, handler: Handler, job: Job) -> None:
    """One job, from trying it to writing down what came of it."""
    try:
        work = await handler.run(job)
    except Postponed as later:
        await run_procedure(service.engine, postponing(job, later.until))
    except PermanentFailure as failure:
        await _abandon(service, handler, job, failure.reason)
    except TemporaryFailure as failure:
        await _try_again(service, handler, job, failure.reason)
    except Exception as error:
        # A fault of ours must not stop the jobs behind it. Its text could hold an address, so it is left out.
        log.error("A job of kind %s failed: %s at %s", job.kind, type(error).__name__, _place(error))
        await _try_again(service, handler, job, type(error).__name__)
    else:
        await run_procedure(service.engine, completing(job, work))


def _place(error: Exception) -> str:
    """File and line where the error arose."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"


async def _try_again(service: Service, handler: Handler, job: Job, reason: str) -> None:
    if job.is_last_attempt:
        await _abandon(service, handler, job, reason)
    else:
        await run_procedure(service.engine, retrying(job, reason, service.now()))


async def _abandon(service: Service, handler: Handler, job: Job, reason: str) -> None:
    log.warning("A job of kind %s is given up after %d attempts: %s", job.kind, job.attempts, reason)
    await run_procedure(service.engine, abandoning(job, reason, await handler.give_up(job)))


async def work_once(service: Service, stopping: Stopping = never) -> tuple[int, Counter[Fate]]:
    """Everything there is to do now: errands decided, jobs done, until none is due. Says how many of each."""
    await run_procedure(service.engine, scheduling_expiry(service.today(), service.now()))
    done, fates = 0, Counter[Fate]()
    while not stopping():
        decided, taken = await _round(service, stopping)
        if not decided and not taken:
            break
        fates += decided
        done += taken
    return done, fates


async def _round(service: Service, stopping: Stopping) -> tuple[Counter[Fate], int]:
    """A chunk of decisions, then a batch of jobs: a large import does not hold up the messages before it."""
    return await decide_some(service), await run_due(service, stopping=stopping)


async def work_forever(service: Service, stop: asyncio.Event) -> None:
    """Work until `stop` is set; looks once a second when there is nothing to do, and survives trouble."""
    scheduled: date | None = None
    while not stop.is_set():
        try:
            scheduled = await _schedule(service, scheduled)
            decided, taken = await _round(service, stop.is_set)
        except Exception as error:
            log.error("The job worker met %s at %s", type(error).__name__, _place(error))
            await _pause(stop, AFTER_TROUBLE_SECONDS)
            continue
        if not decided and not taken:
            await _pause(stop, IDLE_SECONDS)


async def _schedule(service: Service, scheduled: date | None) -> date:
    today = service.today()
    if today != scheduled:
        await run_procedure(service.engine, scheduling_expiry(today, service.now()))
    return today


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
