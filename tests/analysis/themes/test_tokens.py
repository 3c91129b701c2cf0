"""What is read of an answer: words that can name a theme, and the stem that joins their forms."""

from __future__ import annotations

import pytest

from analysis.themes.wording.stems import stem
from analysis.themes.wording.stop_words import STOP_WORDS
from analysis.themes.wording.tokens import tokens


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("sv", ("kö", "köerna", "köer")),
        ("sv", ("telefonen", "telefon", "telefoner")),
        ("en", ("waiting", "waited", "wait")),
        ("fi", ("jono", "jonossa")),
        ("ar", ("الموظف", "الموظفين", "موظف")),
        ("fa", ("کارمند", "کارمندها", "کارمندان")),
        ("so", ("shaqaalaha", "shaqaalada")),
        ("tr", ("memur", "memurlar")),
        ("es", ("espera", "esperando")),
        ("pl", ("kolejka", "kolejki")),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, forms: tuple[str, ...]) -> None:
    assert len({tokens(form, language)[0][1] for form in forms}) == 1


def test_persian_employee_is_not_cut_to_work() -> None:
    assert tokens("کارمند", "fa")[0][1] != tokens("کار", "fa")[0][1]


def test_an_unknown_language_keeps_its_words() -> None:
    assert stem("kwanza", "sw") == "kwanza"
    assert tokens("Huduma nzuri", "sw") == [("huduma", "huduma"), ("nzuri", "nzuri")]


def test_what_is_not_a_word_is_left_out() -> None:
    text = "Ring [phone] eller [name]! 😀 12 345 kr https://example.com/a?b a@b.se www.x.se"
    assert [word for word, _ in tokens(text, "sv")] == ["ring", "kr"]


def test_the_word_is_kept_as_written_beside_its_stem() -> None:
    assert tokens("Köerna till e-tjänsten", "sv") == [("köerna", "kö"), ("e-tjänsten", "e-tjänst")]


@pytest.mark.parametrize(
    ("language", "denials"),
    [
        ("sv", "inte ingen inga aldrig utan"),
        ("en", "not no never without don't"),
        ("fi", "ei en eivät ilman"),
        ("ar", "لا لم لن ليس بدون"),
        ("so", "ma maya aanan"),
        ("tr", "değil yok hiç hayır"),
        ("fa", "نه بدون هیچ نیست"),
        ("es", "no nunca sin nada"),
        ("pl", "nie nigdy bez brak"),
    ],
)
def test_words_that_deny_are_kept(language: str, denials: str) -> None:
    assert len(tokens(denials, language)) == len(denials.split())


def test_stop_lists_are_small() -> None:
    assert {len(listed) <= 150 for listed in STOP_WORDS.values()} == {True}
    assert set(STOP_WORDS) == {"sv", "en", "fi", "ar", "so", "tr", "fa", "es", "pl"}


def test_one_spelling_where_keyboards_differ() -> None:
    assert tokens("كتاب", "fa")[0][1] == tokens("کتاب", "fa")[0][1]
    assert tokens("می‌شوند", "fa")[0][1] == tokens("میشوند", "fa")[0][1]
    assert tokens("İŞLEM", "tr") == tokens("işlem", "tr")
