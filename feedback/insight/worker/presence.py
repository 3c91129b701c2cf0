"""The evidence on physical presence, district by district: five kinds of sign, never added up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from feedback.funnel import Stage
from feedback.insight.figures import (
    HIDDEN,
    PresenceFigures,
    PresenceLine,
    PresenceRequest,
    Rate,
    Scope,
    Sign,
    Slot,
)
from feedback.insight.worker.holdings import E_SERVICE, LANGUAGE, OVERALL, Holdings
from feedback.insight.worker.matrix import matrix, service_filter
from feedback.insight.worker.slots import SMALLEST, level_slot, signs
from feedback.insight.worker.use import QUARTERS_A_YEAR, rates, whole_rate

FULLY = 3  # the best step of yes, partly, no
SIGN_MARGIN = 0.02
"""Shares of answers and of errands that differ by less than two points are called level."""
NONE_AT_ALL = Rate(None, None, None, HIDDEN)


def presence_figures(holdings: Holdings, request: PresenceRequest) -> PresenceFigures:
    """One line per district and one for the municipality."""
    scope = request.scope
    visits, whole_visits = _visits(holdings, scope)
    slots, whole_slot = _visit_slots(holdings, scope)
    asked = [_language(holdings, scope), _not_digital(holdings, scope), _answering(holdings, scope)]
    named = [signs(yes[:-1], n[:-1], SIGN_MARGIN) for yes, n in asked]
    whole = [_whole_sign(yes, n) for yes, n in asked]
    lines = tuple(
        _line(district, visits[row], slots[row], [each[row] for each in named])
        for row, district in enumerate(holdings.labels["district"][:-1])
    )
    return PresenceFigures(scope, lines, _line(None, whole_visits, whole_slot, whole))


def _line(district: str | None, visits: Rate, slot: Slot, signs_: Sequence[Sign]) -> PresenceLine:
    language, not_digital, answering = signs_
    return PresenceLine(district, visits, slot, language, not_digital, answering, None)


def _visits(holdings: Holdings, scope: Scope) -> tuple[tuple[Rate, ...], Rate]:
    """Closed visits by where the visitor lives, whichever office."""
    districts = holdings.municipality.districts
    if holdings.visit is None:
        return tuple(NONE_AT_ALL for _ in districts), NONE_AT_ALL
    closed = holdings.closed(scope.quarters, "district", channel=holdings.visit, **service_filter(scope))[:-1]
    people = [each.population for each in districts]
    years = len(scope.quarters) / QUARTERS_A_YEAR
    return rates(closed, people, years), whole_rate(int(closed.sum()), people, years)


def _visit_slots(holdings: Holdings, scope: Scope) -> tuple[list[Slot], Slot]:
    judged = matrix(holdings, scope)
    if holdings.visit is None:
        return [Slot(HIDDEN) for _ in judged.rows], Slot(HIDDEN)
    column = judged.column_slot(holdings.visit)
    scores = holdings.scores(scope.quarters, OVERALL, channel=holdings.visit, **service_filter(scope))
    slots = [judged.slot(row, holdings.visit) for row in judged.rows if row is not None]
    return slots, level_slot(scores, column.state == HIDDEN)


def _language(holdings: Holdings, scope: Scope) -> tuple[np.ndarray, np.ndarray]:
    """Of those asked whether they got help in a language they understand well: all but those who said yes."""
    scores = holdings.scores(scope.quarters, LANGUAGE, "district", **service_filter(scope))
    return scores.sum(axis=-1) - scores[..., FULLY - 1], scores.sum(axis=-1)


def _not_digital(holdings: Holdings, scope: Scope) -> tuple[np.ndarray, np.ndarray]:
    """Of the errands of a kind that can be done by e-service: those made in another way. What can be done so
    is what anybody did so in the period."""
    closed = holdings.closed(scope.quarters, "district", "channel", "service", **service_filter(scope))
    digital = [place for place, id in enumerate(holdings.labels["channel"]) if id == E_SERVICE]
    by_service = closed[:, digital].sum(axis=1)  # district × service
    possible = by_service.sum(axis=0) >= SMALLEST
    n = closed.sum(axis=1)[:, possible].sum(axis=1)
    return n - by_service[:, possible].sum(axis=1), n


def _answering(holdings: Holdings, scope: Scope) -> tuple[np.ndarray, np.ndarray]:
    """Answers per closed errand."""
    stages = holdings.stages(scope.quarters, "district", **service_filter(scope))
    return stages[..., Stage.ANSWERED - 1], stages[..., Stage.CLOSED - 1]


def _whole_sign(yes: np.ndarray, n: np.ndarray) -> Sign:
    [sign] = signs(yes.sum(keepdims=True), n.sum(keepdims=True), SIGN_MARGIN)
    return sign
