"""What is hidden of the themes' numbers: over time, by place, by service and by language.

See docs/decisions/0016-theme-spread.md. Spread by group is told of the newest twelve months alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.disclosure import Hidden
from analysis.publication.closing import grid_of
from analysis.themes.over_time import RANGE, hidden_over_time, slack
from analysis.themes.suppression import hidden_row, hidden_table, with_totals
from feedback.insight.figures import TWELVE_MONTHS, Scope
from feedback.insight.worker.comments import Comments
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.patterns import closing_of, table_hidden
from feedback.quarters import parsed_quarter

Periods = tuple[Mapping[str, bool], ...]
YEAR = 4  # quarters


@dataclass(frozen=True)
class OverTime:
    """Per closed quarter up to the scope's last: which periods that end with it are hidden."""

    codes: tuple[str, ...]
    comments: Periods
    themes: tuple[Periods, ...]
    other: Periods

    def is_hidden(self, periods: Periods, scope: Scope) -> bool:
        """Whether the scope's own period is."""
        return bool(periods[self.codes.index(scope.last)].get(scope.period, True))

    def quarters(self, periods: Periods, codes: Sequence[str]) -> list[bool]:
        return [bool(periods[self.codes.index(code)]["quarter"]) for code in codes]


@dataclass(frozen=True)
class Groups:
    """The newest twelve months by group. `table`: (district + 1) × (channel + 1) with totals, unknown districts
    the last row but one; the first axis of the others is the theme. True is hidden."""

    comments: np.ndarray
    table: np.ndarray
    comments_of: Mapping[str, np.ndarray]  # by service, by language
    rows: Mapping[str, np.ndarray]


def over_time(holdings: Holdings, comments: Comments, scope: Scope) -> OverTime:
    """Decided once per state of the comments."""
    return holdings.once(
        ("themes over time", comments.version, scope.last), lambda: _over_time(holdings, comments, scope)
    )


def groups(holdings: Holdings, comments: Comments, scope: Scope) -> Groups:
    """Decided once per state of the comments; only for a scope that `is_spread_over`."""
    return holdings.once(
        ("theme groups", comments.version, scope.last), lambda: _groups(holdings, comments, scope)
    )


def is_spread_over(holdings: Holdings, scope: Scope) -> bool:
    """Whether groups are told apart in this scope: twelve months to the newest closing."""
    return (
        scope.period == TWELVE_MONTHS
        and len(scope.quarters) == YEAR
        and scope.last == max(holdings.snapshots)
    )


def _over_time(holdings: Holdings, comments: Comments, scope: Scope) -> OverTime:
    codes = tuple(sorted(code for code in holdings.snapshots if code <= scope.last))
    quarters = [_year_and_number(code) for code in codes]
    written = [int(comments.counts([code]).sum()) for code in codes]
    answered = [max(int(holdings.answered([code]).sum()), n) for code, n in zip(codes, written, strict=True)]
    of_comments = hidden_over_time(
        written, answered, quarters, [_answers_hidden(holdings, each) for each in codes]
    )
    carrying = np.stack([comments.carrying([code]) for code in codes], axis=1)
    bare = [int(comments.without_theme([code]).sum()) for code in codes]
    return OverTime(
        codes,
        of_comments,
        tuple(hidden_over_time(each.tolist(), written, quarters, of_comments) for each in carrying),
        hidden_over_time(bare, written, quarters, of_comments),
    )


def _answers_hidden(holdings: Holdings, code: str) -> Mapping[str, bool]:
    """The periods of a closing whose number of answers is hidden."""
    closing = closing_of(holdings, code)
    if closing is None:
        return {"quarter": True, "year_to_date": True, "twelve_months": True}
    return {period: bool(table.total) for period, table in closing.tables.items()}


def _groups(holdings: Holdings, comments: Comments, scope: Scope) -> Groups:
    of_comments = _comments_hidden(holdings, comments, scope)
    counts = comments.counts(scope.quarters, "district", "channel")
    carrying = comments.carrying(scope.quarters, "district", "channel")
    small = _unsteady(holdings, comments, scope)
    empty = _empty(holdings, scope, counts)
    lines = {name: _line_hidden(holdings, comments, scope, name) for name in ("service", "language")}
    return Groups(
        of_comments,
        np.stack(
            [
                _table_hidden(holdings, each, counts, of_comments, empty, narrow)
                for each, narrow in zip(carrying, small, strict=True)
            ]
        )
        if len(carrying)
        else np.zeros((0, *of_comments.shape), dtype=bool),
        {name: hidden for name, (hidden, _) in lines.items()},
        {name: rows for name, (_, rows) in lines.items()},
    )


