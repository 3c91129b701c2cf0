"""Names, addresses and registration numbers taken out of comments: what goes, what stays, and what always holds."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.themes.redaction import without_names

MARK = re.compile(r"\[[a-z_]+\]")
LANGUAGES = st.sampled_from(["", "sv", "fi", "en", "ar", "so", "tr", "fa", "es", "pl", "xx"])
# Comments as residents write them, put together at random: names, places, marks, signs and ordinary words.
PIECES = st.sampled_from(
    [
        "Anna",
        "Karin",
        "Svensson",
        "Mohamed",
        "Ali",
        "handläggaren",
        "heter",
        "jag",
        "träffade",
        "Storgatan",
        "12",
        "B",
        "på",
        "Kommunalvägen",
        "3,",
        "tack!",
        "ABC",
        "123",
        "abc12d",
        "[e_mail]",
        "[phone]",
        "[personnummer]",
        "[name]",
        "🙏",
        "Åsa-Lena",
        "och/eller",
        "Dr.",
        "ms",
        "O'Brien",
        "Hope",
        "is",
        "not",
        "MVH",
        "\u200b",
        "\xad",
        "،",
        "محمد",
        "السيد",
        "\n",
        "väntan",
        "telefonen",
        "lgh",
        "1102",
        "c/o",
        "Kim",
    ]
)
COMMENTS = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=120)


@pytest.mark.parametrize(
    ("language", "text", "after"),
    [
        ("sv", "Anna Svensson hjälpte mig.", "[name] hjälpte mig."),
        ("sv", "Jag bor på Storgatan 12 och väntade.", "Jag bor på [address] och väntade."),
        ("sv", "Ring mig på [phone], hälsar [name].", "Ring mig på [phone], hälsar [name]."),
        ("sv", "Bra bemötande men lång väntan.", "Bra bemötande men lång väntan."),
        ("en", "Everyone was friendly and quick.", "Everyone was friendly and quick."),
        ("", "", ""),
    ],
)
def test_names_and_addresses_go_and_the_rest_stays(language: str, text: str, after: str) -> None:
    assert without_names(text, language) == after


@given(COMMENTS, LANGUAGES)
def test_doing_it_twice_changes_nothing_more(text: str, language: str) -> None:
    once = without_names(text, language)
    assert without_names(once, language) == once


@given(COMMENTS, LANGUAGES)
def test_marks_that_were_there_stay(text: str, language: str) -> None:
    """Except names beside each other, which become one."""
    before = [mark for mark in MARK.findall(text) if mark in ("[e_mail]", "[phone]", "[personnummer]")]
    after = [mark for mark in MARK.findall(without_names(text, language)) if mark in set(before)]
    assert after == before


@given(COMMENTS, LANGUAGES)
def test_what_is_left_was_written_by_the_resident_in_that_order(text: str, language: str) -> None:
    """Outside of marks nothing is added or moved: what remains is found in the text, piece after piece."""
    found, rest = 0, _composed(text)
    for piece in MARK.split(without_names(text, language)):
        found = rest.find(piece, found)
        assert found >= 0, piece
        found += len(piece)


def _composed(text: str) -> str:
    """In Unicode's composed form, without signs nobody sees."""
    return re.sub("[\u00ad\u200b\u200e\u200f\u2060\ufeff]", "", normalize("NFC", text))
