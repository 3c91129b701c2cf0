"""One district over its channels, or one channel over the districts."""

from __future__ import annotations

import numpy as np

from analysis.gap_split import NOT_COMPARABLE, REST, split_of_gap
from feedback.insight.figures import (
    DISTRICT,
    HIDDEN,
    SHOWN,
    PlaceFigures,
    PlaceRequest,
    Scope,
    ServiceLine,
    Slot,
    Split,
    Trend,
)
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.matrix import Counts, counted, judged_matrix
from feedback.insight.worker.patterns import table_hidden
from feedback.insight.worker.pooled import pooled_column, pooled_row
from feedback.insight.worker.sentences import Parts, place_lead
from feedback.insight.worker.slots import SATISFIED_FROM, compared, judged_together, slot_of
from feedback.insight.worker.stages import stages_of, voices
from feedback.insight.worker.trends import History

MOST_SERVICES = 8


def place_figures(holdings: Holdings, request: PlaceRequest) -> PlaceFigures:
    """Everything its page shows."""
    scope, kind, id = request.scope, request.kind, request.id
    counts = counted(holdings, scope)
    matrix = judged_matrix(holdings, scope, counts)
    is_district = kind == DISTRICT
    if is_district:
        total = matrix.slot(id, None)
        parts: Parts = tuple((channel, matrix.slot(id, channel)) for channel in matrix.columns)
    else:
        total = matrix.column_slot(id)
        parts = tuple((district, matrix.slot(district, id)) for district in matrix.rows)
    where = {kind: id}
    return PlaceFigures(
        scope=scope,
        kind=kind,
        id=id,
        total=total,
        parts=parts,
        lead=place_lead(holdings, scope, kind, id, parts),
        trends=_trends(holdings, scope, kind, id, parts),
        splits=_splits(holdings, counts, kind, id, total, parts),
        stages=stages_of(holdings, scope, total.state == HIDDEN, **where),
        voices=voices(holdings, scope, id) if is_district else (),
        services=_services(holdings, scope, kind, id),
        whole=matrix.total,
        pooled=pooled_row(matrix, id) if is_district else pooled_column(matrix, id),
    )


def _trends(
    holdings: Holdings, scope: Scope, kind: str, id: str, parts: tuple[tuple[str | None, Slot], ...]
) -> tuple[tuple[str | None, Trend], ...]:
    history = History(holdings, scope)
    place = holdings.labels[kind].index(id)
    whole = history.row(place) if kind == DISTRICT else history.column(place)
    others = holdings.labels["channel" if kind == DISTRICT else DISTRICT]
    found: list[tuple[str | None, Trend]] = [(None, whole)]
    for part, slot in parts:
        if part is not None and slot.state == SHOWN:
            other = others.index(part)
            row, column = (place, other) if kind == DISTRICT else (other, place)
            found.append((part, history.cell(row, column)))
    return tuple(found)


def _splits(
    holdings: Holdings,
    counts: Counts,
    kind: str,
    id: str,
    total: Slot,
    parts: tuple[tuple[str | None, Slot], ...],
) -> tuple[tuple[str | None, Split], ...]:
    """The raw gap taken apart, for the place as a whole and for each part that is judged."""
    labels = holdings.labels
    found: list[tuple[str | None, Split]] = []
    for part, slot in ((None, total), *parts):
        if slot.judged is None or slot.judged.gap is None:
            continue
        if kind == DISTRICT:
            row, column = labels["district"].index(id), labels["channel"].index(part) if part else None
        elif part is None:
            continue  # a channel beside the other channels: its own mix is not a mix of channels
        else:
            row, column = labels["district"].index(part), labels["channel"].index(id)
        found.append((part, _split(counts.scores, row, column)))
    return tuple(found)


def _split(scores: np.ndarray, row: int, column: int | None) -> Split:
    chosen = scores if column is None else scores[:, [column]]
    # district × channel × service × mode × score → errand × channel × mode
    own = chosen[row].transpose(1, 0, 2, 3)
    rest = chosen.sum(axis=0).transpose(1, 0, 2, 3) - own
    split = split_of_gap(_pair(own), _pair(rest))
    parts = {name: part.value for name, part in split.parts.items()}
    return Split(
        split.gap, parts["errand"], parts["channel"], parts["mode"], parts[NOT_COMPARABLE], parts[REST]
    )


def _pair(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return scores[..., SATISFIED_FROM - 1 :].sum(axis=-1), scores.sum(axis=-1)


def _services(holdings: Holdings, scope: Scope, kind: str, id: str) -> tuple[ServiceLine, ...]:
    """The place's most frequent kinds of errand by closed errands, each beside the same kind elsewhere.

    Which services are listed follows from errands, not from answers; their order is the municipality's.
    """
    if scope.service:
        return ()
    closed = holdings.closed(scope.quarters, "service", **{kind: id})[:-1]
    largest = [
        int(place) for place in np.argsort(-closed, kind="stable")[:MOST_SERVICES] if closed[place] > 0
    ]
    scores = holdings.scores(scope.quarters, "overall", kind, "service", "channel", "mode")
    own = holdings.labels[kind].index(id)
    lines = []
    for service in sorted(largest):
        name = holdings.labels["service"][service]
        hidden = table_hidden(
            holdings, Scope(scope.quarters, scope.period, name, scope.margin, scope.history)
        )
        is_hidden = bool(hidden.rows[own] if kind == DISTRICT else hidden.columns[own])
        standing = None if is_hidden else compared(scores[:, service], scope.margin)[own]
        lines.append((name, standing, is_hidden))
    [judged] = judged_together([[standing for _, standing, _ in lines]], scope.margin)
    return tuple(
        ServiceLine(name, slot_of(standing, is_hidden, False))
        for (name, _, is_hidden), standing in zip(lines, judged, strict=True)
    )
