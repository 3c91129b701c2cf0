"""Files as they come: every encoding, delimiter and accident, with the lines a text editor shows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.errands.csv_file import CsvFile, FileForm, opened
from feedback.errors import InputError


def read(path: Path, content: bytes, form: FileForm | None = None, wanted: tuple[str, ...] = ()) -> CsvFile:
    """The file as opened, its rows read into `found`."""
    path.write_bytes(content)
    with opened(path, form or FileForm(), wanted) as file:
        file.found = list(file.rows())  # type: ignore[attr-defined]
        return file


def rows(path: Path, content: str | bytes, form: FileForm | None = None) -> list[tuple[int, tuple[str, ...]]]:
    """Line and fields of every good row; a fault is the last field of a bad one."""
    raw = content.encode() if isinstance(content, str) else content
    found = read(path, raw, form).found  # type: ignore[attr-defined]
    return [(row.line, (*row.fields, str(row.fault)) if row.fault else row.fields) for row in found]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "errands.csv"


TEXT = "nr;ort\r\n1;Skogås\r\n2;Öholm – söder\r\n"
ENCODED = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8-sig"),
    ("cp1252", "cp1252"),
    ("utf-16", "utf-16"),
    ("utf-16-le-mark", "utf-16"),
]


@pytest.mark.parametrize(("written", "found"), ENCODED)
def test_encodings_are_found(path: Path, written: str, found: str) -> None:
    raw = b"\xff\xfe" + TEXT.encode("utf-16-le") if "mark" in written else TEXT.encode(written)
    file = read(path, raw)
    assert file.encoding.name == found
    assert file.header == ("nr", "ort")
    assert [row.fields for row in file.found] == [("1", "Skogås"), ("2", "Öholm – söder")]  # type: ignore[attr-defined]


def test_the_encoding_is_found_at_the_very_end(path: Path) -> None:
    """More than a piece of plain ASCII before the first letter that tells."""
    head = "nr;ort\n" + "1;Norrbyn\n" * 150_000
    assert read(path, (head + "2;Skogås\n").encode("cp1252")).encoding.name == "cp1252"
    assert read(path, (head + "2;Skogås\n").encode()).encoding.name == "utf-8"


def test_debris_of_an_earlier_conversion_is_plain_utf_8(path: Path) -> None:
    file = read(path, "nr;ort\n1;Skog\ufffds\n".encode())
    assert (file.encoding.name, file.encoding.is_damaged) == ("utf-8", False)


def test_a_few_broken_bytes_do_not_spoil_a_utf_8_file(path: Path) -> None:
    file = read(path, "nr;ort\n1;Skogås\n2;Öholm\n".encode() + b"3;V\xe5rby\n")
    assert (file.encoding.name, file.encoding.is_damaged) == ("utf-8", True)
    assert [row.fields[1] for row in file.found] == ["Skogås", "Öholm", "V\ufffdrby"]  # type: ignore[attr-defined]


def test_a_file_stated_to_be_utf_8_that_is_not(path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(path, "nr;ort\n1;Norrbyn\n2;Skogås\n".encode("cp1252"), FileForm(encoding="utf-8"))
    assert [fault.place for fault in caught.value.faults] == ["line 3"]


def test_a_stated_windows_1252_is_taken_at_its_word(path: Path) -> None:
    assert rows(path, "a;b\n1;Ã¥\n", FileForm(encoding="windows-1252")) == [(2, ("1", "Ã\u0192Â¥"))]


def test_bytes_that_windows_1252_does_not_have(path: Path) -> None:
    assert rows(path, b"a;b\n1;\xe5\x81\n") == [(2, ("1", "å\ufffd"))]


DELIMITED = [
    ("a;b;c\n1,5;2,5;x\n2,5;3,5;y\n", ";"),
    ("a,b,c\n1;2,x,y\n", ","),
    ("a\tb\n1,5\t2;3\n", "\t"),
    ('"a, b";c\n"1, 2";3\n', ";"),
    ("a\n1\n", ";"),
    ("sep=,\na,b\n1,2;3;4\n", ","),
    ("SEP=|\r\na|b\r\n1|2\r\n", "|"),
]


@pytest.mark.parametrize(("text", "delimiter"), DELIMITED)
def test_delimiters_are_found(path: Path, text: str, delimiter: str) -> None:
    assert read(path, text.encode()).delimiter == delimiter


def test_wanted_columns_decide_between_delimiters(path: Path) -> None:
    content = b"id;when,where,what\n1;a,b,c\n2;a,b,c\n"
    assert read(path, content, wanted=("ID",)).delimiter == ";"
    assert read(path, content).delimiter == ","


def test_without_a_header_the_number_of_columns_decides(path: Path) -> None:
    form = FileForm(header=False, columns=("a", "b"))
    file = read(path, b"1,1,1,1;2\n1,1,1,1;2\n", form)
    assert (file.delimiter, file.header) == (";", ("a", "b"))
    assert rows(path, "1;2\n3;4\n", form) == [(1, ("1", "2")), (2, ("3", "4"))]


def test_lines_are_counted_as_an_editor_does(path: Path) -> None:
    text = '\r\na;b\r\n1;"one\r\ntwo"\r\n\r\n;\r\n2;"say ""hello"""\r\n3;x'
    assert rows(path, text) == [(3, ("1", "one\r\ntwo")), (7, ("2", 'say "hello"')), (8, ("3", "x"))]


