"""The PDF as an archive and a screen reader take it: its declared standards, its tags, its words, its bytes."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from feedback.quarterly.document import (
    SWEDISH,
    Chart,
    Document,
    Grid,
    Heading,
    Paragraph,
    Quote,
    Span,
)
from feedback.quarterly.setting import pdf_of
from tests.quarterly.setting import samples
from tests.quarterly.setting.looking import opened, squeezed, tags, texts, words_in

ROOT = Path(__file__).parents[3]
PRINTED = """
import hashlib
from feedback.quarterly.setting import pdf_of
from tests.quarterly.setting import samples
print(hashlib.sha256(pdf_of(samples.rich())).hexdigest())
"""


@pytest.fixture(scope="module", params=sorted(samples.EVERY))
def document(request: pytest.FixtureRequest) -> Document:
    return samples.EVERY[request.param]()


@pytest.fixture(scope="module")
def pdf(document: Document) -> bytes:
    return pdf_of(document)


@pytest.fixture(scope="module")
def rich() -> bytes:
    return pdf_of(samples.rich())


def test_language_title_and_marks_are_declared(document: Document, pdf: bytes) -> None:
    root = opened(pdf).Root
    assert str(root.Lang).startswith(document.language)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert bool(root.MarkInfo.Marked)
    assert str(opened(pdf).docinfo["/Title"]) == document.title


def test_both_standards_are_declared(pdf: bytes) -> None:
    with opened(pdf).open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]


def test_the_document_carries_its_own_day_and_no_other(pdf: bytes) -> None:
    information = opened(pdf).docinfo
    told = {str(information["/CreationDate"]), str(information["/ModDate"])}
    assert told == {"D:20261012000000+00'00"}


def test_headings_come_in_order_and_skip_no_level(document: Document, pdf: bytes) -> None:
    found = [(int(tag.kind[1]), tag.title) for tag in tags(pdf) if tag.kind in {"H1", "H2", "H3"}]
    wanted = [each for each in (*document.blocks, *document.appendix) if isinstance(each, Heading)]
    assert found == [(1, document.title), *((each.level, each.text) for each in wanted)]
    for (before, _), (after, _) in itertools.pairwise(found):
        assert after <= before + 1


def test_every_figure_has_its_words(document: Document, pdf: bytes) -> None:
    figures = [tag.alternative for tag in tags(pdf) if tag.kind == "Figure"]
    charts = [each.alt for each in document.blocks if isinstance(each, Chart)]
    logo = [document.front.organisation] if document.front.logo else []
    assert figures == [*logo, *charts]
    assert all(figures)


def test_every_table_has_headings_for_its_columns_and_rows(document: Document, pdf: bytes) -> None:
    grids = [each for each in (*document.blocks, *document.appendix) if isinstance(each, Grid)]
    tables = [tag for tag in tags(pdf) if tag.kind == "Table"]
    assert len(tables) == len(grids)
    for grid, table in zip(grids, tables, strict=True):
        rows = [tag for tag in table.every() if tag.kind == "TR"]
        assert len(rows) == 1 + len(grid.rows)
        assert {cell.kind for cell in rows[0].under} == {"TH"}
        assert {cell.attributes["Scope"] for cell in rows[0].under} == {"/Column"}
        for row in rows[1:]:
            first, *rest = row.under
            assert (first.kind, first.attributes["Scope"]) == ("TH", "/Row")
            assert {cell.kind for cell in rest} == {"TD"}


def test_quotes_say_which_language_they_are_in(rich: bytes) -> None:
    contents = b"".join(page.Contents.read_bytes() for page in opened(rich).pages)
    spoken = set(re.findall(rb"/Lang ?\(([^)]*)\)", contents))
    assert spoken == {b"sv-SE", b"ar", b"ti", b"so"}


def _is_plain(text: str) -> bool:
    """Whether a PDF reader gives the letters back as they were: Arabic comes as it is drawn."""
    return text not in (samples.ARABIC, "سرویس خوب بود", samples.EMOJI)


def test_every_text_is_there_in_reading_order(document: Document, pdf: bytes) -> None:
    found, place = words_in(pdf), 0
    for text in filter(_is_plain, texts(document)):
        at = found.find(squeezed(text), place)
        if at < 0:  # a page's header and footer stand between its parts
            at = _over_a_page_break(found, squeezed(text), place)
        assert at >= 0, text
        place = at


def _over_a_page_break(found: str, text: str, place: int) -> int:
    """Where a text begins that goes on after the next page's header."""
    for cut in range(len(text) - 1, 4, -1):
        at = found.find(text[:cut], place)
        if at >= 0:
            return at if found.find(text[cut:], at) >= 0 else -1
    return -1


