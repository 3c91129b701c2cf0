"""Sending invitations: the first message about an errand, and what is noted when a carrier takes or refuses it."""

from __future__ import annotations

from abc import abstractmethod
from datetime import UTC, datetime, time
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from feedback.database.statements import Many, Procedure, Rows
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.invitations import states
from feedback.invitations.carriers import carrier_for
from feedback.invitations.eligibility import reminder_due
from feedback.invitations.forgetting import ending, forgetting_address, forgetting_contact
from feedback.invitations.handling import Handler, Postponed, nothing
from feedback.invitations.messages import compose
from feedback.invitations.pending import Pending, pending_invitation
from feedback.invitations.queue import Job, enqueuing
from feedback.invitations.quiet_hours import quiet_until
from feedback.service import Service

REMIND = "remind"

_SENT = (
    "UPDATE invitation SET state = 'sent', sent_on = ?, due = ? WHERE id = ? AND state = 'due' RETURNING id"
)
_FAILED = (
    "UPDATE invitation SET state = 'failed', token_sealed = NULL WHERE id = ? AND state = 'due' RETURNING id"
)


class Messenger(Handler):
    """Sends messages about invitations in certain states, outside quiet hours, through the configured carrier."""

    states: tuple[str, ...]
    is_reminder: bool

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
        pending = await self._open(job)
        if pending is None or self.service.today() > pending.expires_on:
            return nothing()  # answered, ended or sent meanwhile; what is past its day is left to expiry
        if pending.is_refused:
            return withdrawing(self.service, pending)
        if not (pending.token_sealed and pending.contact_sealed):
            return nothing()
        self._respect_quiet_hours()
        await self._send(pending, pending.token_sealed, pending.contact_sealed)
        return self.taken(pending)

    async def give_up(self, job: Job) -> Procedure[None]:
        pending = await self._open(job)
        return self.refused(pending) if pending else nothing()

    @abstractmethod
    def taken(self, pending: Pending) -> Procedure[None]:
        """What follows when the carrier took the message."""

    @abstractmethod
    def refused(self, pending: Pending) -> Procedure[None]:
        """What follows when no carrier ever will."""

    async def _open(self, job: Job) -> Pending | None:
        pending = await pending_invitation(int(job.key))
        return pending if pending and pending.state in self.states else None

    def _respect_quiet_hours(self) -> None:
        municipality, now = self.service.municipality, self.service.now()
        until = quiet_until(now, municipality.invitations, ZoneInfo(municipality.time_zone))
        if until > now:
            raise Postponed(until)

    async def _send(self, pending: Pending, token_sealed: str, contact_sealed: str) -> None:
        keys = self.service.keys
        token, contact = keys.decrypt(token_sealed), keys.decrypt(contact_sealed)
        await self._carrier.send(compose(self.service, pending, token, contact, self.is_reminder))


class Sender(Messenger):
    """The first message."""

    states = (states.DUE,)
    is_reminder = False

    def taken(self, pending: Pending) -> Procedure[None]:
        return marking_sent(self.service, pending, self.service.now())

    def refused(self, pending: Pending) -> Procedure[None]:
        return marking_failed(self.service, pending)


def marking_sent(service: Service, pending: Pending, now: datetime) -> Procedure[None]:
    """Note the day, count it, and plan the reminder; without one, this was the last use of the address."""
    municipality = service.municipality
    zone = ZoneInfo(municipality.time_zone)
    day = now.astimezone(zone).date()
    # `due` has served: it keeps the day, and forgets the time.
    rows = yield Rows(_SENT, [day, datetime.combine(day, time(), UTC), pending.id])
    if not rows:
        return
    reminder = reminder_due(now, pending.expires_on, municipality.invitations, zone)
    if reminder:
        yield from enqueuing(REMIND, [(str(pending.id), reminder)])
    else:
        yield from forgetting_address(pending.id, pending.errand)
    yield from counting(service, pending, Stage.DELIVERED)


def marking_failed(service: Service, pending: Pending) -> Procedure[None]:
    rows = yield Rows(_FAILED, [pending.id])
    if rows:
        yield from forgetting_contact([pending.errand])
        yield from counting(service, pending, Stage.FAILED)


def withdrawing(service: Service, pending: Pending) -> Procedure[None]:
    """The contact has asked to be left in peace since the invitation was decided."""
    ended = yield from ending([pending.id], [pending.errand], states.WITHDRAWN)
    if ended:
        yield from counting(service, pending, Stage.WITHDRAWN)


def counting(service: Service, pending: Pending, stage: Stage) -> Procedure[None]:
    yield Many(UPSERT_FUNNEL, [(funnel_key(service.vocabulary, pending.dimensions, stage), 1)])
