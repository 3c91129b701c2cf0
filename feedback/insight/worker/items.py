"""The questions the national measurement asks too, channel by channel over the whole municipality.

What is hidden is decided from the closed quarters alone, the same whoever asks and whenever: see
docs/decisions/0022-items-by-channel.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis.publication.history import QUARTER, Quarter
from analysis.publication.history import periods as periods_of
from analysis.themes.over_time import hidden_over_time
from feedback.insight.figures import EMPTY, ITEMS, ItemsFigures, ItemsRequest, Scope, Slot
from feedback.insight.worker.holdings import OVERALL, RESPONSE, Holdings
from feedback.insight.worker.patterns import closing_of, year_and_number
from feedback.insight.worker.slots import level_slot

Periods = tuple[Mapping[str, bool], ...]
"""Per closed quarter, the periods that end with it, True is hidden."""


def items_figures(holdings: Holdings, request: ItemsRequest) -> ItemsFigures:
    """Each item in each channel. Kinds of errand are not told apart: a service in the scope is let go."""
    scope = replace(request.scope, service=None)
    channels = holdings.labels["channel"]
    return ItemsFigures(
        scope,
        ITEMS,
        channels,
        tuple(tuple(_slot(holdings, scope, item, each) for each in channels) for item in ITEMS),
    )


def _slot(holdings: Holdings, scope: Scope, item: str, channel: str) -> Slot:
    scores = holdings.scores(scope.quarters, item, channel=channel)
    if not int(holdings.closed(scope.quarters, channel=channel)) and not scores.any():
        return Slot(EMPTY)
    is_hidden = _is_hidden(holdings, scope, item, channel)
    return level_slot(scores, is_hidden, is_empty=not is_hidden and not scores.any())


def _is_hidden(holdings: Holdings, scope: Scope, item: str, channel: str) -> bool:
    codes = _codes(holdings, scope)
    hidden = holdings.once(("items", item, channel, codes), lambda: _hidden(holdings, codes, item, channel))
    return bool(hidden[codes.index(scope.last)].get(scope.period, True))


def _hidden(holdings: Holdings, codes: tuple[str, ...], item: str, channel: str) -> Periods:
    own, *wholes = (_numbers(holdings, codes, each, channel) for each in (item, RESPONSE, OVERALL))
    quarters = [year_and_number(code) for code in codes]
    return hidden_periods(own, wholes, quarters, _of_channel(holdings, codes, channel))


def hidden_periods(
    own: np.ndarray, wholes: Sequence[np.ndarray], quarters: Sequence[Quarter], told: Periods
) -> Periods:
    """Per closing, which of its periods are hidden. `own` answered the question, of each of the `wholes` that are
    known beside it: everybody who answered, and those whose satisfaction is counted. Small is 1 to 9 who answered
    the question, or who did not. `told` says where the channel itself is not shown."""
    found = [
        hidden_over_time(own.tolist(), np.maximum(own, whole).tolist(), quarters, told) for whole in wholes
    ]
    return tuple(
        {name: any(each[name] for each in together) for name in together[0]}
        for together in zip(*found, strict=True)
    )


def _of_channel(holdings: Holdings, codes: tuple[str, ...], channel: str) -> Periods:
    """The periods in which the channel's own number of answers is not shown, or not in every one of its quarters."""
    place = holdings.labels["channel"].index(channel)
    columns = [_column(holdings, code, place) for code in codes]
    quarters = tuple(year_and_number(code) for code in codes)
    return tuple(
        {
            name: columns[last].get(name, True) or any(columns[each].get(QUARTER, True) for each in inside)
            for name, inside in periods_of(quarters, last).items()
        }
        for last in range(len(codes))
    )


def _column(holdings: Holdings, code: str, place: int) -> Mapping[str, bool]:
    closing = closing_of(holdings, code)
    if closing is None:
        return {}
    return {period: bool(table.columns[place]) for period, table in closing.tables.items()}


def _numbers(holdings: Holdings, codes: tuple[str, ...], question: str, channel: str) -> np.ndarray:
    return np.array([int(holdings.scores([code], question, channel=channel).sum()) for code in codes])


def _codes(holdings: Holdings, scope: Scope) -> tuple[str, ...]:
    return tuple(sorted(code for code in holdings.snapshots if code <= scope.last))
