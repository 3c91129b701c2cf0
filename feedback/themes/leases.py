"""A run in somebody's hands: taken for a while, kept while work goes on, given back, failed.

Whoever's lease ran out has lost the run: it is taken again, and the number of attempts tells the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from feedback.database.statements import Procedure, Rows
from feedback.themes.turns import my_turn

LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 3
CRASHED = (
    "Grupperingen avbröts flera gånger innan den blev klar. Försök igen, eller be driften titta i loggen."
)

_FREE = "(state = 'waiting' OR (state = 'running' AND leased_until <= ?))"
_TAKE = (
    "UPDATE theme_run SET state = 'running', started_at = ?, leased_until = ?, attempts = attempts + 1, stage = '', "
    "progress = 0, newest_quarter = COALESCE((SELECT MAX(quarter) FROM closed_quarter), '') "
    f"WHERE id IN (SELECT id FROM theme_run WHERE {_FREE} ORDER BY asked_at, id LIMIT 1) "
    "RETURNING id, attempts, wanted, seed"
)
_MINE = "WHERE id = ? AND attempts = ? AND state = 'running'"
_KEEP = f"UPDATE theme_run SET stage = ?, progress = ?, leased_until = ? {_MINE} RETURNING id"
_GIVE_BACK = f"UPDATE theme_run SET state = 'waiting', attempts = attempts - 1, leased_until = NULL {_MINE}"
_FAIL = f"UPDATE theme_run SET state = 'failed', problem = ?, finished_at = ?, leased_until = NULL {_MINE} RETURNING id"
_GIVE_UP = (
    "UPDATE theme_run SET state = 'failed', problem = ?, finished_at = ?, leased_until = NULL "
    "WHERE state = 'running' AND leased_until <= ? AND attempts >= ?"
)


class LostRun(Exception):
    """Somebody else has taken the run, or it was ended."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A run that is ours to make."""

    id: int
    attempts: int
    wanted: int | None
    seed: int

    @property
    def mine(self) -> tuple[int, int]:
        return self.id, self.attempts


def taking(now: datetime) -> Procedure[Taken | None]:
    """The run that has waited longest, or one whose maker is gone; None where there is none."""
    yield from my_turn()
    yield Rows(_GIVE_UP, [CRASHED, now, now, MOST_ATTEMPTS])
    rows = yield Rows(_TAKE, [now, now + LEASE, now])
    return Taken(*rows[0]) if rows else None


def keeping(taken: Taken, stage: str, percent: int, now: datetime) -> Procedure[bool]:
    """Say how far it has come, and keep it a while longer; False when it is ours no more."""
    return bool((yield Rows(_KEEP, [stage[:60], percent, now + LEASE, *taken.mine])))


def is_mine(taken: Taken) -> Procedure[bool]:
    return bool((yield Rows(f"SELECT id FROM theme_run {_MINE}", [*taken.mine])))


def giving_back(taken: Taken) -> Procedure[None]:
    """The service stops: the run waits for its next start."""
    yield Rows(_GIVE_BACK, [*taken.mine])


def failing(taken: Taken, problem: str, now: datetime) -> Procedure[bool]:
    return bool((yield Rows(_FAIL, [problem, now, *taken.mine])))
