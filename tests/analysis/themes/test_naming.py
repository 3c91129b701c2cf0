"""Themes are called what their writers call them: words that were written, never stems."""

from __future__ import annotations

from analysis.themes.naming import KEYWORDS, named
from analysis.themes.wording.spelling import words

PHONE = [
    "Jag väntade i telefonkön en timme",
    "Lång telefonkö när jag ringde",
    "Telefonkön är alldeles för lång",
    "Satt i telefonkön hela förmiddagen",
]
SNOW = [
    "Gångvägen var inte skottad på morgonen",
    "Snöröjningen kom för sent till vår gata",
    "Gatorna snöröjs aldrig, gångvägen var inte skottad",
    "Halka och ingen snöröjning på vår gata",
]
SWEDISH = ["sv"] * 4


def test_each_group_is_named_by_its_own_words() -> None:
    phone, snow = named([PHONE, SNOW], [SWEDISH, SWEDISH])
    assert phone.keywords[0] == "telefonkön"
    assert "telefonkön" not in snow.keywords
    assert {"gångvägen", "skottad"} & set(snow.keywords)


def test_no_keyword_is_a_stem_that_nobody_wrote() -> None:
    for name, texts in zip(named([PHONE, SNOW], [SWEDISH, SWEDISH]), (PHONE, SNOW), strict=True):
        written = {word for text in texts for word in words(text)}
        assert name.keywords
        assert set(name.keywords) <= written
        assert set(words(name.phrase)) <= written


def test_a_phrase_occurs_as_it_stands_and_begins_with_a_capital() -> None:
    _, snow = named([PHONE, SNOW], [SWEDISH, SWEDISH])
    assert len(snow.phrase.split()) in {2, 3, 4}
    assert any(snow.phrase.lower() in text.lower() for text in SNOW)
    assert snow.phrase[0].isupper()


def test_forms_of_a_word_are_shown_once_by_the_form_most_write() -> None:
    phone, _ = named([PHONE, SNOW], [SWEDISH, SWEDISH])
    assert "telefonkö" not in phone.keywords
    assert len(phone.keywords) == len(set(phone.keywords)) <= KEYWORDS


def test_stop_words_thanks_and_marks_of_redaction_name_nothing() -> None:
    texts = ["Tack [name] för hjälpen med bygglovet på [address]", "Tack tack, [name] och bygglovet"]
    name, _ = named([texts, SNOW], [["sv", "sv"], SWEDISH])
    assert not {"tack", "name", "address", "och", "för", "med"} & set(name.keywords)
    assert "bygglovet" in name.keywords


def test_words_of_other_scripts_are_shown_as_written() -> None:
    arabic = ["الموظفين كانوا طيبين", "الموظفين ممتازين جدا", "شكرا الموظفين"]
    name, _ = named([arabic, SNOW], [["ar"] * 3, SWEDISH])
    assert name.keywords[0] == "الموظفين"


def test_groups_without_words_have_no_name() -> None:
    empty, emoji, alone = named([[], ["😀", "12 345"], ["parkering"]], [[], ["sv", "sv"], ["sv"]])
    assert (empty.keywords, empty.phrase) == ((), "")
    assert (emoji.keywords, emoji.phrase) == ((), "")
    assert alone.keywords == ("parkering",)


def test_no_groups_have_no_names() -> None:
    assert named([], []) == []


def test_a_group_in_two_languages_is_named_in_the_one_most_write() -> None:
    mixed = [*PHONE, "the phone queue was long", "the phone queue again"]
    phone, _ = named([mixed, SNOW], [[*SWEDISH, "en", "en"], SWEDISH])
    assert phone.keywords[0] == "telefonkön"
    assert not {"phone", "queue"} & set(phone.keywords)


def test_a_group_alone_is_named_by_what_most_write() -> None:
    (phone,) = named([PHONE], [SWEDISH])
    assert phone.keywords[0] == "telefonkön"
