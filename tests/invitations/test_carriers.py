"""Both carriers, for real: files in a folder, and a mail server that takes, defers and refuses."""

from __future__ import annotations

import email
import email.policy
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from feedback.errors import SettingsError
from feedback.invitations.carriers import (
    Message,
    PermanentFailure,
    TemporaryFailure,
    can_reach,
    carrier_for,
)
from feedback.invitations.carriers.email import EmailCarrier
from feedback.invitations.carriers.outbox import OutboxCarrier
from feedback.settings import Settings
from tests.invitations.mail_server import Mailbox, mail_server, refuse_sign_in

MESSAGE = Message(
    medium="e_mail",
    recipient="anna@example.com",
    sender_name="Lillåkers kommun",
    sender_address="enkat@lillaker.example",
    message_id="<one@lillaker.example>",
    subject="Hur gick det?",
    text="Hej Åsa!\n",
    html="<p>Hej Åsa!</p>",
    link="https://svara.example/s/7QF2M9XKRT4D8HWP",
    headers={"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
)


def smtp(port: int, **changes: object) -> Settings:
    settings = Settings(carrier="e_mail", smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
    return replace(settings, **changes)  # type: ignore[arg-type]


def files(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern))


async def test_the_server_gets_the_message_as_it_was_written() -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox) as port, EmailCarrier(smtp(port)) as carrier:
        await carrier.send(MESSAGE)
    (envelope,) = mailbox.messages
    mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("enkat@lillaker.example", ["anna@example.com"])
    assert mail["From"] == "Lillåkers kommun <enkat@lillaker.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content().strip() for part in mail.iter_parts()] == ["Hej Åsa!", "<p>Hej Åsa!</p>"]


async def test_a_batch_shares_one_connection() -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox) as port, EmailCarrier(smtp(port)) as carrier:
        for _ in range(5):
            await carrier.send(MESSAGE)
    assert (len(mailbox.messages), mailbox.connections) == (5, 1)


@pytest.mark.parametrize(
    ("answers", "failure", "reason"),
    [
        ({"to_recipient": "451 try later"}, TemporaryFailure, "smtp 451"),
        ({"to_recipient": "550 no such user"}, PermanentFailure, "smtp 550"),
        ({"to_data": "452 out of space"}, TemporaryFailure, "smtp 452"),
        ({"to_data": "554 not wanted"}, PermanentFailure, "smtp 554"),
        ({"to_sender": "550 you may not send here"}, TemporaryFailure, "smtp 550"),
    ],
)
async def test_what_the_server_says_no_to(
    answers: dict[str, str], failure: type[TemporaryFailure | PermanentFailure], reason: str
) -> None:
    """Refusing the recipient or the message is final; refusing us is the operator's to put right."""
    mailbox = Mailbox(**answers)  # type: ignore[arg-type]
    async with mail_server(mailbox) as port, EmailCarrier(smtp(port)) as carrier:
        with pytest.raises(failure) as caught:
            await carrier.send(MESSAGE)
    assert caught.value.reason == reason
    assert "anna" not in str(caught.value)


async def test_one_refusal_does_not_harm_the_next_message() -> None:
    mailbox = Mailbox(to_recipient="550 no such user")
    async with mail_server(mailbox) as port, EmailCarrier(smtp(port)) as carrier:
        with pytest.raises(PermanentFailure):
            await carrier.send(MESSAGE)
        mailbox.to_recipient = None
        await carrier.send(MESSAGE)
    assert (len(mailbox.messages), mailbox.connections) == (1, 1)


async def test_a_server_that_is_away_fails_the_whole_batch_for_now() -> None:
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        async with EmailCarrier(smtp(taken.getsockname()[1])) as carrier:
            with pytest.raises(TemporaryFailure, match="connection"):
                await carrier.send(MESSAGE)
            with pytest.raises(TemporaryFailure, match="connection"):
                await carrier.send(MESSAGE)


async def test_a_wrong_password_costs_no_resident_her_invitation() -> None:
    async with (
        mail_server(Mailbox(), authenticator=refuse_sign_in, auth_require_tls=False) as port,
        EmailCarrier(smtp(port, smtp_user="us", smtp_password="wrong")) as carrier,
    ):
        with pytest.raises(TemporaryFailure, match="smtp 535"):
            await carrier.send(MESSAGE)


async def test_the_outbox_holds_the_mail_and_its_link(tmp_path: Path) -> None:
    async with OutboxCarrier(Settings(outbox=tmp_path / "outbox")) as carrier:
        await carrier.send(MESSAGE)
    (mail,) = files(tmp_path / "outbox", "*.eml")
    (text,) = files(tmp_path / "outbox", "*.txt")
    assert text.read_text(encoding="utf-8").splitlines()[0] == MESSAGE.link
    parsed = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    assert parsed["To"] == "anna@example.com"
    assert mail.stem == text.stem
    assert "anna" not in mail.name
    assert "7QF2" not in mail.name
    assert len(files(tmp_path / "outbox", "*")) == 2  # nothing half-written beside them


async def test_the_same_message_twice_is_in_the_outbox_once(tmp_path: Path) -> None:
    async with OutboxCarrier(Settings(outbox=tmp_path)) as carrier:
        await carrier.send(MESSAGE)
        await carrier.send(MESSAGE)
        await carrier.send(replace(MESSAGE, message_id="<two@lillaker.example>"))
    assert len(files(tmp_path, "*.eml")) == 2


async def test_the_outbox_takes_text_messages_too(tmp_path: Path) -> None:
    async with OutboxCarrier(Settings(outbox=tmp_path)) as carrier:
        await carrier.send(replace(MESSAGE, medium="sms", recipient="+46701234567", html=None))
    (mail,) = files(tmp_path, "*.eml")
    assert b"To: +46701234567@sms.invalid" in mail.read_bytes()


async def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    async with OutboxCarrier(Settings(outbox=tmp_path / "outbox")) as carrier:
        with pytest.raises(TemporaryFailure, match="FileExistsError"):
            await carrier.send(MESSAGE)


@pytest.mark.parametrize(
    ("carrier", "kind", "reached"),
    [
        ("outbox", "e_mail", True),
        ("outbox", "sms", True),
        ("outbox", None, False),
        ("e_mail", "e_mail", True),
        ("e_mail", "sms", False),
        ("e_mail", None, False),
    ],
)
def test_who_can_be_reached(carrier: str, kind: str | None, reached: bool) -> None:
    assert can_reach(Settings(carrier=carrier), kind) is reached


def test_an_unknown_carrier_is_a_fault_of_the_settings() -> None:
    with pytest.raises(SettingsError, match="e_mail, outbox"):
        carrier_for(Settings(carrier="pigeon"))
