"""What is taken from texts, what is put round them, which characters can be drawn."""

from __future__ import annotations

import pytest

from feedback.quarterly.setting.fonts import drawable, drawn
from feedback.quarterly.setting.front import notice_parts
from feedback.quarterly.setting.texts import clean, one_line, quoted, sentence

SAYS = "[{n} tecken]"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("två\r\nrader", "två\nrader"),
        ("två\u2028rader", "två\nrader"),
        ("tabb\there", "tabb here"),
        ("\x00\x07a\x7fb\ud800c\ufffed\U0001ffff", "abcd"),
        ("vänd\u202eom\u202c", "vändom"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_cleaned(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize(
    ("given", "said"),
    [("Titel", "Titel."), ("Titel.", "Titel."), ("Varför?", "Varför?"), ("”Ja!”", "”Ja!”"), ("", "")],
)
def test_a_title_is_a_sentence(given: str, said: str) -> None:
    assert sentence(given) == said


def test_lines_become_one() -> None:
    assert one_line(" en\ntvå\r\ntre ") == "en två tre"


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Bra.", "sv", "”Bra.”"),
        ("Good.", "en", "“Good.”"),
        ("خوب", "fa", "«خوب»"),
        ('"Bra."', "sv", '"Bra."'),
        ("Hyvä.", "fi", "”Hyvä.”"),
    ],
)
def test_quotation_marks_are_the_languages(text: str, language: str, said: str) -> None:
    assert quoted(text, language) == said


@pytest.mark.parametrize(
    "text",
    [
        "Åäö éüß łńśźż ğışç êîşû ñ¿¡ −–—…”’ ± ≥ ≤ × № € ½ ²",  # Swedish, Finnish, Polish, Turkish, Kurmanji, Spanish
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي پچژگکی ڕڵۆێەھ ٠١٢٣ ۰۱۲۳ ،؛؟",  # Arabic, Persian, Sorani
        "ሀለሐመሠረሰሸቀቐበተኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ ፡።፣፤",  # Tigrinya
        "😀👍❤🇸🇪👩‍👩‍👧",
        "Привет Γειά",
    ],
)
def test_the_languages_asked_in_can_be_drawn(text: str) -> None:
    assert drawable(text, SAYS) == text


def test_what_no_font_has_is_counted_in_words() -> None:
    assert drawable("a中文b\ue000c", SAYS) == "a[2 tecken]b[1 tecken]c"


def test_the_fonts_hold_what_they_should() -> None:
    assert {"å", "ا", "ትግ"[0], "👍", "\u200f"} <= drawn()
    assert "中" not in drawn()


def test_a_notice_begins_with_its_first_sentence() -> None:
    assert notice_parts("Exempeldata. Alla siffror är påhittade.") == (
        "Exempeldata.",
        "Alla siffror är påhittade.",
    )
    assert notice_parts("Utkast") == ("Utkast", "")
    assert notice_parts("") == ("", "")
