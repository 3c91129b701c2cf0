"""A message as e-mail: plain text first, HTML as the alternative."""

from __future__ import annotations

import email.policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage

from feedback.invitations.carriers.message import Message, PermanentFailure

# For the outbox only: an address that can never exist (RFC 2606), so that a phone number fits a To header.
SMS_DOMAIN = "sms.invalid"
# Not folded at 78: a long address in List-Unsubscribe would be encoded as if it were words, and work nowhere.
POLICY = email.policy.SMTP.clone(max_line_length=900)
QUOTED = "quoted-printable"


def as_email(message: Message) -> EmailMessage:
    """Raises PermanentFailure when the recipient cannot stand in a header."""
    made = EmailMessage(policy=POLICY)
    try:
        made["To"] = Address(addr_spec=_address(message))
    except (ValueError, IndexError, HeaderParseError):
        raise PermanentFailure("not an address") from None
    made["From"] = Address(message.sender_name, addr_spec=message.sender_address)
    made["Subject"] = message.subject
    made["Message-ID"] = message.message_id
    made.set_content(message.text, cte=QUOTED)
    if message.html is not None:
        made.add_alternative(message.html, subtype="html", cte=QUOTED)
    # Last: adding an alternative moves every Content- header into the first part.
    for name, value in message.headers.items():
        made[name] = value
    return made


def _address(message: Message) -> str:
    return f"{message.recipient}@{SMS_DOMAIN}" if message.medium == "sms" else message.recipient
