"""The municipality now: every verdict, what they say in words, and what changed."""

from __future__ import annotations

from analysis.faults import InputError
from analysis.slope import slope_index
from analysis.trend import change
from analysis.weighting import raked_share
from feedback.insight.figures import (
    SHOWN,
    Change,
    Matrix,
    Measure,
    OverviewFigures,
    OverviewRequest,
    Scope,
    Weighted,
)
from feedback.insight.worker.before import before, single
from feedback.insight.worker.holdings import OVERALL, Holdings
from feedback.insight.worker.matrix import matrix, service_filter
from feedback.insight.worker.patterns import table_hidden
from feedback.insight.worker.sentences import findings, overview_lead
from feedback.insight.worker.slots import SATISFIED_FROM, measure, perhaps
from feedback.insight.worker.stages import stages_of
from feedback.insight.worker.trends import History


def overview_figures(holdings: Holdings, request: OverviewRequest) -> OverviewFigures:
    """Everything the overview shows."""
    scope = request.scope
    now = matrix(holdings, scope)
    earlier = before(scope)
    changes, unchanged = _changes(holdings, scope, now, earlier) if earlier else ((), 0)
    return OverviewFigures(
        scope=scope,
        matrix=now,
        lead=overview_lead(holdings, now),
        findings=findings(holdings, now, scope),
        weighted=_weighted(holdings, scope) if now.total.state == SHOWN else None,
        slope=_slope(holdings, now),
        changes=changes,
        unchanged=unchanged,
        before=earlier.last if earlier else None,
        stages=stages_of(holdings, scope, now.total.state != SHOWN),
    )


def _weighted(holdings: Holdings, scope: Scope) -> Weighted | None:
    """Weighted to the closed errands' districts, channels, services and languages."""
    axes = ("district", "channel", "service", "language")
    where = service_filter(scope)
    scores = holdings.scores(scope.quarters, OVERALL, *axes, **where)
    closed = holdings.closed(scope.quarters, *axes, **where)
    try:
        found = raked_share((scores[..., SATISFIED_FROM - 1 :].sum(axis=-1), scores.sum(axis=-1)), closed)
    except InputError:  # the answers cannot be given the errands' margins: the plain share stands alone
        return None
    return Weighted(measure(found.share), measure(found.unweighted), found.n, found.effective_n)


def _slope(holdings: Holdings, now: Matrix) -> Measure | None:
    """Over the districts with a place in the socio-economic order; None where any of them is hidden, since a
    slope over some of them would be another measure."""
    ordered = sorted(
        (each for each in holdings.municipality.districts if each.socioeconomic_order and each.population),
        key=lambda each: each.socioeconomic_order or 0,
    )
    shown = [now.slot(each.id, None).judged for each in ordered]
    if len(ordered) < 3 or any(judged is None for judged in shown):
        return None
    found = slope_index(
        [judged.satisfied for judged in shown if judged],
        [judged.n for judged in shown if judged],
        [each.population or 0 for each in ordered],
    )
    return measure(found.absolute) if found else None


def _changes(holdings: Holdings, scope: Scope, now: Matrix, earlier: Scope) -> tuple[tuple[Change, ...], int]:
    then = matrix(holdings, earlier)
    history = History(holdings, scope)
    found: list[Change] = []
    judged = 0
    for row, district in enumerate(now.rows):
        if district is None:
            continue
        for column, channel in enumerate(now.columns):
            was, is_ = then.cells[row][column], now.cells[row][column]
            if was.state != SHOWN or is_.state != SHOWN:
                continue
            judged += 1
            last = history.cell(row, column).points[-1]
            if was.mark != is_.mark or last.outside:
                shift = _shift(holdings, scope, row, column)
                found.append(Change(district, channel, was.mark, is_.mark, last.outside, shift))
    return tuple(found), judged - len(found)


def _shift(holdings: Holdings, scope: Scope, row: int, column: int) -> Measure | None:
    """The change of the share between the last two quarters with the same mix of errands. None where either
    quarter is hidden."""
    if len(scope.history) < 2:
        return None
    codes = scope.history[-2:]
    if any(table_hidden(holdings, single(scope, code)).cells[row, column] for code in codes):
        return None
    tables = [
        holdings.scores([code], OVERALL, "district", "channel", "service", "mode")[row, column]
        for code in codes
    ]
    before_, now = (table.reshape(-1, table.shape[-1]) for table in tables)
    standing = change(now, before_, satisfied_from=SATISFIED_FROM).standing
    return perhaps(standing.judged_gap) if standing else None
