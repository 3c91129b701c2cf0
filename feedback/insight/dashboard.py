"""What the overview shows, put together from figures. Pure: no database, no desk, no clock, no words.

It gives levels with their uncertainty and nothing else. Whether one district really differs from another is
for the comparison engine to say; nothing here ranks or compares.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from feedback.insight.figures import Figure, Line, TableFigures
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.selection import Selection
from feedback.insight.table import Form

NAMED, UNNAMED, OTHERS, ALL = "named", "unnamed", "others", "all"
CHANNEL, ALL_CHANNELS = "channel", "all_channels"


@dataclass(frozen=True)
class Row:
    """One row of the table. `kind` says what it is: a district or office by name, what belongs to none, the
    others together, or all. `id` is given for the first kind alone. Where there is no figure there was either
    no errand at all (`empty`), or it is hidden."""

    kind: str
    id: str | None
    cells: tuple[Figure | None, ...]
    empty: tuple[bool, ...]
    total: Figure | None


@dataclass(frozen=True)
class Point:
    """One row of the chart: a district, an office or a channel by id, or a row's kind; beside it what the
    whole municipality has."""

    kind: str
    id: str | None
    figure: Figure | None
    reference: Figure | None


@dataclass(frozen=True)
class Dashboard:
    selection: Selection
    channels: tuple[str, ...]
    rows: tuple[Row, ...]
    funnel: ResponseFunnel | None
    closed: int
    is_running: bool  # the quarter is not over yet

    @property
    def all(self) -> Row:
        return self.rows[-1]

    @property
    def table_rows(self) -> tuple[Row, ...]:
        """The rows shown: all of them, or the one chosen with the whole beside it."""
        if self.selection.row is None:
            return self.rows
        return tuple(row for row in self.rows if row.kind == ALL or row.id == self.selection.row)

    @property
    def table_channels(self) -> tuple[str | None, ...]:
        """The columns shown: every channel and None for all together, or the one chosen."""
        return (self.selection.channel,) if self.selection.channel else (*self.channels, None)

    def figure(self, row: Row, channel: str | None) -> Figure | None:
        return figure_in(row, self.channels, channel)

    @property
    def cells(self) -> int:
        """How many combinations of row and channel the table shows or hides, totals not counted."""
        return len(self._cells())

    def is_empty(self, row: Row, channel: str | None) -> bool:
        """Whether there was no errand to answer about."""
        if channel is None:
            return all(row.empty)
        return channel not in self.channels or row.empty[self.channels.index(channel)]

    @property
    def hidden_cells(self) -> int:
        return sum(cell is None for cell in self._cells())

    def _cells(self) -> list[Figure | None]:
        rows = [row for row in self.table_rows if row.kind != ALL]
        return [
            self.figure(row, channel)
            for row in rows
            for channel in self.table_channels
            if channel and not self.is_empty(row, channel)
        ]

    def focus(self) -> Figure | None:
        """The figure of what is selected: a row, a channel, both, or everything."""
        row = self.row(self.selection.row) if self.selection.row else self.all
        return self.figure(row, self.selection.channel) if row else None

    def row(self, id: str | None) -> Row | None:
        """The row of a district or office by name."""
        return next((row for row in self.rows if row.id == id and row.kind == NAMED), None)

    def points(self) -> tuple[Point, ...]:
        """The chart: one row over its channels where a row is chosen, else every row in one column. Where
        there was no errand there is nothing to draw."""
        chosen = self.row(self.selection.row)
        if chosen and not self.selection.channel:
            return self._over_channels(chosen)
        return self._over_rows()

    @property
    def shows_parts(self) -> bool:
        """Whether any row of the chart can be shown beside the whole."""
        return any(point.figure for point in self.points() if point.kind not in {ALL, ALL_CHANNELS})

    def _over_rows(self) -> tuple[Point, ...]:
        channel = self.selection.channel
        reference = self.figure(self.all, channel)
        return tuple(
            Point(row.kind, row.id, self.figure(row, channel), None if row.kind == ALL else reference)
            for row in self.table_rows
            if not self.is_empty(row, channel)
        )

    def _over_channels(self, row: Row) -> tuple[Point, ...]:
        return tuple(
            Point(
                CHANNEL if channel else ALL_CHANNELS,
                channel,
                self.figure(row, channel),
                self.figure(self.all, channel),
            )
            for channel in (*self.channels, None)
            if not self.is_empty(row, channel)
        )


def figure_in(row: Row, channels: Sequence[str], channel: str | None) -> Figure | None:
    """A row's figure in one channel, or in all of them."""
    if channel is None:
        return row.total
    return row.cells[channels.index(channel)] if channel in channels else None


def rows_of(form: Form, own: Collection[str] | None, figures: TableFigures) -> tuple[Row, ...]:
    """The table's rows in the order shown: by name, what belongs to none, the others together, all."""
    visible = [id for id in form.rows if own is None or id in own]
    rows = [
        _row(UNNAMED if id is None else NAMED, line, id)
        for id, line in zip(visible, figures.lines, strict=True)
    ]
    if figures.others is not None:
        rows.append(_row(OTHERS, figures.others))
    return (*rows, _row(ALL, figures.all))


def _row(kind: str, line: Line, id: str | None = None) -> Row:
    return Row(kind, id, line.cells, line.empty, line.total)
