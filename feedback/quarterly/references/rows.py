"""Others' values as rows of a page, texts ready to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback.insight.item_lines import measure_name, value_text
from feedback.insight.wording import Wording
from feedback.quarterly.references.plan import Plan
from feedback.quarterly.references.values import Value

NEW, REPLACED, SAME, REMOVED = "new", "replaced", "same", "removed"


@dataclass(frozen=True)
class Row:
    """One value. `state` is what happens to it and `before` what stood there, where something is to happen."""

    organisation: str
    year: int
    measure: str
    place: str
    value: str
    n: str
    source: str
    state: str = ""
    before: str = ""


@dataclass(frozen=True)
class Group:
    """The values of an organisation's year."""

    organisation: str
    year: int
    sources: tuple[str, ...]
    rows: tuple[Row, ...]


def groups(values: Sequence[Value], wording: Wording) -> tuple[Group, ...]:
    """Values that come in order of organisation and year."""
    found: dict[tuple[str, int], list[Value]] = {}
    for each in values:
        found.setdefault((each.organisation, each.year), []).append(each)
    return tuple(
        Group(
            organisation,
            year,
            tuple(dict.fromkeys(each.source for each in members)),
            tuple(row(each, wording) for each in members),
        )
        for (organisation, year), members in found.items()
    )


def planned(made: Plan, wording: Wording) -> Iterator[Row]:
    """What is to happen: what takes something away first, what stays as it is last."""
    for old, new in made.replaced:
        yield row(new, wording, REPLACED, _number(old, wording))
    for each in made.removed:
        yield row(each, wording, REMOVED)
    for each in made.new:
        yield row(each, wording, NEW)
    for each in made.same:
        yield row(each, wording, SAME)


def row(value: Value, wording: Wording, state: str = "", before: str = "") -> Row:
    channel = wording.channel(value.channel or None)
    return Row(
        organisation=value.organisation,
        year=value.year,
        measure=measure_name(value.measure, wording),
        place=f"{channel}, {value.district}" if value.district else channel,
        value=_number(value, wording),
        n=wording.number.whole(value.n) if value.n is not None else "",
        source=value.source,
        state=state,
        before=before,
    )


def _number(value: Value, wording: Wording) -> str:
    return value_text(float(value.value), value.unit, wording)
