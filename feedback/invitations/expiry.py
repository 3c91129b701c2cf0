"""The end of invitations nobody answered, once a day, and the sweeping that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from feedback.cells import Dimensions, counted
from feedback.database.statements import Many, Procedure, Rows, marks
from feedback.database.writer import run_procedure
from feedback.errands.webhook import forgetting_deliveries
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.invitations import states
from feedback.invitations.forgetting import ending
from feedback.invitations.handling import Handler
from feedback.invitations.queue import Job, enqueuing, sweeping
from feedback.service import Service

CHUNK = 500
EXPIRE = "expire"
KEEP_ENDED_JOBS = timedelta(days=30)

_OVERDUE = (
    "SELECT i.id, i.state, e.id, e.closed_on, e.channel, e.district, e.office, e.service, e.language "
    "FROM invitation i JOIN errand e ON e.id = i.errand "
    f"WHERE i.state IN ({marks(len(states.ANSWERABLE))}) AND i.expires_on < ? ORDER BY i.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Overdue:
    """An open invitation whose last day has passed."""

    id: int
    state: str
    errand: int
    dimensions: Dimensions


class Expiry(Handler):
    """One job a day, whatever number of workers there is."""

    async def run(self, job: Job) -> Procedure[None]:
        await expire(self.service)
        return sweeping_up(self.service.today(), self.service.now())


async def expire(service: Service) -> int:
    """End every invitation whose last day is before today; says how many there were."""
    total = 0
    while ended := await run_procedure(service.engine, expiring(service, service.today())):
        total += ended
    return total


def expiring(service: Service, today: date, limit: int = CHUNK) -> Procedure[int]:
    """End up to `limit` of them. One that had failed is counted as failed already."""
    rows = yield Rows(_OVERDUE, [*states.ANSWERABLE, today, limit])
    overdue = [Overdue(row[0], row[1], row[2], Dimensions(*row[3:])) for row in rows]
    ended = yield from ending(
        [each.id for each in overdue], [each.errand for each in overdue], states.EXPIRED
    )
    keys = [
        funnel_key(service.vocabulary, each.dimensions, Stage.EXPIRED)
        for each in overdue
        if each.id in ended and each.state != states.FAILED
    ]
    yield Many(UPSERT_FUNNEL, counted(keys))
    return len(ended)


def sweeping_up(today: date, now: datetime) -> Procedure[None]:
    """Quarantines that are over, jobs that ended and webhook messages that came long ago."""
    yield Rows("DELETE FROM contact_quarantine WHERE until <= ?", [today])
    yield from sweeping(now - KEEP_ENDED_JOBS)
    yield from forgetting_deliveries(today)


def scheduling_expiry(today: date, now: datetime) -> Procedure[None]:
    """Queue today's expiry, once."""
    yield from enqueuing(EXPIRE, [(today.isoformat(), now)])
