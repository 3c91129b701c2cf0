"""Where a reader is in a list of figures. A cursor names the editions it began with, so that an edition which comes
meanwhile neither repeats nor skips a figure; it is signed, so that only what we gave out is taken back."""

from __future__ import annotations

import base64
import binascii
import hmac

import msgspec

from feedback.errors import Fault, InputError
from feedback.keys import Keys


class Place(msgspec.Struct, frozen=True, array_like=True):
    """The editions still to be read, each as quarter and number, and the row of the first of them to go on with.
    `question` is the fingerprint of what was asked."""

    question: str
    editions: tuple[tuple[str, int], ...]
    row: int


def cursor_of(keys: Keys, place: Place) -> str:
    told = base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")
    return f"{told}.{keys.cursor_signature(told)}"


def place_of(keys: Keys, cursor: str, question: str) -> Place:
    """Raises InputError for a cursor that we did not give out, or that belongs to another question."""
    told, _, signature = cursor.partition(".")
    if not hmac.compare_digest(signature.encode(), keys.cursor_signature(told).encode()):
        raise _wrong("is not one that was given out here")
    try:
        place = msgspec.json.decode(base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)), type=Place)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise _wrong("is not one that was given out here") from None
    if place.question != question:
        raise _wrong("belongs to a question with other parameters")
    return place


def _wrong(message: str) -> InputError:
    return InputError("The parameters cannot be understood.", [Fault("cursor", message)])
