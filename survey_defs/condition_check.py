"""Faults of show-if conditions: names nobody knows, answers nobody can give, questions nobody would ever see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from survey_defs.conditions import Comparison, Condition, Literal, Presence
from survey_defs.faults import Fault
from survey_defs.questions import KINDS, MAX_OPTIONS, Question
from survey_defs.reachability import possible_outcomes
from survey_defs.survey_file import SurveyFile
from survey_defs.survey_version import Survey
from survey_defs.table import Table, nearest
from survey_defs.values import ERRAND_FIELDS

_ORDERING = ("<", "<=", ">", ">=")


@dataclass(frozen=True)
class _Owner:
    """A condition with what it decides about: the table to blame, and the questions asked before it."""

    condition: Condition
    table: Table
    survey: Survey
    place: int
    thing: str

    def fault(self, message: str) -> Fault:
        return self.table.fault("show_if", message)


def condition_faults(file: SurveyFile) -> Iterator[Fault]:
    for owner in _owners(file):
        yield from _faults_of(owner)


def _owners(file: SurveyFile) -> Iterator[_Owner]:
    survey = file.survey
    for place, (question, table) in enumerate(zip(survey.questions, file.questions, strict=True)):
        if question.show_if is not None:
            yield _Owner(question.show_if, table, survey, place, "question")
    for offer, table in zip(survey.follow_ups, file.follow_ups, strict=True):
        if offer.show_if is not None:
            yield _Owner(offer.show_if, table, survey, len(survey.questions), "offer")


def _faults_of(owner: _Owner) -> Iterator[Fault]:
    """Faults of the single comparisons; only where there are none, whether the whole makes sense."""
    found = [
        owner.fault(message) for test in owner.condition.tests() for message in _test_faults(owner, test)
    ]
    yield from found
    if not found and _is_sound_behind(owner, owner.condition):
        yield from _outcome_faults(owner)


def _test_faults(owner: _Owner, test: Comparison | Presence) -> Iterator[str]:
    if test.subject.of_errand:
        yield from _errand_faults(owner, test)
        return
    earlier = {question.id: question for question in owner.survey.questions[: owner.place]}
    question = earlier.get(test.subject.name)
    if question is None:
        yield _unknown(owner, test.subject.name, earlier)
    elif isinstance(test, Comparison):
        yield from _comparison_faults(question, test)


def _unknown(owner: _Owner, name: str, earlier: dict[str, Question]) -> str:
    later = [question.id for question in owner.survey.questions[owner.place :]]
    if later and later[0] == name:
        return f'the condition of "{name}" looks at "{name}" itself'
    if name in later:
        return f'looks at "{name}", which is asked later; move that question up or change the condition'
    return f'no question has the id "{name}"{nearest(name, [*earlier, "channel"])}'


def _errand_faults(owner: _Owner, test: Comparison | Presence) -> Iterator[str]:
    name = test.subject.name
    if name not in ERRAND_FIELDS:
        hint = nearest(name, ERRAND_FIELDS)
        yield f'an errand has no "{name}"{hint}; its fields are {", ".join(ERRAND_FIELDS)}'
        return
    if not isinstance(test, Comparison):
        return
    if test.operator in _ORDERING or any(isinstance(literal, int) for literal in test.literals):
        yield f"{test.subject} is a text; compare it with texts, by ==, !=, in or not in"
    elif name == "channel":
        yield from _channel_faults(owner.survey.channels, test)


def _channel_faults(channels: tuple[str, ...], test: Comparison) -> Iterator[str]:
    for literal in test.literals:
        if literal not in channels:
            yield f'the survey is not used on the channel "{literal}"{nearest(str(literal), channels)}'


def _comparison_faults(question: Question, test: Comparison) -> Iterator[str]:
    kind = KINDS.get(question.kind)
    if kind is None:
        return  # the unknown kind is a fault of its own
    if test.operator in _ORDERING and not kind.ordered:
        yield f'"{question.id}" has no order; only a scale can be compared with {test.operator}'
        return
    for literal in test.literals:
        if test.operator in _ORDERING and isinstance(literal, int):
            continue  # `overall <= 0` is a number out of range; whether it can come true is tried out
        if message := _impossible(question, literal):
            yield message


def _impossible(question: Question, literal: Literal) -> str:
    """Why a question can never have this answer, or empty."""
    if question.kind == "scale":
        fits = isinstance(literal, int) and 1 <= literal <= question.points
        return (
            ""
            if fits
            else f'"{question.id}" is a number from 1 to {question.points}, never {_shown(literal)}'
        )
    if isinstance(literal, int):
        return f'"{question.id}" is never a number; write the answer in quotes'
    if question.values and literal not in question.values:
        hint = nearest(literal, question.values)
        return f'"{question.id}" is never "{literal}"{hint}; its answers are {", ".join(question.values)}'
    return ""


def _shown(literal: Literal) -> str:
    return str(literal) if isinstance(literal, int) else f'"{literal}"'


def _is_sound_behind(owner: _Owner, condition: Condition) -> bool:
    """Whether the questions looked at are themselves reached by sound conditions, so that trying out means something."""
    for id in condition.references():
        question = owner.survey.question(id)
        if question.kind not in KINDS or len(question.values) > MAX_OPTIONS:
            return False
        behind = question.show_if
        if behind is None:
            continue
        inner = _Owner(behind, owner.table, owner.survey, owner.survey.questions.index(question), owner.thing)
        if any(True for test in behind.tests() for _ in _test_faults(inner, test)):
            return False
        if not _is_sound_behind(inner, behind):
            return False
    return True


def _outcome_faults(owner: _Owner) -> Iterator[Fault]:
    outcomes = possible_outcomes(owner.survey, owner.condition)
    if outcomes == {True}:
        yield owner.fault(
            f"always holds, so it hides nothing; remove it or the {owner.thing} it was meant for"
        )
    elif True not in outcomes:
        yield owner.fault(f"can never hold, so nobody ever sees this {owner.thing}")
