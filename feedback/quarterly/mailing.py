"""The mail that tells staff of an approved summary: a link, to each of them once, in their own language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from feedback.database.statements import Procedure
from feedback.insight.wording import Wording
from feedback.invitations.carriers import Message, PermanentFailure, can_reach, carrier_for
from feedback.invitations.handling import Handler, nothing
from feedback.invitations.links import host_of
from feedback.invitations.queue import Job
from feedback.quarterly.archiving import MAIL
from feedback.quarters import parsed_quarter
from feedback.service import Service
from feedback.tables import Staff, Summary
from survey_defs.texts import text_in

ADDRESS = "/insikt/sammanfattningar"
E_MAIL = "e_mail"


@dataclass(frozen=True)
class Told:
    """An archived edition, and who is told of it."""

    summary: int
    quarter: str
    edition: int
    approved_name: str
    staff: int
    email: str
    name: str
    language: str


class Mailer(Handler):
    """Sends the mails of approved summaries, to those who still have an account."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._carrier = carrier_for(service.settings)

    async def __aenter__(self) -> Self:
        await self._carrier.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._carrier.__aexit__(kind, error, trace)

    async def run(self, job: Job) -> Procedure[None]:
        told = await told_of(job.key)
        if told is None:
            return nothing()  # the account was closed meanwhile
        if not can_reach(self.service.settings, E_MAIL):
            raise PermanentFailure("the carrier takes no e-mail")
        await self._carrier.send(message(self.service, told))
        return nothing()


KINDS: Mapping[str, Callable[[Service], Handler]] = {MAIL: Mailer}


async def told_of(key: str) -> Told | None:
    """Whom a job is about; None where the account is closed or nothing is archived."""
    summary, _, staff = key.partition(".")
    row = (
        await Summary.select(
            Summary.id, Summary.quarter, Summary.edition, Summary.approved_name, Summary.state
        )
        .where(Summary.id == int(summary, 16))
        .first()
    )
    person = (
        await Staff.select(Staff.id, Staff.email, Staff.name, Staff.language, Staff.is_active)
        .where(Staff.id == int(staff, 16))
        .first()
    )
    if row is None or person is None or row["state"] != "archived" or not person["is_active"]:
        return None
    return Told(
        row["id"], row["quarter"], row["edition"], row["approved_name"],
        person["id"], person["email"], person["name"], person["language"],
    )  # fmt: skip


def message(service: Service, told: Told) -> Message:
    """Made twice, it is the same message with the same Message-ID."""
    municipality = service.municipality
    wording = Wording(municipality, told.language)
    _ = wording.text
    quarter = parsed_quarter(told.quarter)
    assert quarter is not None
    link = f"{service.settings.base_url.rstrip('/')}{ADDRESS}/{told.summary}"
    said = {"quarter": wording.quarter(quarter), "name": told.approved_name, "edition": told.edition}
    lines = [
        _("Hej %(name)s,") % {"name": told.name},
        "",
        _("Sammanfattningen för %(quarter)s är godkänd av %(name)s.") % said,
        *(
            [_("Det är utgåva %(edition)s; på sidan står vad som skiljer den från den förra.") % said]
            if told.edition > 1
            else []
        ),
        "",
        _("Läs den här (du loggar in först):"),
        link,
        "",
        text_in(municipality.names, told.language, municipality.default_language),
        "",
    ]
    subject = _("Sammanfattningen för %(quarter)s är godkänd") % said
    return Message(
        medium=E_MAIL,
        recipient=told.email,
        sender_name=municipality.sender_name,
        sender_address=municipality.sender_address,
        message_id=f"<summary-{told.summary:x}-{told.staff:x}@{host_of(service.settings)}>",
        subject=("" if not service.is_example else _("Exempel: ")) + subject,
        text="\n".join(lines),
        link=link,
        headers={
            "Date": format_datetime(service.now()),
            "Content-Language": told.language,
            "Auto-Submitted": "auto-generated",
        },
    )