def _table_hidden(holdings: Holdings, *given: np.ndarray) -> np.ndarray:
    """Kept by what it is decided from: an edit by hand leaves most themes as they were."""
    key = ("theme table", *(each.tobytes() for each in given))
    return holdings.once(key, lambda: hidden_table(*given))


def _comments_hidden(holdings: Holdings, comments: Comments, scope: Scope) -> np.ndarray:
    """Comments beside answers: where a place's answers are hidden, so are its comments."""
    counts = comments.counts(scope.quarters, "district", "channel")
    answers = np.maximum(holdings.answered(scope.quarters, "district", "channel"), counts)
    pattern = table_hidden(holdings, replace(scope, service=None))
    grid = grid_of(
        Hidden(
            tuple(map(tuple, pattern.cells.tolist())),
            tuple(pattern.rows.tolist()),
            tuple(pattern.columns.tolist()),
            pattern.total,
        )
    )
    return hidden_table(counts, answers, grid, _empty(holdings, scope, counts))


def _empty(holdings: Holdings, scope: Scope, counts: np.ndarray) -> np.ndarray:
    """Where it is known to all that there is nothing: no errand was closed, and nobody answered."""
    closed = holdings.closed(scope.quarters, "district", "channel")
    answers = holdings.answered(scope.quarters, "district", "channel")
    return np.asarray((closed == 0) & (answers == 0) & (counts == 0))


def _unsteady(holdings: Holdings, comments: Comments, scope: Scope) -> np.ndarray:
    """Themes × (district + 1) × (channel + 1): where twelve months told at each closing would tell of quarters,
    of those who carry the theme or of those who do not."""
    codes = sorted(code for code in holdings.snapshots if code <= scope.last)
    if len(codes) <= YEAR:
        size = [len(holdings.labels[name]) + 1 for name in ("district", "channel")]
        return np.zeros((len(comments.themes), *size), dtype=bool)
    carrying = [comments.carrying([code], "district", "channel") for code in codes]
    written = [comments.counts([code], "district", "channel") for code in codes]
    found = []
    for theme in range(len(comments.themes)):
        own = np.stack([with_totals(each[theme]) for each in carrying])
        rest = np.stack([with_totals(n - each[theme]) for n, each in zip(written, carrying, strict=True)])
        year = rest[-YEAR:].sum(axis=0)
        found.append((slack(own) < RANGE) | ((slack(rest) < RANGE) & (year > 0)))
    return np.stack(found) if found else np.zeros((0, *with_totals(written[0]).shape), dtype=bool)


def _line_hidden(
    holdings: Holdings, comments: Comments, scope: Scope, name: str
) -> tuple[np.ndarray, np.ndarray]:
    """By service or language: where the comments are hidden, and per theme where it is."""
    counts = comments.counts(scope.quarters, name)
    answers = np.maximum(holdings.answered(scope.quarters, name), counts)
    before = _services_hidden(holdings, scope) if name == "service" else np.zeros(len(counts), dtype=bool)
    of_comments = hidden_row(counts, answers, before & (answers > 0))
    carrying = comments.carrying(scope.quarters, name)
    rows = [hidden_row(each, counts, of_comments) for each in carrying]
    return of_comments, np.stack(rows) if rows else np.zeros((0, len(counts)), dtype=bool)


def _services_hidden(holdings: Holdings, scope: Scope) -> np.ndarray:
    """Per service, whether its answers are hidden in the figures."""
    return np.array(
        [
            bool(name) and table_hidden(holdings, replace(scope, service=name)).total
            for name in holdings.labels["service"]
        ],
        dtype=bool,
    )


def _year_and_number(code: str) -> tuple[int, int]:
    quarter = parsed_quarter(code)
    assert quarter is not None
    return quarter.year, quarter.number
