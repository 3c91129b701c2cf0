"""The best estimate for a small part: drawn towards the other districts, the more the fewer answers it has."""

from __future__ import annotations

from functools import lru_cache

from analysis.pooling import pooled_shares
from feedback.insight.figures import Matrix, Measure, Slot
from feedback.insight.worker.slots import measure


def pooled_row(matrix: Matrix, district: str) -> tuple[tuple[str | None, Measure | None], ...]:
    """The district's share in each channel and in all, drawn together with the same channel's other districts.
    Only shown figures are drawn on, so that the estimate tells nothing of hidden ones."""
    columns = [(channel, [matrix.slot(row, channel) for row in matrix.rows]) for channel in matrix.columns]
    place = matrix.rows.index(district)
    return tuple((name, _pooled(slots, place)) for name, slots in (*columns, (None, list(matrix.row_totals))))


def pooled_column(matrix: Matrix, channel: str) -> tuple[tuple[str | None, Measure | None], ...]:
    """Each district's share in one channel, drawn together with the others'."""
    slots = [matrix.slot(row, channel) for row in matrix.rows]
    return tuple((row, _pooled(slots, place)) for place, row in enumerate(matrix.rows))


def _pooled(slots: list[Slot], place: int) -> Measure | None:
    shown = [number for number, slot in enumerate(slots) if slot.judged is not None]
    if place not in shown or len(shown) < 3:
        return None
    figures = [slot.judged for slot in slots if slot.judged is not None]
    found = _shares(tuple(each.satisfied for each in figures), tuple(each.n for each in figures))
    return found[shown.index(place)]


# Every place of a column asks for the same estimates, and a summary asks for every place.
@lru_cache(maxsize=256)
def _shares(satisfied: tuple[int, ...], n: tuple[int, ...]) -> tuple[Measure, ...]:
    return tuple(measure(each) for each in pooled_shares(satisfied, n).values)
