"""What is hidden of each table: decided once, when its quarter was closed, and read from there ever after."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from analysis.disclosure import Hidden, hidden_entries
from analysis.publication.closing import Closing
from analysis.publication.history import History, Tally
from analysis.publication.suppression import suppression_of_quarter
from feedback.funnel import Stage
from feedback.insight.figures import TWELVE_MONTHS, Scope
from feedback.insight.worker.holdings import OVERALL, Holdings
from feedback.quarters import parsed_quarter


@dataclass(frozen=True)
class TableHidden:
    """A pattern as arrays, True is hidden: cells (rows × columns), row totals, column totals, the total."""

    cells: np.ndarray
    rows: np.ndarray
    columns: np.ndarray
    total: bool


def table_hidden(holdings: Holdings, scope: Scope) -> TableHidden:
    """District × channel of a scope, the unknown district last. Where nothing was decided, all is hidden."""
    closing = closing_of(holdings, scope.last)
    found = closing.tables.get(scope.period) if closing else None
    if closing and scope.service:
        found = _service_table(holdings, closing, scope)
    if found is None:
        return _all_hidden(len(holdings.labels["district"]), len(holdings.labels["channel"]))
    return _arrays(found)


def hidden_offices(holdings: Holdings, scope: Scope) -> np.ndarray:
    """Per office, visits at no known office last: whether its figures are hidden."""
    closing = closing_of(holdings, scope.last)
    everything = np.ones(len(holdings.labels["office"]), dtype=bool)
    if closing is None or closing.offices is None or scope.period != TWELVE_MONTHS:
        return everything
    if scope.service is None:
        return np.array(closing.offices.totals, dtype=bool)
    return np.array(closing.offices.cells, dtype=bool)[:, _service_place(holdings, scope.service)]


def hidden_beside(answers: np.ndarray, others: np.ndarray) -> np.ndarray:
    """A two-way table of its own with all totals: which cells are hidden, by answers and by the rest."""
    empty = (answers + others) == 0
    hidden = hidden_entries(answers.tolist(), others.tolist(), empty.tolist())
    return np.array(hidden.cells, dtype=bool)


def closing_of(holdings: Holdings, code: str) -> Closing | None:
    """What was decided for a quarter, if anything is."""
    stored = holdings.snapshots[code].hidden
    return holdings.once(("closing", code), lambda: Closing.from_json(json.loads(stored))) if stored else None


def pattern_of(holdings: Holdings, code: str) -> str:
    """Decides what the tables of a quarter hide, from the quarters up to it and what was decided for them."""
    codes = sorted(each for each in holdings.snapshots if each <= code)
    earlier = [closing for each in codes[:-1] if (closing := closing_of(holdings, each))]
    return json.dumps(suppression_of_quarter(_history(holdings, codes), earlier).as_json())


def _history(holdings: Holdings, codes: list[str]) -> History:
    visit = holdings.visit
    services = _tally(holdings, codes, "district", "channel", "service")
    return History(
        quarters=tuple(year_and_number(code) for code in codes),
        channels=Tally(
            services.answers.sum(axis=3),
            _summed(services.nonanswers),
            np.asarray(services.empty.all(axis=3)),
        ),
        services=services,
        offices=None if visit is None else _tally(holdings, codes, "office", "service", channel=visit),
        visit=None if visit is None else holdings.labels["channel"].index(visit),
    )


def _tally(holdings: Holdings, codes: list[str], *dimensions: str, **where: str) -> Tally:
    answers = np.stack([holdings.scores([each], OVERALL, *dimensions, **where).sum(-1) for each in codes])
    stages = np.stack([holdings.stages([each], *dimensions, **where) for each in codes])
    silent = np.maximum(stages[..., Stage.CLOSED - 1] - stages[..., Stage.ANSWERED - 1], 0)
    return Tally(answers, silent, np.asarray((answers == 0) & (silent == 0)))


def _summed(nonanswers: np.ndarray | None) -> np.ndarray | None:
    return None if nonanswers is None else nonanswers.sum(axis=3)


def _service_table(holdings: Holdings, closing: Closing, scope: Scope) -> Hidden | None:
    assert scope.service is not None
    place = _service_place(holdings, scope.service)
    if scope.period != TWELVE_MONTHS or place >= len(closing.services):
        return None
    return closing.services[place]


def _service_place(holdings: Holdings, service: str) -> int:
    return holdings.labels["service"].index(service)


def _arrays(hidden: Hidden) -> TableHidden:
    return TableHidden(
        np.array(hidden.cells, dtype=bool),
        np.array(hidden.rows, dtype=bool),
        np.array(hidden.columns, dtype=bool),
        bool(hidden.total),
    )


def _all_hidden(rows: int, columns: int) -> TableHidden:
    return TableHidden(
        np.ones((rows, columns), dtype=bool), np.ones(rows, dtype=bool), np.ones(columns, dtype=bool), True
    )


def year_and_number(code: str) -> tuple[int, int]:
    quarter = parsed_quarter(code)
    assert quarter is not None
    return quarter.year, quarter.number
