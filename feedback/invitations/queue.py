"""The job table: work leased by one worker at a time, tried again with back-off, given up at last.

A lease is a promise to be done before it runs out. A worker killed in the middle leaves its lease behind;
when that has run out another worker takes the job, so the work is done at least once, and once in the
ordinary case. A handler must therefore look at the world before it acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedback.database.statements import Many, Procedure, Rows, marks
from feedback.keys import random_id

# Longer than a batch of messages takes to a slow mail server; so long does a killed worker's work wait.
LEASE = timedelta(minutes=10)
# Waits of 1 min, 4 min, 16 min, 64 min, 4 h 16 min and 17 h 4 min: a mail server that is down overnight, or
# that puts unknown senders off, is outlasted. After the seventh attempt, nearly a day after the first, no more.
FIRST_WAIT = timedelta(minutes=1)
WAIT_GROWTH = 4
MOST_ATTEMPTS = 7

ENQUEUE = (
    "INSERT INTO job (id, kind, key, payload, due, attempts, state) VALUES (?, ?, ?, '{}', ?, 0, 'waiting') "
    "ON CONFLICT (kind, key) DO NOTHING"
)
_FREE = "state = 'waiting' AND due <= ? AND (leased_until IS NULL OR leased_until <= ?)"
# The conditions stand twice: a worker that waited for another's lock looks again at the outer ones.
_LEASE = (
    "UPDATE job SET leased_until = ?, attempts = attempts + 1 "
    f"WHERE id IN (SELECT id FROM job WHERE {_FREE} AND kind IN ({{}}) ORDER BY due, id LIMIT ?) AND {_FREE} "
    "RETURNING id, kind, key, attempts, leased_until, due"
)
# Whoever's lease ran out has lost the job: it is another worker's now, and only that one may write to it.
_MINE = "WHERE id = ? AND state = 'waiting' AND leased_until = ?"
_END = f"UPDATE job SET state = ?, leased_until = NULL, problem = ? {_MINE}"
_POSTPONE = f"UPDATE job SET due = ?, attempts = ?, leased_until = NULL, problem = ? {_MINE}"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work, leased by us."""

    id: int
    kind: str
    key: str
    attempts: int
    leased_until: datetime
    due: datetime

    @property
    def is_last_attempt(self) -> bool:
        return self.attempts >= MOST_ATTEMPTS


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts."""
    return FIRST_WAIT * int(WAIT_GROWTH ** (attempts - 1))


def enqueuing(kind: str, work: Iterable[tuple[str, datetime]]) -> Procedure[None]:
    """Queue (key, due) pairs; a key that was queued before is left as it is."""
    yield Many(ENQUEUE, [(random_id(), kind, key, due) for key, due in work])


def leasing(now: datetime, limit: int, kinds: Sequence[str]) -> Procedure[list[Job]]:
    """Take up to `limit` due jobs of these kinds, the longest due first, each for nobody else until LEASE has passed."""
    rows = yield Rows(_LEASE.format(marks(len(kinds))), [now + LEASE, now, now, *kinds, limit, now, now])
    return sorted((Job(*row) for row in rows), key=lambda job: (job.due, job.id))


def completing(job: Job, work: Procedure[None]) -> Procedure[None]:
    """The effects of `work` and the job's end, together or not at all."""
    yield from work
    yield Rows(_END, ["done", None, job.id, job.leased_until])


def abandoning(job: Job, problem: str, work: Procedure[None]) -> Procedure[None]:
    """The last attempt failed: say so, and do what is to be done then."""
    yield from work
    yield Rows(_END, ["failed", problem, job.id, job.leased_until])


def retrying(job: Job, problem: str, now: datetime) -> Procedure[None]:
    due = now + wait_after(job.attempts)
    yield Rows(_POSTPONE, [due, job.attempts, problem, job.id, job.leased_until])


def postponing(job: Job, due: datetime) -> Procedure[None]:
    """Not now, through no fault of anybody: the attempt does not count."""
    yield Rows(_POSTPONE, [due, job.attempts - 1, None, job.id, job.leased_until])


def dropping(kinds: Sequence[str], keys: Sequence[str]) -> Procedure[None]:
    """Forget jobs, whatever their state."""
    if keys:
        where = f"kind IN ({marks(len(kinds))}) AND key IN ({marks(len(keys))})"
        yield Rows(f"DELETE FROM job WHERE {where}", [*kinds, *keys])


def sweeping(before: datetime) -> Procedure[None]:
    """Forget jobs that ended and were due before `before`."""
    yield Rows("DELETE FROM job WHERE state IN ('done', 'failed') AND due < ?", [before])
