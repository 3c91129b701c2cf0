"""Finding an answer again by its receipt: everything stored of it, and taking it away for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback.answering.question_views import OptionView, Reading, question_views
from feedback.answering.redaction import marked_parts
from feedback.answering.storing import erasing
from feedback.cells import Dimensions, cell_keys
from feedback.database.writer import run_procedure
from feedback.service import Service
from feedback.tables import Answer, Response
from feedback.vocabulary import question_word
from survey_defs.municipality import Municipality
from survey_defs.questions import Question
from survey_defs.survey import Survey

_NAMED = ("channel", "office", "service", "district", "language")


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A response and its answers as their rows stand."""

    response: dict[str, Any]
    answers: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One question with what was chosen, or with the written text in parts (see `marked_parts`)."""

    question: str
    choices: tuple[OptionView, ...]
    parts: tuple[tuple[str, str | None], ...]


async def find_answer(receipt_hash: str) -> StoredAnswer | None:
    response = await Response.select().where(Response.receipt_hash == receipt_hash).first()
    if response is None:
        return None
    answers = await Answer.select().where(Answer.response == response["id"])
    return StoredAnswer(response, tuple(answers))


async def erase_answer(service: Service, receipt_hash: str) -> bool:
    """Erase the response, its answers and its part in the cube; False when there was nothing left."""
    stored = await find_answer(receipt_hash)
    if stored is None:
        return False
    survey = survey_of(service, stored)
    scores = [
        (question_word(survey, row["question"]), row["score"])
        for row in stored.answers
        if row["score"] is not None
    ]
    keys = cell_keys(service.vocabulary, dimensions_of(stored), scores)
    return await run_procedure(service.engine, erasing(service.vocabulary, receipt_hash, keys))


def dimensions_of(stored: StoredAnswer) -> Dimensions:
    """What the cube counted the response under."""
    row = stored.response
    return Dimensions(week=row["week"], mode=row["mode"], **{name: row[name] for name in _NAMED})


def answer_views(reading: Reading, stored: StoredAnswer) -> Iterator[AnswerView]:
    """Every stored answer in the survey's order, in the words the resident saw."""
    for question in reading.survey.questions:
        rows = [row for row in stored.answers if row["question"] == question.id]
        if rows:
            yield AnswerView(reading.text(question.texts), _choices(reading, question, rows), _parts(rows))


def _choices(reading: Reading, question: Question, rows: Sequence[dict[str, Any]]) -> tuple[OptionView, ...]:
    given = [str(row["score"]) if row["choice"] is None else row["choice"] for row in rows]
    (view,) = question_views(reading, (question,), {question.id: given})
    return tuple(option for option in view.options if option.checked)


def _parts(rows: Sequence[dict[str, Any]]) -> tuple[tuple[str, str | None], ...]:
    return tuple(part for row in rows if row["text"] is not None for part in marked_parts(row["text"]))


def facts(reading: Reading, stored: StoredAnswer) -> list[tuple[str, str | date]]:
    """What is stored beside the answers, by name; words of the municipality in the reader's language."""
    row = stored.response
    named = [
        (name, _name(reading.municipality, name, row[name], reading.language)) for name in _NAMED if row[name]
    ]
    survey = f"{reading.text(reading.survey.title)} ({row['survey']} {row['version']})"
    return [
        *named,
        ("week", row["week"]),
        ("mode", row["mode"]),
        ("survey", survey),
        ("layout", row["layout"]),
    ]


def _name(municipality: Municipality, dimension: str, word: str, language: str) -> str:
    """The word itself where the municipality has it no longer, or never had: a district outside it."""
    try:
        return municipality.name(dimension, word, language)
    except KeyError:
        return word


def survey_of(service: Service, stored: StoredAnswer) -> Survey:
    """The definition an answer was given to; it is kept as long as there are answers."""
    return service.catalogue.get(stored.response["survey"], stored.response["version"])
