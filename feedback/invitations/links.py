"""The addresses a resident is given, and the way back from an address to its invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from feedback.keys import normal_code
from feedback.service import Service
from feedback.settings import Settings
from feedback.tables import Invitation as InvitationTable


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link leads to. A spent invitation has no errand and no words left, only its state."""

    id: int
    errand: int | None
    state: str
    survey: str
    version: str
    language: str
    carrier: str
    expires_on: date


def answer_link(settings: Settings, token: str) -> str:
    return f"{_base(settings)}/s/{token}"


def unsubscribe_link(settings: Settings, token: str) -> str:
    return f"{_base(settings)}/n/{token}"


def host_of(settings: Settings) -> str:
    """The host residents see in a link; also the right-hand side of a Message-ID."""
    return urlsplit(settings.base_url).hostname or "localhost"


def shown(link: str) -> str:
    """A link as it is typed by hand, without https://."""
    return link.partition("://")[2]


async def invitation_by_token(service: Service, typed: str) -> Invitation | None:
    """The invitation of a link, however its code was typed; None for a code nobody was given."""
    token = normal_code(typed)
    if token is None:
        return None
    columns = [InvitationTable._meta.get_column_by_name(name) for name in Invitation.__dataclass_fields__]
    row = (
        await InvitationTable.select(*columns)
        .where(InvitationTable.token_hash == service.keys.token_hash(token))
        .first()
    )
    return Invitation(**row) if row else None


def _base(settings: Settings) -> str:
    return settings.base_url.rstrip("/")
