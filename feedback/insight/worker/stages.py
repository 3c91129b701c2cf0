"""How far errands came, and whose answers are missing."""

from __future__ import annotations

import numpy as np

from analysis.uncertainty import wilson
from feedback.funnel import Stage
from feedback.insight.figures import HIDDEN, Scope, Stages, Voice
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.matrix import service_filter
from feedback.insight.worker.patterns import hidden_beside, table_hidden
from feedback.insight.worker.slots import CONFIDENCE, SMALLEST, measure, signs


def stages_of(holdings: Holdings, scope: Scope, is_hidden: bool, **where: str) -> Stages | None:
    """The funnel of a part of the municipality. None where that part is hidden, or where it would tell of
    fewer than ten who answered, or did not."""
    counts = holdings.stages(scope.quarters, **where, **service_filter(scope))
    closed, answered = int(counts[Stage.CLOSED - 1]), int(counts[Stage.ANSWERED - 1])
    if is_hidden or answered < SMALLEST or 0 < closed - answered < SMALLEST:
        return None
    return Stages(tuple((number, int(n)) for number, n in enumerate(counts.tolist(), 1)))


def voices(holdings: Holdings, scope: Scope, district: str) -> tuple[Voice, ...]:
    """Per language of the errand: how many of the district's errands were answered, beside the municipality's
    share for all languages together, every language tried at once."""
    stages = holdings.stages(scope.quarters, "district", "language", **service_filter(scope))
    closed, answered = stages[..., Stage.CLOSED - 1], stages[..., Stage.ANSWERED - 1]
    # Decided over all districts together, so that the next district's page needs no more of it.
    key = ("voices", scope.quarters, scope.service)
    hidden = holdings.once(key, lambda: hidden_beside(answered, closed - answered))
    place = holdings.labels["district"].index(district)
    # The languages add up to the district: where its answers are hidden, so are all of theirs.
    unseen = hidden[place] | bool(table_hidden(holdings, scope).rows[place])
    told = _standings(closed[place], answered[place], closed.sum(), answered.sum(), scope.margin)
    return tuple(
        _voice(language or None, int(closed[place, n]), int(answered[place, n]), bool(unseen[n]), told[n])
        for n, language in enumerate(holdings.labels["language"])
        if closed[place, n] > 0
    )


def _standings(
    closed: np.ndarray, answered: np.ndarray, all_closed: int, all_answered: int, margin: float
) -> list[str]:
    """How each language's share stands to that of every other errand of the municipality."""
    rest_n, rest_yes = all_closed - closed.sum(), all_answered - answered.sum()
    found = signs(np.append(answered, rest_yes), np.append(closed, rest_n), margin)
    return [sign.standing for sign in found[:-1]]


def _voice(language: str | None, closed: int, answered: int, is_hidden: bool, standing: str) -> Voice:
    if is_hidden or closed < SMALLEST:
        return Voice(language, None, None, None, HIDDEN)
    return Voice(language, closed, answered, measure(wilson(answered, closed, CONFIDENCE)), standing)
