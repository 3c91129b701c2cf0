"""The offices: how visits are judged, how many they have, and whose."""

from __future__ import annotations

import numpy as np

from feedback.insight.figures import OfficeLine, OfficesFigures, OfficesRequest, Scope, Trend
from feedback.insight.worker.before import single
from feedback.insight.worker.errands_hidden import visitors_hidden
from feedback.insight.worker.holdings import OVERALL, Holdings
from feedback.insight.worker.matrix import service_filter
from feedback.insight.worker.patterns import TableHidden, hidden_offices, table_hidden
from feedback.insight.worker.slots import (
    SATISFIED_FROM,
    SMALLEST,
    compared,
    judged_together,
    level_slot,
    slot_of,
)
from feedback.insight.worker.trends import trend


def offices_figures(holdings: Holdings, request: OfficesRequest) -> OfficesFigures:
    """Each office beside the other offices, visits alone, like with like."""
    scope, visit = request.scope, holdings.visit
    if visit is None:
        return OfficesFigures(scope, (), level_slot(np.zeros(5), is_hidden=True))
    where = {"channel": visit, **service_filter(scope)}
    scores = holdings.scores(scope.quarters, OVERALL, "office", "service", "mode", **where)
    hidden = hidden_offices(holdings, scope)
    known = [place for place, office in enumerate(holdings.labels["office"]) if office]
    found = compared(scores, scope.margin)
    standings = [None if hidden[place] else found[place] for place in known]
    [judged] = judged_together([standings], scope.margin)
    visits = holdings.closed(scope.quarters, "office", **where)
    shown = visitors_hidden(holdings, scope, visit)
    visitors = _visitors(holdings, scope, visit, shown)
    column = holdings.labels["channel"].index(visit)
    total_hidden = bool(table_hidden(holdings, scope).columns[column])
    return OfficesFigures(
        scope,
        tuple(
            OfficeLine(
                office=holdings.labels["office"][place],
                slot=slot_of(
                    standing,
                    bool(hidden[place]),
                    not visits[place] and not scores[place].any(),
                    not total_hidden,
                ),
                visits=None if shown.rows[place] or visits[place] < SMALLEST else int(visits[place]),
                trend=_trend(holdings, scope, place),
                visitors=visitors[place],
            )
            for place, standing in zip(known, judged, strict=True)
        ),
        level_slot(scores.sum(axis=(0, 1, 2)), total_hidden),
    )


def _trend(holdings: Holdings, scope: Scope, place: int) -> Trend:
    """Quarters of an office are not decided on one by one: a year's figure and its quarters would tell of each
    other. What is shown is the visits' own trend where the municipality has one office, else none."""
    offices = [office for office in holdings.labels["office"] if office]
    if len(offices) != 1 or holdings.visit is None:
        return Trend(None, ())
    column = holdings.labels["channel"].index(holdings.visit)
    tables = [holdings.scores([code], OVERALL, "channel")[column] for code in scope.history]
    hidden = [bool(table_hidden(holdings, single(scope, code)).columns[column]) for code in scope.history]
    satisfied = [int(table[SATISFIED_FROM - 1 :].sum()) for table in tables]
    return trend(scope.history, satisfied, [int(table.sum()) for table in tables], hidden)


def _visitors(
    holdings: Holdings, scope: Scope, visit: str, hidden: TableHidden
) -> list[tuple[tuple[str | None, int | None], ...]]:
    """Closed visits per office by the visitor's district: errands, whether or not anybody answered."""
    where = {"channel": visit, **service_filter(scope)}
    closed = holdings.closed(scope.quarters, "office", "district", **where)
    return [
        tuple(
            (district or None, None if hidden.cells[office, place] else int(closed[office, place]))
            for place, district in enumerate(holdings.labels["district"])
            if closed[office, place]
        )
        for office in range(closed.shape[0])
    ]
