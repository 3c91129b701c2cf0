"""What a section is written from: the facts, the published rows, and the language it is written in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from feedback.insight.figures import EMPTY, PlaceFigures
from feedback.insight.period import Period
from feedback.insight.wording import Wording
from feedback.quarterly.document import Front
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.published import DIMENSIONS, Figure
from feedback.web.numbers import Numbers
from survey_defs.municipality import Municipality

Key = tuple[str, str, str, tuple[str, ...]]


def _key(table: str, measure: str, period: str, places: Iterable[str]) -> Key:
    return table, measure, period, tuple(places)


@dataclass(frozen=True)
class Given:
    """Everything a section may say. `rows` are the published figures: whatever number is written comes from them."""

    facts: QuarterFacts
    municipality: Municipality
    language: str
    front: Front
    rows: tuple[Figure, ...]

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.municipality, self.language)

    @property
    def number(self) -> Numbers:
        return self.wording.number

    @property
    def margin(self) -> float:
        return self.facts.overview.scope.margin

    @property
    def is_without_errands(self) -> bool:
        """Whether nobody had an errand anywhere, as far as the tables tell."""
        matrix = self.facts.overview.matrix
        return all(slot.state == EMPTY for row in matrix.cells for slot in row)

    @property
    def period(self) -> Period:
        return self.facts.selection.period

    @cached_property
    def _index(self) -> dict[Key, Figure]:
        return {
            _key(each.table, each.measure, each.period, (getattr(each, name) for name in DIMENSIONS)): each
            for each in self.rows
        }

    def figure(self, table: str, measure: str, period: str = "", **places: str) -> Figure | None:
        """The figure published for these places, shown or not; None where there is none."""
        at = (places.get(name, "") for name in DIMENSIONS)
        return self._index.get(_key(table, measure, period or self._period_of(table), at))

    def of_row(self, ref: str) -> tuple[Figure, ...]:
        return self._by_row.get(ref, ())

    def of_table(self, table: str) -> tuple[Figure, ...]:
        return tuple(each for each in self.rows if each.table == table)

    @cached_property
    def _by_row(self) -> dict[str, tuple[Figure, ...]]:
        found: dict[str, list[Figure]] = {}
        for each in self.rows:
            found.setdefault(each.ref, []).append(each)
        return {ref: tuple(each) for ref, each in found.items()}

    def _period_of(self, table: str) -> str:
        return self._periods.get(table, self.period.code)

    @cached_property
    def _periods(self) -> dict[str, str]:
        """The period of tables that have but one."""
        found: dict[str, str] = {}
        for each in self.rows:
            found.setdefault(each.table, each.period)
        return found

    def district_figures(self, id: str) -> PlaceFigures | None:
        return next((each for each in self.facts.districts if each.id == id), None)

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """In the alphabetical order of their names."""
        return self.wording.in_order(each.id for each in self.municipality.districts)

    def inside(self, district: str, channel: str) -> str:
        """`i telefon i Vårby`."""
        within = {"sv": "i", "en": "in"}[self.language]
        return f"{self.wording.channel_phrase(channel)} {within} {self.wording.district(district)}"
