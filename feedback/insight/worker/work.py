"""The ways into the desk's process: what it is told, what it is asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from feedback.insight.comment_counts import CommentCounts
from feedback.insight.figures import (
    ItemsRequest,
    OfficesRequest,
    OverviewRequest,
    PairRequest,
    PlaceRequest,
    PresenceRequest,
    UseRequest,
)
from feedback.insight.requests import Figures, Request
from feedback.insight.theme_figures import ThemeRequest, ThemesRequest
from feedback.insight.worker import (
    items,
    offices,
    overview,
    pair,
    patterns,
    place,
    presence,
    themes,
    use,
)
from feedback.insight.worker.comments import comments_of
from feedback.insight.worker.holdings import Holdings, Snapshot
from feedback.snapshots import as_arrays, expanded
from feedback.vocabulary import Vocabulary
from survey_defs.municipality import Municipality

ANSWERS: Mapping[type, Callable[[Holdings, Any], Figures]] = {
    OverviewRequest: overview.overview_figures,
    PlaceRequest: place.place_figures,
    OfficesRequest: offices.offices_figures,
    UseRequest: use.use_figures,
    PresenceRequest: presence.presence_figures,
    PairRequest: pair.pair_figures,
    ItemsRequest: items.items_figures,
    ThemesRequest: themes.themes_figures,
    ThemeRequest: themes.theme_figures,
}


class Lacking(LookupError):
    """The desk has not been given these quarters, or nothing at all yet."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(tuple(codes))
        self.codes = tuple(codes)

    def __reduce__(self) -> tuple[type[Lacking], tuple[tuple[str, ...]]]:
        return Lacking, (self.codes,)


_held: list[Holdings] = []


def ready() -> int:
    """Says that the process is warm; gives its id."""
    return os.getpid()


def know(
    municipality: Municipality,
    words: Sequence[tuple[str, str, int]],
    questions: Mapping[str, Sequence[str]],
) -> None:
    """Begin anew with this vocabulary: (dimension, word, code) triples; question ids with their words."""
    asked = {id: tuple(given) for id, given in questions.items()}
    _held[:] = [Holdings(municipality, Vocabulary(words), asked)]


def hold(code: str, cells: bytes, funnel: bytes, hidden: str) -> None:
    """Keep a closed quarter, as it is stored."""
    _holdings().hold(Snapshot(code, as_arrays(expanded(cells)), as_arrays(expanded(funnel)), hidden))


def hold_comments(version: str, counts: CommentCounts) -> None:
    """Keep the comments of the closed quarters in this state, in place of any other."""
    holdings = _holdings()
    holdings.comments = comments_of(version, counts, holdings.labels)
    themes.prepare(holdings)


def hidden_of(code: str) -> str:
    """What is to be hidden of the tables that come with a quarter, as it is to be stored."""
    holdings = _holdings()
    if code not in holdings.snapshots:
        raise Lacking([code])
    return patterns.pattern_of(holdings, code)


def answer(request: Request) -> Figures:
    """The figures asked for. Raises Lacking when quarters are missing."""
    holdings = _holdings()
    missing = [
        code for code in (*request.scope.quarters, *request.scope.history) if code not in holdings.snapshots
    ]
    if missing:
        raise Lacking(sorted(set(missing)))
    return ANSWERS[type(request)](holdings, request)


def _holdings() -> Holdings:
    if not _held:
        raise Lacking([])
    return _held[0]
