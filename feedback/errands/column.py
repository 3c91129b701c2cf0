"""Where a value of an errand is taken from in a row: a column, several, a fixed text, or a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feedback.errands.spelling import folded

LINE, FILE = "#line", "#file"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_WHOLE_NUMBER = re.compile(r"0*(\d+)(?:[.,]0+)?")


@dataclass(frozen=True, slots=True)
class Record:
    """A row as a mapping sees it: the trimmed texts by folded column name, "" where nothing stands."""

    line: int
    file: str
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        if name == LINE:
            return str(self.line)
        return self.file if name == FILE else self.cells[folded(name)]


@dataclass(frozen=True)
class FirstOf:
    """The first of some columns that is not blank."""

    names: tuple[str, ...]

    def text_in(self, record: Record) -> str:
        return next((text for name in self.names if (text := record.text(name))), "")


@dataclass(frozen=True)
class Constant:
    """The same for every row."""

    text: str
    names: tuple[str, ...] = ()

    def text_in(self, record: Record) -> str:
        return self.text


@dataclass(frozen=True)
class Template:
    """A text with columns in braces; blank as soon as one of them is."""

    pattern: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name.strip() for name in _PLACEHOLDER.findall(self.pattern))

    def text_in(self, record: Record) -> str:
        if not all(record.text(name) for name in self.names):
            return ""
        return _PLACEHOLDER.sub(lambda found: record.text(found.group(1).strip()), self.pattern)


@dataclass(frozen=True)
class Column:
    """One value of an errand: its origin, and whether `3.0` and `03` mean `3`."""

    origin: FirstOf | Constant | Template
    is_number: bool = False

    def text_in(self, record: Record) -> str:
        text = self.origin.text_in(record)
        return number_tidied(text) if self.is_number else text

    @property
    def is_constant(self) -> bool:
        return isinstance(self.origin, Constant)


def number_tidied(text: str) -> str:
    """`3.0`, `3,0` and `03` as `3`; what is no whole number stays as it is."""
    found = _WHOLE_NUMBER.fullmatch(text)
    return found.group(1) if found else text


def column_names(columns: Iterable[Column]) -> list[str]:
    """The file's columns these take something from, each once."""
    names = [name for column in columns for name in column.origin.names if name not in (LINE, FILE)]
    return list(dict.fromkeys(names))
