"""Answers and errands counted into the cube and the funnel, as answering and invitations would."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date

import httpx
from litestar import Litestar

from feedback.cells import UPSERT_CELL, Dimensions, cell_keys, counted
from feedback.closing import close_due
from feedback.database.statements import Many, Procedure
from feedback.database.writer import run_procedure
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.insight import pages
from feedback.insight.desk import Desk
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff import sign_in
from feedback.staff.guard import guard
from tests.staff.app import Clock, people

WEEK = date(2026, 8, 17)  # a Monday in the third quarter


@dataclass(frozen=True)
class Answers:
    """How many in one place gave each score from 1 to 5; and three times as many errands were closed."""

    channel: str
    district: str | None
    scores: tuple[int, int, int, int, int]
    office: str | None = None
    service: str | None = "housing"
    week: date = WEEK

    @property
    def n(self) -> int:
        return sum(self.scores)

    @property
    def dimensions(self) -> Dimensions:
        return Dimensions(
            week=self.week,
            channel=self.channel,
            district=self.district,
            office=self.office,
            service=self.service,
        )


async def count(service: Service, answers: Iterable[Answers]) -> None:
    """Count answers and the errands they came from."""
    await run_procedure(service.engine, _counting(service, list(answers)))


def _counting(service: Service, answers: list[Answers]) -> Procedure[None]:
    cells: list[tuple[int, int]] = []
    stages: list[tuple[int, int]] = []
    for each in answers:
        for score, n in enumerate(each.scores, 1):
            scores = [("core.overall", score), ("core.helped", 3)]
            cells += [(key, n) for key, _ in counted(cell_keys(service.vocabulary, each.dimensions, scores))]
        n = each.n
        reached = {
            Stage.CLOSED: 3 * n,
            Stage.NO_CONTACT: n,
            Stage.INVITED: 2 * n,
            Stage.DELIVERED: 2 * n,
            Stage.STARTED: n,
            Stage.ANSWERED: n,
            Stage.EXPIRED: n,
        }
        stages += [
            (funnel_key(service.vocabulary, each.dimensions, stage), n) for stage, n in reached.items()
        ]
    yield Many(UPSERT_CELL, cells)
    yield Many(UPSERT_FUNNEL, stages)


LILLAKER = (
    Answers("phone", "norrbyn", (3, 5, 12, 40, 60)),
    Answers("phone", "soderhagen", (9, 11, 15, 30, 25)),
    Answers("phone", "oholm", (1, 1, 2, 5, 4)),
    Answers("office_visit", "norrbyn", (1, 2, 5, 30, 50), office="centrum"),
    Answers("office_visit", "soderhagen", (2, 2, 6, 25, 30), office="soder"),
    Answers("office_visit", "oholm", (0, 1, 1, 1, 1), office="centrum"),
    Answers("e_mail", "norrbyn", (2, 3, 5, 10, 10), service="waste"),
    Answers("e_mail", "soderhagen", (2, 4, 5, 12, 9), service="waste"),
    Answers("e_mail", "oholm", (3, 3, 6, 9, 9), service="waste"),
)


@contextlib.asynccontextmanager
async def insight_client(
    settings: Settings, desk: Desk, answers: Iterable[Answers] = LILLAKER
) -> AsyncIterator[tuple[httpx.AsyncClient, Service]]:
    """The staff side and its dashboards over counted answers."""
    async with opened_service(settings, Clock()) as service:
        app = Litestar(
            route_handlers=[*sign_in.HANDLERS, *pages.HANDLERS], guards=[guard], openapi_config=None
        )
        app.state.service, app.state.desk = service, desk
        await people(service)
        await count(service, answers)
        await close_due(service, service.today())
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://testserver.local", follow_redirects=True
        ) as client:
            yield client, service
