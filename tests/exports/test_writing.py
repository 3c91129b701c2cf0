"""What residents write, in each format: formulas, signs that cannot be written, texts without end, many rows."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.exports.codebook import HEADINGS, codebook_rows, codebook_table
from feedback.exports.shuffling import Row
from feedback.exports.variables import Variable, variables
from feedback.exports.writing import WRITERS, About
from feedback.exports.writing.as_csv import harmless
from feedback.exports.writing.as_sav import WIDEST, cut
from feedback.exports.writing.as_xlsx import MOST_ROWS
from survey_defs.catalogue import BUILTIN_SURVEYS, Catalogue
from survey_defs.municipality import builtin_municipality, load_municipality
from tests.exports.reading import read

pytestmark = pytest.mark.slow

DOCUMENT = Path(__file__).parents[2] / "docs" / "exports.md"
FORMULAS = ("=1+1", "+46", "-1", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "\r=1", "＝1", "\u200b=1")


@pytest.fixture(scope="module")
def columns() -> tuple[Variable, ...]:
    huddinge = load_municipality(builtin_municipality("huddinge"))
    return variables(huddinge, Catalogue.load(BUILTIN_SURVEYS).surveys)


def written(folder: Path, format: str, columns: tuple[Variable, ...], *comments: str | None) -> Path:
    path = folder / f"a.{format}"
    answers = len(columns) - 6
    rows: list[Row] = [
        (number, "2026Q3", "core 2026-11", "varby", "phone", *(None, 3, 5, 1, 2, 3)[:answers], comment)
        for number, comment in enumerate(comments, 1)
    ]
    with WRITERS[format].writer(path, columns, About("Huddinge kommun", ("2026Q3",), len(rows))) as writer:
        writer.add(rows)
    return path


@pytest.mark.parametrize("format", WRITERS)
def test_whole_texts_come_back_whole(format: str, columns: tuple[Variable, ...], tmp_path: Path) -> None:
    texts = ["Bra & <snabbt> 👍🏽 åäö", 'Hon sa "hej";\nradbyte', "شكرا جزيلا", "_x000D_ på rad", None]
    found = read(written(tmp_path, format, columns, *texts))
    # Excel reads `_x005F_` as a low line, openpyxl leaves it in texts that stand in their cells.
    told = [row["comment"] and row["comment"].replace("_x005F_", "_") for row in found]
    assert told == texts
    assert found[0]["bemotande"] == 3
    assert found[0]["helped"] is None


@pytest.mark.parametrize("format", WRITERS)
def test_signs_that_a_format_cannot_hold_harm_nothing(
    format: str, columns: tuple[Variable, ...], tmp_path: Path
) -> None:
    found = read(written(tmp_path, format, columns, "före\x00\x07\x1befter", "nästa\ufffe", "sist"))
    assert [row["row"] for row in found] == [1, 2, 3]
    assert found[0]["comment"].startswith("före")
    assert found[0]["comment"].endswith("efter")
    assert found[2]["comment"] == "sist"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_run_by_a_spreadsheet(text: str, columns: tuple[Variable, ...], tmp_path: Path) -> None:
    assert harmless(text) == f"'{text}"
    found = read(written(tmp_path, "csv", columns, text))
    assert found[0]["comment"].startswith("'")
    path = written(tmp_path, "xlsx", columns, text)
    cell = openpyxl.load_workbook(path).worksheets[0].cell(2, len(columns))
    assert cell.data_type in ("s", "inlineStr")
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@given(st.text(max_size=30))
def test_what_begins_as_no_formula_is_left_as_it_is(text: str) -> None:
    kept = harmless(text)
    assert kept.removeprefix("'") in (text.replace("\0", ""), text.replace("\0", "").removeprefix("'"))
    assert kept[:1] not in ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("format", WRITERS)
def test_a_text_without_end_is_cut_where_a_format_must(
    format: str, columns: tuple[Variable, ...], tmp_path: Path
) -> None:
    text = "å👍" * 20_000
    [row] = read(written(tmp_path, format, columns, text))
    assert text.startswith(row["comment"])
    assert len(row["comment"]) >= {"sav": 10_900, "xlsx": 21_000}.get(format, len(text))


@given(st.text(max_size=20_000))
def test_what_is_cut_for_spss_is_whole_signs_within_its_limit(text: str) -> None:
    kept = cut(text)
    assert text.replace("\0", "").startswith(kept)
    assert len(kept.encode()) <= WIDEST


def test_what_a_million_rows_do_not_hold_is_on_a_second_sheet(tmp_path: Path) -> None:
    columns = (Variable("row", "row", ""), Variable("comment", "comment", ""))
    number = MOST_ROWS + 3
    path = tmp_path / "a.xlsx"
    with WRITERS["xlsx"].writer(path, columns, About("X", ("2026Q3",), number)) as writer:
        for start in range(0, number, 50_000):
            writer.add([(each, None) for each in range(start, min(start + 50_000, number))])
    with zipfile.ZipFile(path) as archive:
        rows = [archive.read(f"xl/worksheets/sheet{n}.xml").count(b"<row>") for n in (1, 2)]
    assert rows == [MOST_ROWS, 1 + number - (MOST_ROWS - 1)]
    assert openpyxl.load_workbook(path, read_only=True).sheetnames == ["Svar 1", "Svar 2", "Variabler"]


def test_the_codebook_is_a_sheet_of_the_workbook(columns: tuple[Variable, ...], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, "xlsx", columns, "a"))
    headings, *rows = book["Variabler"].iter_rows(values_only=True)
    assert headings == HEADINGS
    assert [tuple(cell or "" for cell in row) for row in rows] == list(codebook_rows(columns))


def test_the_codebook_is_in_the_metadata_of_parquet(columns: tuple[Variable, ...], tmp_path: Path) -> None:
    schema = pq.read_schema(written(tmp_path, "parquet", columns, "a"))
    for each in columns:
        told = schema.field(each.name).metadata
        assert told[b"label"].decode() == each.label
        assert json.loads(told[b"values"]) == dict(each.values)


def test_spss_has_labels_for_variables_and_values(columns: tuple[Variable, ...], tmp_path: Path) -> None:
    _, meta = pyreadstat.read_sav(str(written(tmp_path, "sav", columns, "a")))
    assert meta.column_names_to_labels == {each.name: each.label for each in columns}
    assert meta.variable_value_labels["overall"] == {
        1: "Mycket missnöjd",
        2: "Missnöjd",
        3: "Mittemellan",
        4: "Nöjd",
        5: "Mycket nöjd",
    }
    assert "Vårby" in meta.variable_value_labels["district"].values()
    assert meta.variable_value_labels["helped"] == {1: "Nej", 2: "Delvis", 3: "Ja"}


def test_the_handbook_has_the_codebook_of_the_core_survey(columns: tuple[Variable, ...]) -> None:
    assert codebook_table(columns) in DOCUMENT.read_text(encoding="utf-8")
