"""How one system's files are read: its columns, its dates, its words. Described in docs/errand-files.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.errands.column import Column, Record, column_names
from feedback.errands.csv_file import FileForm
from feedback.errands.intake import DIMENSIONS
from feedback.errands.moments import MomentReader
from feedback.errands.spelling import folded, tidied
from feedback.errands.value_map import ValueMap, compared
from feedback.errors import Fault, InputError

__all__ = ["DIMENSIONS", "BoundColumns", "ContactColumn", "ErrandMapping", "Filter", "MomentColumn"]


@dataclass(frozen=True)
class MomentColumn:
    column: Column
    reader: MomentReader


@dataclass(frozen=True)
class ContactColumn:
    """`kind` is e_mail, sms, or auto: an address when it holds an @. A bad contact refuses the row, or is left out."""

    column: Column
    kind: str = "auto"
    refuses_bad: bool = True


@dataclass(frozen=True)
class Filter:
    """Rows count only where the column holds one of these values (as compared)."""

    column: Column
    name: str
    values: frozenset[str]
    shown: str
    is_exact: bool = False

    def lets_pass(self, record: Record) -> bool:
        return compared(self.column.text_in(record), self.is_exact) in self.values


@dataclass(frozen=True)
class ErrandMapping:
    """A mapping file, checked against the municipality."""

    source: str
    form: FileForm
    blanks: frozenset[str]
    external_id: Column
    closed: MomentColumn
    opened: MomentColumn | None
    words: Mapping[str, Column]
    values: Mapping[str, ValueMap]
    contact: ContactColumn | None
    filters: tuple[Filter, ...] = ()

    @property
    def columns(self) -> list[str]:
        """Every column of the file that is looked at."""
        moments = [moment.column for moment in (self.closed, self.opened) if moment]
        contact = [self.contact.column] if self.contact else []
        used = [self.external_id, *moments, *self.words.values(), *contact]
        return column_names([*used, *(each.column for each in self.filters)])


@dataclass(frozen=True)
class BoundColumns:
    """The columns of a mapping found in the header of a file."""

    places: tuple[tuple[str, int], ...]
    blanks: frozenset[str]
    file: str

    def record(self, line: int, fields: Sequence[str]) -> Record:
        cells = {name: self._text(fields[place]) for name, place in self.places}
        return Record(line, self.file, cells)

    def _text(self, field: str) -> str:
        text = tidied(field)
        return "" if folded(text) in self.blanks else text


def bound(mapping: ErrandMapping, header: Sequence[str], file: str) -> BoundColumns:
    """The mapping held against a file's header; raises InputError naming every column that is not there."""
    names = [folded(name) for name in header]
    faults = [
        Fault(f'column "{name}"', "occurs twice" if folded(name) in names else "is not there")
        for name in mapping.columns
        if names.count(folded(name)) != 1
    ]
    if faults:
        there = ", ".join(name or "(no name)" for name in header)
        raise InputError(f"{file} does not fit the mapping. Its columns are: {there}.", faults)
    places = tuple((folded(name), names.index(folded(name))) for name in mapping.columns)
    return BoundColumns(places, mapping.blanks, file)
