"""From comments to themes: several in one answer, one across languages, and nothing where nothing is said."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest

from analysis.faults import InputError
from analysis.themes.codebook import Codebook, read_codebook
from analysis.themes.discovery import Discovery, discover, model_from_bytes
from analysis.themes.wording.spelling import words

BOOK = """
format = 1
[[theme]]
id = "wait"
name.sv = "Lång väntan"
name.en = "Long wait"
phrases.sv = ["vänt*", "*kö", "*kön"]
phrases.ar = ["*انتظ*"]
[[theme]]
id = "kind"
name.sv = "Bra bemötande"
name.en = "Friendly staff"
phrases.sv = ["trevlig*", "bemötande*"]
phrases.ar = ["*لطيف*"]
"""
WHEN = ("i går", "i måndags", "på morgonen", "efter lunch", "i förra veckan")
WAIT = ("Jag väntade länge i telefonkön", "Alldeles för lång väntan på svar", "Stod i kön en timme")
KIND = ("Trevlig personal i receptionen", "Mycket gott bemötande av alla", "Trevliga och vänliga handläggare")
SNOW = ("Gångvägen var inte skottad", "Snöröjningen på gatan kom för sent", "Halt på gatan utan snöröjning")
SWEDISH = [f"{said} {when}" for said in (*WAIT, *KIND, *SNOW) for when in WHEN]
ARABIC = ["الانتظار طويل جدا في الهاتف", "موظفة لطيفة جدا في المكتب", "وقت الانتظار كان طويلا"]
BOTH = "Trevlig personal i receptionen men jag väntade länge i telefonkön"
NOISE = ["", "😀😀", "nej", "tack", "Hej!"]
TEXTS = [*SWEDISH * 2, *ARABIC * 4, BOTH, *NOISE]


def book() -> Codebook:
    return read_codebook(BOOK)


@cache
def found() -> Discovery:
    return discover(TEXTS, codebook=book())


def keys_of(told: Discovery, position: int) -> list[str | None]:
    return [told.themes[theme].key for theme in told.assigned[position]]


def test_one_answer_carries_two_themes() -> None:
    assert {"wait", "kind"} <= set(keys_of(found(), TEXTS.index(BOTH)))


def test_arabic_and_swedish_meet_in_a_known_theme() -> None:
    assert "wait" in keys_of(found(), TEXTS.index(ARABIC[0]))
    assert "wait" in keys_of(found(), 0)
    assert found().languages[TEXTS.index(ARABIC[0])] == "ar"


def test_noise_is_other() -> None:
    assert [found().assigned[-place] for place in range(1, len(NOISE) + 1)] == [()] * len(NOISE)


def test_known_themes_keep_their_names_and_come_once() -> None:
    keys = [each.key for each in found().themes if each.key]
    assert sorted(keys) == ["kind", "wait"]
    names = {each.key: each.label for each in found().themes}
    assert names["wait"] == {"sv": "Lång väntan", "en": "Long wait"}


def test_what_nobody_expected_is_a_theme_in_its_writers_words() -> None:
    snow = TEXTS.index("Snöröjningen på gatan kom för sent i går")
    unexpected = [found().themes[theme] for theme in found().assigned[snow] if not found().themes[theme].key]
    assert unexpected
    written = {word for text in TEXTS for word in words(text)}
    assert set(words(unexpected[0].label["sv"])) <= written


def test_sizes_shares_and_quotes_agree_with_what_is_assigned() -> None:
    carrying = sum(1 for each in found().assigned if each)
    for place, theme in enumerate(found().themes):
        assert theme.n == sum(place in each for each in found().assigned)
        assert theme.share == pytest.approx(theme.n / carrying)
        assert theme.quotes
        assert all(place in found().assigned[quote] for quote in theme.quotes)
    assert [each.n for each in found().themes] == sorted((each.n for each in found().themes), reverse=True)


def test_the_same_texts_and_seed_give_the_same_themes() -> None:
    again = discover(TEXTS, codebook=book())
    assert again.assigned == found().assigned
    assert again.themes == found().themes


def test_the_model_read_again_assigns_the_same_and_holds_no_pickle() -> None:
    held = found().model.as_bytes()
    languages = list(found().languages)
    assert model_from_bytes(held).assign(TEXTS, languages) == found().assigned
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        inner = [archive.read(name) for name in archive.namelist()]
    assert not any(b"\x80\x04\x95" in each for each in (held, *inner))


def test_bytes_that_hold_no_model_are_a_clear_error() -> None:
    with pytest.raises(InputError, match="no themes"):
        model_from_bytes(b"garbage")


def test_comments_placed_together_stay_together() -> None:
    placed = [(SWEDISH.index(f"{said} i går"), 0) for said in SNOW]
    told = discover(SWEDISH * 3, language="sv", known=placed)
    assert len({told.assigned[position][0] for position, _ in placed}) == 1


@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_more_themes_than_asked_for(number: int) -> None:
    assert 1 <= len(discover(SWEDISH * 2, language="sv", themes=number).themes) <= number


def test_the_number_asked_for_holds_with_a_codebook_too() -> None:
    assert len(discover(TEXTS, codebook=book(), themes=2).themes) <= 2


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_the_number_asked_for_is_shared_by_languages(number: int) -> None:
    english = [
        "The staff were friendly and kind",
        "I had to wait an hour on the phone",
        "The road had no sand",
    ]
    languages = ("sv",) * 45 * 10 + ("en",) * 3 * 120
    told = discover(SWEDISH * 10 + english * 120, themes=number)
    assert 1 <= len(told.themes) <= number
    assert {each for each, language in zip(told.languages, languages, strict=True) if language == "sv"} == {
        "sv"
    }


def test_no_two_themes_have_one_name() -> None:
    names = [theme.label["sv"] for theme in discover(SWEDISH * 4, language="sv", themes=6).themes]
    assert len(names) == len(set(names))


def test_a_number_below_one_is_a_clear_error() -> None:
    with pytest.raises(InputError, match="1 or more"):
        discover(SWEDISH, themes=0)


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["😀"], ["😀", "🎉🎉", "👍"] * 10, ["nej"] * 30, ["\x00\ufffd\x07"] * 3],
    ids=["none", "empty", "one emoji", "emoji only", "all nothing", "garbage"],
)
def test_where_nothing_is_said_there_are_no_themes(texts: list[str]) -> None:
    told = discover(texts, codebook=book())
    assert told.themes == ()
    assert told.assigned == [()] * len(texts)


@pytest.mark.parametrize(
    "texts",
    [[WAIT[0]], [WAIT[0]] * 40, ["Telefonkön är lång. " * 5_000, *SWEDISH]],
    ids=["one", "identical", "100 kB"],
)
def test_odd_piles_give_a_result(texts: list[str]) -> None:
    told = discover(texts, codebook=book())
    assert len(told.assigned) == len(told.languages) == len(texts)
    assert all(0 <= theme < len(told.themes) for each in told.assigned for theme in each)


def test_progress_is_told_from_beginning_to_end() -> None:
    heard: list[tuple[str, float]] = []
    discover(SWEDISH, language="sv", progress=lambda stage, done: heard.append((stage, done)))
    assert list(dict.fromkeys(stage for stage, _ in heard)) == [
        "languages",
        "grouping",
        "assigning",
        "naming",
    ]
    assert [done for _, done in heard] == sorted(done for _, done in heard)
    assert heard[-1] == ("naming", 1.0)
