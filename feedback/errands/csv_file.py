"""A file of rows as case systems export it, read as a stream: whatever it holds, it does not crash.

Rows are numbered as a text editor does: by the line they begin on.
"""

from __future__ import annotations

import csv
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from feedback.errands.delimiter import SampleFit, stated_in, widest_fit
from feedback.errands.encoding import Encoding, encoding_of
from feedback.errors import InputError

MAX_LINE_LENGTH = 1_000_000  # a longer line is no row of errands; it is cut, so that memory stays small
_SAMPLE_LINES = 200


@dataclass(frozen=True)
class FileForm:
    """What is known of a file before it is read. `columns` names them where there is no header line."""

    encoding: str = "auto"
    delimiter: str = "auto"
    header: bool = True
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused: a sentence that is counted, and what it was in this row."""

    sentence: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.sentence}: {self.detail}" if self.detail else self.sentence


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row, the line it begins on, and why it cannot be used where it cannot."""

    line: int
    fields: tuple[str, ...]
    fault: Reason | None = None


NOT_CLOSED = Reason("a quotation mark is opened and not closed")


class _Lines:
    """The lines of a file, of which those of the current record can be given back."""

    def __init__(self, text: TextIO, lines_before: int) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self.number = lines_before
        self.is_at_end = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(MAX_LINE_LENGTH)
        if not line:
            self.is_at_end = True
            raise StopIteration
        self.record.append(line)
        self.number += 1
        return line

    def begin_record(self) -> int:
        self.record.clear()
        return self.number + 1

    def keep_first_line_only(self) -> str:
        """Give back all lines of the record but its first, which is returned."""
        first, *rest = self.record
        self._again.extendleft(reversed(rest))
        self.number -= len(rest)
        self.is_at_end = False
        return first


class CsvFile:
    """An open file: its header, then its rows, once. Made by `opened`."""

    def __init__(
        self, text: TextIO, lines_before: int, encoding: Encoding, delimiter: str, form: FileForm
    ) -> None:
        self._text = text
        self._lines = _Lines(text, lines_before)
        self._reader = csv.reader(self._lines, delimiter=delimiter, strict=True)
        self.encoding = encoding
        self.delimiter = delimiter
        self.header: tuple[str, ...] = form.columns
        if form.header:
            self.header = self._first_row()

    @property
    def bytes_read(self) -> int:
        return self._text.buffer.tell()

    def rows(self) -> Iterator[CsvRow]:
        """Every row that holds anything, good or not."""
        while (row := self._next_record()) is not None:
            if any(field.strip() for field in row.fields):
                yield self._checked(row)

    def _first_row(self) -> tuple[str, ...]:
        while (row := self._next_record()) is not None:
            if any(field.strip() for field in row.fields):
                return tuple(field.strip() for field in row.fields)
        return ()

    def _next_record(self) -> CsvRow | None:
        """The next record, whole or with the fault of a quotation mark that is never closed."""
        line = self._lines.begin_record()
        try:
            fields = next(self._reader, None)
        except csv.Error:
            fields = self._despite_stray_quotation()
            if fields is None:
                return self._first_line(line, NOT_CLOSED)
        return None if fields is None else CsvRow(line, tuple(fields))

    def _despite_stray_quotation(self) -> list[str] | None:
        """The fields of a line such as `1;"a" b`. None where the quotation has swallowed further lines."""
        if len(self._lines.record) > 1 or self._lines.is_at_end:
            return None
        try:
            return next(csv.reader(self._lines.record, delimiter=self.delimiter))
        except csv.Error:  # a field longer than the csv module takes
            return None

    def _checked(self, row: CsvRow) -> CsvRow:
        width, fields = len(self.header), row.fields
        if len(fields) > width and not any(field.strip() for field in fields[width:]):
            fields = fields[:width]
        fault = row.fault or _fault(fields, width)
        if fault and row.fault is None and len(self._lines.record) > 1 and len(fields) != width:
            # Most often a stray quotation mark that has swallowed the rows after it: they get their turn.
            return self._first_line(row.line, fault)
        return CsvRow(row.line, fields, fault)

    def _first_line(self, line: int, fault: Reason) -> CsvRow:
        """A record given up: only its first line is refused, and reading goes on after that line."""
        text = self._lines.keep_first_line_only()
        return CsvRow(line, tuple(text.rstrip("\r\n").split(self.delimiter)), fault)


def _fault(fields: Sequence[str], width: int) -> Reason | None:
    if len(fields) != width:
        amount = "too few" if len(fields) < width else "too many"
        return Reason(f"{amount} fields for {width} columns", str(len(fields)))
    if any("\0" in field for field in fields):
        return Reason("holds NUL bytes, as damaged files do")
    return None


@contextmanager
def opened(path: Path, form: FileForm, wanted: Sequence[str] = ()) -> Iterator[CsvFile]:
    """The file, open; `wanted` are column names that help to find the delimiter.

    Raises InputError for a file that is not there, cannot be read, or is empty.
    """
    _check_readable(path)
    encoding = encoding_of(path, form.encoding)
    with path.open(encoding=encoding.name, errors="replace", newline="") as text:
        delimiter, first_lines = _delimiter(text, form, wanted)
        text.seek(0)
        for _ in range(first_lines):
            text.readline()
        yield CsvFile(text, first_lines, encoding, delimiter, form)


def _check_readable(path: Path) -> None:
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    if not os.access(path, os.R_OK):
        raise InputError(f"{path} may not be read by this user.")
    with path.open("rb") as file:
        if not file.read(1 << 16).strip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0"):
            raise InputError(f"{path} is empty.")


def _delimiter(text: TextIO, form: FileForm, wanted: Sequence[str]) -> tuple[str, int]:
    """The delimiter, and how many lines before the header only tell it (Excel's `sep=;`)."""
    sample = [
        line[:MAX_LINE_LENGTH]
        for line in islice(iter(lambda: text.readline(MAX_LINE_LENGTH), ""), _SAMPLE_LINES)
    ]
    stated = stated_in(sample[0]) if sample else None
    if stated is not None:
        return stated, 1
    if form.delimiter != "auto":
        return form.delimiter, 0
    names = wanted if form.header else ()
    return widest_fit(sample, SampleFit(tuple(names), len(form.columns))), 0
