"""The service's errors, one small family.

LikvardigError                 a sentence a person can act on, and an HTTP status
├── SettingsError              the service cannot start as configured
├── InputError                 bad input; lists every fault with its place
├── SignatureError             a webhook whose sender cannot be trusted
├── KeyNeeded                  a request to the read API without a key that is known and open
├── TooMany                    more requests than a key may make in a minute
├── NotAllowed                 signed in, but this is not theirs to see
├── NotSignedIn                staff pages only
├── NotFound
├── AlreadyAnswered            the link has been used
├── Conflict                   says something else than what was taken in under the same id
└── Busy                       the queue is full; try again shortly
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong in what came in: where it stands and what to do about it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class LikvardigError(Exception):
    """Base of every expected error; its text is meant for the person who caused it."""

    status = 500

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {fault}" for fault in self.faults)])


class SettingsError(LikvardigError):
    status = 500


class InputError(LikvardigError):
    status = 400


class SignatureError(LikvardigError):
    status = 401


class KeyNeeded(LikvardigError):
    status = 401


class TooMany(LikvardigError):
    status = 429

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class NotSignedIn(LikvardigError):
    status = 401


class NotAllowed(LikvardigError):
    status = 403


class NotFound(LikvardigError):
    status = 404


class Conflict(LikvardigError):
    status = 409


class Busy(LikvardigError):
    status = 503
    retry_after_seconds = 10
