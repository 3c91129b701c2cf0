"""Whole responses in a real database, counted into the cube and the funnel as answering would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from feedback.cells import UPSERT_CELL, Dimensions, cell_keys, counted
from feedback.database.statements import Many, Procedure
from feedback.database.writer import run_procedure
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.keys import random_id
from feedback.service import Service
from tests.insight import nasty_world

WEEK = date(2026, 8, 17)  # a Monday in the third quarter
_RESPONSE = (
    "INSERT INTO response (id, survey, version, channel, office, service, district, language, mode, layout, week, "
    "receipt_hash) VALUES (?, 'core', ?, ?, ?, ?, ?, 'sv', 'e_mail_link', 'page', ?, ?)"
)
_ANSWER = "INSERT INTO answer (id, response, question, score, choice, text) VALUES (?, ?, ?, ?, ?, ?)"
_COMMENT = "INSERT INTO comment (response, text, language, week) VALUES (?, ?, 'sv', ?)"
WORDS = {1: "no", 2: "partly", 3: "yes"}


@dataclass(frozen=True)
class Given:
    """One response. `wrote` is what was stored of her comment, `comment` as staff may read it: None where it has
    not been read yet. `district_said`: she chose her district in the form."""

    channel: str
    district: str | None
    overall: int = 4
    helped: int = 3
    language: int | None = 3
    bemotande: int | None = 5
    wrote: str | None = None
    comment: str | None = None
    week: date = WEEK
    service: str | None = "housing"
    office: str | None = None
    district_said: bool = False
    version: str = "2026-11"
    receipt: str = ""

    @property
    def scores(self) -> dict[str, int]:
        found = {"overall": self.overall, "helped": self.helped, "language": self.language}
        met = None if self.channel == "e_service" else self.bemotande
        return {name: score for name, score in (found | {"bemotande": met}).items() if score is not None}

    @property
    def dimensions(self) -> Dimensions:
        return Dimensions(
            week=self.week,
            channel=self.channel,
            district=self.district,
            office=self.office,
            service=self.service,
            language="sv",
            mode="e_mail_link",
        )


async def write(service: Service, given: Sequence[Given]) -> None:
    """As if four errands had been closed for each answer."""
    stages: Counter[int] = Counter()
    for each in given:
        for stage, n in ((Stage.CLOSED, 4), (Stage.INVITED, 4), (Stage.ANSWERED, 1)):
            stages[funnel_key(service.vocabulary, each.dimensions, stage)] += n
    await run_procedure(service.engine, _writing(service, given, stages))


async def fill(service: Service) -> None:
    """The groups of `nasty_world` with its errands, and whole responses for its answers."""
    await run_procedure(service.engine, _writing(service, nasty(), nasty_world.stages(service)))


def _writing(service: Service, given: Sequence[Given], stages: Counter[int]) -> Procedure[None]:
    numbered = [(random_id() & ~0xFF, each) for each in given]
    yield Many(
        _RESPONSE,
        [
            (
                id,
                each.version,
                each.channel,
                each.office,
                each.service,
                each.district,
                each.week,
                each.receipt or f"{id:x}",
            )
            for id, each in numbered
        ],
    )
    yield Many(_ANSWER, [row for id, each in numbered for row in _answers(id, each)])
    yield Many(_COMMENT, [(id, each.comment, each.week) for id, each in numbered if each.comment is not None])
    cells: Counter[int] = Counter()
    for _, each in numbered:
        scores = [(f"core.{name}", score) for name, score in each.scores.items()]
        cells.update(dict(counted(cell_keys(service.vocabulary, each.dimensions, scores))))
    yield Many(UPSERT_CELL, sorted(cells.items()))
    yield Many(UPSERT_FUNNEL, sorted(stages.items()))


def _answers(id: int, each: Given) -> Iterator[tuple[object, ...]]:
    for place, (question, score) in enumerate(each.scores.items(), 1):
        choice = WORDS[score] if question in ("helped", "language") else None
        yield id + place, id, question, score, choice, None
    if each.wrote is not None:
        yield id + 20, id, "comment", None, None, each.wrote
    if each.district_said:
        yield id + 21, id, "district", None, each.district, None


def lillaker(seed: int = 4) -> list[Given]:
    """A quarter of Lillåker: most places are of many, Öholm's are of few."""
    chance = np.random.default_rng(seed)
    sizes = {
        "norrbyn": {"phone": 60, "office_visit": 50, "e_mail": 45, "e_service": 40},
        "soderhagen": {"phone": 45, "office_visit": 40, "e_mail": 42, "e_service": 35},
        "oholm": {"phone": 9, "office_visit": 8, "e_mail": 9, "e_service": 8},
        None: {"phone": 15, "office_visit": 14, "e_mail": 13, "e_service": 14},
    }
    return [
        drawn(chance, channel, district)
        for district, channels in sizes.items()
        for channel, n in channels.items()
        for _ in range(n)
    ]


def drawn(chance: np.random.Generator, channel: str, district: str | None, **given: object) -> Given:
    wrote = f"Text {chance.integers(10**9)} med Anna" if chance.random() < 0.5 else None
    return Given(
        channel,
        district,
        overall=int(chance.integers(1, 6)),
        helped=int(chance.integers(1, 4)),
        language=int(chance.integers(1, 4)) if chance.random() < 0.9 else None,
        bemotande=int(chance.integers(1, 6)) if chance.random() < 0.9 else None,
        wrote=wrote,
        comment=wrote.replace("Anna", "[name]") if wrote and chance.random() < 0.9 else None,
        receipt=f"r{random_id():x}",
        **given,  # type: ignore[arg-type]
    )


def nasty(seed: int = 7) -> list[Given]:
    """Five quarters with many small groups, see `nasty_world`."""
    chance = np.random.default_rng(seed)
    return [
        drawn(
            chance, place.channel, place.district, week=place.week, service=place.service, office=place.office
        )
        for place, _, answers in nasty_world.groups()
        for _ in range(answers)
    ]
