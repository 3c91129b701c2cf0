"""Documents as they are really written, of quarters with little or nothing in them, set in all three forms."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import docx
import pytest

from feedback.quarterly.document import EASY, ENGLISH, FULL, SWEDISH, Chart, Document, Grid, Versions
from feedback.quarterly.setting import docx_of, html_of, pdf_of
from feedback.quarterly.writing import written
from tests.quarterly import closed_quarters as quarters
from tests.quarterly.setting import samples
from tests.quarterly.setting.looking import opened, tags

MOST_PAGES = 8
QUARTERS = ("town", "silent_district", "all_hidden", "nothing_at_all", "forty")


@cache
def document(quarter: str, language: str = SWEDISH, kind: str = FULL) -> Document:
    facts = quarters.forty()[0] if quarter == "forty" else getattr(quarters, quarter)()
    municipality = quarters.forty()[1] if quarter == "forty" else quarters.lillaker()
    versions = Versions(facts.data_version, "0.1.0", 1, "2026-11-12")
    return written(facts, municipality, samples.FRONT, versions, language, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_text_is_at_most_eight_pages(quarter: str) -> None:
    text = replace(document(quarter), appendix=())
    assert 1 <= len(opened(pdf_of(text)).pages) <= MOST_PAGES


@pytest.mark.parametrize("language", [SWEDISH, ENGLISH])
@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_easy_one_is_a_single_page(quarter: str, language: str) -> None:
    assert len(opened(pdf_of(document(quarter, language, EASY))).pages) == 1


@pytest.mark.parametrize("quarter", ["town", "nothing_at_all"])
def test_all_three_forms_hold_the_same_tables_and_pictures(quarter: str) -> None:
    told = document(quarter, ENGLISH)
    blocks = (*told.blocks, *told.appendix)
    grids, charts = (sum(isinstance(each, kind) for each in blocks) for kind in (Grid, Chart))
    kinds = [tag.kind for tag in tags(pdf_of(told))]
    assert (kinds.count("Table"), kinds.count("Figure")) == (grids, charts + 1)  # and the logo
    page = html_of(told)
    assert (page.count("<table"), page.count("<figure")) == (grids, charts)
    file = docx.Document(io.BytesIO(docx_of(told)))
    assert len(file.inline_shapes) == charts + 1
    assert len(file.tables) >= grids  # key figures stand in a table of their own
