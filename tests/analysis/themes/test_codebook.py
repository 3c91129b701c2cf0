"""The codebook: what it may hold, what its phrases find, and that the shipped one is whole."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

import survey_defs
from analysis.faults import InputError
from analysis.themes.codebook import Codebook, parts_of, read_codebook
from analysis.themes.matching import Matcher

SHIPPED = Path(survey_defs.__file__).parent / "codebook.toml"
LANGUAGES = {"sv", "en", "fi", "ar", "so", "tr", "fa", "es", "pl"}
SMALL = """
format = 1
drafted = ["ar"]
[[theme]]
id = "queue"
name = {sv = "Kö", en = "Queue"}
phrases.sv = ["telefonkö*", "väntat telefon*"]
phrases.ar = ["*هاتف*"]
[[theme]]
id = "kind"
name = {sv = "Vänligt", en = "Kind"}
phrases.sv = ["trevlig*"]
phrases.en = ["kind"]
[[theme]]
id = "unkind"
name = {sv = "Ovänligt", en = "Unkind"}
phrases.sv = ["inte trevlig*"]
"""


@pytest.fixture(scope="module")
def small() -> Matcher:
    return Matcher(read_codebook(SMALL))


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    return read_codebook(SHIPPED.read_text(encoding="utf-8"))


def test_every_fault_is_told_at_once() -> None:
    wrong = """
format = 2
colour = "red"
[[theme]]
id = "A"
name = {sv = "x"}
phrases.sv = ["*", "boka", "112"]
[[theme]]
id = "b"
name = {sv = "x", en = "y"}
phrases.sv = ["Boka"]
phrases.Swedish = ["x"]
phrases.fi = []
[[theme]]
id = "b"
name = {sv = "x", en = "y"}
"""
    with pytest.raises(InputError) as raised:
        read_codebook(wrong)
    assert raised.value.faults == (
        "format must be 1, this is 2",
        "Unknown key 'colour'",
        "Theme A: the id must be small letters, digits and _, this is 'A'",
        "Theme A: name.en is missing",
        "Theme A, sv: '*' is no phrase; write words, each with * at an end if it may go on there",
        "Theme A, sv: '112' is no phrase; write words, each with * at an end if it may go on there",
        "Theme b, sv: 'Boka' is also under theme A",
        "Theme b, Swedish: a language is written with two or three small letters",
        "Theme b, fi: phrases must be a list of texts with at least one",
        "Theme b: another theme has the same id",
        "Theme b: there are no phrases",
    )


@pytest.mark.parametrize(
    "text", ["format = ", "format = 1", "format = 1\ntheme = 3", "format = 1\ntheme = [1]"]
)
def test_what_is_no_codebook_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_codebook(text)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("TELEFONKÖN är evig", "sv", ("queue",)),  # an ending, and capitals
        ("min telefonkö", "sv", ("queue",)),  # no ending is an ending too
        ("har väntat nu länge telefonen", "sv", ("queue",)),  # two words between
        ("har väntat nu så länge telefonen", "sv", ()),  # three
        ("telefonen har jag väntat på", "sv", ()),  # the other way round
        ("alla är trevliga", "sv", ("kind",)),
        ("inte alls trevliga", "sv", ("unkind",)),  # the longer wording has the last word
        ("inte trevliga, men trevlig chef", "sv", ("unkind", "kind")),  # stronger first
        ("otrevliga", "sv", ()),  # no wildcard in front
        ("kindness", "en", ()),  # none behind
        ("بالهاتف", "ar", ("queue",)),
        ("بالهَاتِف", "ar", ("queue",)),  # with vowel signs
        ("they were kind in the telefonkö", "", ("kind", "queue")),  # unknown: every language
        ("they were kind", "ja", ("kind",)),  # one without phrases: the same
        ("they were kind", "sv", ()),
        ("", "sv", ()),
        ("👍 😡 112", "", ()),
        ("\x00\x01 ÿ" * 50_000, "", ()),
    ],
)
def test_a_clause_names_its_themes(small: Matcher, text: str, language: str, found: tuple[str, ...]) -> None:
    assert small.matches(text, language) == found


def test_many_agrees_with_one_at_a_time(small: Matcher) -> None:
    texts = ["telefonkön", "trevlig", "kind", "något annat"]
    languages = ["sv", "sv", "en", ""]
    assert small.many(texts, languages) == [(0,), (1,), (1,), ()]
    assert small.many(texts) == [(0,), (1,), (1,), ()]


def test_the_shipped_codebook_speaks_nine_languages(shipped: Codebook) -> None:
    for theme in shipped.themes:
        assert set(theme.names) == {"sv", "en"}
        assert set(theme.phrases) == LANGUAGES
        assert all(
            len(phrases) >= (12 if language == "sv" else 6) for language, phrases in theme.phrases.items()
        )
    assert set(shipped.drafted) == LANGUAGES - {"sv", "en"}


def test_no_shipped_phrase_is_under_two_themes(shipped: Codebook) -> None:
    for first, second in combinations(shipped.themes, 2):
        for language in LANGUAGES:
            ours, theirs = ({parts_of(phrase) for phrase in one.phrases[language]} for one in (first, second))
            assert not ours & theirs, (first.id, second.id, language)


def test_every_shipped_phrase_can_be_found(shipped: Codebook) -> None:
    matcher = Matcher(shipped)
    for theme in shipped.themes:
        for language, phrases in theme.phrases.items():
            for phrase in phrases:
                said = phrase.replace("*", "")
                found = matcher.matches(said, language)
                assert found, (theme.id, language, phrase)
