"""What the overview shows, put together from figures. Pure: no database, no desk, no clock, no words.

It gives levels with their uncertainty and nothing else. Whether one district really differs from another is
for the comparison engine to say; nothing here ranks or compares.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from feedback.insight.figures import Figure, TableFigures
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.selection import Selection
from feedback.insight.table import Form

NAMED, UNNAMED, OTHERS, ALL = "named", "unnamed", "others", "all"


@dataclass(frozen=True)
class Row:
    """One row of the table. `kind` says what it is: a district or office by name, what belongs to none, the
    others together, or all. `id` is given for the first kind alone."""

    kind: str
    id: str | None
    cells: tuple[Figure | None, ...]
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
        chosen = self.row(self.selection.row)
        return (chosen, self.all) if chosen else self.rows

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

    @property
    def hidden_cells(self) -> int:
        return sum(cell is None for cell in self._cells())

    def _cells(self) -> list[Figure | None]:
        rows = [row for row in self.table_rows if row.kind != ALL]
        return [self.figure(row, channel) for row in rows for channel in self.table_channels if channel]

    def focus(self) -> Figure | None:
        """The figure of what is selected: a row, a channel, both, or everything."""
        row = self.row(self.selection.row) if self.selection.row else self.all
        return self.figure(row, self.selection.channel) if row else None

    def row(self, id: str | None) -> Row | None:
        """The row of a district or office by name."""
        return next((row for row in self.rows if row.id == id and row.kind == NAMED), None)

    def points(self) -> tuple[Point, ...]:
        """The chart: one row over its channels where a row is chosen, else every row in one column."""
        chosen = self.row(self.selection.row)
        if self.selection.row and self.selection.channel:
            return self._column([row for row in (chosen, self.all) if row])
        if self.selection.row:
            return self._channels(chosen)
        return self._column(self.rows)

    def _column(self, rows: Sequence[Row]) -> tuple[Point, ...]:
        channel = self.selection.channel
        reference = figure_in(self.all, self.channels, channel)
        return tuple(
            Point(
                row.kind,
                row.id,
                figure_in(row, self.channels, channel),
                None if row.kind == ALL else reference,
            )
            for row in rows
        )

    def _channels(self, row: Row | None) -> tuple[Point, ...]:
        columns = (*self.channels, None)
        return tuple(
            Point(
                "channel" if channel else "all_channels",
                channel,
                figure_in(row, self.channels, channel) if row else None,
                figure_in(self.all, self.channels, channel),
            )
            for channel in columns
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
        Row(UNNAMED if id is None else NAMED, id, line.cells, line.total)
        for id, line in zip(visible, figures.lines, strict=True)
    ]
    if figures.others is not None:
        rows.append(Row(OTHERS, None, figures.others.cells, figures.others.total))
    return (*rows, Row(ALL, None, figures.all.cells, figures.all.total))
