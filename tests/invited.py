"""Residents who hold a link: errands and sent invitations, written straight into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from feedback.database.statements import Many, Procedure
from feedback.database.writer import run_procedure
from feedback.keys import new_code, random_id
from feedback.service import Service


@dataclass(frozen=True)
class Errand:
    """Where an errand was done; the same words as a ClosedErrand."""

    channel: str = "office_visit"
    office: str | None = "soder"
    service: str | None = "housing"
    district: str | None = "soderhagen"
    language: str = "sv"


async def invite(
    service: Service,
    errands: Sequence[Errand],
    state: str = "sent",
    closed_days_ago: int = 3,
    valid_days: int = 14,
) -> list[str]:
    """Give each errand a sent invitation; returns the links' codes, in order."""
    tokens = [new_code() for _ in errands]
    closed = service.today() - timedelta(days=closed_days_ago)
    await run_procedure(
        service.engine, _writing(service, errands, tokens, state, closed, closed + timedelta(days=valid_days))
    )
    return tokens


def _writing(
    service: Service,
    errands: Sequence[Errand],
    tokens: Sequence[str],
    state: str,
    closed: date,
    expires: date,
) -> Procedure[None]:
    ids = [random_id() for _ in errands]
    contacts = [f"resident-{identity}@example.com" for identity in ids]
    yield Many(
        "INSERT INTO errand (id, source, external_hash, channel, office, service, district, language, closed_on, "
        "contact_kind, contact_sealed, contact_hash, fate) VALUES (?, 'test', ?, ?, ?, ?, ?, ?, ?, 'e_mail', ?, ?, 'invited')",
        [
            (
                identity,
                str(identity),
                errand.channel,
                errand.office,
                errand.service,
                errand.district,
                errand.language,
                closed,
                service.keys.encrypt(contact) if len(errands) < 1000 else "sealed",
                service.keys.contact_hash("e_mail", contact),
            )
            for identity, errand, contact in zip(ids, errands, contacts, strict=True)
        ],
    )
    yield Many(
        "INSERT INTO invitation (id, errand, token_hash, survey, version, carrier, state, language, due, sent_on, expires_on) "
        "VALUES (?, ?, ?, ?, ?, 'e_mail', ?, ?, ?, ?, ?)",
        [
            (
                random_id(),
                identity,
                service.keys.token_hash(token),
                *_survey(service, errand, closed),
                state,
                errand.language,
                _due(service),
                service.today(),
                expires,
            )
            for identity, errand, token in zip(ids, errands, tokens, strict=True)
        ],
    )


def _survey(service: Service, errand: Errand, closed: date) -> tuple[str, str]:
    survey = service.catalogue.for_channel(errand.channel, closed)
    return survey.id, survey.version


def _due(service: Service) -> datetime:
    return service.now()
