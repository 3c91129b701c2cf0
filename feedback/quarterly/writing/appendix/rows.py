"""The published figures as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.quarterly.published import EMPTY, Figure
from feedback.quarterly.writing.given import Given


@dataclass(frozen=True)
class Row:
    """The figures that stand in one row of one table."""

    ref: str
    figures: tuple[Figure, ...]

    @property
    def first(self) -> Figure:
        return self.figures[0]

    @property
    def is_empty(self) -> bool:
        return all(each.state == EMPTY for each in self.figures)

    def of(self, measure: str, period: str = "") -> Figure | None:
        return next(
            (
                each
                for each in self.figures
                if each.measure == measure and (not period or each.period == period)
            ),
            None,
        )


def rows_of(table: str, given: Given) -> list[Row]:
    """In the order of their numbers, without those that had no errand."""
    found: dict[str, list[Figure]] = {}
    for each in given.of_table(table):
        found.setdefault(each.ref, []).append(each)
    rows = [Row(ref, tuple(figures)) for ref, figures in found.items()]
    return sorted((row for row in rows if not row.is_empty), key=lambda row: int(row.ref.partition(":")[2]))
