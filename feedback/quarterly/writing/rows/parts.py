"""A raw difference taken apart: how much of it lies in other kinds of errand, and how much remains."""

from __future__ import annotations

from feedback.insight.figures import PlaceFigures
from feedback.quarterly.published import EVERYTHING
from feedback.quarterly.writing.rows import precision
from feedback.quarterly.writing.rows.sheet import Axes, Sheet
from feedback.quarterly.writing.tables import SPLITS

PARTS = {
    "gap": "gap",
    "split_errands": "errands",
    "split_channels": "channels",
    "split_mode": "mode",
    "split_not_comparable": "not_comparable",
    "split_rest": "rest",
}


def split_rows(axes: Axes, period: str, districts: tuple[PlaceFigures, ...]) -> Sheet:
    """In whole percentage points, as they are written: parts rest on finer counts than are published."""
    sheet = Sheet(SPLITS, period, axes.districts, axes.channels)
    for place in districts:
        slots = {None: place.total, **dict(place.parts)}
        for channel, split in place.splits:
            slot = slots[channel]
            if slot.judged is None or slot.judged.gap is None:
                continue
            row = sheet.row(place.id, EVERYTHING if channel is None else channel)
            for measure, name in PARTS.items():
                row.tell(measure, precision.whole_percent(getattr(split, name)), n=slot.judged.n)
    return sheet
