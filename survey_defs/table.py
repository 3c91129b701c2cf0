"""Reading a TOML table key by key, collecting what is wrong instead of stopping at it.

Every reader returns a usable value even when it reports a fault, so that one pass finds all faults.
A key without a default is required. Nothing built from a table with faults may be used.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time
from typing import TypeVar

from survey_defs.faults import Fault
from survey_defs.toml_lines import Place
from survey_defs.toml_source import TomlSource

T = TypeVar("T")
Number = TypeVar("Number", int, float)


class Table:
    """One table of a definition file: its values, its place, and the shared list of faults."""

    def __init__(self, source: TomlSource, values: Mapping[str, object], place: Place, faults: list[Fault]):
        self.source = source
        self.values = values
        self.place = place
        self.faults = faults
        self.name = ".".join(str(part) for part in place)
        self._known: set[str] = set()

    @classmethod
    def top_of(cls, source: TomlSource) -> Table:
        return cls(source, source.values, (), [])

    def named(self, kind: str, key: str = "id") -> Table:
        """This table, called in its faults by its id, or by its number where it has none."""
        id = self.values.get(key)
        self.name = f"{kind} {id}" if isinstance(id, str) and id else f"{kind} {int(self.place[-1]) + 1}"
        return self

    # Faults

    def fault(self, key: str, message: str) -> Fault:
        """A fault at a key of this table, or at the table itself where key is empty."""
        keys = tuple(key.split(".")) if key else ()
        place = ", ".join(part for part in (self.name, key) if part)
        return Fault(self.source.file, place, message, self.source.line_of((*self.place, *keys)))

    def report(self, key: str, message: str) -> None:
        self.faults.append(self.fault(key, message))

    def finish(self) -> None:
        """Report the keys nobody asked for, with the nearest known name."""
        for key in self.values:
            if key not in self._known:
                self.report(key, f'unknown key "{key}"{nearest(key, self._known)}')

    # Single values

    def has(self, key: str) -> bool:
        self._known.add(key)
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value(key, default, "", "a text in quotes", lambda found: isinstance(found, str))
        if default is None and isinstance(self.values.get(key), str) and not value.strip():
            self.report(key, "must not be empty")
        return value

    def word(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of a fixed set of words."""
        value = self.text(key, default)
        if value.strip() and value not in allowed:
            known = ", ".join(allowed)
            self.report(key, f'"{value}" is not known here{nearest(value, allowed)}; choose from: {known}')
        return value

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self._value(key, default, low, "a whole number", _is_integer)
        return self._within(key, value, low, high)

    def integer_among(self, key: str, allowed: tuple[int, ...]) -> int:
        value = self._value(key, None, allowed[0], "a whole number", _is_integer)
        if value not in allowed:
            choices = " or ".join(str(number) for number in allowed)
            self.report(key, f"must be {choices}, and is {value}")
            return allowed[0]
        return value

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        value = self._value(key, default, low, "a number", _is_number)
        return self._within(key, float(value), low, high)

    def optional_integer(self, key: str, low: int, high: int) -> int | None:
        return self.integer(key, low, high) if self.has(key) else None

    def optional_number(self, key: str, low: float, high: float) -> float | None:
        return self.number(key, low, high) if self.has(key) else None

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self._value(key, default, False, "true or false", lambda found: isinstance(found, bool))

    def day(self, key: str) -> date:
        wanted = "a date such as 2026-11-01, without quotes"
        return self._value(key, None, date.min, wanted, _is_day)

    def hour(self, key: str, default: time | None = None) -> time:
        wanted = "a time such as 20:00:00, without quotes"
        return self._value(key, default, time.min, wanted, lambda found: isinstance(found, time))

    # Collections

    def strings(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        wanted = 'a list of texts such as ["a", "b"]'
        return tuple(self._value(key, default, (), wanted, _is_list_of(str)))

    def integers(self, key: str, default: tuple[int, ...] | None = None) -> tuple[int, ...]:
        wanted = "a list of whole numbers such as [1, 2]"
        return tuple(self._value(key, default, (), wanted, _is_list_of(int)))

    def table(self, key: str) -> Table | None:
        """The table under a key, or nothing where it is left out."""
        empty: Mapping[str, object] = {}
        values = self._value(key, empty, empty, "a table", _is_table)
        return Table(self.source, values, (*self.place, key), self.faults) if key in self.values else None

    def tables(self, key: str) -> list[Table]:
        """The tables written as `[[key]]`."""
        found: list[object] = self._value(key, [], [], f"tables, each headed [[{key}]]", _is_list_of(dict))
        return [
            Table(self.source, values, (*self.place, key, index), self.faults)
            for index, values in enumerate(found)
            if isinstance(values, dict)
        ]

    # The one reader behind them

    def _value(
        self, key: str, default: T | None, stand_in: T, wanted: str, fits: Callable[[object], bool]
    ) -> T:
        self._known.add(key)
        if key not in self.values:
            if default is None:
                self.report("", f'"{key}" is missing: add {wanted}')
            return stand_in if default is None else default
        value = self.values[key]
        if fits(value):
            return value  # type: ignore[return-value]  # `fits` has just said so
        self.report(key, f"must be {wanted}")
        return stand_in

    def _within(self, key: str, value: Number, low: Number, high: Number) -> Number:
        if low <= value <= high:
            return value
        if key in self.values:
            self.report(key, f"must be between {low} and {high}, and is {value}")
        return low


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?`, or nothing where no known word is close."""
    found = difflib.get_close_matches(word, list(known), n=1)
    return f'; did you mean "{found[0]}"?' if found else ""


def repeated(words: Iterable[T]) -> list[T]:
    """Each word that occurs more than once, in order of its second occurrence."""
    seen: list[T] = []
    again: list[T] = []
    for word in words:
        (again if word in seen else seen).append(word)
    return list(dict.fromkeys(again))


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_list_of(kind: type) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        return isinstance(value, list) and all(type(item) is kind for item in value)

    return fits
