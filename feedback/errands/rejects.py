"""The rows that were refused, in a file a person can correct in a spreadsheet and import again."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from feedback.errands.csv_file import CsvRow, Reason
from feedback.errors import InputError

LINE_COLUMN, REASON_COLUMN = "rejected_line", "rejected_because"


class Rejects:
    """Writes nothing until the first row comes; what was there before stays until all is written."""

    def __init__(self, file: TextIO, delimiter: str, header: Sequence[str]) -> None:
        self._writer = csv.writer(file, delimiter=delimiter)
        self._header = header
        self.count = 0

    def add(self, row: CsvRow, reasons: Iterable[Reason]) -> None:
        if not self.count:
            self._writer.writerow([LINE_COLUMN, REASON_COLUMN, *self._header])
        self.count += 1
        because = "; ".join(str(reason) for reason in reasons)
        fields = (field.replace("\0", "\ufffd") for field in row.fields)
        self._writer.writerow([row.line, because.replace("\0", "\ufffd"), *fields])


@contextmanager
def rejects_file(path: Path, delimiter: str, header: Sequence[str]) -> Iterator[Rejects]:
    """The file appears under its name whole, at the end, readable by its owner only; with no row there is none.

    It is UTF-8 with a byte order mark, by which spreadsheet programs know it.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(
            f"The rejected rows cannot be written to {path} ({error.strerror}); "
            "name another file with --rejects."
        ) from None
    try:
        with open(handle, "w", encoding="utf-8-sig", newline="", errors="replace") as file:
            rejects = Rejects(file, delimiter, header)
            yield rejects
            file.flush()
            os.fsync(file.fileno())
        if rejects.count:
            os.replace(name, path)
        else:
            path.unlink(missing_ok=True)  # left by an earlier run of the same file
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
