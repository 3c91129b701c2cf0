"""Reading options and their labels: of a choice, of a list shared by several questions, and beside the districts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from survey_defs.questions import MAX_OPTIONS, Kind, LabelLists
from survey_defs.table import Table, repeated
from survey_defs.texts import read_text_lists

ID = re.compile(r"[a-z][a-z0-9_]*")
ID_RULE = "must be small letters a–z, digits and _, beginning with a letter"
AGREEMENT = ("yes", "partly", "no")


@dataclass(frozen=True)
class Choices:
    """Options with their labels, in order."""

    values: tuple[str, ...] = ()
    labels: LabelLists = field(default_factory=dict)


@dataclass(frozen=True)
class Surroundings:
    """What a question's table is read against: the survey's languages, and its shared lists of options."""

    languages: Collection[str]
    choices: Mapping[str, Choices]


def read_shared_choices(table: Table, languages: Collection[str]) -> Choices:
    """One `[choices.name]`."""
    values = _values(table, "values")
    choices = Choices(values, _labels(table, "labels", values, languages))
    table.finish()
    return choices


def read_options(table: Table, kind: Kind, around: Surroundings) -> Choices:
    """The options of a choice, written in the question or taken from the shared list it names."""
    if "value_labels" not in kind.needs:
        return Choices()
    if table.has("choices"):
        return _shared(table, kind, around)
    values = _values(table, "values") if "values" in kind.needs else AGREEMENT
    return Choices(values, _labels(table, "value_labels", values, around.languages))


def read_extra(table: Table, kind: Kind, around: Surroundings) -> Choices:
    """The answers a district question offers beside the districts."""
    if "extra" not in kind.takes or not (table.has("extra") | table.has("extra_labels")):
        return Choices()
    values = table.strings("extra")
    _check_values(table, "extra", values)
    return Choices(values, _labels(table, "extra_labels", values, around.languages))


def _shared(table: Table, kind: Kind, around: Surroundings) -> Choices:
    for key in ("values", "value_labels"):
        if key in kind.needs and table.has(key):
            table.report(key, f'give either "choices" or "{key}", not both')
    shared = around.choices.get(table.word("choices", tuple(around.choices)), Choices())
    if "values" not in kind.needs and shared.values and shared.values != AGREEMENT:
        table.report("choices", f"the values of this kind are {', '.join(AGREEMENT)}, in this order")
    return shared


def _values(table: Table, key: str) -> tuple[str, ...]:
    values = table.strings(key)
    if len(values) < 2 and isinstance(table.values.get(key), list):
        table.report(key, "a choice needs at least two options")
    if len(values) > MAX_OPTIONS:
        table.report(key, f"has {len(values)} options; at most {MAX_OPTIONS} can be counted")
    _check_values(table, key, values)
    return values


def _check_values(table: Table, key: str, values: tuple[str, ...]) -> None:
    for value in repeated(values):
        table.report(key, f'the value "{value}" occurs twice')
    for value in values:
        if not ID.fullmatch(value):
            table.report(key, f'the value "{value}" {ID_RULE}')


def _labels(table: Table, key: str, values: tuple[str, ...], languages: Collection[str]) -> LabelLists:
    lists = read_text_lists(table, key, languages, languages)
    for code, labels in lists.items():
        place = f"{key}.{code}"
        if values and len(labels) != len(values):
            table.report(place, f"has {len(labels)} labels for {len(values)} options")
        if not all(label.strip() for label in labels):
            table.report(place, "a label must not be blank")
        for label in repeated(label for label in labels if label.strip()):
            table.report(place, f'two options have the same label "{label}"')
    return lists
