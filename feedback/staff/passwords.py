"""Passwords: what makes one acceptable, and hashing that takes as long for a stranger as for a colleague."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from feedback.errors import Fault

SHORTEST = 12
LONGEST = 256  # argon2 takes any length; a megabyte of password is an attack
# OWASP's password storage advice: 19 MiB, two passes, one lane. Two at a time bounds memory and processor.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
AT_ONCE = 2
# A hash of a random text nobody knows: what an unknown account's password is compared with.
DUMMY_HASH = HASHER.hash("an account that does not exist: " + "x" * 20)

_turns: list[tuple[asyncio.AbstractEventLoop, asyncio.Semaphore]] = []


def password_faults(password: str, email: str) -> list[Fault]:
    """Why a password cannot be used; empty when it can."""
    faults = []
    if len(password) < SHORTEST:
        faults.append(Fault("password", f"must be at least {SHORTEST} characters"))
    if len(password) > LONGEST:
        faults.append(Fault("password", f"must be at most {LONGEST} characters"))
    if password.strip().casefold() == email.strip().casefold():
        faults.append(Fault("password", "must not be the e-mail address"))
    if len(set(password)) < 4 <= SHORTEST <= len(password):
        faults.append(Fault("password", "must have at least 4 different characters"))
    return faults


def hashed(password: str) -> str:
    return HASHER.hash(password)


async def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; None stands for an unknown account and takes just as long."""
    async with _turn():
        return await asyncio.to_thread(_verify, password_hash or DUMMY_HASH, password[:LONGEST]) and (
            password_hash is not None
        )


def _verify(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _turn() -> asyncio.Semaphore:
    """One semaphore per event loop: a second loop (a test, a command) gets its own."""
    loop = asyncio.get_running_loop()
    if not _turns or _turns[0][0] is not loop:
        _turns[:] = [(loop, asyncio.Semaphore(AT_ONCE))]
    return _turns[0][1]
