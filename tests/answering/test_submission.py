"""What is stored of an accepted form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from feedback.answering.storing import AnswerRow
from feedback.answering.submission import Sender, submission_of
from feedback.cells import Dimensions
from survey_defs.catalogue import Catalogue
from survey_defs.questions import Question, Value
from survey_defs.survey import Survey
from tests import world

CORE: Survey = Catalogue.load(world.SURVEYS).for_channel("office_visit", world.TODAY)
DISTRICTS = ("norrbyn", "soderhagen", "oholm")
SENDER = Sender("token", "receipt", "fi", "sms_link", "one_page")
PLACE = Dimensions(date(2026, 11, 16), "phone", "norrbyn", None, "housing", "sv")


def rows_of(values: dict[str, Value], survey: Survey = CORE) -> tuple[AnswerRow, ...]:
    return submission_of(survey, values, SENDER, PLACE, DISTRICTS, world.TODAY).answers


def test_every_kind_of_answer_has_its_row() -> None:
    assert rows_of({"helped": "partly", "overall": 2, "comment": "Ring 070-123 45 67"}) == (
        AnswerRow("helped", score=2, choice="partly"),
        AnswerRow("overall", score=2),
        AnswerRow("comment", text="Ring [phone]"),
    )


def test_scores_are_those_of_the_rows() -> None:
    made = submission_of(
        CORE, {"helped": "yes", "overall": 1, "comment": "8112189876"}, SENDER, PLACE, DISTRICTS, world.TODAY
    )
    assert made.scores == (("core.helped", 3), ("core.overall", 1))


def test_choices_are_scored_by_their_place() -> None:
    several = Question(
        id="several", kind="multiple_choice", required=False, texts={"sv": "?"}, values=("a", "b", "c")
    )
    one = replace(several, id="one", kind="single_choice")
    survey = replace(CORE, questions=(several, one))
    values: dict[str, Value] = {"several": ("a", "c"), "one": "b"}
    assert rows_of(values, survey) == (
        AnswerRow("several", score=1, choice="a"),
        AnswerRow("several", score=3, choice="c"),
        AnswerRow("one", score=2, choice="b"),
    )
    made = submission_of(survey, values, SENDER, PLACE, DISTRICTS, world.TODAY)
    assert made.scores == (("core.several", 1), ("core.several", 3), ("core.one", 2))


@pytest.mark.parametrize(
    ("of_errand", "given", "counted"),
    [
        ("norrbyn", None, "norrbyn"),
        ("norrbyn", "oholm", "norrbyn"),
        (None, "oholm", "oholm"),
        (None, "outside", "outside"),
        (None, "unsaid", "unsaid"),
        (None, None, None),
        (None, "abroad", None),  # an answer of a survey of one's own, for which no key has a code
    ],
)
def test_which_district_an_answer_counts_in(
    of_errand: str | None, given: str | None, counted: str | None
) -> None:
    values: dict[str, Value] = {"overall": 3} | ({"district": given} if given else {})
    place = replace(PLACE, district=of_errand)
    made = submission_of(CORE, values, SENDER, place, DISTRICTS, world.TODAY)
    assert made.dimensions.district == counted
    assert made.place.district == of_errand
    assert [row.question for row in made.answers] == ["overall"]


def test_the_resident_answers_in_a_language_and_a_way_of_her_own() -> None:
    made = submission_of(CORE, {"overall": 3}, SENDER, PLACE, DISTRICTS, world.TODAY)
    assert (made.dimensions.language, made.dimensions.mode) == ("fi", "sms_link")
    assert (made.place.language, made.place.mode) == ("sv", None)
    assert (made.layout, made.token_hash, made.receipt_hash) == ("one_page", "token", "receipt")
