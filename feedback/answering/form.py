"""From what a browser sent to answers: decided from the survey's definition alone, whatever was sent."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_plus

from survey_defs.questions import Problem, Question, Value, decode_answer
from survey_defs.survey import Survey

MAX_BODY_BYTES = 65_536  # 2,000 signs of any script take at most 24,000 bytes as a form sends them
MAX_FIELDS = 200
NONCE_FIELD = "form"
_NONCE = re.compile(r"[A-Za-z0-9_-]{16}")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FormProblem:
    """Why one shown question's answer is not accepted; the question is empty where the survey shows none."""

    question_id: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Decoded:
    """The accepted answers to the questions that are shown, and what is wrong with the others."""

    values: dict[str, Value]
    problems: tuple[FormProblem, ...]


def read_pairs(body: bytes) -> list[Pair]:
    """The fields of an urlencoded body, in order. Broken UTF-8 is replaced; what goes beyond the limits is cut off."""
    text = body[:MAX_BODY_BYTES].decode("utf-8", "replace")
    fields = [field for field in text.split("&")[:MAX_FIELDS] if field]
    return [_pair(field) for field in fields]


def _pair(field: str) -> Pair:
    name, _, value = field.partition("=")
    if "%" not in field and "+" not in field:  # so it is with every ticked box
        return name, value
    return unquote_plus(name), unquote_plus(value)


def form_nonce(pairs: Sequence[Pair] | None) -> str:
    """What tells this form from every other; a new one where none came, or an odd one."""
    sent = [value for name, value in pairs or () if name == NONCE_FIELD]
    return sent[0] if sent and _NONCE.fullmatch(sent[0]) else secrets.token_urlsafe(12)


def entries(survey: Survey, pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """What was sent for each question of the survey; other fields are left out."""
    known: dict[str, list[str]] = {question.id: [] for question in survey.questions}
    for name, value in pairs:
        if name in known:
            known[name].append(value)
    return known


def decode_form(
    survey: Survey, pairs: Sequence[Pair], errand: Mapping[str, str | None], district_ids: Collection[str]
) -> Decoded:
    """Decode a form; never raises. Questions that are not shown have neither answer nor problem."""
    sent = entries(survey, pairs)
    answers = {each.id: decode_answer(each, sent[each.id], district_ids) for each in survey.questions}
    good = {name: answer for name, answer in answers.items() if _is_value(answer)}
    shown = survey.shown(errand, good)  # type: ignore[arg-type]
    values = {each.id: good[each.id] for each in shown if each.id in good}
    faulty = [(each.id, answers[each.id]) for each in shown]
    problems = [FormProblem(name, answer) for name, answer in faulty if isinstance(answer, Problem)]
    if not problems and _is_empty(survey, shown, values):
        problems = [FormProblem(shown[0].id if shown else "", Problem.MISSING)]
    return Decoded(values, tuple(problems))  # type: ignore[arg-type]


def _is_value(answer: Value | Problem | None) -> bool:
    return answer is not None and not isinstance(answer, Problem)


def _is_empty(survey: Survey, shown: Sequence[Question], values: Collection[str]) -> bool:
    """Saying where one lives is not yet saying what one thinks."""
    said = sum(question.id in values for question in shown if question.kind != "district")
    return said < max(survey.minimum_answers, 1)


def encode_form(values: Mapping[str, Value]) -> list[Pair]:
    """The fields a browser would send for these answers."""
    return [
        (name, str(each))
        for name, value in values.items()
        for each in (value if isinstance(value, tuple) else (value,))
    ]
