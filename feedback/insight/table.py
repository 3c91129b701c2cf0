"""The table of one selection: which rows and channels it has, and what is asked of the analysis desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from feedback.insight.figures import Scores, TableRequest
from feedback.insight.reading import POINTS, Group
from survey_defs.municipality import Municipality

NONE_OF_THEM: Scores = (0,) * POINTS
SWEDISH = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


@dataclass(frozen=True)
class Form:
    """Ids of the table's rows and channels, in the order shown. None is the row of what belongs to none."""

    rows: tuple[str | None, ...]
    channels: tuple[str, ...]


def alphabetical(name: str) -> str:
    """A key that puts å, ä and ö last, as in Swedish."""
    return name.casefold().translate(SWEDISH)


def form_of(municipality: Municipality, kind: str, present: Collection[Group], language: str) -> Form:
    """Rows in alphabetical order, never by their figures; channels as the municipality lists them.

    `present` are the groups with closed errands or answers. Only what has neither is left out, so that a
    missing row tells nothing about anybody who answered.
    """
    known = municipality.districts if kind == "district" else municipality.offices
    seen_rows = {row for row, _ in present}
    named = [each.id for each in known if each.id in seen_rows]
    named.sort(key=lambda id: alphabetical(municipality.name(kind, id, language)))
    beside = [None] if seen_rows - set(named) else []
    seen_channels = {channel for _, channel in present}
    channels = [each.id for each in municipality.channels if each.id in seen_channels]
    return Form((*named, *beside), tuple(channels))


def cells_of(form: Form, scores: Mapping[Group, Scores]) -> tuple[tuple[Scores, ...], ...]:
    """The scores in the table's form; rows that have no name of their own are added up in the last."""
    cells = {(row, channel): list(NONE_OF_THEM) for row in form.rows for channel in form.channels}
    for (row, channel), counts in scores.items():
        if channel in form.channels:
            cell = cells[(row if row in form.rows else None, channel)]
            cell[:] = [before + more for before, more in zip(cell, counts, strict=True)]
    return tuple(tuple(tuple(cells[(row, channel)]) for channel in form.channels) for row in form.rows)


def empty_cells(
    form: Form, scores: tuple[tuple[Scores, ...], ...], closed: Collection[Group]
) -> tuple[tuple[bool, ...], ...]:
    """Where no errand was closed and nobody answered: there is nobody to protect."""
    reached = {(row if row in form.rows else None, channel) for row, channel in closed}
    return tuple(
        tuple(
            (row, channel) not in reached and not any(cell)
            for channel, cell in zip(form.channels, cells, strict=True)
        )
        for row, cells in zip(form.rows, scores, strict=True)
    )


def request_of(
    form: Form,
    shown: Mapping[Group, Scores],
    closed: Collection[Group],
    everything: Mapping[Group, Scores] | None = None,
    own: Collection[str] | None = None,
) -> TableRequest:
    """What the desk is asked. `closed` are the groups with closed errands; `everything` is given where
    `shown` is the part a filter left of it; `own` are the rows to be seen by themselves, if not all."""
    scores = cells_of(form, shown)
    rest = _left(cells_of(form, everything), scores) if everything is not None else None
    rows = None if own is None else tuple(n for n, row in enumerate(form.rows) if row in own)
    return TableRequest(scores, empty_cells(form, scores, closed), rest, rows)


def _left(
    whole: tuple[tuple[Scores, ...], ...], part: tuple[tuple[Scores, ...], ...]
) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(sum(all_of) - sum(some) for all_of, some in zip(*pair, strict=True))
        for pair in zip(whole, part, strict=True)
    )
