"""Closed errands as intake leaves them, and looking at what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from feedback.database.statements import Many
from feedback.database.writer import run_procedure
from feedback.funnel import FUNNEL, Stage
from feedback.keys import random_id
from feedback.service import Service
from feedback.tables import Errand, Funnel, Invitation


@dataclass(frozen=True)
class Closed:
    """A resident's closed errand; each has a contact of its own unless the test names one."""

    contact: str | None = "anna@example.com"
    kind: str = "e_mail"
    channel: str = "office_visit"
    office: str | None = "soder"
    service: str | None = "housing"
    district: str | None = "soderhagen"
    language: str | None = "sv"
    days_ago: int = 2


def residents(count: int, **common: Any) -> list[Closed]:
    return [Closed(contact=f"resident-{number}@example.com", **common) for number in range(count)]


async def closed(service: Service, errands: Sequence[Closed]) -> list[int]:
    """Put errands where intake puts them; returns their ids, in order."""
    ids = [random_id() for _ in errands]
    sql = (
        "INSERT INTO errand (id, source, external_hash, channel, office, service, district, language, closed_on, "
        "contact_kind, contact_sealed, contact_hash, fate) VALUES (?, 'test', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'accepted')"
    )
    rows = [_row(service, identity, errand) for identity, errand in zip(ids, errands, strict=True)]

    def writing() -> Any:
        yield Many(sql, rows)

    await run_procedure(service.engine, writing())
    return ids


def _row(service: Service, identity: int, errand: Closed) -> tuple[object, ...]:
    keys, contact = service.keys, errand.contact
    return (
        identity,
        keys.external_hash("test", str(identity)),
        errand.channel,
        errand.office,
        errand.service,
        errand.district,
        errand.language,
        service.today() - timedelta(days=errand.days_ago),
        errand.kind if contact else None,
        keys.encrypt(contact) if contact else None,
        keys.contact_hash(errand.kind, contact) if contact else None,
    )


async def funnel() -> dict[Stage, int]:
    """How many were counted at each stage."""
    found: Counter[Stage] = Counter()
    for row in await Funnel.select():
        found[Stage(FUNNEL.field("stage", row["key"]))] += row["n"]
    return dict(found)


async def errand(identity: int) -> dict[str, Any]:
    row: dict[str, Any] | None = await Errand.select().where(Errand.id == identity).first()
    assert row is not None
    return row


async def invitations() -> list[dict[str, Any]]:
    return await Invitation.select().order_by(Invitation.id)


def outbox(service: Service) -> list[str]:
    """The texts of what was sent, each with its link on the first line."""
    return [path.read_text(encoding="utf-8") for path in sorted(service.settings.outbox.glob("*.txt"))]


def tokens(service: Service) -> list[str]:
    """The links' codes of what was sent."""
    return [text.splitlines()[0].rpartition("/")[2] for text in outbox(service)]
