"""What others ask too: our own index by question and channel, and other organisations' values beside."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.insight.figures import EMPTY
from feedback.quarterly.facts import QuarterFacts, Reference
from feedback.quarterly.published import EVERYTHING
from feedback.quarterly.writing.rows import precision
from feedback.quarterly.writing.rows.sheet import Axes, Sheet
from feedback.quarterly.writing.tables import ITEMS, REFERENCES


def item_rows(axes: Axes, period: str, facts: QuarterFacts) -> Sheet:
    """Each question in each channel, one row a channel."""
    sheet = Sheet(ITEMS, period, axes.channels)
    items = facts.items
    if items is None:
        return sheet
    for channel in items.channels:
        row = sheet.row(channel)
        for item in items.items:
            slot = items.slot(item, channel)
            if slot.judged is not None:
                row.measured(item, precision.index(slot.judged.index), slot.judged.n)
            elif slot.state == EMPTY:
                row.leave_empty(item)
            else:
                row.hide(item)
    return sheet


def reference_rows(axes: Axes, period: str, references: Sequence[Reference]) -> Sheet:
    """Values as they were published, each with whose it is, its source and its year. Numbered as they were given."""
    sheet = Sheet(REFERENCES, period)
    known = {each.id for each in axes.municipality.channels}
    for number, each in enumerate(references, start=1):
        channel = each.channel if each.channel in known else EVERYTHING
        row = sheet.numbered(number, channel=channel)
        row.tell(
            each.measure,
            each.value,
            n=each.n,
            organisation=each.organisation,
            source=f"{each.source}, {each.year}",
        )
    return sheet
