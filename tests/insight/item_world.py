"""The nasty Lillåker with the questions beside the overall one answered too: some skipped by many, some by few."""

from __future__ import annotations

from collections import Counter

import numpy as np

from feedback.cells import UPSERT_CELL, cell_keys, counted
from feedback.database.statements import Many, Procedure
from feedback.database.writer import run_procedure
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.insight.figures import ITEMS
from feedback.quarters import Quarter
from feedback.service import Service
from tests.insight.nasty_world import groups

SKIPPED = {"bemotande": 0.05, "enkelhet": 0.15, "tydlighet": 0.4}
NOT_ASKED = {("bemotande", "e_service"), ("tydlighet", "office_visit")}
Told = Counter[tuple[str, str, str, int]]
"""(quarter's first Monday, channel, question, score) → answers; the question "response" counts whole responses."""


async def fill(service: Service, only: Quarter | None = None, times: int = 1) -> Told:
    """Count it all, as answering would; gives the same counts kept beside, the plain way. `only` one quarter;
    `times` as many errands in each place."""
    told: Told = Counter()
    await run_procedure(service.engine, _filling(service, told, only, times))
    return told


def _filling(service: Service, told: Told, only: Quarter | None, times: int) -> Procedure[None]:
    chance = np.random.default_rng(5)
    cells: Counter[int] = Counter()
    stages: Counter[int] = Counter()
    for place, closed, answers in groups():
        if only is not None and place.week != only.first_monday:
            continue
        for _ in range(times * answers):
            scores = [("overall", int(chance.integers(1, 6)))]
            scores += [
                (item, int(chance.integers(1, 6)))
                for item in ITEMS
                if (item, place.channel) not in NOT_ASKED and chance.random() >= SKIPPED[item]
            ]
            told.update((place.week.isoformat(), place.channel, name, score) for name, score in scores)
            told[place.week.isoformat(), place.channel, "response", 1] += 1
            named = [(f"core.{name}", score) for name, score in scores]
            cells.update(dict(counted(cell_keys(service.vocabulary, place, named))))
        for stage, n in ((Stage.CLOSED, closed), (Stage.INVITED, closed), (Stage.ANSWERED, answers)):
            stages[funnel_key(service.vocabulary, place, stage)] += times * n
    yield Many(UPSERT_CELL, sorted(cells.items()))
    yield Many(UPSERT_FUNNEL, sorted((key, n) for key, n in stages.items() if n))
