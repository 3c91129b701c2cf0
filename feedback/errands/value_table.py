"""Reading `[values]`: what the municipality's own words mean, and what a mapping adds to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from feedback.errands.value_map import MISSING, OTHERWISE, REJECT, ValueMap, compared
from survey_defs.municipality import Channel, District, Municipality, Office, Service
from survey_defs.table import Table, nearest


@dataclass(frozen=True)
class Words:
    """The municipality's words of one dimension: its ids, and the names they go by."""

    ids: frozenset[str]
    names: Mapping[str, frozenset[str]]

    def entries(self, is_exact: bool) -> dict[str, str]:
        """Each id and each name that only one id has, as compared → the id."""
        owners: dict[str, set[str]] = {}
        for id, names in self.names.items():
            for name in names:
                owners.setdefault(compared(name, is_exact), set()).add(id)
        plain = {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}
        return plain | {compared(id, is_exact): id for id in self.ids}


def words_of(municipality: Municipality) -> dict[str, Words]:
    named: dict[str, Iterable[Channel | Office | Service | District]] = {
        "channel": municipality.channels,
        "office": municipality.offices,
        "service": municipality.services,
        "district": municipality.districts,
    }
    words = {
        name: {each.id: frozenset(each.names.values()) for each in things} for name, things in named.items()
    }
    words["language"] = {each.code: frozenset([each.name]) for each in municipality.languages}
    return {name: Words(frozenset(names), names) for name, names in words.items()}


def read_value_map(table: Table | None, name: str, words: Words, is_exact: bool) -> ValueMap:
    """What the municipality's own words mean, and over that what the table says."""
    plain = words.entries(is_exact)
    if table is None:
        return ValueMap(plain, is_exact=is_exact)
    entries: dict[str, str] = {}
    for value in table.values:
        target = table.text(value)
        _check_target(table, value, target, name, words.ids)
        key = compared(value, is_exact)
        if value != OTHERWISE and entries.setdefault(key, target) != target:
            table.report(value, f'"{value}" stands here twice, spelled differently, with different meanings')
    otherwise = str(table.values.get(OTHERWISE, REJECT))
    return ValueMap(plain | entries, otherwise, is_exact)


def _check_target(table: Table, value: str, target: str, name: str, ids: Collection[str]) -> None:
    if target == MISSING and name == "channel":
        table.report(value, 'an errand without channel cannot be counted: give a channel, or "reject"')
    elif target and target not in (REJECT, MISSING) and target not in ids:
        report_no_id(table, value, target, name, ids)


def report_no_id(table: Table, key: str, id: str, name: str, ids: Collection[str]) -> None:
    table.report(key, f'"{id}" is no {name} of this municipality{nearest(id, ids)}')
