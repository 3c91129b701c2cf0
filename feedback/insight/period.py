"""Periods a page can show, all made of closed quarters: twelve months, one quarter, the year so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.insight.figures import QUARTER, TWELVE_MONTHS, YEAR_TO_DATE
from feedback.quarters import Quarter

QUARTERS_OF_A_YEAR = 4
# How a kind of period is written in an address, before the quarter it ends with.
WRITTEN = {TWELVE_MONTHS: "12m", QUARTER: "kv", YEAR_TO_DATE: "ar"}
KINDS = {word: kind for kind, word in WRITTEN.items()}


@dataclass(frozen=True, order=True)
class Period:
    """A kind of period and the closed quarter it ends with."""

    kind: str
    quarter: Quarter

    @property
    def code(self) -> str:
        """`12m-2026Q3`, as in addresses."""
        return f"{WRITTEN[self.kind]}-{self.quarter.code}"

    def quarters(self, closed: Sequence[Quarter]) -> tuple[Quarter, ...]:
        """The closed quarters it is made of, oldest first."""
        until = sorted(each for each in closed if each <= self.quarter)
        if self.kind == QUARTER:
            return (self.quarter,)
        if self.kind == YEAR_TO_DATE:
            return tuple(each for each in until if each.year == self.quarter.year)
        return tuple(until[-QUARTERS_OF_A_YEAR:])


def parsed_period(code: str) -> tuple[str, str] | None:
    """The kind of period and the quarter's code in `12m-2026Q3`; None for anything else."""
    word, _, quarter = code.partition("-")
    return (KINDS[word], quarter) if word in KINDS and quarter else None


def default_period(closed: Sequence[Quarter]) -> Period | None:
    """Twelve months to the last closed quarter, or the year so far until there are twelve months; None before
    the first quarter is closed."""
    if not closed:
        return None
    return Period(TWELVE_MONTHS if len(closed) >= QUARTERS_OF_A_YEAR else YEAR_TO_DATE, max(closed))


def offered_periods(closed: Sequence[Quarter]) -> tuple[Period, ...]:
    """Every period that can be chosen: kind by kind, the latest of each first. Twelve months need four closed
    quarters."""
    newest_first = sorted(closed, reverse=True)
    full_years = newest_first[: 1 - QUARTERS_OF_A_YEAR]
    return tuple(
        Period(kind, quarter)
        for kind, quarters in (
            (TWELVE_MONTHS, full_years),
            (YEAR_TO_DATE, newest_first),
            (QUARTER, newest_first),
        )
        for quarter in quarters
    )
