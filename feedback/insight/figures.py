"""What is handed to the analysis desk and what comes back: plain numbers, no analysis in sight."""

from __future__ import annotations

from dataclasses import dataclass

Scores = tuple[int, ...]
"""How many answered each step of the scale, the worst first."""


@dataclass(frozen=True, slots=True)
class TableRequest:
    """Scores by row and channel, every answer in exactly one cell.

    `empty` are the cells where no errand was closed and nobody could answer. `rest` is the answers of each cell that a filter left out, when the unfiltered table is shown as well.
    `own` are the rows a manager may see by themselves; None when every row may be seen.
    """

    scores: tuple[tuple[Scores, ...], ...]
    empty: tuple[tuple[bool, ...], ...]
    rest: tuple[tuple[int, ...], ...] | None = None
    own: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A value with its 95 % interval. Shares run from 0 to 1, indices from 0 to 100."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """What is shown of one group. Where nothing may be shown, there is None in its place."""

    n: int
    share: Measure
    index: Measure


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: its cells by channel, and all channels together. `empty` are the cells that are
    not hidden: there was no errand to answer about."""

    cells: tuple[Figure | None, ...]
    empty: tuple[bool, ...]
    total: Figure | None


@dataclass(frozen=True, slots=True)
class TableFigures:
    """The rows that may be seen by themselves, in the request's order; the other rows together, where only
    some may; and all rows together."""

    lines: tuple[Line, ...]
    others: Line | None
    all: Line
