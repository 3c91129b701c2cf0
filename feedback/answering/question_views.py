"""A survey's questions as a page shows them: words, choices, what was given before, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.answering.form import FormProblem
from survey_defs.municipality import Municipality
from survey_defs.questions import Problem, Question
from survey_defs.survey import Survey
from survey_defs.texts import text_in
from survey_defs.values import Errand

FACES = 5  # only a five-point scale is drawn with faces
_SIGNS = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class OptionView:
    value: str
    label: str
    drawing: str
    checked: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """`shape` is the layout of its options; `ends` the words that stay visible on a narrow screen."""

    id: str
    kind: str
    shape: str
    text: str
    hint: str
    options: tuple[OptionView, ...]
    ends: tuple[str, ...]
    written: str
    is_required: bool
    max_length: int
    problem: Problem | None
    problem_text: str

    @property
    def first_field(self) -> str:
        """Where a link in the error summary leads."""
        return f"{self.id}-{self.options[0].value}" if self.options else self.id


@dataclass(frozen=True, slots=True)
class Reading:
    """In which words a survey is shown."""

    survey: Survey
    municipality: Municipality
    language: str

    def text(self, texts: Mapping[str, str]) -> str:
        return text_in(texts, self.language, self.survey.source)


def displayed(survey: Survey, errand: Errand) -> tuple[Question, ...]:
    """What a page without script asks: all that may come to be shown about this errand."""
    shown = {question.id for question in survey.shown(errand, {})} | survey.answer_conditions
    return tuple(question for question in survey.questions if question.id in shown)


def question_views(
    reading: Reading,
    questions: Sequence[Question],
    given: Mapping[str, Sequence[str]],
    problems: Sequence[FormProblem] = (),
) -> tuple[QuestionView, ...]:
    wrong = {each.question_id: each.problem for each in problems}
    return tuple(
        _view(reading, question, given.get(question.id, ()), wrong.get(question.id)) for question in questions
    )


def _view(
    reading: Reading, question: Question, given: Sequence[str], problem: Problem | None
) -> QuestionView:
    options = tuple(
        OptionView(value, label, _drawing(question, value), value in given)
        for value, label in option_labels(reading, question)
    )
    is_missing = problem is Problem.MISSING
    return QuestionView(
        id=question.id,
        kind=question.kind,
        shape=_shape(question),
        text=reading.text(question.texts),
        hint=reading.text(question.hint),
        options=options,
        ends=tuple(options[point - 1].label for point in question.visible_labels if point <= len(options)),
        written=given[0] if given and not options else "",
        is_required=question.required,
        max_length=question.max_length,
        problem=problem,
        problem_text=reading.text(question.error) if is_missing else "",
    )


def option_labels(reading: Reading, question: Question) -> tuple[tuple[str, str], ...]:
    """Value and label of every answer that can be ticked, the municipality's districts included."""
    fixed = question.options(reading.language, reading.survey.source)
    if question.kind != "district":
        return fixed
    names = reading.municipality.name
    districts = (
        (each.id, names("district", each.id, reading.language)) for each in reading.municipality.districts
    )
    return (*districts, *fixed)


def _shape(question: Question) -> str:
    if question.kind == "scale":
        return "scale" if question.points <= FACES else "scale long"
    return "three" if question.kind == "yes_partly_no" else "two"


def _drawing(question: Question, value: str) -> str:
    if question.kind == "scale":
        return f"f{value}" if question.points == FACES else ""
    return value if question.kind == "yes_partly_no" and value in _SIGNS else ""
