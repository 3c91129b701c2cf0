"""What a loaded survey promises: who is asked what, and when two versions are the same."""

from __future__ import annotations

import dataclasses
import pickle
from datetime import date
from pathlib import Path

import pytest

from survey_defs.survey import Survey, SurveyLanguage, load_survey
from survey_defs.values import Answers, Errand
from tests.survey_defs.samples import SURVEY, spoiled, written


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    return load_survey(written(tmp_path, SURVEY))


def test_a_survey_holds_what_its_file_says(survey: Survey, tmp_path: Path) -> None:
    assert (survey.id, survey.version, survey.source) == ("small", "1", "sv")
    assert survey.valid_from == date(2026, 1, 1)
    assert survey.channels == ("phone", "office_visit")
    assert survey.layout == "one_page"
    assert survey.path == str(tmp_path / "sample.toml")
    assert [question.id for question in survey.questions] == [
        "helped",
        "overall",
        "reason",
        "district",
        "comment",
    ]
    assert survey.question("helped").value_labels["sv"] == ("Ja", "Delvis", "Nej")
    assert survey.question("overall").visible_labels == (1, 2, 3, 4, 5)
    assert survey.question("comment").redact == ("phone",)
    with pytest.raises(KeyError):
        survey.question("nothing")


@pytest.mark.parametrize(
    ("origin", "reviewed_by", "is_draft"),
    [("author", "", False), ("machine", "", True), ("machine", "Aino Esimerkki", False)],
)
def test_a_machine_made_text_is_a_draft_until_somebody_approves_it(
    origin: str, reviewed_by: str, is_draft: bool
) -> None:
    assert SurveyLanguage("fi", "Suomi", "ltr", origin, reviewed_by).is_draft is is_draft


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["helped", "overall", "district", "comment"]),
        ({"helped": "yes"}, ["helped", "overall", "district", "comment"]),
        ({"helped": "no"}, ["helped", "overall", "reason", "district", "comment"]),
    ],
)
def test_a_question_is_shown_where_its_condition_holds(
    survey: Survey, answers: Answers, asked: list[str]
) -> None:
    assert [question.id for question in survey.shown({"channel": "phone"}, answers)] == asked


def test_an_answer_to_a_hidden_question_counts_as_missing(tmp_path: Path) -> None:
    text = spoiled(SURVEY, "max_length = 200", "max_length = 200\nshow_if = 'reason is answered'")
    survey = load_survey(written(tmp_path, text))
    stale: Answers = {"helped": "yes", "reason": "time"}
    assert "comment" not in [question.id for question in survey.shown({}, stale)]
    assert survey.answer_conditions == {"reason", "comment"}


def test_a_condition_on_the_errand_is_no_answer_condition(tmp_path: Path) -> None:
    text = spoiled(SURVEY, "show_if = 'helped == \"no\"'", "show_if = 'channel == \"phone\"'")
    survey = load_survey(written(tmp_path, text))
    assert survey.answer_conditions == frozenset()
    assert (
        len(survey.shown({"channel": "phone"}, {})) == len(survey.shown({"channel": "office_visit"}, {})) + 1
    )


@pytest.mark.parametrize(
    ("answers", "errand", "is_offered"),
    [({"overall": 2}, {}, True), ({"overall": 3}, {}, False), ({}, {}, False)],
)
def test_a_follow_up_is_offered_where_its_condition_holds(
    survey: Survey, answers: Answers, errand: Errand, is_offered: bool
) -> None:
    assert survey.follow_ups[0].is_offered(answers, errand) is is_offered


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format = 1", "# a comment\nformat   =   1"),
        ('values = ["time", "answer"]', 'values = [\n  "time",  # first\n  "answer",\n]'),
        ('id = "small"\nversion = "1"', 'version = "1"\nid = "small"'),
        ('text.sv = "Var bor du?"\ntext.ar = "أين تسكن؟"', 'text = { ar = "أين تسكن؟", sv = "Var bor du?" }'),
        # approving an unchanged translation is no new version
        ('origin = "machine"', 'origin = "machine"\nreviewed_by = "Amal Exempel"\nnote = "läst"'),
    ],
)
def test_the_hash_does_not_see_how_a_file_is_written(
    survey: Survey, tmp_path: Path, old: str, new: str
) -> None:
    other = load_survey(written(tmp_path, spoiled(SURVEY, old, new)))
    assert other.content_hash == survey.content_hash
    assert len(survey.content_hash) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Var bor du?", "Var bor du"),
        ('values = ["time", "answer"]', 'values = ["answer", "time"]'),
        ("max_length = 200", "max_length = 201"),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-02"),
        ("required = true\n", ""),
        ('["phone", "office_visit"]', '["phone"]'),
        ('origin = "machine"', 'origin = "author"'),
    ],
)
def test_the_hash_sees_every_change_of_content(survey: Survey, tmp_path: Path, old: str, new: str) -> None:
    assert load_survey(written(tmp_path, spoiled(SURVEY, old, new))).content_hash != survey.content_hash


def test_a_survey_is_frozen_and_can_be_sent_to_another_process(survey: Survey) -> None:
    assert pickle.loads(pickle.dumps(survey)) == survey
    with pytest.raises(dataclasses.FrozenInstanceError):
        survey.version = "2"  # type: ignore[misc]
