"""One place quarter by quarter, beside its own level."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.trend import Place, Point, p_chart
from feedback.insight.figures import Scope, Trend, TrendPoint
from feedback.insight.worker.before import single
from feedback.insight.worker.holdings import OVERALL, Holdings
from feedback.insight.worker.patterns import table_hidden
from feedback.insight.worker.slots import SATISFIED_FROM

FEWEST_QUARTERS = 3  # a level of its own needs some quarters to be the level of
OUTSIDE = {Place.FAR_BELOW, Place.FAR_ABOVE}  # beyond the 99.8 % limits


def trend(codes: Sequence[str], satisfied: Sequence[int], n: Sequence[int], hidden: Sequence[bool]) -> Trend:
    """Shares per quarter with exact limits around their common level. Hidden quarters are left out, of the level
    too; with fewer than three shown there is no level."""
    shown = [place for place, is_hidden in enumerate(hidden) if not is_hidden and n[place] > 0]
    if len(shown) < FEWEST_QUARTERS:
        points = tuple(
            TrendPoint(code, n[p], satisfied[p] / n[p], None, None)
            if p in shown
            else TrendPoint(code, None, None, None, None)
            for p, code in enumerate(codes)
        )
        return Trend(None, points)
    chart = p_chart([satisfied[p] for p in shown], [n[p] for p in shown])
    drawn = dict(zip(shown, chart, strict=True))
    return Trend(
        chart[0].baseline,
        tuple(
            _point(code, drawn[p]) if p in drawn else TrendPoint(code, None, None, None, None)
            for p, code in enumerate(codes)
        ),
    )


def _point(code: str, point: Point) -> TrendPoint:
    low, high = point.action or (None, None)
    return TrendPoint(code, point.n, point.share, low, high, point.place in OUTSIDE)


class History:
    """Every quarter's table of a scope, all services, with what is hidden of it."""

    def __init__(self, holdings: Holdings, scope: Scope) -> None:
        self.codes = scope.history or scope.quarters
        self._scores = [holdings.scores([code], OVERALL, "district", "channel") for code in self.codes]
        self._hidden = [table_hidden(holdings, single(scope, code)) for code in self.codes]

    def cell(self, row: int, column: int) -> Trend:
        return self._trend(
            [scores[row, column] for scores in self._scores],
            [bool(hidden.cells[row, column]) for hidden in self._hidden],
        )

    def row(self, row: int) -> Trend:
        return self._trend(
            [scores[row].sum(axis=0) for scores in self._scores],
            [bool(hidden.rows[row]) for hidden in self._hidden],
        )

    def column(self, column: int) -> Trend:
        return self._trend(
            [scores[:, column].sum(axis=0) for scores in self._scores],
            [bool(hidden.columns[column]) for hidden in self._hidden],
        )

    def total(self) -> Trend:
        return self._trend(
            [scores.sum(axis=(0, 1)) for scores in self._scores], [hidden.total for hidden in self._hidden]
        )

    def _trend(self, scores: list[np.ndarray], hidden: list[bool]) -> Trend:
        satisfied = [int(each[SATISFIED_FROM - 1 :].sum()) for each in scores]
        return trend(self.codes, satisfied, [int(each.sum()) for each in scores], hidden)
