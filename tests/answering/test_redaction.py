"""What leaves a text before it is stored, and what stays."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback.answering.identity_numbers import kind_of
from feedback.answering.redaction import KINDS, MARKS, marked_parts, redacted

# Numbers made up for these tests; the check digits are worked out by hand or by `with_check_digit`.
GONE = [
    ("811218-9876", "[personnummer]"),
    ("8112189876", "[personnummer]"),
    ("811218+9876", "[personnummer]"),
    ("811218 9876", "[personnummer]"),
    ("811218 - 9876", "[personnummer]"),
    ("811218–9876", "[personnummer]"),
    ("19811218-9876", "[personnummer]"),
    ("198112189876", "[personnummer]"),
    ("19 81 12 18 98 76", "[personnummer]"),
    ("1981-12-18-9876", "[personnummer]"),
    ("8 1 1 2 1 8 9 8 7 6", "[personnummer]"),
    ("1.9.8.1.1.2.1.8.9.8.7.6", "[personnummer]"),
    ("mitt pnr:811218-9876.", "mitt pnr:[personnummer]."),
    ("a811218-9876b", "a[personnummer]b"),
    ("٨١١٢١٨-٩٨٧٦", "[personnummer]"),
    ("۸۱۱۲۱۸۹۸۷۶", "[personnummer]"),
    ("８１１２１８－９８７６", "[personnummer]"),
    ("811218\u00a0\u20119876", "[personnummer]"),
    ("81\u200b12\u200b18\u00ad-98\u206076", "[personnummer]"),
    ("8\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3218-9876!", "[personnummer]!"),
    ("811278-9873", "[samordningsnummer]"),
    ("19811278-9873 är mitt", "[samordningsnummer] är mitt"),
    ("070-123 45 67", "[phone]"),
    ("0701234567", "[phone]"),
    ("070 1234567", "[phone]"),
    ("070.123.45.67", "[phone]"),
    ("0701-23 45 67", "[phone]"),
    ("+46701234567", "[phone]"),
    ("+46 (0)70-123 45 67", "[phone]"),
    ("0046 70 123 45 67", "[phone]"),
    ("46701234567", "[phone]"),
    ("+358 40 1234567", "[phone]"),
    ("+963 11 2345678", "[phone]"),
    ("08-465 004 00", "[phone]"),
    ("(08) 465 004 00", "([phone]"),
    ("08-123 456", "[phone]"),
    ("08-12 34 56", "[phone]"),
    ("0680-123 45", "[phone]"),
    ("031-12 34 56", "[phone]"),
    ("081234567", "[phone]"),
    ("ring 070-123 45 67 efter kl 16", "ring [phone] efter kl 16"),
    ("٠٧٠١٢٣٤٥٦٧", "[phone]"),
    ("070\u00a0123\u00a045\u00a067", "[phone]"),
    ("anna.b@example.org", "[e_mail]"),
    ("Mejla åsa+enkät@exempel.example.", "Mejla [e_mail]."),
    ("ａｎｎａ＠example．org", "[e_mail]"),
    ("anna\u200b@example.org", "[e_mail]"),
    ("0701234567@example.org", "[e_mail]"),
]
STAYS = [
    "10-15 gånger",
    "kl 13.30",
    "2026-11-18",
    "2026-11-18 13.30",
    "20261118",
    "18/11 2026",
    "1 500 kr",
    "1 500 000 kr",
    "12.500,50 kr",
    "141 61 Huddinge",
    "14161",
    "08.00-17.00",
    "08:00–17:00",
    "08-17",
    "kl 08-17 2026",
    "08-12 13-17",
    "08-12 och 13-17",
    "0800-1700",
    "0930 - 1700",
    "kl 08-17 2026-11-18",
    "KS 2026/01234",
    "dnr 2026-04512",
    "ärende 4471223",
    "faktura 1000234567",
    "vecka 47",
    "811218-9874",  # the check digit is wrong
    "811318-9871",  # there is no thirteenth month
    "810230-9876",  # nor a 30 February
    "24/7",
    "1900-talet",
    "10, 12, 15, 20, 30",
    "buss 172 och 865",
    "0-5 minuter",
    "vi ses @ servicecenter",
    "2@50 kr",
    "@huddinge",
    "½ timme, 3² m",
]


@pytest.mark.parametrize(("written", "stored"), GONE)
def test_identities_go(written: str, stored: str) -> None:
    assert redacted(written) == stored


@pytest.mark.parametrize("written", STAYS)
def test_everyday_numbers_stay(written: str) -> None:
    assert redacted(written) == written


def test_only_the_kinds_a_question_names_go() -> None:
    text = "811218-9876, 070-123 45 67, a@example.org"
    assert redacted(text, ("phone",)) == "811218-9876, [phone], a@example.org"
    assert redacted(text, ("e_mail", "personnummer")) == "[personnummer], 070-123 45 67, [e_mail]"
    assert redacted(text) == "[personnummer], [phone], [e_mail]"


def with_check_digit(nine: str) -> str:
    """The tenth digit by the rule as published: every other digit doubled, digit sums, up to the next ten."""
    total = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return nine + str(-total % 10)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    day = draw(st.dates())
    shift = draw(st.sampled_from([0, 60]))
    ten = with_check_digit(f"{day:%y%m}{day.day + shift:02d}{draw(st.integers(0, 999)):03d}")
    century = draw(st.sampled_from(["", "18", "19", "20"]))
    sign = draw(st.sampled_from(["", "-", "+", " ", " - ", "–", "\u00a0"]))
    return f"{century}{ten[:6]}{sign}{ten[6:]}"


@given(identity_numbers(), st.text(max_size=40), st.text(max_size=40))
@example("811218-9876", "12", "34")
@example("811218-9876", "8112189876", "8112189876")
def test_a_valid_number_never_survives_anywhere(number: str, before: str, behind: str) -> None:
    stored = redacted(before + number + behind)
    assert number not in stored
    assert "".join(filter(str.isdigit, number))[-10:] not in stored


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once


@given(st.text("0123456789 -+.@ab٠١٢\u200b\u00a0/()", max_size=60))
def test_redacting_twice_changes_nothing_more_where_numbers_crowd(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once


def has_no_detail(sign: str) -> bool:
    return not any(each.isdecimal() or each == "@" for each in unicodedata.normalize("NFKC", sign))


@given(st.text(st.characters().filter(has_no_detail)))
def test_a_text_without_digits_and_at_signs_never_changes(text: str) -> None:
    assert redacted(text) == text


@given(st.text())
def test_marks_and_the_rest_put_together_are_the_stored_text(text: str) -> None:
    stored = redacted(text + " 070-123 45 67 " + text)
    parts = marked_parts(stored)
    assert "".join(part for part, _ in parts) == stored
    assert (MARKS["phone"], "phone") in parts


def test_every_kind_has_a_mark_a_page_can_find_again() -> None:
    assert marked_parts("a" + "".join(MARKS[kind] for kind in KINDS)) == [
        ("a", None),
        *((MARKS[kind], kind) for kind in KINDS),
    ]


@pytest.mark.parametrize(
    ("digits", "kind"),
    [
        ("8112189876", "personnummer"),
        ("198112189876", "personnummer"),
        ("8112789873", "samordningsnummer"),
        ("0002290005", "personnummer"),
        ("178112189876", None),
        ("8112189875", None),
        ("8113189878", None),
        ("8102309871", None),
        ("8112009870", None),
        ("8112609874", None),
    ],
)
def test_which_digits_are_a_number(digits: str, kind: str | None) -> None:
    assert kind_of(digits) == kind


def test_what_the_themes_worker_took_out_is_a_mark_too() -> None:
    assert marked_parts("[name] bor på [address], bil [registration] [annat]") == [
        ("[name]", "name"),
        (" bor på ", None),
        ("[address]", "address"),
        (", bil ", None),
        ("[registration]", "registration"),
        (" [annat]", None),
    ]
