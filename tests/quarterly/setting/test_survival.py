"""Whatever a person writes comes out as written, in all three forms; nothing in it is taken for markup."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape

import docx
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from feedback.quarterly.document import (
    Bullets,
    Cell,
    Decision,
    Document,
    Grid,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Quote,
    Span,
)
from feedback.quarterly.setting import docx_of, html_of, pdf_of
from feedback.quarterly.setting.texts import clean
from tests.quarterly.setting import samples
from tests.quarterly.setting.looking import squeezed, words_in

PLACES = 9
# Letters and signs of left-to-right scripts that each stand for themselves, and everything that looks like markup.
PLAIN = st.text(
    st.sampled_from("abcåäöÅÄÖéüłğşñ 0123456789%#*_$@<>&\"'\\`~[]{}()/|=+-–—!?.,:;§€"),
    min_size=1,
    max_size=60,
)
ANYTHING = st.text(max_size=40)


def holding(text: str) -> Document:
    """A document with the text in every place a text may stand."""
    span = (Span(text),)
    blocks = (
        Heading(2, f"H{text}", "x"),
        Decision((text, text)),
        Paragraph((Span(text, strong=True), Span(text, emphasis=True, address=f"https://e.se/{len(text)}"))),
        Bullets((span,)),
        KeyFigures((KeyFigure(f"L{text}", text, text),)),
        Grid("T1", text, text, ("A", text), ((Cell(text), Cell(text, text, "lacking")),), ("T1:1",), text),
        Quote(text, text),
    )
    return replace(samples.easy(), title=f"T{text}", blocks=blocks, appendix=())


def _letters(text: str) -> str:
    return squeezed(clean(text))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(PLAIN)
@example(samples.MARKUP)
@example('#import "x.typ": * #panic() </style><script>alert(1)</script> ]]> &lt; ${x} {{ y }} {% z %}')
def test_plain_text_survives(text: str) -> None:
    document, letters = holding(text), _letters(text)
    if not letters:
        return
    assert words_in(pdf_of(document)).count(letters) >= PLACES
    page = html_of(document)
    assert squeezed(unescape(re.sub(r"<[^>]*>", "", page.partition("<main")[2]))).count(letters) >= PLACES
    assert "<script" not in page
    written = docx.Document(io.BytesIO(docx_of(document)))
    assert squeezed("".join(written.element.body.itertext())).count(letters) >= PLACES


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING)
@example("\x00\x01\ud800\ufffe\ufeff\u202e\U000e0041\U0010ffff\ue000")
@example("a\u0301\u0323 \u200d\u200c\ufe0f 👩‍👩‍👧 🇸🇪 1️⃣")
@example("\xad")
@example("köp\xadlada\xad")
@example("\u200b\u2060 \u200d")
@example("中文\n\r\n\t\u2028العربية\u2029ትግርኛ")
def test_any_text_at_all_makes_all_three(text: str) -> None:
    document = holding(text)
    assert pdf_of(document).startswith(b"%PDF")
    docx.Document(io.BytesIO(docx_of(document)))
    assert _letters(text) in squeezed(unescape(re.sub(r"<[^>]*>", "", html_of(document))))
