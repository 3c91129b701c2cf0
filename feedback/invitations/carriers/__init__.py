"""Carriers: what takes a message to a resident. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from feedback.errors import SettingsError
from feedback.invitations.carriers.email import EmailCarrier
from feedback.invitations.carriers.message import Carrier, Message, PermanentFailure, TemporaryFailure
from feedback.invitations.carriers.outbox import OutboxCarrier
from feedback.settings import Settings

__all__ = [
    "CARRIERS",
    "Carrier",
    "Message",
    "PermanentFailure",
    "TemporaryFailure",
    "can_reach",
    "carrier_for",
]

CARRIERS: Mapping[str, Callable[[Settings], Carrier]] = {
    EmailCarrier.kind: EmailCarrier,
    OutboxCarrier.kind: OutboxCarrier,
}
_MEDIA = {EmailCarrier.kind: EmailCarrier.media, OutboxCarrier.kind: OutboxCarrier.media}


def carrier_for(settings: Settings) -> Carrier:
    """The configured carrier, not yet opened."""
    if settings.carrier not in CARRIERS:
        raise SettingsError(f"LIKVARDIG_CARRIER must be one of {', '.join(sorted(CARRIERS))}")
    return CARRIERS[settings.carrier](settings)


def can_reach(settings: Settings, contact_kind: str | None) -> bool:
    """Whether the configured carrier takes messages to this kind of contact (None: no contact known)."""
    return contact_kind in _MEDIA.get(settings.carrier, frozenset())
