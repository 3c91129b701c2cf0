"""Others' values as they stand beside ours: the newest of each that is not younger than the quarter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from feedback.quarters import Quarter
from feedback.tables import ReferenceValue

NATIONAL_ANSWERS = 100
"""So many answers in a channel the national measurement asks for before it compares."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody else's value: a national one (`organisation` says whose), or another municipality's. Index 0–100 or
    share 0–1, as `unit` says; `channel` is one of ours, or empty for all of them together."""

    organisation: str
    source: str
    year: int
    measure: str
    channel: str
    unit: str
    value: float
    n: int | None = None


async def references_for(quarter: Quarter) -> tuple[Reference, ...]:
    """The values of whole organisations, of the newest year that is not after the quarter's. Their own districts are
    not ours and are left out."""
    rows = await ReferenceValue.select().where(
        (ReferenceValue.year <= quarter.year) & (ReferenceValue.district == "")
    )
    return newest(
        Reference(
            row["organisation"],
            row["source"],
            row["year"],
            row["measure"],
            row["channel"],
            row["unit"],
            float(Decimal(row["value"])),
            row["n"],
        )
        for row in rows
    )


def newest(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """The newest year of each organisation, measure and channel, in an order that does not depend on storage."""
    found: dict[tuple[str, str, str], Reference] = {}
    for each in sorted(references, key=lambda each: each.year):
        found[each.organisation, each.measure, each.channel] = each
    return tuple(found[key] for key in sorted(found))
