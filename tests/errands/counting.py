"""What the tests of incoming errands look at: the stored errands and the funnel."""

from __future__ import annotations

from feedback.funnel import FUNNEL, Stage
from feedback.service import Service
from feedback.tables import Errand, Funnel


async def stored_errands() -> int:
    return int(await Errand.count())


async def closed_in_funnel() -> int:
    """How many errands the funnel counts as closed; everything else in it would be a fault."""
    rows = await Funnel.select()
    assert {FUNNEL.field("stage", row["key"]) for row in rows} <= {Stage.CLOSED}
    return sum(row["n"] for row in rows)


async def closed_by(service: Service, dimension: str) -> dict[str | None, int]:
    """The funnel's closed errands per word of one dimension."""
    counts: dict[str | None, int] = {}
    for row in await Funnel.select():
        word = service.vocabulary.value(dimension, FUNNEL.field(dimension, row["key"]))
        counts[word] = counts.get(word, 0) + row["n"]
    return counts
