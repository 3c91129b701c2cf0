"""Guessing slowed down: every failed sign-in makes the next wait longer, per account and per caller.

A failure is counted before the password is looked at and taken back if it was right, so that a hundred
guesses sent at once are counted as a hundred. Accounts that do not exist are throttled like those that do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedback.database.statements import Procedure, Rows

FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Patience:
    """How many failures cost nothing, and the longest wait after more."""

    free: int
    longest: timedelta


# Anybody can make somebody else's account wait, so an account's wait is short; a caller's is her own doing.
ACCOUNT = Patience(free=5, longest=timedelta(minutes=1))
CALLER = Patience(free=20, longest=timedelta(minutes=15))


@dataclass(frozen=True)
class Subject:
    """What failures are counted against."""

    hash: str
    patience: Patience


def wait_after(failures: int, patience: Patience) -> timedelta:
    """Nothing at first, then 1, 2, 4 … seconds up to the longest."""
    if failures < patience.free:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - patience.free, 20)), patience.longest)


# Writing nothing new still locks the row, on every kind of database, until the transaction ends.
_LOCK = (
    "INSERT INTO sign_in_attempt (subject_hash, failures, last_failure) VALUES (?, 0, ?) "
    "ON CONFLICT (subject_hash) DO UPDATE SET failures = sign_in_attempt.failures"
)
_READ = "SELECT failures, blocked_until, last_failure FROM sign_in_attempt WHERE subject_hash = ?"
_WRITE = "UPDATE sign_in_attempt SET failures = ?, blocked_until = ?, last_failure = ? WHERE subject_hash = ?"
_FORGIVE = (
    "UPDATE sign_in_attempt SET failures = CASE WHEN failures > 0 THEN failures - 1 ELSE 0 END, "
    "blocked_until = NULL WHERE subject_hash = ?"
)
MOST = 1000  # more failures than this change nothing and are not counted


def attempting(subjects: Sequence[Subject], now: datetime) -> Procedure[datetime | None]:
    """Count an attempt as failed until it is forgiven; gives the time to wait for instead, if there is one."""
    known: list[tuple[Subject, int]] = []
    waits: list[datetime] = []
    for subject in sorted(subjects, key=lambda each: each.hash):
        yield Rows(_LOCK, [subject.hash, now])
        [(failures, blocked, last)] = yield Rows(_READ, [subject.hash])
        known.append((subject, 0 if now - last > FORGOTTEN_AFTER else failures))
        waits += [blocked] if blocked is not None and blocked > now else []
    if waits:
        return max(waits)
    for subject, failures in known:
        wait = wait_after(failures + 1, subject.patience)
        until = now + wait if wait else None
        yield Rows(_WRITE, [min(failures + 1, MOST), until, now, subject.hash])
    return None


def forgiving(account: Subject, caller: Subject) -> Procedure[None]:
    """The password was right: the account starts afresh, the caller is given this one attempt back."""
    yield Rows("DELETE FROM sign_in_attempt WHERE subject_hash = ?", [account.hash])
    yield Rows(_FORGIVE, [caller.hash])
