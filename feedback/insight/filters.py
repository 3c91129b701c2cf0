"""The line of choices above a page: what is chosen, and links to everything else. No script, no form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from feedback.insight.selection import DISTRICT, Selection, row_kinds
from feedback.insight.table import alphabetical
from feedback.insight.wording import Wording
from feedback.quarters import Quarter
from feedback.staff.roles import Viewer
from survey_defs.municipality import Municipality


@dataclass(frozen=True)
class Option:
    text: str
    query: str
    is_current: bool


@dataclass(frozen=True)
class Filter:
    """One choice: its name, what is chosen, and everything that can be."""

    name: str
    current: str
    options: tuple[Option, ...]


def filters(
    selection: Selection, quarters: Sequence[Quarter], viewer: Viewer, wording: Wording
) -> tuple[Filter, ...]:
    """The choices this person has. What lies outside her scope is not offered."""
    _ = wording.text
    municipality = wording.municipality
    made = [
        _filter(_("Period"), selection, _periods(selection, quarters, wording)),
        _filter(_("Ärenden"), selection, _services(selection, municipality, wording)),
        _filter(_("Kanal"), selection, _channels(selection, municipality, wording)),
    ]
    kinds = row_kinds(viewer)
    if len(kinds) > 1:
        shown = [(selection.with_rows(kind), wording.rows_are(kind)) for kind in kinds]
        made.append(_filter(_("Visa per"), selection.with_rows(selection.rows), shown))
    rows = _rows(selection, municipality, viewer, wording)
    if len(rows) > 1:
        made.append(_filter(wording.rows_are(selection.rows), selection, rows))
    return tuple(made)


def _filter(name: str, selection: Selection, choices: Sequence[tuple[Selection, str]]) -> Filter:
    options = tuple(Option(text, choice.query, choice == selection) for choice, text in choices)
    current = next((option.text for option in options if option.is_current), options[0].text)
    return Filter(name, current, options)


def _periods(
    selection: Selection, quarters: Sequence[Quarter], wording: Wording
) -> list[tuple[Selection, str]]:
    """The quarters that have data, and the one asked for although it has none."""
    offered = quarters if selection.quarter in quarters else (selection.quarter, *quarters)
    return [(replace(selection, quarter=each), wording.quarter(each)) for each in offered]


def _services(
    selection: Selection, municipality: Municipality, wording: Wording
) -> list[tuple[Selection, str]]:
    ids = sorted(
        (each.id for each in municipality.services), key=lambda id: alphabetical(wording.service(id))
    )
    return [(replace(selection, service=id), wording.service(id)) for id in (None, *ids)]


def _channels(
    selection: Selection, municipality: Municipality, wording: Wording
) -> list[tuple[Selection, str]]:
    ids = [each.id for each in municipality.channels]
    return [(replace(selection, channel=id), wording.channel(id)) for id in (None, *ids)]


def _rows(
    selection: Selection, municipality: Municipality, viewer: Viewer, wording: Wording
) -> list[tuple[Selection, str]]:
    _ = wording.text
    known = municipality.districts if selection.rows == DISTRICT else municipality.offices
    ids = [each.id for each in known if viewer.may_see(selection.rows, each.id)]
    named = [(replace(selection, row=id), wording.row("named", id, selection.rows)) for id in ids]
    named.sort(key=lambda pair: alphabetical(pair[1]))
    return [(replace(selection, row=None), _("Alla")), *named]
