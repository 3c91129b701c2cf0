"""How a CSV file is written: its encoding, what stands between its fields, its columns."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.faults import InputError
from analysis.labels import tidy

DELIMITERS = (",", ";", "\t")
_BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class CsvFormat:
    """`header` holds the column names, tidied."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]

    def position(self, name: str) -> int:
        return self.header.index(tidy(name))


def format_of(path: Path, columns: Sequence[str]) -> CsvFormat:
    """The format under which `columns` are found; the names must match in letters, not in spaces around.

    Encoding: a byte order mark, else UTF-8 where the whole file is that, else Windows-1252. Delimiter:
    comma, semicolon or tab, whichever finds most of the columns, then whichever gives most fields. Raises
    InputError with every fault: a file that cannot be read or is empty, columns missing or twice.
    """
    try:
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            lines = [line for _, line in zip(range(200), file, strict=False)]
    except OSError as error:
        raise InputError([f"filen {path} kan inte läsas: {error.strerror}"]) from None
    except UnicodeError:
        raise InputError([f"filen {path} är varken UTF-8 eller Windows-1252; spara den som UTF-8"]) from None
    wanted = [tidy(name) for name in columns]
    headers = {delimiter: _header(lines, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda d: (len(set(wanted) & set(headers[d])), len(headers[d])))
    faults = _faults(path, wanted, headers[best])
    if faults:
        raise InputError(faults)
    return CsvFormat(path, encoding, best, headers[best])


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in _MARKS:
            if start.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _header(lines: Sequence[str], delimiter: str) -> tuple[str, ...]:
    """The first line that holds anything."""
    for fields in csv.reader(lines, delimiter=delimiter):
        if fields:
            return tuple(tidy(field) for field in fields)
    return ()


def _faults(path: Path, wanted: Sequence[str], header: Sequence[str]) -> list[str]:
    if not header:
        return [f"filen {path} är tom"]
    known = ", ".join(f'"{name}"' for name in header)
    missing = [
        f'kolumnen "{name}" finns inte i {path}; där finns {known}' for name in wanted if name not in header
    ]
    twice = [f'kolumnen "{name}" finns flera gånger i {path}' for name in wanted if header.count(name) > 1]
    return list(dict.fromkeys(missing + twice))
