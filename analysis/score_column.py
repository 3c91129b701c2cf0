"""From the texts of a score or count column to whole numbers, with every fault in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from analysis.faults import InputError
from analysis.reading_csv import Column, Sheet, first_few

UNSCORED = -1
_WHOLE = re.compile(r"([+-]?\d{1,15})(?:[.,]0*)?")
_TOLD = 10
_ROWS_LOOKED_UP = 5


@dataclass(frozen=True)
class Scale:
    """Whole numbers from `low` (worst) to `high`; "satisfied" are those from `satisfied_from` and up."""

    low: int
    high: int
    satisfied_from: int

    @classmethod
    def of(cls, text: str, satisfied_from: int | None) -> Scale:
        """From "1-5"; satisfied are the top two steps unless said otherwise. Raises InputError."""
        found = re.fullmatch(r"\s*(\d+)\s*[-–]\s*(\d+)\s*", text)
        if not found or not 1 <= int(found[2]) - int(found[1]) <= 100:
            raise InputError(
                [f'skalan "{text}" går inte att tolka; skriv lägsta och högsta steg, som 1-5 eller 0-10']
            )
        low, high = int(found[1]), int(found[2])
        start = max(low + 1, high - 1) if satisfied_from is None else satisfied_from
        if not low < start <= high:
            raise InputError(
                [f"nöjda kan inte börja vid {start} på skalan {low}–{high}; välj {low + 1} till {high}"]
            )
        return cls(low, high, start)

    @property
    def points(self) -> int:
        return self.high - self.low + 1

    @property
    def satisfied_step(self) -> int:
        """`satisfied_from` counted from 1, as the comparison counts."""
        return self.satisfied_from - self.low + 1


def steps(column: Column, scale: Scale) -> tuple[np.ndarray, tuple[int, ...]]:
    """Each row's step, 0 for the worst, UNSCORED for a blank; and which of the column's texts are neither."""
    values = [UNSCORED + scale.low if not text.strip() else whole(text) for text in column.texts]
    bad = tuple(
        place
        for place, (text, value) in enumerate(zip(column.texts, values, strict=True))
        if text.strip() and (value is None or not scale.low <= value <= scale.high)
    )
    step = np.array([UNSCORED if value is None else value - scale.low for value in values], dtype=np.int16)
    return step[column.codes], bad


def counts(column: Column) -> tuple[np.ndarray, tuple[int, ...]]:
    """Each row's count, and which of the column's texts are not whole numbers of 0 or more."""
    values = [whole(text) for text in column.texts]
    bad = tuple(place for place, value in enumerate(values) if value is None or value < 0)
    return np.array([value or 0 for value in values], dtype=np.int64)[column.codes], bad


def whole(text: str) -> int | None:
    """3 for "3", " 3 ", "3.0" and "3,0"; None for what is not a whole number."""
    found = _WHOLE.fullmatch(text.strip())
    return int(found[1]) if found else None


def told_faults(sheet: Sheet, name: str, bad: tuple[int, ...], wanted: str) -> list[str]:
    """One fault per distinct text that cannot be used, the most frequent first, with rows of the file."""
    column = sheet.columns[name]
    frequency = column.rows_per_text
    ordered = sorted(bad, key=lambda place: (-int(frequency[place]), column.texts[place]))
    found = [_fault(sheet, name, place, wanted) for place in ordered[:_TOLD]]
    if len(ordered) > _TOLD:
        rows = int(sum(frequency[place] for place in ordered[_TOLD:]))
        found.append(f'kolumnen "{name}": ytterligare {len(ordered) - _TOLD} värden på {rows} rader')
    return found


def _fault(sheet: Sheet, name: str, place: int, wanted: str) -> str:
    column = sheet.columns[name]
    rows = np.flatnonzero(column.codes == place)
    numbers = sheet.file_rows([int(row) for row in rows[: _ROWS_LOOKED_UP + 1]])
    return (
        f'kolumnen "{name}" ska ha {wanted}, men {len(rows)} '
        f'{"rad" if len(rows) == 1 else "rader"} har "{column.texts[place]}" (rad {first_few(numbers)})'
    )
