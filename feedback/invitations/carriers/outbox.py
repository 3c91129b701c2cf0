"""Writes what would be sent to a folder: the demo's carrier, and a way to look before going live.

Each message becomes `NAME.eml`, which mail programs open, and `NAME.txt` with the link and the text. The name
is random: a folder listing tells nobody who was written to.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from feedback.invitations.carriers.message import Message, TemporaryFailure
from feedback.invitations.carriers.mime import as_email
from feedback.settings import Settings


class OutboxCarrier:
    """A message is either there, whole, or not there; sent twice it is there once."""

    kind = "outbox"
    media = frozenset({"e_mail", "sms"})

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.outbox

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def send(self, message: Message) -> None:
        mail = as_email(message).as_bytes()
        try:
            await asyncio.to_thread(_write_both, self._folder, name_of(message), mail, message)
        except OSError as error:
            raise TemporaryFailure(f"outbox: {type(error).__name__}") from None


def name_of(message: Message) -> str:
    """Taken from the Message-ID, which is the same whenever the same message is made again."""
    return hashlib.blake2b(message.message_id.encode(), digest_size=10).hexdigest()


def _write_both(folder: Path, name: str, mail: bytes, message: Message) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{name}.txt", f"{message.link}\n\n{message.subject}\n\n{message.text}".encode())
    _write(folder / f"{name}.eml", mail)


def _write(path: Path, content: bytes) -> None:
    """Under another name first: who looks into the folder never sees half a message."""
    partial = path.with_suffix(f"{path.suffix}.part")
    partial.write_bytes(content)
    os.replace(partial, path)
