"""Two groups side by side, as the reader chose them."""

from __future__ import annotations

import numpy as np

from analysis.findings import Named, Pair, pair_finding
from analysis.verdict import Standing
from feedback.insight.figures import PairFigures, PairRequest, Said, Side, Slot
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.matrix import Counts, counted
from feedback.insight.worker.sentences import said_of
from feedback.insight.worker.slots import compared, level_slot, slot_of

EVERYWHERE = {"sv": "Hela kommunen", "en": "Whole municipality"}


def pair_figures(holdings: Holdings, request: PairRequest) -> PairFigures:
    """The first group against the second, like with like. Where either is hidden, nothing is compared; nor
    where one group is a part of the other, since their difference would tell of the rest."""
    counts = counted(holdings, request.scope)
    first, second = (_one(holdings, counts, side) for side in (request.first, request.second))
    shown = first.state == second.state == "shown"
    if not shown or _overlap(request.first, request.second):
        return PairFigures(request.scope, first, second, None, None, None)
    both = np.stack([_answers(holdings, counts, side) for side in (request.first, request.second)])
    if request.first.channel != request.second.channel:
        both = both.sum(axis=3)  # the answering mode follows the channel and cannot be told from it
    standing, _ = compared(both, request.scope.margin, reference=1)
    found = slot_of(standing, is_hidden=False, is_empty=False)
    judged = found.judged
    score_p = standing.score_p_value if standing else None
    said = _said(holdings, request, standing)
    return PairFigures(request.scope, found, second, judged.p_value if judged else None, score_p, said)


def _said(holdings: Holdings, request: PairRequest, standing: Standing | None) -> Said | None:
    if standing is None or standing.judged_gap is None or standing.reference_share is None:
        return None
    first, second = (_named(holdings, side) for side in (request.first, request.second))
    return said_of(pair_finding(Pair(first, second, standing), margin=request.scope.margin))


def _named(holdings: Holdings, side: Side) -> Named:
    """`Vårby, telefon`: a link where it has a district."""
    names = holdings.municipality.name
    texts = {}
    for code, everywhere in EVERYWHERE.items():
        place = names("district", side.district, code) if side.district else everywhere
        texts[code] = f"{place}, {names('channel', side.channel, code).lower()}" if side.channel else place
    return Named(side.district or "", texts)


def _one(holdings: Holdings, counts: Counts, side: Side) -> Slot:
    scores = _answers(holdings, counts, side).sum(axis=(0, 1, 2))
    return level_slot(scores, _is_hidden(holdings, counts, side), _is_empty(holdings, counts, side))


def _is_empty(holdings: Holdings, counts: Counts, side: Side) -> bool:
    """Whether it is known to all that nobody had an errand there."""
    rows = counts.empty if side.district is None else counts.empty[[_row(holdings, side)]]
    return bool((rows if side.channel is None else rows[:, [_column(holdings, side)]]).all())


def _answers(holdings: Holdings, counts: Counts, side: Side) -> np.ndarray:
    """A side's answers by channel, service, mode and score. Channels are strata too, unless both sides name
    one: then phone and e-mail are what is compared."""
    rows = counts.scores if side.district is None else counts.scores[[_row(holdings, side)]]
    chosen: np.ndarray = rows.sum(axis=0)
    return chosen if side.channel is None else chosen[[_column(holdings, side)]]


def _is_hidden(holdings: Holdings, counts: Counts, side: Side) -> bool:
    hidden = counts.hidden
    if side.district is None:
        return hidden.total if side.channel is None else bool(hidden.columns[_column(holdings, side)])
    row = _row(holdings, side)
    return bool(hidden.rows[row] if side.channel is None else hidden.cells[row, _column(holdings, side)])


def _overlap(first: Side, second: Side) -> bool:
    """Whether some answer may belong to both."""
    same_row = None in (first.district, second.district) or first.district == second.district
    same_column = None in (first.channel, second.channel) or first.channel == second.channel
    return same_row and same_column


def _row(holdings: Holdings, side: Side) -> int:
    return holdings.labels["district"].index(side.district or "")


def _column(holdings: Holdings, side: Side) -> int:
    assert side.channel is not None
    return holdings.labels["channel"].index(side.channel)
