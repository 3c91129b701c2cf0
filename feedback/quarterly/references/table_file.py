"""A table of others' values as people keep it in a spreadsheet: CSV, in any encoding, with comma or point."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from feedback.errors import Fault, InputError
from feedback.quarterly.references.values import Allowed, Key, Value, decimal_text, faults_of

COLUMNS = ("organisation", "source", "year", "measure", "channel", "district", "unit", "value", "n")
MAY_BE_LEFT_OUT = frozenset({"channel", "district", "n"})
MOST_ROWS = 5000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ";,\t"
_STATED = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # the line that Excel writes and reads


def values_in(content: bytes, allowed: Allowed) -> tuple[Value, ...]:
    """The values of such a file. Raises InputError with every fault by its row."""
    rows = _rows(text_of(content))
    reading = _Reading(_columns(rows), allowed)
    values = [value for line, row in rows[1:] if (value := reading.value(line, row)) is not None]
    if reading.faults:
        raise InputError("Filen kan inte läsas in som den är.", reading.faults)
    if not values:
        raise InputError("Filen har inga värden under rubrikerna.")
    return tuple(values)


def text_of(content: bytes) -> str:
    """The text, by its byte order mark; else UTF-8 where it is that, and what Windows writes where it is not."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


Numbered = tuple[int, list[str]]


def _rows(text: str) -> list[Numbered]:
    """Every row that holds anything, with the line it ends on."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    stated = _STATED.fullmatch(first)
    delimiter = stated[1] if stated else max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)][bool(stated) :]
    except csv.Error:
        raise InputError(
            f"Filen går inte att läsa från rad {reader.line_num}. Spara den som CSV och försök igen."
        ) from None
    if not rows:
        raise InputError("Filen är tom.")
    if len(rows) > MOST_ROWS + 1:
        raise InputError(f"Filen har fler än {MOST_ROWS} rader. Dela den i flera.")
    return rows


def _columns(rows: Sequence[Numbered]) -> list[str]:
    names = [cell.strip().casefold() for cell in rows[0][1]]
    missing = [name for name in COLUMNS if name not in names and name not in MAY_BE_LEFT_OUT]
    unknown = [name for name in names if name and name not in COLUMNS]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    faults = [
        *(Fault(name, "kolumnen saknas") for name in missing),
        *(Fault(name, "en sådan kolumn finns inte") for name in unknown),
        *(Fault(name, "kolumnen står två gånger") for name in twice),
    ]
    if faults:
        raise InputError(f"Första raden ska ha kolumnerna {', '.join(COLUMNS)}.", faults)
    return names


@dataclass
class _Reading:
    columns: Sequence[str]
    allowed: Allowed
    faults: list[Fault] = field(default_factory=list)
    lines: dict[Key, int] = field(default_factory=dict)

    def value(self, line: int, row: Sequence[str]) -> Value | None:
        """The row's value; None, and its faults noted, where it cannot be used."""
        if len([cell for cell in row[len(self.columns) :] if cell.strip()]):
            self._note(line, f"{len(row)} fält där det ska vara {len(self.columns)}")
            return None
        cells = dict.fromkeys(COLUMNS, "") | {
            name: " ".join(cell.split()) for name, cell in zip(self.columns, row, strict=False) if name
        }
        found = list(_number_faults(cells))
        value = _value(cells, self.allowed)
        earlier = line if found else self.lines.setdefault(value.key, line)
        found += faults_of(value, self.allowed)
        if earlier != line:
            found.append(f"samma organisation, år, mått, kanal och område som på rad {earlier}")
        for each in found:
            self._note(line, each)
        return None if found else value

    def _note(self, line: int, sentence: str) -> None:
        self.faults.append(Fault(f"rad {line}", sentence))


def _number_faults(cells: Mapping[str, str]) -> Iterator[str]:
    """A number that is none is told as it was written."""
    if not _is_whole(cells["year"]):
        yield f"year {cells['year']!r} är inget årtal"
    if cells["n"] and not _is_whole(cells["n"]):
        yield f"n {cells['n']!r} är inget helt tal"


def _is_whole(text: str) -> bool:
    digits = _ungrouped(text)
    return digits.isascii() and digits.isdigit() and len(digits) < 10


def _ungrouped(text: str) -> str:
    return text.replace("\u00a0", "").replace(" ", "")


def _value(cells: Mapping[str, str], allowed: Allowed) -> Value:
    """A year that is none is told already; any will do to find what else is wrong."""
    return Value(
        organisation=cells["organisation"],
        source=cells["source"],
        year=int(_ungrouped(cells["year"])) if _is_whole(cells["year"]) else allowed.last_year,
        measure=cells["measure"].casefold(),
        channel=allowed.channel(cells["channel"]),
        district=cells["district"],
        unit=cells["unit"].casefold(),
        value=decimal_text(cells["value"]) or cells["value"],
        n=int(_ungrouped(cells["n"])) if _is_whole(cells["n"]) else None,
    )
