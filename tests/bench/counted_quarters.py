"""Eight closed quarters of a large municipality, counted from drawn responses and stored as closing stores them."""

from __future__ import annotations

from array import array
from datetime import date

import numpy as np

from feedback.cells import CELLS
from feedback.closing import _row, _writing
from feedback.database.writer import run_procedure
from feedback.funnel import FUNNEL, Stage
from feedback.packing import Packing
from feedback.quarters import Quarter, quarter_of
from feedback.service import Service
from feedback.snapshots import Snapshot
from feedback.vocabulary import RESPONSE

QUARTERS = 8
ERRANDS_PER_ANSWER = 2.2
SCORED = ("helped", "bemotande", "enkelhet", "tydlighet", "overall", "language")
ANSWERS_PER_RESPONSE = 6.75  # six scores, and a comment from three in four, which the cube does not count
MODES_OF = {
    "office_visit": ("kiosk", "sms_link", "assisted"),
    "e_service": ("embedded", "e_mail_link"),
    "letter": ("letter_link", "paper"),
}
OTHER_MODES = ("sms_link", "e_mail_link")

Codes = dict[str, np.ndarray]


async def closed_quarters(service: Service, answers: int) -> int:
    """The quarters, of `answers` stored answers in all; gives how many responses that is."""
    responses = round(answers / ANSWERS_PER_RESPONSE / QUARTERS)
    random = np.random.default_rng(20261124)
    for quarter in _latest(service.today()):
        codes = _errands(service, round(responses * ERRANDS_PER_ANSWER), random)
        answered = {name: values[:responses] for name, values in codes.items()}
        row = _row(
            quarter,
            service.today(),
            _answers(service, answered, random),
            _stages(codes, responses, random),
        )
        assert await run_procedure(service.engine, _writing(row))
    return responses * QUARTERS


def _latest(today: date) -> list[Quarter]:
    now = quarter_of(today)
    first = now.year * 4 + now.number - 1 - QUARTERS
    return [Quarter(each // 4, each % 4 + 1) for each in range(first, first + QUARTERS)]


def _errands(service: Service, number: int, random: np.random.Generator) -> Codes:
    """Codes per errand: uneven districts, channels, services and languages, each as likely in every order."""
    municipality, code = service.municipality, service.vocabulary.code
    drawn = {
        "district": _drawn([each.id for each in municipality.districts], 2.0, number, random),
        "channel": _drawn([each.id for each in municipality.channels], 1.5, number, random),
        "service": _drawn([each.id for each in municipality.services], 0.8, number, random),
        "language": _drawn([each.code for each in municipality.languages], 0.4, number, random),
    }
    codes = {name: np.array([code(name, word) for word in words])[at] for name, (words, at) in drawn.items()}
    codes["district"][random.random(number) < 0.03] = 0
    codes["office"], codes["mode"] = np.zeros(number, np.int64), np.zeros(number, np.int64)
    channels, at = drawn["channel"]
    for place, channel in enumerate(channels):
        here = at == place
        modes = np.array([code("mode", word) for word in MODES_OF.get(channel, OTHER_MODES)])
        codes["mode"][here] = modes[random.integers(0, len(modes), here.sum())]
        if channel == "office_visit":
            offices = np.array([code("office", each.id) for each in municipality.offices])
            codes["office"][here] = offices[random.integers(0, len(offices), here.sum())]
    return codes


def _drawn(
    words: list[str], evenness: float, number: int, random: np.random.Generator
) -> tuple[list[str], np.ndarray]:
    """The same shares in every quarter: what differs between quarters is chance."""
    shares = np.random.default_rng(len(words)).dirichlet(np.full(len(words), evenness))
    return words, random.choice(len(words), size=number, p=shares)


def _answers(service: Service, codes: Codes, random: np.random.Generator) -> Snapshot:
    base, number = _packed(CELLS, codes), len(codes["district"])
    shift, code = CELLS.shift["question"], service.vocabulary.code
    keys = [base | code("question", RESPONSE) << shift | 1]
    pleased = 0.55 + 0.25 * np.sin(codes["district"] + 2 * codes["channel"]) ** 2
    for question in SCORED:
        points = 3 if question in {"helped", "language"} else 5
        score = 1 + random.binomial(points - 1, pleased, number)
        keys.append(base | code("question", f"core.{question}") << shift | score)
    return _counted(np.concatenate(keys))


def _stages(codes: Codes, answered: int, random: np.random.Generator) -> Snapshot:
    """All are closed, four in five invited and reached, and the first ones answered."""
    base, number = _packed(FUNNEL, codes), len(codes["district"])
    reached = np.flatnonzero((np.arange(number) < answered) | (random.random(number) < 0.63))
    silent = reached[reached >= answered]
    parts = {
        Stage.CLOSED: base,
        Stage.INVITED: base[reached],
        Stage.DELIVERED: base[reached],
        Stage.STARTED: base[:answered],
        Stage.ANSWERED: base[:answered],
        Stage.EXPIRED: base[silent],
        Stage.NO_CONTACT: np.delete(base, reached),
    }
    return _counted(np.concatenate([keys | int(stage) for stage, keys in parts.items()]))


def _packed(packing: Packing, codes: Codes) -> np.ndarray:
    base = np.zeros(len(codes["district"]), dtype=np.int64)
    for name, values in codes.items():
        if name in packing.shift:
            base |= values.astype(np.int64) << packing.shift[name]
    return base


def _counted(keys: np.ndarray) -> Snapshot:
    distinct, counts = np.unique(keys, return_counts=True)
    return Snapshot(array("q", distinct.tolist()), array("Q", counts.tolist()))
