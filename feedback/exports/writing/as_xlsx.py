"""A workbook written as it comes, never held: the answers on one sheet or more, then what the columns mean.

The sheets are written as plain text into the archive. A library that keeps each cell as an object took nine times as
long, and a million rows have fifteen million cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from feedback.exports.codebook import HEADINGS, codebook_rows
from feedback.exports.shuffling import Row
from feedback.exports.variables import Variable
from feedback.exports.writing import About

MOST_ROWS = 1_048_576  # a sheet has no more, the headings included
LONGEST = 32_767  # UTF-16 units in a cell
_FAST = 1  # of the compression levels
# What XML cannot hold: control characters, halves of signs, two codes that are no signs.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads `_x000D_` as the sign itself
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def text(given: str) -> str:
    """A text as a cell holds it: a text it stays, whatever it begins with; what cannot be written is a � ."""
    kept = _IMPOSSIBLE.sub("\ufffd", given)
    if len(kept) * 2 > LONGEST:
        kept = kept.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", errors="ignore")
    return escape(_ESCAPED.sub("_x005F_", kept))


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _line(cells: Iterable[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


class _Sheet:
    """One sheet, being written."""

    def __init__(self, file: IO[bytes], headings: Sequence[str], widths: Sequence[int]) -> None:
        self._file, self.rows = file, 1
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
        )
        head = (
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f"<cols>{columns}</cols><sheetData>{_line(_bold(each) for each in headings)}"
        )
        self._file.write(head.encode())

    def add(self, lines: Sequence[str]) -> None:
        self._file.write("".join(lines).encode())
        self.rows += len(lines)

    def end(self) -> None:
        self._file.write(b"</sheetData></worksheet>")
        self.close()

    def close(self) -> None:
        self._file.close()


def _bold(heading: str) -> str:
    return f'<c t="inlineStr" s="1"><is><t>{text(heading)}</t></is></c>'


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile, variables: Sequence[Variable], about: About) -> None:
        self._archive, self._variables, self._about = archive, tuple(variables), about
        self.names: list[str] = []
        self._words: dict[object, str] = {}
        self._sheet = self._next()

    def add(self, rows: Sequence[Row]) -> None:
        start = 0
        while start < len(rows):
            room = MOST_ROWS - self._sheet.rows
            if not room:
                self._sheet.end()
                self._sheet = self._next()
                room = MOST_ROWS - 1
            part = rows[start : start + room]
            self._sheet.add([_line(self._cells(row)) for row in part])
            start += len(part)

    def _cells(self, row: Row) -> Iterator[str]:
        """The few words and numbers that come again and again are written once."""
        known = self._words
        yield _cell(row[0])
        for value in row[1:-1]:
            if value not in known:
                known[value] = _cell(value)
            yield known[value]
        yield _cell(row[-1])

    def _next(self) -> _Sheet:
        number = len(self.names) + 1
        name = "Svar" if self._about.rows < MOST_ROWS else f"Svar {number}"
        return self._open(
            name,
            [each.name for each in self._variables],
            [60 if each.kind == "comment" else 18 for each in self._variables],
        )

    def _open(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> _Sheet:
        self.names.append(name)
        file = self._archive.open(f"xl/worksheets/sheet{len(self.names)}.xml", "w", force_zip64=True)
        return _Sheet(file, headings, widths)

    def let_go(self) -> None:
        """Of a sheet that could not be ended, or the archive would hide why."""
        with suppress(OSError, ValueError):
            self._sheet.close()

    def end(self) -> None:
        self._sheet.end()
        codebook = self._open("Variabler", HEADINGS, [24, 60, 14, 40])
        codebook.add([_line(_cell(each) for each in row) for row in codebook_rows(self._variables)])
        codebook.end()
        for path, content in _around(self.names, self._about):
            self._archive.writestr(path, _HEAD + content)


def _around(names: Sequence[str], about: About) -> Iterator[tuple[str, str]]:
    """What a workbook needs beside its sheets."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = range(1, len(names) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in sheets
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{parts}</Types>",
    )
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="r2" Type="{core}" Target="docProps/core.xml"/></Relationships>',
    )
    yield (
        "docProps/core.xml",
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{text(about.title)}</dc:title><dc:language>sv</dc:language></cp:coreProperties>",
    )
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in sheets
    )
    style = f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">{targets}{style}</Relationships>',
    )
    yield "xl/styles.xml", _STYLES


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@contextmanager
def writer(path: Path, variables: Sequence[Variable], about: About) -> Iterator[_Workbook]:
    with ExitStack() as closing:
        archive = closing.enter_context(
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST, allowZip64=True)
        )
        workbook = _Workbook(archive, variables, about)
        closing.callback(workbook.let_go)
        yield workbook
        workbook.end()
