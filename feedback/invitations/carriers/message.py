"""What a carrier is given, and what it may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self


@dataclass(frozen=True)
class Message:
    """One message to one resident. Who it goes to and its link are never shown in a log or a traceback."""

    medium: str  # e_mail or sms
    recipient: str = field(repr=False)
    sender_name: str
    sender_address: str
    message_id: str
    subject: str
    text: str = field(repr=False)
    html: str | None = field(repr=False, default=None)
    link: str = field(repr=False, default="")
    headers: Mapping[str, str] = field(repr=False, default_factory=dict)


class TemporaryFailure(Exception):
    """Not taken now, perhaps later. `reason` is kept with the job: a code or a kind, never an address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PermanentFailure(Exception):
    """Never to be taken. `reason` as above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Carrier(Protocol):
    """Takes messages of one or more media. Opened for a batch, so that it may keep a connection meanwhile."""

    kind: str
    media: frozenset[str]

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    async def send(self, message: Message) -> None:
        """Returns once the message is taken; raises TemporaryFailure or PermanentFailure."""
        ...
