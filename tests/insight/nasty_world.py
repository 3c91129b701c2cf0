"""Lillåker with many small groups: five quarters of answers, drawn once, closed one after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from feedback.cells import UPSERT_CELL, Dimensions, cell_keys, counted
from feedback.database.statements import Many, Procedure
from feedback.database.writer import run_procedure
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.quarters import Quarter
from feedback.service import Service

QUARTERS = (Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3))
DISTRICTS = {"norrbyn": 1.0, "soderhagen": 0.6, "oholm": 0.12, None: 0.15}
CHANNELS = {"office_visit": 60.0, "phone": 90.0, "e_mail": 25.0, "e_service": 8.0}
SERVICES = {"housing": 0.85, "waste": 0.15}
OFFICES = ("centrum", "soder")
ANSWERS_OF_ALL = 0.4
WORDS = ("core.overall", "core.language")


def groups(seed: int = 11) -> Iterator[tuple[Dimensions, int, int]]:
    """Each group with its closed errands and its answers; some are never there, many are 1 to 9."""
    chance = np.random.default_rng(seed)
    for quarter in QUARTERS:
        for district, size in DISTRICTS.items():
            for channel, errands in CHANNELS.items():
                for service, part in SERVICES.items():
                    for office in OFFICES if channel == "office_visit" else (None,):
                        near = 0.2 if office == "soder" and district != "soderhagen" else 1.0
                        closed = int(chance.poisson(near * errands * size * part))
                        answers = int(chance.binomial(closed, ANSWERS_OF_ALL))
                        if closed and not (channel == "e_service" and district == "oholm"):
                            yield _place(quarter, district, channel, service, office), closed, answers


def _place(
    quarter: Quarter, district: str | None, channel: str, service: str, office: str | None
) -> Dimensions:
    return Dimensions(
        week=quarter.first_monday,
        channel=channel,
        district=district,
        office=office,
        service=service,
        language="sv",
    )


async def fill(service: Service) -> None:
    """Count it all, as answering and invitations would."""
    await run_procedure(service.engine, _filling(service))


def _filling(service: Service) -> Procedure[None]:
    chance = np.random.default_rng(3)
    cells: Counter[int] = Counter()
    for place, _, answers in groups():
        for _ in range(answers):
            scores = [(WORDS[0], int(chance.integers(1, 6))), (WORDS[1], int(chance.integers(1, 4)))]
            cells.update(dict(counted(cell_keys(service.vocabulary, place, scores))))
    yield Many(UPSERT_CELL, sorted(cells.items()))
    yield Many(UPSERT_FUNNEL, sorted(stages(service).items()))


def stages(service: Service) -> Counter[int]:
    """How many errands of each group were closed, asked about and answered; none that are 0."""
    found: Counter[int] = Counter()
    for place, closed, answers in groups():
        for stage, n in ((Stage.CLOSED, closed), (Stage.INVITED, closed), (Stage.ANSWERED, answers)):
            found[funnel_key(service.vocabulary, place, stage)] += n
    return +found
