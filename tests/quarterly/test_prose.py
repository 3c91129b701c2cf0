"""What a person may do to a paragraph: its words are free, its figures are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.errors import InputError
from feedback.quarterly.document import Paragraph, Span
from feedback.quarterly.prose import decided, editable_text, edited, is_number, tokens_of

SAID = Paragraph(
    (
        Span("Av dem som svarade är "),
        Span("77\u00a0%", strong=True, ref="T1:1"),
        Span(" nöjda ("),
        Span("76–79", ref="T1:1"),
        Span("), mot "),
        Span("77\u00a0%", ref="T2:1"),
        Span(" under kvartal 2 2026. "),
        Span("Det är lika.", emphasis=True),
    ),
    id="nojda",
)
OWN = Paragraph((Span("Förvaltningen föreslår 3 åtgärder."),), id="eget", is_own=True)


def texts(paragraph: Paragraph) -> list[str]:
    return [span.text for span in paragraph.spans]


def refused(text: str, paragraph: Paragraph = SAID) -> str:
    with pytest.raises(InputError) as caught:
        edited(paragraph, text)
    return " ".join(fault.message for fault in caught.value.faults)


def test_figures_stand_in_brackets() -> None:
    assert editable_text(SAID) == (
        "Av dem som svarade är [77\u00a0%] nöjda ([76–79]), mot [77\u00a0% #2] under [kvartal 2 2026]. "
        "*Det är lika.*"
    )


def test_unchanged_text_gives_the_same_words_and_references() -> None:
    again = edited(SAID, editable_text(SAID))
    assert again.text == SAID.text
    assert [(span.text, span.ref) for span in again.spans if span.ref] == [
        (span.text, span.ref) for span in SAID.spans if span.ref
    ]
    assert again.spans[-1] == Span("Det är lika.", emphasis=True)


def test_a_figure_may_be_moved_and_left_out() -> None:
    moved = edited(SAID, "Mot [77 % #2] förut är nu [77 %] nöjda, **lika** många.")
    assert moved.text == "Mot 77\u00a0% förut är nu 77\u00a0% nöjda, lika många."
    assert [span.ref for span in moved.spans if span.ref] == ["T2:1", "T1:1"]
    assert Span("lika", strong=True) in moved.spans


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nu är [78 %] nöjda.", "”[78 %]” finns inte i utkastet"),
        ("Nu är 77 % nöjda.", "”77” är en siffra som inte kommer från utkastet"),
        ("Nu är [77 %]9 nöjda.", "”9”"),
        ("Nu är ٧٧ procent nöjda.", "”٧٧”"),
        ("Nu är ½ av dem nöjda.", "”½”"),
        ("I kvartal Ⅲ var det bättre.", "”Ⅲ”"),
        ("Nu är [77 % nöjda.", "klammer"),
        ("   ", "får inte vara tomt"),
        ("ord " * 1000, "längre än 3000 tecken"),
    ],
)
def test_a_figure_can_be_neither_changed_nor_invented(text: str, why: str) -> None:
    assert why in refused(text)


def test_every_fault_comes_at_once() -> None:
    said = refused("Nu är [78 %] av 12 [nöjda")
    assert "”[78 %]”" in said
    assert "”12”" in said
    assert "klammer" in said


def test_the_administration_writes_freely_of_its_own() -> None:
    assert edited(OWN, "Vi gör 14 saker\r\nunder 2027.").text == "Vi gör 14 saker under 2027."
    assert edited(OWN, "").spans == ()
    assert editable_text(OWN) == OWN.text


def test_a_decision_has_a_point_a_line() -> None:
    assert decided("Godkänna redovisningen.\r\n\n Begära 2 uppföljningar. ") == (
        "Godkänna redovisningen.",
        "Begära 2 uppföljningar.",
    )
    with pytest.raises(InputError):
        decided(" \n ")
    with pytest.raises(InputError):
        decided("\n".join(["punkt"] * 13))


LETTERS = st.text("aåEnx 3709\u00a0%–−,.()[]*½", max_size=12)
SPANS = st.builds(
    Span, LETTERS, strong=st.booleans(), emphasis=st.just(False), ref=st.sampled_from(("", "T1:1", "T1:2"))
)
PARAGRAPHS = st.builds(Paragraph, st.lists(SPANS, max_size=6).map(tuple), id=st.just("p"))


@given(PARAGRAPHS, st.text(max_size=80))
def test_no_number_gets_into_a_paragraph_that_the_draft_did_not_hold(paragraph: Paragraph, text: str) -> None:
    """Whatever is written: it is refused, or every number in it stands in a span of the draft."""
    try:
        after = edited(paragraph, text)
    except InputError:
        return
    held = [text.strip("[]") for text in tokens_of(paragraph)]
    for span in after.spans:
        if span.ref:
            assert span in paragraph.spans
        elif any(is_number(letter) for letter in span.text):
            assert any(span.text in each.text for each in paragraph.spans), (span, held)


@given(PARAGRAPHS)
def test_what_the_form_shows_can_be_saved_as_it_is(paragraph: Paragraph) -> None:
    """As long as there is anything to save."""
    text = editable_text(paragraph)
    try:
        after = edited(paragraph, text)
    except InputError as refusal:
        said = " ".join(fault.message for fault in refusal.faults)
        assert "tomt" in said
        return
    assert [span.ref for span in after.spans if span.ref] == [
        span.ref for span in paragraph.spans if span.ref and span.text.strip()
    ]
