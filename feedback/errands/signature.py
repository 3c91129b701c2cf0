"""Whether a message comes from a system that holds one of our secrets, by the Standard Webhooks rules."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback.errors import SignatureError

TOLERANCE_SECONDS = 5 * 60
MAX_ID_LENGTH = 256
PREFIX = "whsec_"
VERSION = "v1"


@dataclass(frozen=True)
class SignedHeaders:
    """What the sender says beside the body."""

    id: str
    timestamp: str
    signatures: tuple[str, ...]


def verified_id(secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The message's id, once one of its signatures fits one of our secrets; raises SignatureError."""
    if not secrets:
        raise SignatureError(
            "This service takes no webhooks yet: its operator must set LIKVARDIG_WEBHOOK_SECRETS."
        )
    signed = _headers(headers)
    _check_time(signed.timestamp, now)
    if not _fits_any(secrets, signed, body):
        raise SignatureError("The signature in webhook-signature fits none of the secrets known here.")
    return signed.id


def signature_of(secret: str, id: str, timestamp: str, body: bytes) -> str:
    """`v1,` and the base64 HMAC-SHA256 of id, timestamp and body."""
    signed = f"{id}.{timestamp}.".encode() + body
    return f"{VERSION}," + base64.b64encode(hmac.digest(_key(secret), signed, "sha256")).decode()


def _headers(headers: Mapping[str, str]) -> SignedHeaders:
    missing = [
        name
        for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
        if not headers.get(name, "").strip()
    ]
    if missing:
        raise SignatureError(f"The message is not signed: it lacks {', '.join(missing)}.")
    id = headers["webhook-id"]
    if len(id) > MAX_ID_LENGTH or not (id.isascii() and id.isprintable()):
        raise SignatureError(f"webhook-id must be at most {MAX_ID_LENGTH} plain characters.")
    return SignedHeaders(
        id, headers["webhook-timestamp"].strip(), tuple(headers["webhook-signature"].split())
    )


def _check_time(timestamp: str, now: datetime) -> None:
    """An old message could be one that somebody has kept and sends again."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise SignatureError("webhook-timestamp must be whole seconds since 1970.")
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE_SECONDS:
        raise SignatureError(
            "webhook-timestamp is more than five minutes from the time here; check the sender's clock."
        )


def _fits_any(secrets: Sequence[str], signed: SignedHeaders, body: bytes) -> bool:
    """Compares all with all, in a time that does not tell which one fitted."""
    expected = [signature_of(secret, signed.id, signed.timestamp, body).encode() for secret in secrets]
    given = [signature.encode("utf-8", "replace") for signature in signed.signatures]
    fits = [hmac.compare_digest(ours, theirs) for ours in expected for theirs in given]
    return any(fits)


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX))
