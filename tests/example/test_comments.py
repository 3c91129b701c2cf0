"""The residents' words: enough of them, varied, in several languages, and free of personal data when stored."""

from __future__ import annotations

import re
import string
from random import Random

import pytest

from feedback.answering.redaction import redacted
from feedback.example.comments import (
    IDENTITY_NUMBERS,
    NOISE_THEME,
    Part,
    Setting,
    Voice,
    comment,
    roughened,
    voices,
    with_personal_data,
)
from feedback.example.plan import plan_for
from feedback.example.sample import Sample
from survey_defs.municipality import Municipality

HOME = voices()["sv"]
SETTING = Setting(place="Vårby", service="housing", matter="bostad och hyra", score=2)
PERSONAL = re.compile(r"\d{6}[-+]?\d{4}|@example\.com|08-465 004|070-174 06")
SLOTS = {"place", "matter", "day", "minutes", "weeks"}


@pytest.mark.parametrize("theme", HOME.words["theme"])
def test_each_theme_has_at_least_25_swedish_sentences(theme: str) -> None:
    sentences = [each for words in HOME.words["theme"][theme].values() for each in words]
    assert len(set(sentences)) >= 25


def test_every_theme_of_the_plan_can_be_said(huddinge: Municipality) -> None:
    assert set(plan_for(huddinge).theme) == set(HOME.words["theme"])
    assert set(plan_for(huddinge).service) <= set(HOME.words["matter"])


@pytest.mark.parametrize("voice", voices().values(), ids=lambda voice: voice.language)
def test_every_gap_of_every_sentence_can_be_filled(voice: Voice) -> None:
    sentences = [
        each for theme in voice.words["theme"].values() for words in theme.values() for each in words
    ]
    gaps = {name for each in sentences for _, name, _, _ in string.Formatter().parse(each) if name}
    assert gaps <= SLOTS
    assert gaps - {"place", "matter"} <= set(voice.words["slots"])


@pytest.mark.parametrize("voice", voices().values(), ids=lambda voice: voice.language)
def test_every_voice_knows_only_themes_of_the_home_voice(voice: Voice) -> None:
    assert set(voice.words["theme"]) <= set(HOME.words["theme"])
    assert voice.noises(3)


def test_two_thousand_comments_on_one_theme_are_mostly_different() -> None:
    random = Random(1)
    texts = {comment(HOME, [Part("phone_wait", "negative")], SETTING, random) for _ in range(2_000)}
    assert len(texts) > 700


def test_praise_and_complaint_meet_in_one_sentence() -> None:
    random = Random(2)
    parts = [Part("attitude", "positive"), Part("phone_wait", "negative")]
    texts = [comment(HOME, parts, SETTING, random) for _ in range(200)]
    assert sum(" men " in text.lower() for text in texts) > 20


def test_without_a_theme_nothing_is_said() -> None:
    random = Random(3)
    said = {comment(HOME, [], SETTING, random) for _ in range(300)}
    assert said <= set(HOME.noises(SETTING.score))


def test_roughening_is_light() -> None:
    random = Random(4)
    clean = "Telefonkön är alldeles för lång, jag väntade en timme."
    rough = [roughened(clean, 2, random) for _ in range(500)]
    assert 40 <= sum(text == clean for text in rough) <= 300
    assert all(abs(len(text) - len(clean)) <= 5 for text in rough)


def test_personal_data_come_out_redacted() -> None:
    random = Random(5)
    for voice in voices().values():
        written = [with_personal_data("Bra.", voice, random) for _ in range(60)]
        assert all(PERSONAL.search(text) for text in written)
        assert not any(PERSONAL.search(redacted(text)) for text in written)


def test_the_identity_numbers_are_nobody_s_but_valid() -> None:
    assert all(redacted(f"Nummer {number}") == "Nummer [personnummer]" for number in IDENTITY_NUMBERS)


def test_no_personal_data_survive_in_the_sample(full: Sample) -> None:
    texts = [each.text for each in full.comments]
    assert not [text for text in texts if PERSONAL.search(text)]
    marks = sum("[personnummer]" in text or "[phone]" in text or "[e_mail]" in text for text in texts)
    assert 200 <= marks <= 1_500
    assert [text for text in texts if redacted(text) != text] == []


def test_the_sample_has_thousands_of_distinct_texts(full: Sample) -> None:
    texts = [each.text for each in full.comments]
    assert len(set(texts)) > 0.45 * len(texts)
    assert all(0 < len(text) <= 2_000 for text in texts)
    assert not [text for text in texts if "{" in text or "}" in text]


@pytest.mark.parametrize(
    "word", ["puhelin", "مترجم", "telefoonka", "tercüman", "intérprete", "tłumacza", "the phone queue"]
)
def test_the_sample_speaks_several_languages(full: Sample, word: str) -> None:
    assert any(word in each.text.lower() for each in full.comments)


def test_noise_is_told_as_such(full: Sample) -> None:
    silent = [each for each in full.comments if not each.themes]
    assert 0.06 <= len(silent) / len(full.comments) <= 0.12
    assert NOISE_THEME not in {theme for each in full.comments for theme in each.themes}