def test_the_line_that_states_the_delimiter_counts(path: Path) -> None:
    assert rows(path, "sep=;\na;b\n1;2\n") == [(3, ("1", "2"))]


def test_ragged_rows_are_refused_and_the_others_kept(path: Path) -> None:
    assert rows(path, "a;b\n1\n1;2\n1;2;3\n1;2;;\n") == [
        (2, ("1", "too few fields for 2 columns: 1")),
        (3, ("1", "2")),
        (4, ("1", "2", "3", "too many fields for 2 columns: 3")),
        (5, ("1", "2")),
    ]


def test_a_stray_quotation_mark_costs_only_its_own_row(path: Path) -> None:
    text = 'a;b\n1;x\n2;"never closed\n3;x\n4;"closed"\n5;y\n'
    assert [(line, fields[0]) for line, fields in rows(path, text)] == [
        (2, "1"),
        (3, "2"),
        (4, "3"),
        (5, "4"),
        (6, "5"),
    ]
    assert [line for line, fields in rows(path, text) if len(fields) > 2] == [3]


def test_quotation_marks_inside_a_line_are_taken_leniently(path: Path) -> None:
    text = 'a;b\n1;"one" or two\n2;5" pipe\n3;x\n'
    assert [fields for _, fields in rows(path, text)] == [("1", "one or two"), ("2", '5" pipe'), ("3", "x")]


def test_a_quotation_that_runs_to_the_end(path: Path) -> None:
    text = 'a;b\n1;"open\n' + "2;x\n" * 3
    found = rows(path, text)
    assert found[0] == (2, ("1", '"open', "a quotation mark is opened and not closed"))
    assert found[1:] == [(line, ("2", "x")) for line in (3, 4, 5)]


def test_a_quotation_longer_than_any_field(path: Path) -> None:
    text = 'a;b\n1;"open\n' + "2;x\n" * 60_000
    found = rows(path, text)
    assert (len(found), found[0][0], found[-1]) == (60_001, 2, (60_002, ("2", "x")))


def test_nul_bytes_refuse_the_row(path: Path) -> None:
    assert rows(path, b"a;b\n1;x\0y\n2;z\n") == [
        (2, ("1", "x\0y", "holds NUL bytes, as damaged files do")),
        (3, ("2", "z")),
    ]


def test_old_macintosh_line_ends(path: Path) -> None:
    assert rows(path, "a;b\r1;2\r3;4\r") == [(2, ("1", "2")), (3, ("3", "4"))]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n \r\n", b"\xff\xfe"])
def test_an_empty_file(path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match=r"errands\.csv is empty"):
        read(path, content)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for missing in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="There is no file"), opened(missing, FileForm()):
            pass


def test_only_a_header_is_no_row(path: Path) -> None:
    assert rows(path, "a;b\n") == []


@given(raw=st.binary(min_size=1, max_size=400))
def test_no_bytes_crash_it_and_no_line_is_told_twice(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    try:
        lines = [line for line, _ in rows(path, b"a;b\n" + raw)]
    except InputError:
        lines = []
    assert lines == sorted(set(lines))
    assert len(lines) <= raw.count(b"\n") + raw.count(b"\r") + 1


FIELDS = st.text(st.sampled_from('ab;,"\n\r\t åÖ–'), max_size=6)


@given(table=st.lists(st.tuples(FIELDS, FIELDS), min_size=1, max_size=8))
def test_what_the_csv_module_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str]]
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL).writerows([("a", "b"), *table])
    path = tmp_path_factory.getbasetemp() / "table.csv"
    found = rows(path, written.getvalue(), FileForm(encoding="utf-8", delimiter=";"))
    assert [fields for _, fields in found] == [row for row in table if any(field.strip() for field in row)]
