"""Heavy work on a summary in somebody's hands: asked for, taken for a while, kept while it goes on, ended.

Whoever's lease ran out has lost it: it is taken again, and the number of attempts tells the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from feedback.database.statements import Procedure, Rows
from feedback.keys import random_id
from feedback.quarterly.hand import my_turn
from feedback.tables import SummaryRun

DRAFT, ARCHIVE = "draft", "archive"
LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 3
CRASHED = "Arbetet avbröts flera gånger innan det blev klart. Försök igen, eller be driften titta i loggen."

_COLUMNS = "id, kind, quarter, summary, state, asked_by, asked_at, finished_at, stage, progress, problem"
_PENDING = "SELECT id FROM summary_run WHERE quarter = ? AND kind = ? AND state IN ('waiting', 'running')"
_ASK = "INSERT INTO summary_run (id, kind, quarter, summary, asked_by, asked_at) VALUES (?, ?, ?, ?, ?, ?)"
_FREE = "(state = 'waiting' OR (state = 'running' AND leased_until <= ?))"
_TAKE = (
    "UPDATE summary_run SET state = 'running', started_at = ?, leased_until = ?, attempts = attempts + 1, stage = '', "
    f"progress = 0 WHERE id IN (SELECT id FROM summary_run WHERE {_FREE} ORDER BY asked_at, id LIMIT 1) "
    "RETURNING id, attempts, kind, quarter, summary, asked_by"
)
_MINE = "WHERE id = ? AND attempts = ? AND state = 'running'"
_KEEP = f"UPDATE summary_run SET stage = ?, progress = ?, leased_until = ? {_MINE} RETURNING id"
_ENDED = "SELECT id FROM summary_run WHERE id = ? AND attempts = ? AND state = 'done'"
_GIVE_BACK = f"UPDATE summary_run SET state = 'waiting', attempts = attempts - 1, leased_until = NULL {_MINE}"
_END = (
    "UPDATE summary_run SET state = ?, problem = ?, summary = ?, finished_at = ?, leased_until = NULL, progress = 100 "
    f"{_MINE} RETURNING id"
)
_HOPELESS = "SELECT id, attempts, kind, quarter, summary, asked_by FROM summary_run WHERE state = 'running' AND leased_until <= ? AND attempts >= ?"
# An approval whose files could not be made is no approval: a person gives it again.
_UNAPPROVE = (
    "UPDATE summary SET approved_at = NULL, approved_by = NULL, approved_name = '', changes = changes + 1 "
    "WHERE id = ? AND state = 'reviewed'"
)


class LostRun(Exception):
    """Somebody else has taken the work, or it was ended."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Work that is ours."""

    id: int
    attempts: int
    kind: str
    quarter: str
    summary: int | None
    asked_by: int | None

    @property
    def mine(self) -> tuple[int, int]:
        return self.id, self.attempts


@dataclass(frozen=True, slots=True)
class StoredRun:
    """Work as pages tell of it. A failed one has a `problem` written for people."""

    id: int
    kind: str
    quarter: str
    summary: int | None
    state: str
    asked_by: int | None
    asked_at: datetime
    finished_at: datetime | None
    stage: str
    progress: int
    problem: str | None

    @property
    def is_going_on(self) -> bool:
        return self.state in ("waiting", "running")


async def latest_runs() -> dict[str, StoredRun]:
    """What was last asked for of each quarter, whatever became of it."""
    rows = await SummaryRun.raw(f"SELECT {_COLUMNS} FROM summary_run ORDER BY asked_at, id")
    return {row["quarter"]: StoredRun(**row) for row in rows}


def asking(kind: str, quarter: str, summary: int | None, staff: int | None, now: datetime) -> Procedure[int]:
    """The work that will be done: new, or what waits or is under way already."""
    pending = yield Rows(_PENDING, [quarter, kind])
    if pending:
        return int(pending[0][0])
    identity = random_id()
    yield Rows(_ASK, [identity, kind, quarter, summary, staff, now])
    return identity


def taking(now: datetime) -> Procedure[Taken | None]:
    """What has waited longest, or what somebody who is gone left behind; None where there is nothing."""
    yield from my_turn()
    hopeless = yield Rows(_HOPELESS, [now, MOST_ATTEMPTS])
    for row in hopeless:
        yield from failing(Taken(*row), CRASHED, now)
    rows = yield Rows(_TAKE, [now, now + LEASE, now])
    return Taken(*rows[0]) if rows else None


def keeping(taken: Taken, stage: str, percent: int, now: datetime) -> Procedure[bool]:
    """Say how far it has come, and keep it a while longer; False when somebody else has it, or it was taken back."""
    kept = yield Rows(_KEEP, [stage[:60], percent, now + LEASE, *taken.mine])
    if not kept:  # what was done while we looked is no loss
        kept = yield Rows(_ENDED, [*taken.mine])
    return bool(kept)


def giving_back(taken: Taken) -> Procedure[None]:
    """The service stops: the work waits for its next start."""
    yield Rows(_GIVE_BACK, [*taken.mine])


def ending(taken: Taken, summary: int | None, now: datetime) -> Procedure[None]:
    """Done; raises LostRun when it is ours no more, and then nothing of it is written."""
    if not (yield Rows(_END, ["done", None, summary, now, *taken.mine])):
        raise LostRun


def failing(taken: Taken, problem: str, now: datetime) -> Procedure[None]:
    rows = yield Rows(_END, ["failed", problem, taken.summary, now, *taken.mine])
    if rows and taken.kind == ARCHIVE:
        yield Rows(_UNAPPROVE, [taken.summary])
