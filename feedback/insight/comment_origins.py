"""Which comments may say where they come from: those of places whose figures are shown over twelve months.

A comment beside its district, channel and score is a figure of one person. So it says them only where so many
answered there that the figures of twelve months may be shown; elsewhere it stands as text alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.insight.asking import Asked
from feedback.insight.figures import SHOWN, TWELVE_MONTHS, Matrix, OverviewFigures, OverviewRequest
from feedback.insight.period import Period, default_period, offered_periods
from feedback.insight.selection import over
from feedback.quarters import Quarter
from feedback.themes.stored import StoredComment

Cell = tuple[str | None, str]


@dataclass(frozen=True)
class Origins:
    """By quarter, the districts and channels whose figures are shown."""

    shown: dict[Quarter, frozenset[Cell]]

    def may_be_said(self, comment: StoredComment) -> bool:
        return (comment.district, comment.channel) in self.shown.get(comment.quarter, frozenset())

    @property
    def everywhere(self) -> tuple[Cell, ...]:
        """The cells that are shown in every one of the quarters, in a set order."""
        sets = list(self.shown.values())
        return tuple(sorted(frozenset.intersection(*sets), key=str)) if sets else ()


async def origins(asked: Asked, quarters: Sequence[Quarter]) -> Origins:
    """What may be said of comments from these closed quarters."""
    periods = {each: covering(each, asked.closed) for each in quarters}
    cells = {period: await _shown(asked, period) for period in set(periods.values())}
    return Origins({quarter: cells[period] for quarter, period in periods.items()})


def covering(quarter: Quarter, closed: Sequence[Quarter]) -> Period:
    """The last twelve months with the quarter among them; all there is until there are twelve months."""
    years = [each for each in offered_periods(closed) if each.kind == TWELVE_MONTHS]
    holding = [each for each in years if quarter in each.quarters(closed)]
    found = max(holding, key=lambda each: each.quarter) if holding else default_period(closed)
    assert found is not None
    return found


async def _shown(asked: Asked, period: Period) -> frozenset[Cell]:
    figures = await asked.figures(OverviewRequest(over(period, asked.closed).scope))
    assert isinstance(figures, OverviewFigures)
    return shown_cells(figures.matrix)


def shown_cells(matrix: Matrix) -> frozenset[Cell]:
    return frozenset(
        (district, channel)
        for district in matrix.rows
        for channel in matrix.columns
        if matrix.slot(district, channel).state == SHOWN
    )
