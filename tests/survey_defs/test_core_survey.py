"""The core survey that comes with the product."""

from __future__ import annotations

import pytest

from survey_defs.catalogue import BUILTIN_SURVEYS
from survey_defs.check import check_survey
from survey_defs.municipality import builtin_municipality, load_municipality
from survey_defs.survey import load_survey

PATH = BUILTIN_SURVEYS / "core-2026-11.toml"
CORE = load_survey(PATH)
LANGUAGES = ["sv", "fi", "en", "ar"]


def test_it_has_no_fault() -> None:
    assert check_survey(PATH) == []


def test_it_asks_the_same_everywhere() -> None:
    assert (CORE.id, CORE.version, CORE.source) == ("core", "2026-11", "sv")
    assert [question.id for question in CORE.questions] == [
        "helped",
        "bemotande",
        "enkelhet",
        "tydlighet",
        "overall",
        "language",
        "district",
        "comment",
    ]
    assert [question.id for question in CORE.questions if question.required] == ["helped", "overall"]


def test_it_covers_every_channel_of_the_municipality_it_comes_with() -> None:
    municipality = load_municipality(builtin_municipality("huddinge"))
    assert set(CORE.channels) == {channel.id for channel in municipality.channels}


@pytest.mark.parametrize(
    ("errand", "hidden"),
    [
        ({"channel": "phone", "district": "varby"}, {"district"}),
        ({"channel": "phone", "district": None}, set()),
        ({"channel": "e_service", "district": "varby"}, {"bemotande", "district"}),
    ],
)
def test_what_is_asked_depends_on_the_errand(errand: dict[str, str | None], hidden: set[str]) -> None:
    shown = {question.id for question in CORE.shown(errand, {})}
    assert {question.id for question in CORE.questions} - shown == hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_complete_in_every_language(language: str) -> None:
    assert list(CORE.languages) == LANGUAGES
    for question in CORE.questions:
        assert question.texts[language]
        assert all(label for _, label in question.options(language, "none"))
        assert question.error.get(language) or not question.required


def test_only_the_authors_language_is_no_draft() -> None:
    assert {code: language.is_draft for code, language in CORE.languages.items()} == {
        "sv": False,
        "fi": True,
        "en": True,
        "ar": True,
    }


def test_scales_measure_what_the_national_survey_measures() -> None:
    scales = {question.measures: question.points for question in CORE.questions if question.kind == "scale"}
    assert scales == {"bemotande": 5, "enkelhet": 5, "tydlighet": 5, "overall": 5}


def test_free_text_is_redacted() -> None:
    assert set(CORE.question("comment").redact) == {"personnummer", "samordningsnummer", "phone", "e_mail"}


def test_no_municipality_is_named() -> None:
    assert "huddinge" not in PATH.read_text(encoding="utf-8").lower()
