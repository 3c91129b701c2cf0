"""A table being filled: which number each of its rows has, and what is told in it.

A row's number follows from the vocabulary alone, never from values: it is the same whether the row is shown, hidden
or empty, and whatever stands in the other rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from feedback.insight.figures import Measure
from feedback.quarterly.published import EMPTY, EVERYTHING, HIDDEN, OTHER, SHOWN, Figure
from survey_defs.municipality import Municipality


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension and its places in the order rows are numbered."""

    dimension: str
    places: tuple[str, ...]

    def index(self, place: str) -> int:
        """What the vocabulary does not know stands where *other* does."""
        return self.places.index(place if place in self.places else OTHER)


@dataclass(frozen=True)
class Axes:
    """The municipality's vocabulary as axes; `whole` ones end with everything together."""

    municipality: Municipality

    @property
    def districts(self) -> Axis:
        return Axis("district", (*(each.id for each in self.municipality.districts), OTHER, EVERYTHING))

    @property
    def channels(self) -> Axis:
        return Axis("channel", (*(each.id for each in self.municipality.channels), OTHER, EVERYTHING))

    @property
    def offices(self) -> Axis:
        return Axis("office", (*(each.id for each in self.municipality.offices), OTHER, EVERYTHING))

    @property
    def services(self) -> Axis:
        return Axis("service", (*(each.id for each in self.municipality.services), OTHER, EVERYTHING))

    @property
    def languages(self) -> Axis:
        return Axis("language", (*(each.code for each in self.municipality.languages), OTHER, EVERYTHING))


class Sheet:
    """The rows of one table over one period."""

    def __init__(self, table: str, period: str, *axes: Axis) -> None:
        self.table, self.period, self.axes = table, period, axes
        self.figures: list[Figure] = []

    def row(self, *places: str | None, period: str = "") -> Row:
        """The row of these places, one for each axis; None is *other*."""
        named = [OTHER if place is None else place for place in places]
        number = 0
        for axis, place in zip(self.axes, named, strict=True):
            number = number * len(axis.places) + axis.index(place)
        at = {axis.dimension: place for axis, place in zip(self.axes, named, strict=True)}
        return Row(self, f"{self.table}:{number + 1}", period or self.period, at)

    def numbered(self, number: int, period: str = "", **places: str) -> Row:
        """A row that has its number from elsewhere."""
        return Row(self, f"{self.table}:{number}", period or self.period, places)


@dataclass(frozen=True)
class Row:
    """A row to tell figures in."""

    sheet: Sheet
    ref: str
    period: str
    at: dict[str, str]

    def tell(
        self,
        measure: str,
        value: float | None = None,
        limits: tuple[float, float] | None = None,
        n: int | None = None,
        word: str = "",
        organisation: str = "",
        source: str = "",
    ) -> None:
        low, high = limits or (None, None)
        self._add(
            measure,
            SHOWN,
            value=None if value is None else float(value),
            low=low,
            high=high,
            n=n,
            word=word,
            organisation=organisation,
            source=source,
        )

    def measured(self, measure: str, found: Measure | None, n: int | None = None, word: str = "") -> None:
        """A value with its interval; hidden where there is none."""
        if found is None:
            self.hide(measure)
        else:
            self.tell(measure, found.value, (found.low, found.high), n, word)

    def counted(self, measure: str, n: int | None) -> None:
        """A number of answers or errands; hidden where there is none."""
        if n is None:
            self.hide(measure)
        else:
            self.tell(measure, n)

    def hide(self, *measures: str) -> None:
        for each in measures:
            self._add(each, HIDDEN)

    def leave_empty(self, *measures: str) -> None:
        for each in measures:
            self._add(each, EMPTY)

    def _add(self, measure: str, state: str, **told: object) -> None:
        given: dict[str, Any] = {**self.at, **told}
        figure = Figure(self.ref, self.sheet.table, self.period, measure, state, **given)
        self.sheet.figures.append(figure)


def joined(sheets: Sequence[Sheet]) -> tuple[Figure, ...]:
    return tuple(figure for sheet in sheets for figure in sheet.figures)
