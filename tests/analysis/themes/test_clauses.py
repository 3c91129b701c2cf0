"""An answer that says two things is two clauses, and one that says one thing stays whole."""

from __future__ import annotations

import pytest

from analysis.themes.clauses import LONGEST, MOST, clauses, clauses_of

TURNING = [
    ("sv", "bra bemötande", "men", "alldeles för lång väntan"),
    ("en", "friendly staff", "but", "a very long wait"),
    ("fi", "ystävällinen palvelu", "mutta", "liian pitkä odotus"),
    ("ar", "الموظفة لطيفة", "لكن", "الانتظار طويل جدا"),
    ("so", "shaqaaluhu way fiicnaayeen", "laakiin", "sugitaanku wuu dheeraa"),
    ("tr", "personel çok nazikti", "ama", "çok uzun bekledik"),
    ("fa", "کارمند مهربان بود", "اما", "انتظار خیلی طولانی بود"),
    ("es", "muy amables", "pero", "la espera fue larga"),
    ("pl", "miła obsługa", "ale", "czas oczekiwania był długi"),
]
ADDING = [
    ("sv", "handläggaren var trevlig", "och", "beslutet var svårt"),
    ("en", "the letter was unclear", "and", "the phone was busy"),
    ("fi", "kirje oli epäselvä", "ja", "jono oli pitkä"),
    ("so", "qofka wuu fiicnaa", "iyo", "warqaddu way adkayd"),
    ("tr", "mektup çok karışıktı", "ve", "telefon hep meşguldü"),
    ("fa", "نامه خیلی سخت", "و", "تلفن همیشه مشغول"),
    ("es", "la carta era confusa", "y", "el teléfono siempre ocupado"),
    ("pl", "pismo było bardzo trudne", "i", "telefon był zajęty"),
]
FIXED = [
    ("sv", "Jag fick gå fram och tillbaka mellan två kontor"),
    ("sv", "De frågade till och med efter mitt gamla kvitto"),
    ("en", "I was sent back and forth between two desks"),
    ("fi", "Minua juoksutettiin edes ja takaisin kahden luukun väliä"),
    ("es", "Tuve que explicarlo una y otra vez en recepción"),
    ("pl", "Odsyłali mnie tam i z powrotem między dwoma urzędami"),
]


@pytest.mark.parametrize(("language", "first", "word", "second"), TURNING)
def test_a_turning_word_splits(language: str, first: str, word: str, second: str) -> None:
    assert clauses(f"{first} {word} {second}", language) == [first, second]
    assert clauses(f"{first}, {word} {second}", language) == [first, second]


@pytest.mark.parametrize(("language", "first", "word", "second"), ADDING)
def test_an_adding_word_splits_between_two_that_stand_alone(
    language: str, first: str, word: str, second: str
) -> None:
    assert clauses(f"{first} {word} {second}", language) == [first, second]


@pytest.mark.parametrize(("language", "text"), FIXED)
def test_fixed_pairs_stay_whole(language: str, text: str) -> None:
    assert clauses(text, language) == [text]


def test_two_things_named_together_are_one_clause() -> None:
    assert clauses("trevlig och kunnig personal", "sv") == ["trevlig och kunnig personal"]


def test_a_word_within_another_turns_nothing() -> None:
    assert clauses("Dokumenten och mensskydden kostar", "sv") == ["Dokumenten och mensskydden kostar"]


def test_sentences_end_clauses_in_every_language() -> None:
    assert clauses("Huduma nzuri sana! Foleni ndefu mno", "sw") == ["Huduma nzuri sana", "Foleni ndefu mno"]
    assert clauses("هل هذا معقول؟ الخط مشغول", "ar") == ["هل هذا معقول", "الخط مشغول"]
    assert clauses("abc def. ghi jkl", "") == ["abc def", "ghi jkl"]


def test_the_arabic_comma_is_a_comma() -> None:
    assert clauses("خدمة جيدة، ولكن الرد متأخر", "ar") == ["خدمة جيدة", "الرد متأخر"]


def test_times_and_decimals_end_no_sentence() -> None:
    text = "Ringde kvart över 10.30 och väntade 2.5 timmar"
    assert "".join(clauses(text, "sv")).count("10.30") == 1
    assert "".join(clauses(text, "sv")).count("2.5") == 1


def test_pieces_too_short_to_say_anything_go_with_their_neighbour() -> None:
    assert clauses("Tack. Alla var trevliga. Bra.", "sv") == ["Tack Alla var trevliga Bra"]


def test_nothing_has_no_clauses() -> None:
    assert clauses("", "sv") == []
    assert clauses(" \n ... ", "sv") == []


def test_long_answers_are_bounded() -> None:
    found = clauses("Ingen svarade i telefon. " * 5_000, "sv")
    assert len(found) == MOST
    assert sum(map(len, found)) <= LONGEST


def test_many_are_split_one_by_one() -> None:
    assert clauses_of(["bra hjälp men dyrt parkera", "ok then"], ["sv", "en"]) == [
        ["bra hjälp", "dyrt parkera"],
        ["ok then"],
    ]
    with pytest.raises(ValueError, match="shorter"):
        clauses_of(["one text"], [])
