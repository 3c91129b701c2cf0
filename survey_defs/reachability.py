"""Whether a condition can come true, and can fail to: tried out on every combination of answers that could happen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, product
from math import prod

from survey_defs.conditions import Comparison, Condition, Subject, evaluate
from survey_defs.questions import Question
from survey_defs.survey_version import Survey
from survey_defs.values import Answers, Errand, Value

MAX_COMBINATIONS = 50_000  # beyond this nobody is kept waiting, and the condition is taken to be sound
_ANOTHER = "\0another"  # stands for every text the condition does not name; no answer can hold this sign

_World = tuple[Answers, Errand]


def possible_outcomes(survey: Survey, condition: Condition) -> frozenset[bool]:
    """`{True}` for a condition that hides nothing, `{False}` for one that never shows anything, otherwise both.

    A combination counts only if every answer in it was asked for, and every required question that was asked has one.
    All references must be to questions of the survey, none of them in a circle.
    """
    looked_at = _with_conditions_behind(survey, condition)
    subjects = list(dict.fromkeys(test.subject for each in looked_at for test in each.tests()))
    ranges = [_possible_values(survey, subject, looked_at) for subject in subjects]
    if prod(len(values) for values in ranges) > MAX_COMBINATIONS:
        return frozenset({True, False})
    outcomes: set[bool] = set()
    for values in product(*ranges):
        answers, errand = _world(subjects, values)
        if _could_happen(survey, answers, errand, subjects):
            outcomes.add(evaluate(condition, answers, errand))
        if len(outcomes) == 2:
            break
    return frozenset(outcomes)


def _with_conditions_behind(survey: Survey, condition: Condition) -> list[Condition]:
    """The condition, and those of the questions it looks at, and so on."""
    found = [condition]
    for each in found:
        for id in sorted(each.references()):
            behind = survey.question(id).show_if
            if behind is not None and behind not in found:
                found.append(behind)
    return found


def _possible_values(
    survey: Survey, subject: Subject, conditions: list[Condition]
) -> tuple[Value | None, ...]:
    named = tuple(dict.fromkeys(chain.from_iterable(_texts_named(each, subject) for each in conditions)))
    if subject.of_errand:
        return survey.channels if subject.name == "channel" else (None, _ANOTHER, *named)
    return (None, *_answers_to(survey.question(subject.name), named))


def _answers_to(question: Question, named: tuple[str, ...]) -> tuple[Value, ...]:
    if question.kind == "scale":
        return tuple(range(1, question.points + 1))
    if question.kind == "multiple_choice":
        return tuple(_selections((*(value for value in question.values if value in named), _ANOTHER)))
    return question.values or (_ANOTHER, *named)


def _selections(values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(values, size) for size in range(1, len(values) + 1))


def _texts_named(condition: Condition, subject: Subject) -> Iterator[str]:
    for test in condition.tests():
        if isinstance(test, Comparison) and test.subject == subject:
            yield from (literal for literal in test.literals if isinstance(literal, str))


def _world(subjects: list[Subject], values: tuple[Value | None, ...]) -> _World:
    pairs = list(zip(subjects, values, strict=True))
    answers = {each.name: value for each, value in pairs if value is not None and not each.of_errand}
    errand: Mapping[str, str | None] = {
        each.name: value if isinstance(value, str) else None for each, value in pairs if each.of_errand
    }
    return answers, errand


def _could_happen(survey: Survey, answers: Answers, errand: Errand, subjects: list[Subject]) -> bool:
    questions = [survey.question(each.name) for each in subjects if not each.of_errand]
    return all(_is_consistent(question, answers, errand) for question in questions)


def _is_consistent(question: Question, answers: Answers, errand: Errand) -> bool:
    was_asked = question.show_if is None or evaluate(question.show_if, answers, errand)
    return (question.id in answers) <= was_asked and (was_asked and question.required) <= (
        question.id in answers
    )