@pytest.mark.parametrize("text", [samples.TIGRINYA, samples.SOMALI, samples.MARKUP])
def test_a_quote_is_there_once(rich: bytes, text: str) -> None:
    assert words_in(rich).count(squeezed(text)) == 1


def test_an_arabic_quote_is_there_with_all_its_letters(rich: bytes) -> None:
    """Readers give Arabic back in the order it is drawn, and joined letters twice: so letters, not words."""
    assert set(squeezed(samples.ARABIC)) <= set(words_in(rich))


def test_what_is_said_in_prose_stands_once() -> None:
    document = samples.rich()
    found = words_in(pdf_of(replace(document, appendix=())))
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert found.count(squeezed(block.text)) == 1, block.text


def test_words_no_font_can_draw_are_said_to_be_missing() -> None:
    quote = Quote("Bra 中文 och tack", "Bemötande.", SWEDISH)
    found = words_in(pdf_of(replace(samples.easy(), blocks=(quote,))))
    assert squeezed("Bra [2 tecken kan inte visas här] och tack") in found


def test_figures_lead_to_their_rows(rich: bytes) -> None:
    document = opened(rich)
    links = [
        annotation
        for page in document.pages
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]
    inside = [link for link in links if "/Dest" in link]
    outside = [str(link.A.URI) for link in links if "/A" in link]
    assert len(inside) >= 6  # three key figures, two in the text, a chart's table
    assert outside == ["https://exempel.se/metod"]
    assert all(str(link.Contents) for link in links)


def test_a_reference_to_no_row_is_plain_text() -> None:
    paragraph = Paragraph((Span("77 %", ref="T99:1"), Span(" av alla", address="javascript:alert(1)")))
    pdf = pdf_of(replace(samples.easy(), blocks=(paragraph,)))
    assert "77%avalla" in words_in(pdf)
    assert not any("/Annots" in page for page in opened(pdf).pages)


def test_each_page_has_its_number_and_the_case() -> None:
    found = words_in(pdf_of(samples.english()))
    assert "1(2)" in found
    assert "2(2)" in found
    assert found.count("HS-2026/000.119") == 3  # a header on each page, and the field
    assert found.count("Draft.Notyetdecided.") == 2


def test_a_long_table_repeats_its_headings(rich: bytes) -> None:
    assert words_in(rich).count(squeezed("Kommundel Kanal Svar Andel nöjda")) >= 3


def test_only_a_table_too_wide_for_the_page_is_turned(rich: bytes) -> None:
    turned = [float(page.MediaBox[2]) > float(page.MediaBox[3]) for page in opened(rich).pages]
    assert turned.count(True) == 1


def test_the_easy_one_is_one_page() -> None:
    assert len(opened(pdf_of(samples.easy())).pages) == 1


def test_only_our_fonts_are_in_it_and_all_are_embedded(rich: bytes) -> None:
    names = set()
    for found in opened(rich).objects:
        if isinstance(found, type(opened(rich).Root)) and found.get("/Type") == "/FontDescriptor":
            assert any(name in found for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            names.add(str(found.FontName).partition("+")[2])
    families = ("SourceSans3", "SourceSerif4", "NotoNaskhArabic", "NotoSansEthiopic", "NotoEmoji")
    assert names
    assert all(name.startswith(families) for name in names), names


def test_the_same_bytes_in_any_process_and_time_zone(rich: bytes) -> None:
    def printed(zone: str, seed: str) -> str:
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        ended = subprocess.run(
            [sys.executable, "-c", PRINTED],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return ended.stdout.strip()

    here = hashlib.sha256(rich).hexdigest()
    assert printed("Pacific/Kiritimati", "1") == printed("America/Anchorage", "2") == here
