"""The DOCX read back: headings, tables, pictures, languages, properties, and the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from feedback.quarterly.document import Chart, Document, Grid, Heading
from feedback.quarterly.setting import docx_of
from tests.quarterly.setting import samples
from tests.quarterly.setting.looking import squeezed, texts

ROOT = Path(__file__).parents[3]
PRINTED = """
import hashlib
from feedback.quarterly.setting import docx_of
from tests.quarterly.setting import samples
print(hashlib.sha256(docx_of(samples.rich())).hexdigest())
"""


@pytest.fixture(scope="module", params=sorted(samples.EVERY))
def document(request: pytest.FixtureRequest) -> Document:
    return samples.EVERY[request.param]()


@pytest.fixture(scope="module")
def written(document: Document) -> Any:
    return docx.Document(io.BytesIO(docx_of(document)))


def test_headings_are_headings(document: Document, written: Any) -> None:
    found = [
        (int(each.style.name[-1]), each.text)
        for each in written.paragraphs
        if each.style.name.startswith("Heading")
    ]
    wanted = [each for each in (*document.blocks, *document.appendix) if isinstance(each, Heading)]
    assert found == [(1, document.title), *((each.level, each.text) for each in wanted)]


def test_every_table_repeats_its_heading_row_and_keeps_rows_whole(document: Document, written: Any) -> None:
    grids = [each for each in (*document.blocks, *document.appendix) if isinstance(each, Grid)]
    tables = [each for each in written.tables if len(each.rows) != 3 or _is_grid(each, grids)]
    assert len(tables) == len(grids)
    for grid, table in zip(grids, tables, strict=True):
        assert [cell.text for cell in table.rows[0].cells][: len(grid.headings)] == list(grid.headings)
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True] + [False] * len(grid.rows)
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"


def _is_grid(table: Any, grids: list[Grid]) -> bool:
    return any(table.cell(0, 0).text == grid.headings[0] for grid in grids)


def test_every_picture_has_its_words(document: Document, written: Any) -> None:
    alternatives = [shape._inline.docPr.get("descr") for shape in written.inline_shapes]
    charts = [each.alt for each in document.blocks if isinstance(each, Chart)]
    logo = [document.front.organisation] if document.front.logo else []
    assert alternatives == [*logo, *charts]


def test_properties_and_language(document: Document, written: Any) -> None:
    core = written.core_properties
    assert (core.title, core.author, core.language) == (
        document.title,
        document.front.organisation,
        document.language,
    )
    assert core.created.date().isoformat() == core.modified.date().isoformat() == document.versions.day
    languages = {each.get(qn("w:val")) for each in written.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE" if document.language == "sv" else "en-GB"}


def test_every_text_is_there_in_order(document: Document, written: Any) -> None:
    found, place = squeezed("".join(written.element.body.itertext())), 0
    for text in texts(document):
        if text in set(_key_figure_texts(document)):
            assert squeezed(text) in found
            continue
        at = found.find(squeezed(text), place)
        assert at >= 0, text
        place = at


def _key_figure_texts(document: Document) -> list[str]:
    """They stand in a table, row by row: labels first, then values."""
    items = [item for block in document.blocks if hasattr(block, "items") for item in block.items]
    return [text for item in items if hasattr(item, "label") for text in (item.label, item.value, item.note)]


def test_header_and_footer_count_pages_and_carry_the_notice() -> None:
    written = docx.Document(io.BytesIO(docx_of(samples.rich())))
    header, footer = written.sections[0].header, written.sections[0].footer
    fields = [each.get(qn("w:instr")) for each in header._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert header.paragraphs[0].text.startswith("Kommunstyrelsens förvaltning\tHS-2026/000.119")
    assert footer.paragraphs[0].text == samples.NOTICE


def test_links_lead_to_bookmarks_that_are_there() -> None:
    body = docx.Document(io.BytesIO(docx_of(samples.rich()))).element.body
    anchors = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    numbers = [each.get(qn("w:id")) for each in body.iter(qn("w:bookmarkStart"))]
    assert anchors
    assert anchors <= set(names)
    assert len(names) == len(set(names)) == len(set(numbers))


def test_an_arabic_quote_runs_from_right_to_left() -> None:
    written = docx.Document(io.BytesIO(docx_of(samples.rich())))
    (quote,) = [each for each in written.paragraphs if samples.ARABIC in each.text]
    assert quote._p.pPr.find(qn("w:bidi")) is not None
    assert quote.runs[0]._r.rPr.find(qn("w:rtl")) is not None
    assert quote.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"


def test_only_a_table_too_wide_for_the_page_is_turned() -> None:
    written = docx.Document(io.BytesIO(docx_of(samples.rich())))
    assert [section.page_width > section.page_height for section in written.sections] == [False, True, False]


def test_the_same_bytes_in_any_process_and_time_zone() -> None:
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

    here = docx_of(samples.rich())
    assert printed("Pacific/Kiritimati", "1") == hashlib.sha256(here).hexdigest()
    entries = zipfile.ZipFile(io.BytesIO(here)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
