"""The evidence on physical presence, district by district: five kinds of sign, never added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.findings import Evidence, presence_finding, presence_lead
from analysis.findings import Sign as Standing
from analysis.verdict import Verdict
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
from feedback.insight.worker.errands_hidden import closed_hidden
from feedback.insight.worker.holdings import E_SERVICE, LANGUAGE, OVERALL, Holdings
from feedback.insight.worker.matrix import matrix, service_filter
from feedback.insight.worker.patterns import TableHidden, table_hidden
from feedback.insight.worker.sentences import district_named, said_of
from feedback.insight.worker.slots import SMALLEST, level_slot, signs
from feedback.insight.worker.use import QUARTERS_A_YEAR, rates, whole_rate

FULLY = 3  # the best step of yes, partly, no
SIGN_MARGIN = 0.02
"""Shares of answers and of errands that differ by less than two points are called level."""
NONE_AT_ALL = Rate(None, None, None, HIDDEN)


def presence_figures(holdings: Holdings, request: PresenceRequest) -> PresenceFigures:
    """One line per district and one for the municipality."""
    scope = request.scope
    closed = closed_hidden(holdings, scope)
    visits, whole_visits = _visits(holdings, scope, closed)
    slots, whole_slot = _visit_slots(holdings, scope)
    asked = [_language(holdings, scope), _not_digital(holdings, scope), _answering(holdings, scope)]
    held = _signs_hidden(holdings, scope, closed, asked[2])
    named = [
        signs(yes[:-1], n[:-1], SIGN_MARGIN, hidden) for (yes, n), hidden in zip(asked, held, strict=True)
    ]
    unseen = _whole_hidden(holdings, scope, closed, asked[2])
    language, not_digital, answering = (
        _whole_sign(yes, n, is_hidden) for (yes, n), is_hidden in zip(asked, unseen, strict=True)
    )
    whole = PresenceLine(None, whole_visits, whole_slot, language, not_digital, answering, None)
    lines = tuple(
        _line(holdings, district, visits[row], slots[row], [each[row] for each in named])
        for row, district in enumerate(holdings.labels["district"][:-1])
    )
    lead = said_of(presence_lead(_evidence(holdings, each) for each in lines))
    return PresenceFigures(scope, lines, whole, lead)


def _signs_hidden(
    holdings: Holdings, scope: Scope, closed: TableHidden, answering: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per district, of language, e-service and answering: whether the sign is hidden.

    Language is a question of the same people: where a district's answers are hidden, how many of them met it
    would tell of them. The share answering is answers divided by closed errands, so it is hidden with either.
    The share by e-service tells of closed errands alone, and is hidden with those of the district or of the
    e-service.
    """
    answers = table_hidden(holdings, scope).rows[:-1]
    digital = [place for place, id in enumerate(holdings.labels["channel"]) if id == E_SERVICE]
    by_e_service = closed.cells[:, digital].any(axis=1)
    answered, n = (each[:-1] for each in answering)
    few = (answered < SMALLEST) | (n - answered < SMALLEST)
    return answers, closed.rows | by_e_service, answers | closed.rows | few


def _line(
    holdings: Holdings, district: str, visits: Rate, slot: Slot, signs_: Sequence[Sign]
) -> PresenceLine:
    language, not_digital, answering = signs_
    line = PresenceLine(district, visits, slot, language, not_digital, answering, None)
    return replace(line, said=said_of(presence_finding(_evidence(holdings, line))))


def _evidence(holdings: Holdings, line: PresenceLine) -> Evidence:
    judged = line.visit_slot.judged
    return Evidence(
        district_named(holdings, line.district or ""),
        Standing(line.visits.standing),
        Verdict(judged.verdict) if judged and judged.judged_gap else None,
        Standing(line.language.standing),
        Standing(line.not_digital.standing),
        Standing(line.answering.standing),
    )


def _visits(holdings: Holdings, scope: Scope, hidden: TableHidden) -> tuple[tuple[Rate, ...], Rate]:
    """Closed visits by where the visitor lives, whichever office; hidden as on the page of use."""
    districts = holdings.municipality.districts
    if holdings.visit is None:
        return tuple(NONE_AT_ALL for _ in districts), NONE_AT_ALL
    closed = holdings.closed(scope.quarters, "district", channel=holdings.visit, **service_filter(scope))[:-1]
    column = holdings.labels["channel"].index(holdings.visit)
    people = [each.population for each in districts]
    years = len(scope.quarters) / QUARTERS_A_YEAR
    whole = whole_rate(int(closed.sum()), people, years, bool(hidden.columns[column]))
    return rates(closed, people, years, hidden.cells[:, column]), whole


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


def _whole_hidden(
    holdings: Holdings, scope: Scope, closed: TableHidden, answering: tuple[np.ndarray, np.ndarray]
) -> tuple[bool, bool, bool]:
    """The same of the municipality: what is hidden of all districts together is not told by a sign either."""
    answers = table_hidden(holdings, scope).total
    answered, n = (int(each.sum()) for each in answering)
    few = answered < SMALLEST or n - answered < SMALLEST
    return answers, closed.total, answers or closed.total or few


def _whole_sign(yes: np.ndarray, n: np.ndarray, is_hidden: bool) -> Sign:
    [sign] = signs(yes.sum(keepdims=True), n.sum(keepdims=True), SIGN_MARGIN, np.array([is_hidden]))
    return sign
