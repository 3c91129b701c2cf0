"""What a quarter publishes, number by number: the rows that the appendix, the open data and the API all show.

One row is one figure. `ref` names the row of the appendix it stands in (`T1:12`), and several figures may stand in
one row, told apart by `measure`, and where a row is told over time by `period`. What may not be shown is a row too: it
says *hidden*, and nothing more.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from math import isfinite

from feedback.errors import Fault, InputError

SHOWN, HIDDEN, EMPTY = "shown", "hidden", "empty"
STATES = (SHOWN, HIDDEN, EMPTY)
EVERYTHING = ""  # in a dimension: all of it together
OTHER = "other"  # in a dimension: what is none of the vocabulary's, or unknown
DECIMALS = 6
DIMENSIONS = ("district", "channel", "office", "service", "language", "theme")


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure.

    `value`, `low` and `high` (the 95 % interval where there is one) are in the measure's unit; shares and gaps run
    from 0 to 1 and −1 to 1. `n` is what the figure rests on. `word` is a verdict for measures that are words; beside a
    value it says how that stands to the others (higher, lower, level, unclear; outside, within). All of these are empty unless `state` is *shown*. `period` is written as in addresses (`12m-2026Q3`);
    `source` and `organisation` name somebody else's value.
    """

    ref: str
    table: str
    period: str
    measure: str
    state: str
    district: str = EVERYTHING
    channel: str = EVERYTHING
    office: str = EVERYTHING
    service: str = EVERYTHING
    language: str = EVERYTHING
    theme: str = EVERYTHING
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    word: str = ""
    organisation: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        told = (self.value, self.low, self.high, self.n)
        if self.state != SHOWN and (self.word or any(each is not None for each in told)):
            raise ValueError(f"{self.ref} {self.measure}: a figure that is {self.state} tells nothing else")


COLUMNS = tuple(field.name for field in fields(Figure))
_NUMBERS = ("value", "low", "high")


def figures_csv(figures: Iterable[Figure]) -> bytes:
    """The file as it is published: UTF-8 without a mark, commas, LF, numbers with a point and at most six decimals.
    The same figures give the same bytes."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(figure) for figure in figures)
    return written.getvalue().encode()


def read_figures(content: bytes) -> tuple[Figure, ...]:
    """The figures of such a file. Raises InputError with every row that is not as it should be."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise InputError("Filen är ingen CSV-fil i UTF-8.") from None
    if not rows or tuple(rows[0]) != COLUMNS:
        raise InputError(f"Filen ska börja med kolumnerna {', '.join(COLUMNS)}.")
    figures, faults = [], []
    for line, row in enumerate(rows[1:], start=2):
        try:
            figures.append(_figure(row))
        except ValueError as fault:
            faults.append(Fault(f"rad {line}", str(fault)))
    if faults:
        raise InputError("Filen har fel.", faults)
    return tuple(figures)


def number_text(value: float | None) -> str:
    """A number as the files write it: `0.7675`, `12`, never `-0` or an exponent."""
    if value is None:
        return ""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def _cells(figure: Figure) -> list[str]:
    return [_cell(getattr(figure, name)) for name in COLUMNS]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return number_text(value)
    return "" if value is None else str(value)


def _figure(row: Sequence[str]) -> Figure:
    if len(row) != len(COLUMNS):
        raise ValueError(f"{len(row)} fält där det ska vara {len(COLUMNS)}")
    given: dict[str, object] = dict(zip(COLUMNS, row, strict=True))
    for name in _NUMBERS:
        given[name] = _read(float, name, str(given[name]))
    given["n"] = _read(int, "n", str(given["n"]))
    if given["state"] not in STATES:
        raise ValueError(f"{given['state']!r} är inget av {', '.join(STATES)}")
    return Figure(**given)  # type: ignore[arg-type]


def _read(kind: type[float] | type[int], name: str, text: str) -> float | None:
    try:
        number = kind(text) if text else None
    except ValueError:
        raise ValueError(f"{name} {text!r} är inget tal") from None
    if number is not None and not isfinite(number):
        raise ValueError(f"{name} {text!r} är inget tal")
    return number
