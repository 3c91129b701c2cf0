"""A table as a file: what the page shows, the same figures rounded the same way, hidden where it hides."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Excel reads UTF-8 and Swedish columns right when the file begins with a mark and parts them by semicolon.
MARK = "\ufeff"
_PLAIN = str.maketrans({"\u2212": "-", "\u00a0": None, "+": None, "±": None})


@dataclass(frozen=True)
class Table:
    """Headings and rows of texts, every row as long as the headings. `title` names a further section of a file."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""


def csv_file(*tables: Table) -> bytes:
    """One file of all tables: an empty line between them, and each further one under its title."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if table.title:
            writer.writerow([table.title])
        writer.writerow(table.headings)
        writer.writerows([_harmless(text) for text in row] for row in table.rows)
    return (MARK + written.getvalue()).encode()


def plain(text: str) -> str:
    """A number as the page writes it, so that a spreadsheet takes it for one."""
    return text.translate(_PLAIN)


def repeated(text: str, times: int) -> list[str]:
    """The same word in every column, where there is no figure."""
    return [text] * times


def joined(*parts: Iterable[str]) -> list[str]:
    """One row of several parts."""
    return [text for part in parts for text in part]


def _harmless(text: str) -> str:
    """A spreadsheet would run a text that begins like a formula; a negative number is none."""
    is_number = text[:1] == "-" and text[1:].replace(",", "").replace(".", "").isdigit()
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} and not is_number else text
