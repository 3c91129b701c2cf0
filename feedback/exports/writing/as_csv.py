"""CSV as Excel opens it in Swedish: a mark for UTF-8, semicolons, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from feedback.exports.shuffling import Row
from feedback.exports.variables import Variable
from feedback.exports.writing import About

# Spreadsheets skip what cannot be seen before they look for a formula.
_BEFORE = " \t\r\n\v\f\u00a0\ufeff\u200b\u200e\u200f"
_RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula. No sign for the end of
    a file, which some programs stop at."""
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(_BEFORE).startswith(_RUN) or text[:1] in ("\t", "\r") else text


class _Csv:
    def __init__(self, rows: Any, variables: Sequence[Variable]) -> None:
        self._rows = rows
        self._is_comment = [each.kind == "comment" for each in variables].index(True)

    def add(self, rows: Sequence[Row]) -> None:
        at = self._is_comment
        self._rows.writerows(
            row if row[at] is None else (*row[:at], harmless(row[at]), *row[at + 1 :]) for row in rows
        )


@contextmanager
def writer(path: Path, variables: Sequence[Variable], about: About) -> Iterator[_Csv]:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
        rows.writerow([each.name for each in variables])
        yield _Csv(rows, variables)
