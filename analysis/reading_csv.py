"""A CSV file's columns as codes: each row's text is a number, each distinct text is kept once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.csv_format import CsvFormat, format_of
from analysis.faults import InputError

ROWS_AT_A_TIME = 250_000


@dataclass(frozen=True)
class Column:
    """`texts[codes[row]]` is what stands in the row, as written."""

    texts: tuple[str, ...]
    codes: np.ndarray

    @property
    def rows_per_text(self) -> np.ndarray:
        return np.bincount(self.codes, minlength=len(self.texts))


@dataclass(frozen=True)
class Sheet:
    """The columns asked for, by name, all of the same length."""

    format: CsvFormat
    columns: Mapping[str, Column]
    rows: int

    def file_rows(self, rows: Sequence[int]) -> list[int]:
        """The numbers those rows have in the file as a spreadsheet shows it: the header is row 1, blank rows count.

        Reads the file once more, up to the last of them; meant for telling faults.
        """
        wanted = set(rows)
        with self.format.path.open(encoding=self.format.encoding, newline="") as file:
            filled = (
                number
                for number, fields in enumerate(csv.reader(file, delimiter=self.format.delimiter), start=1)
                if fields
            )
            after_header = islice(filled, 1, max(wanted) + 2)
            return [number for row, number in enumerate(after_header) if row in wanted]


def read_sheet(path: Path, columns: Sequence[str], told: Callable[[int], None] = lambda _: None) -> Sheet:
    """The named columns of a CSV file. Nothing is taken for missing: a blank is an empty text, "NA" is "NA".

    `told` is called with the number of bytes read as the reading goes on. Raises InputError with every fault
    of the file's form: columns missing or twice, rows with more fields than the header.
    """
    names = list(dict.fromkeys(columns))
    form = format_of(path, names)
    readers = {form.position(name): _Codes() for name in names}
    rows = 0
    for chunk in _chunks(form, list(readers), told):
        rows += len(chunk)
        for position, codes in readers.items():
            codes.add(chunk[position])
    if not rows:
        raise InputError([f"filen {path} har inga rader under rubrikraden"])
    return Sheet(form, {name: readers[form.position(name)].column() for name in names}, rows)


def _chunks(form: CsvFormat, wanted: Sequence[int], told: Callable[[int], None]) -> Iterator[pd.DataFrame]:
    """Frames whose columns are named by their position.

    Every column is read, since a row with too many fields is only told of then; of those not wanted the
    first byte is kept, which costs next to nothing.
    """
    positions = range(len(form.header))
    with form.path.open("rb") as file:
        try:
            chunks = pd.read_csv(
                file,
                sep=form.delimiter,
                encoding=form.encoding,
                header=0,
                names=list(positions),
                index_col=False,
                dtype={position: "category" if position in wanted else "S1" for position in positions},
                na_filter=False,
                chunksize=ROWS_AT_A_TIME,
            )
            for chunk in chunks:
                yield chunk
                told(file.tell())
        except pd.errors.ParserError as error:
            raise InputError(list(_form_faults(form)) or [_unreadable(form, str(error).strip())]) from None
        except (UnicodeError, csv.Error, pd.errors.EmptyDataError) as error:
            raise InputError([_unreadable(form, str(error))]) from None


def _unreadable(form: CsvFormat, why: str) -> str:
    return f"filen {form.path} kan inte läsas som CSV i {form.encoding}: {why}"


def _form_faults(form: CsvFormat) -> Iterator[str]:
    """Rows with more fields than the header."""
    with form.path.open(encoding=form.encoding, newline="") as file:
        rows = enumerate(csv.reader(file, delimiter=form.delimiter), start=1)
        longer = [number for number, fields in rows if len(fields) > len(form.header)]
    if longer:
        yield (
            f"{len(longer)} rader i {form.path} har fler fält än rubrikraden (rad {first_few(longer)}); "
            f"text som innehåller {form.delimiter!r} måste stå inom citattecken"
        )


def first_few(numbers: Sequence[int], most: int = 5) -> str:
    """The first of them in words: "4, 17, 29 …"."""
    return ", ".join(map(str, numbers[:most])) + (" …" if len(numbers) > most else "")


@dataclass
class _Codes:
    """Gathers one column, chunk by chunk."""

    place: dict[str, int] = field(default_factory=dict)
    parts: list[np.ndarray] = field(default_factory=list)

    def add(self, chunk: pd.Series) -> None:
        texts = chunk.cat.categories
        places = np.array(
            [self.place.setdefault(str(text), len(self.place)) for text in texts], dtype=np.int32
        )
        self.parts.append(places[chunk.cat.codes.to_numpy()])

    def column(self) -> Column:
        codes = np.concatenate(self.parts) if self.parts else np.zeros(0, dtype=np.int32)
        return Column(tuple(self.place), codes)
