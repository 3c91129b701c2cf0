"""How much the service is used: errands per 1,000 residents and year, by district and channel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.use import Use, rate_per_thousand, use_of_districts
from feedback.insight.figures import (
    HIDDEN,
    HIGHER,
    LOWER,
    UNCLEAR,
    Rate,
    UseFigures,
    UseLine,
    UseRequest,
)
from feedback.insight.worker.errands_hidden import closed_hidden
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.matrix import service_filter
from feedback.insight.worker.patterns import TableHidden
from feedback.insight.worker.slots import CONFIDENCE, SMALLEST, measure

QUARTERS_A_YEAR = 4


def use_figures(holdings: Holdings, request: UseRequest) -> UseFigures:
    """Every closed errand, whether or not anybody was asked or answered: no sample, so the interval is what
    chance alone would give two years of the same need."""
    scope = request.scope
    closed = holdings.closed(scope.quarters, "district", "channel", **service_filter(scope))
    populations = [each.population for each in holdings.municipality.districts]
    hidden = closed_hidden(holdings, scope)
    years = len(scope.quarters) / QUARTERS_A_YEAR
    by_channel = [
        rates(closed[:-1, column], populations, years, hidden.cells[:, column])
        for column in range(closed.shape[1])
    ]
    all_of = rates(closed[:-1].sum(axis=1), populations, years, hidden.rows)
    names = holdings.labels["district"][:-1]
    return UseFigures(
        scope=scope,
        channels=holdings.labels["channel"],
        lines=tuple(
            UseLine(name, populations[row], all_of[row], tuple(column[row] for column in by_channel))
            for row, name in enumerate(names)
        ),
        whole=_whole(closed[:-1], populations, years, hidden),
        unplaced=int(closed[-1].sum()) if closed[-1].sum() >= SMALLEST else None,
    )


def rates(
    events: np.ndarray,
    populations: Sequence[int | None],
    years: float,
    hidden: np.ndarray,
) -> tuple[Rate, ...]:
    """Per district, all compared at once. Districts without a known population have no rate. A hidden one is
    counted among the others, whose total is shown, and has no rate of its own."""
    usable = [place for place, people in enumerate(populations) if people]
    found = use_of_districts(
        [int(events[place]) for place in usable],
        [round((populations[place] or 0) * years) for place in usable],
        CONFIDENCE,
    )
    told = dict(zip(usable, found, strict=True))
    return tuple(
        _rate(int(events[place]), bool(hidden[place]), told.get(place)) for place in range(len(events))
    )


def _rate(events: int, is_hidden: bool, use: Use | None) -> Rate:
    if is_hidden:
        return Rate(None, None, None, HIDDEN)
    if use is None:
        return Rate(events, None, None, UNCLEAR)
    ratio = use.ratio if use.ratio is not None and np.isfinite(use.ratio.high) else None
    standing = UNCLEAR
    if ratio is not None and use.p_adjusted is not None and use.p_adjusted < 1 - CONFIDENCE:
        standing = LOWER if ratio.value < 1 else HIGHER
    return Rate(events, measure(use.rate), measure(ratio) if ratio else None, standing)


def whole_rate(events: int, populations: Sequence[int | None], years: float, is_hidden: bool) -> Rate:
    """The municipality's own rate, over the districts whose population is known."""
    people = sum(each or 0 for each in populations)
    if is_hidden or events < SMALLEST:
        return Rate(None, None, None, HIDDEN)
    per = measure(rate_per_thousand(events, round(people * years))) if people else None
    return Rate(events, per, None, UNCLEAR)


def _whole(
    closed: np.ndarray, populations: Sequence[int | None], years: float, hidden: TableHidden
) -> UseLine:
    by_channel = tuple(
        whole_rate(int(n), populations, years, bool(is_hidden))
        for n, is_hidden in zip(closed.sum(axis=0), hidden.columns, strict=True)
    )
    people = sum(each or 0 for each in populations)
    together = whole_rate(int(closed.sum()), populations, years, hidden.total)
    return UseLine("", people or None, together, by_channel)
