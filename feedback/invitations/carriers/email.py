"""E-mail over SMTP. One connection serves a batch; it is opened with the first message.

A refusal of the recipient or of the message itself (5xx) is final. Everything else is tried again: 4xx, a
server that cannot be reached, and refusals of *us* (sign-in, sender), since those are for the operator to put
right and no reason to give residents up.
"""

from __future__ import annotations

import contextlib
from types import TracebackType
from typing import Self

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from feedback.invitations.carriers.message import Message, PermanentFailure, TemporaryFailure
from feedback.invitations.carriers.mime import as_email
from feedback.settings import Settings

TIMEOUT_SECONDS = 30.0


class EmailCarrier:
    """Once the server cannot be reached the rest of the batch fails at once, instead of waiting for it each time."""

    kind = "e_mail"
    media = frozenset({"e_mail"})

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._connection: SMTP | None = None
        self._unreachable: TemporaryFailure | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and connection.is_connected:
            # The messages are taken already; how the server says goodbye changes nothing.
            with contextlib.suppress(SMTPException, OSError):
                await connection.quit()

    async def send(self, message: Message) -> None:
        mail = as_email(message)
        connection = await self._connected()
        try:
            await connection.send_message(mail, sender=message.sender_address, recipients=[message.recipient])
        except SMTPRecipientsRefused as refused:
            raise _failure(refused.recipients[0].code) from None
        except SMTPDataError as refused:
            raise _failure(refused.code) from None
        except SMTPResponseException as refused:
            raise TemporaryFailure(f"smtp {refused.code}") from None
        except (SMTPException, OSError) as lost:
            self._drop()
            raise TemporaryFailure(type(lost).__name__) from None

    async def _connected(self) -> SMTP:
        if self._unreachable:
            raise self._unreachable
        if self._connection is None or not self._connection.is_connected:
            self._connection = await self._connect()
        return self._connection

    async def _connect(self) -> SMTP:
        settings = self._settings
        connection = SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password or None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            timeout=TIMEOUT_SECONDS,
        )
        try:
            await connection.connect()
        except SMTPResponseException as refused:
            raise self._give_up_batch(f"smtp {refused.code} at connection") from None
        except (SMTPException, OSError, ValueError) as error:
            raise self._give_up_batch(f"connection: {type(error).__name__}") from None
        return connection

    def _give_up_batch(self, reason: str) -> TemporaryFailure:
        self._unreachable = TemporaryFailure(reason)
        return self._unreachable

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _failure(code: int) -> TemporaryFailure | PermanentFailure:
    return PermanentFailure(f"smtp {code}") if code >= 500 else TemporaryFailure(f"smtp {code}")
