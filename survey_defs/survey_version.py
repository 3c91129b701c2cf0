"""One frozen survey version: questions, their order, and the texts per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from survey_defs.conditions import Condition, evaluate
from survey_defs.questions import Question
from survey_defs.texts import Texts
from survey_defs.values import Answers, Errand, Value

LAYOUTS = ("one_page", "one_question")
ORIGINS = ("author", "machine")


@dataclass(frozen=True)
class SurveyLanguage:
    """A language the survey can be answered in, and who vouches for its texts."""

    code: str
    name: str
    dir: str
    origin: str
    reviewed_by: str = ""
    note: str = ""

    @property
    def is_draft(self) -> bool:
        """Machine-made and approved by nobody yet; staff see a mark."""
        return self.origin == "machine" and not self.reviewed_by


@dataclass(frozen=True)
class FollowUp:
    """An offer on the thank-you page, made where its condition holds. Kept apart from the answer."""

    id: str
    texts: Texts
    show_if: Condition | None = None

    def is_offered(self, answers: Answers, errand: Errand) -> bool:
        return self.show_if is None or evaluate(self.show_if, answers, errand)


@dataclass(frozen=True)
class Survey:
    """What is asked. `content_hash` tells versions apart by what they say, not by comments or spacing."""

    id: str
    version: str
    content_hash: str
    source: str
    languages: Mapping[str, SurveyLanguage]
    title: Texts
    channels: tuple[str, ...]
    layout: str
    minimum_answers: int
    valid_from: date
    questions: tuple[Question, ...]
    path: str
    follow_ups: tuple[FollowUp, ...] = ()

    def question(self, id: str) -> Question:
        """Raises KeyError for an id the survey does not have."""
        return self._by_id[id]

    def shown(self, errand: Errand, answers: Answers) -> tuple[Question, ...]:
        """The questions to ask about this errand, given the answers so far.

        An answer to a question that is not shown counts as missing for the questions after it.
        """
        shown: list[Question] = []
        counted: dict[str, Value] = {}
        for question in self.questions:
            if question.show_if is None or evaluate(question.show_if, counted, errand):
                shown.append(question)
                if question.id in answers:
                    counted[question.id] = answers[question.id]
        return tuple(shown)

    @cached_property
    def answer_conditions(self) -> frozenset[str]:
        """Ids of questions shown or not because of other answers.

        A page without script shows them all, never as required, and drops those whose condition turns out false.
        """
        return frozenset(each.id for each in self.questions if each.show_if and each.show_if.references())

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        # Reversed, so that the first wins while a faulty file with a repeated id is being checked.
        return {question.id: question for question in reversed(self.questions)}
