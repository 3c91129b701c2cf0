"""Rows in an order that says nothing, however many: thrown at random into boxes on disk, and each box shuffled."""

from __future__ import annotations

import marshal
import random
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

BOXES = 64
HELD = 200_000  # rows in memory before the boxes take them

# Row numbers: 1, 2, 3 … thrown about by a random line over a prime field. Below 10^15, which Excel and SPSS keep
# exactly; each comes once.
PRIME = 999_999_999_999_989

Row = tuple[Any, ...]


class Boxes:
    """Rows of plain values. A fresh order each time."""

    def __init__(self, folder: Path) -> None:
        self._chance = random.Random(secrets.randbits(256))
        self._paths = [folder / f"box-{number}" for number in range(BOXES)]
        self._held: list[list[Row]] = [[] for _ in self._paths]
        self._number = 0

    def add(self, rows: Sequence[Row]) -> None:
        draw, held = self._chance.randrange, self._held
        for row in rows:
            held[draw(BOXES)].append(row)
        self._number += len(rows)
        if self._number >= HELD:
            self._put_down()

    def _put_down(self) -> None:
        for path, rows in zip(self._paths, self._held, strict=True):
            if rows:
                with path.open("ab") as file:
                    marshal.dump(rows, file)
                rows.clear()
        self._number = 0

    def pages(self) -> Iterator[list[Row]]:
        """Everything that was added, a box at a time; what has been read is gone."""
        self._put_down()
        for path in self._paths:
            if path.exists():
                rows = _read(path)
                path.unlink()
                self._chance.shuffle(rows)
                yield rows


def _read(path: Path) -> list[Row]:
    rows: list[Row] = []
    with path.open("rb") as file:
        while True:
            try:
                rows += marshal.load(file)
            except EOFError:
                return rows


class RowNumbers:
    """Numbers for rows, different in each file, none twice."""

    def __init__(self) -> None:
        self._step = 1 + secrets.randbelow(PRIME - 1)
        self._at = secrets.randbelow(PRIME)

    def take(self, number: int) -> list[int]:
        found = []
        for _ in range(number):
            self._at = (self._at + self._step) % PRIME
            found.append(self._at + 1)
        return found
