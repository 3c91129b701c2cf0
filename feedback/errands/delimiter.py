"""Which character stands between the fields of a file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from feedback.errands.spelling import folded

CANDIDATES = (";", ",", "\t")
NAMES = {"auto": "auto", ";": ";", ",": ",", "tab": "\t", "\t": "\t"}
_STATED = re.compile(r"sep=(.)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class SampleFit:
    """What the first lines are held against: column names that must occur, or how many columns there are."""

    names: tuple[str, ...] = ()
    width: int = 0

    def score(self, rows: Sequence[Sequence[str]]) -> tuple[int, float]:
        """How many names are found, then how evenly the rows fall into how many fields."""
        if not rows:
            return 0, 0.0
        header = {folded(name) for name in rows[0]}
        found = sum(folded(name) in header for name in self.names)
        width, even = Counter(len(row) for row in rows).most_common(1)[0]
        return found + (width == self.width), (width - 1) * even / len(rows)


def stated_in(first_line: str) -> str | None:
    """The delimiter of the line `sep=;`, which Excel writes and reads."""
    found = _STATED.fullmatch(first_line.lstrip("\ufeff"))
    return found.group(1) if found else None


def widest_fit(sample: Sequence[str], fit: SampleFit) -> str:
    """The candidate under which the sample looks most like a table."""
    return max(CANDIDATES, key=lambda delimiter: fit.score(_rows(sample, delimiter)))


def _rows(sample: Sequence[str], delimiter: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(sample, delimiter=delimiter):
            rows.append(row)
    except csv.Error:  # a quotation mark that is never closed; what came before it still tells
        pass
    return [row for row in rows if row]
