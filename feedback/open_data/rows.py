"""The rows of a published file as texts: reading them into figures would cost twenty times as much, and nothing
here computes with them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feedback.quarterly.published import COLUMNS, DIMENSIONS, OTHER

Row = tuple[str, ...]
PLACE = {name: place for place, name in enumerate(COLUMNS)}
# The measures whose words are a theme's names, Swedish first.
THEME_NAMES = ("theme_name", "theme_name_en")
_TOLD = (*DIMENSIONS, "measure", "table", "state")


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to know of a file without its rows: the values of its columns of words, how many rows are in each
    state, and the published names of its themes, Swedish and English."""

    values: Mapping[str, frozenset[str]]
    states: Mapping[str, int]
    themes: Mapping[str, tuple[str, str]]


def rows_of(content: bytes) -> tuple[Row, ...]:
    """The rows in the order of today's columns; a column that an older file lacks is empty."""
    reader = csv.reader(io.StringIO(content.decode()))
    header = tuple(next(reader))
    if header == COLUMNS:
        return tuple(tuple(row) for row in reader)
    places = [header.index(name) if name in header else None for name in COLUMNS]
    return tuple(tuple("" if place is None else row[place] for place in places) for row in reader)


def told_by(rows: Iterable[Row]) -> Told:
    values: dict[str, set[str]] = {name: set() for name in _TOLD}
    states: Counter[str] = Counter()
    named: dict[str, dict[str, str]] = {name: {} for name in THEME_NAMES}
    theme, measure, word, state = (PLACE[name] for name in ("theme", "measure", "word", "state"))
    for row in rows:
        for name, held in values.items():
            held.add(row[PLACE[name]])
        states[row[state]] += 1
        if row[measure] in THEME_NAMES and row[word]:
            named[row[measure]].setdefault(row[theme], row[word])
    sv, en = (named[name] for name in THEME_NAMES)
    themes = {id: (sv.get(id, ""), en.get(id, "")) for id in values["theme"] - {"", OTHER}}
    return Told({name: frozenset(held) for name, held in values.items()}, states, themes)
