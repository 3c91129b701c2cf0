"""From accepted answers to what is stored: rows, scores and dimensions, with every text redacted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from feedback.answering.redaction import redacted
from feedback.answering.storing import AnswerRow, Submission
from feedback.cells import Dimensions
from feedback.vocabulary import OUTSIDE_DISTRICTS, question_word
from survey_defs.questions import Question, Value, score_of
from survey_defs.survey import Survey


@dataclass(frozen=True, slots=True)
class Sender:
    """Which link and which form an answer came through, and how it was answered."""

    token_hash: str
    receipt_hash: str
    language: str
    mode: str
    layout: str


def submission_of(
    survey: Survey,
    values: Mapping[str, Value],
    sender: Sender,
    place: Dimensions,
    district_ids: Collection[str],
    today: date,
) -> Submission:
    """What is to be stored of a form without problems. `place` is what the errand said."""
    rows = tuple(row for name, value in values.items() for row in answer_rows(survey.question(name), value))
    return Submission(
        token_hash=sender.token_hash,
        receipt_hash=sender.receipt_hash,
        today=today,
        survey=survey.id,
        version=survey.version,
        content_hash=survey.content_hash,
        layout=sender.layout,
        place=place,
        dimensions=Dimensions(
            week=place.week,
            channel=place.channel,
            district=place.district or _own_district(survey, values, district_ids),
            office=place.office,
            service=place.service,
            language=sender.language,
            mode=sender.mode,
        ),
        answers=rows,
        scores=scores_of(survey, rows),
    )


def answer_rows(question: Question, value: Value) -> Iterator[AnswerRow]:
    """The rows one answer takes. A district is a dimension of the response, and has none."""
    if question.kind == "district":
        return
    if question.kind == "free_text":
        yield AnswerRow(question.id, text=redacted(str(value), question.redact))
    elif isinstance(value, tuple):
        for option in value:
            yield AnswerRow(question.id, score=question.values.index(option) + 1, choice=option)
    else:
        choice = None if question.kind == "scale" else str(value)
        yield AnswerRow(question.id, score=score_of(question, value), choice=choice)


def scores_of(survey: Survey, rows: Collection[AnswerRow]) -> tuple[tuple[str, int], ...]:
    """What the cube counts of the rows."""
    return tuple((question_word(survey, row.question), row.score) for row in rows if row.score is not None)


def _own_district(survey: Survey, values: Mapping[str, Value], district_ids: Collection[str]) -> str | None:
    """The district the resident gave; a word no key has a code for counts as not said."""
    asked = [question.id for question in survey.questions if question.kind == "district"]
    given = next((str(values[name]) for name in asked if name in values), None)
    known = given in district_ids or given in OUTSIDE_DISTRICTS
    return given if known else None
