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


def request_of(
    form: Form,
    everything: Mapping[Group, Scores],
    part: Mapping[Group, Scores] | None,
    own: Collection[str] | None,
) -> TableRequest:
    """What the desk is asked: the part that a filter left, or everything."""
    whole = cells_of(form, everything)
    rows = None if own is None else tuple(n for n, row in enumerate(form.rows) if row in own)
    if part is None:
        return TableRequest(whole, None, rows)
    shown = cells_of(form, part)
    rest = tuple(
        tuple(sum(all_of) - sum(some) for all_of, some in zip(*pair, strict=True))
        for pair in zip(whole, shown, strict=True)
    )
    return TableRequest(shown, rest, rows)
