"""What the figures can be asked by: each parameter once, for reading requests and for describing the API."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.errors import Fault, InputError
from feedback.open_data.rows import PLACE, Row
from feedback.open_data.vocabulary import Words
from feedback.quarterly.published import DIMENSIONS, STATES
from feedback.quarters import parsed_quarter

MOST, USUAL = 1000, 100
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Parameter:
    """`is_repeated`: it may be given several times, and any of the values will do."""

    name: str
    sv: str
    en: str
    schema: Mapping[str, Any]
    is_repeated: bool = False


_TEXT = {"type": "string", "maxLength": LONGEST_VALUE}
QUARTER = Parameter(
    "quarter",
    "Kvartal, till exempel 2026Q3. Utan det: alla.",
    "A quarter, such as 2026Q3. Without it: all of them.",
    {"type": "string", "pattern": "^20[0-9]{2}Q[1-4]$"},
    True,
)
EDITION = Parameter(
    "edition",
    "Kvartalets utgåva; kräver ett kvartal. Utan den: den senaste.",
    "The quarter's edition; needs one quarter. Without it: the newest.",
    {"type": "integer", "minimum": 1},
)
LIMIT = Parameter(
    "limit",
    f"Hur många siffror i ett svar, högst {MOST}.",
    f"How many figures in a reply, at most {MOST}.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
)
CURSOR = Parameter(
    "cursor",
    "next_cursor ur förra svaret, tillsammans med samma övriga parametrar.",
    "next_cursor of the reply before, together with the same other parameters.",
    {"type": "string"},
)
_NAMED = {
    "table": ("Tabell i bilagan, till exempel T1.", "A table of the appendix, such as T1."),
    "measure": ("Mått; se measures.", "A measure; see measures."),
    "state": ("shown, hidden eller empty.", "shown, hidden or empty."),
    "district": ("Kommundelens id.", "A district's id."),
    "channel": ("Kanalens id.", "A channel's id."),
    "office": ("Kontorets id.", "An office's id."),
    "service": ("Id för slags ärende.", "The id of a kind of errand."),
    "language": ("Språkkod.", "A language code."),
    "theme": ("Temats id.", "A theme's id."),
}
_EMPTY_SV, _EMPTY_EN = " Tomt: alla tillsammans.", " Empty: all of them together."
FILTERS = tuple(
    Parameter(
        name,
        sv + (_EMPTY_SV if name in DIMENSIONS else ""),
        en + (_EMPTY_EN if name in DIMENSIONS else ""),
        {"type": "string", "enum": list(STATES)} if name == "state" else _TEXT,
        True,
    )
    for name, (sv, en) in _NAMED.items()
)
PARAMETERS = (QUARTER, EDITION, *FILTERS, LIMIT, CURSOR)
_KNOWN = {parameter.name: parameter for parameter in PARAMETERS}


@dataclass(frozen=True, slots=True)
class Question:
    """A request for figures, understood. `filters` has the wanted values of each column that is asked by."""

    quarters: tuple[str, ...]
    edition: int | None
    filters: Mapping[str, frozenset[str]]
    limit: int
    cursor: str

    @property
    def fingerprint(self) -> str:
        """The same for the same question, whatever the limit and however far one has read."""
        wanted = sorted((name, sorted(values)) for name, values in self.filters.items())
        told = repr((sorted(self.quarters), self.edition, wanted))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def wanted(self) -> Callable[[Row], bool]:
        """Whether a row is asked for."""
        places = [(PLACE[name], values) for name, values in self.filters.items()]
        return lambda row: all(row[place] in values for place, values in places)


def question(given: Sequence[tuple[str, str]]) -> Question:
    """What is asked for, as far as it can be told without looking anything up. Raises InputError with every fault."""
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    faults = [*_misplaced(values), *_malformed(values)]
    limit, more = _whole(values, "limit", USUAL, MOST)
    edition, further = _whole(values, "edition", 0, 32_767)
    faults += [*more, *further]
    quarters = tuple(dict.fromkeys(values.get("quarter", ())))
    if "edition" in values and len(quarters) != 1:
        faults.append(Fault("edition", "needs exactly one quarter"))
    if faults:
        raise InputError("The parameters cannot be understood.", faults)
    filters = {each.name: frozenset(values[each.name]) for each in FILTERS if each.name in values}
    return Question(quarters, edition or None, filters, limit, values.get("cursor", [""])[0])


def unknown_values(asked: Question, words: Words, also: Mapping[str, frozenset[str]]) -> list[Fault]:
    """Values that are neither in the vocabulary nor, by column, among those that are published (`also`). A table is
    an edition's own, so one that an edition lacks is no fault."""
    known = {name: {*words.ids(name), ""} for name in DIMENSIONS}
    known["measure"] = {measure.id for measure in words.measures}
    known["state"] = set(STATES)
    return [
        Fault(name, f"{value!r} is not known here")
        for name, values in asked.filters.items()
        if name in known
        for value in sorted(values - known[name] - also.get(name, frozenset()))
    ]


def _misplaced(values: Mapping[str, list[str]]) -> list[Fault]:
    unknown = [Fault(name[:LONGEST_VALUE], "is no parameter here") for name in values if name not in _KNOWN]
    repeated = [
        Fault(name, "may be given once")
        for name, found in values.items()
        if name in _KNOWN and not _KNOWN[name].is_repeated and len(found) > 1
    ]
    return [*unknown, *repeated]


def _malformed(values: Mapping[str, list[str]]) -> list[Fault]:
    quarters = [
        Fault("quarter", f"{value[:LONGEST_VALUE]!r} is not a quarter such as 2026Q3")
        for value in values.get("quarter", ())
        if parsed_quarter(value) is None
    ]
    long = [
        Fault(each.name, f"may be at most {LONGEST_VALUE} characters")
        for each in FILTERS
        if any(len(value) > LONGEST_VALUE for value in values.get(each.name, ()))
    ]
    return [*quarters, *long]


def _whole(values: Mapping[str, list[str]], name: str, usual: int, most: int) -> tuple[int, list[Fault]]:
    if name not in values:
        return usual, []
    text = values[name][0]
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= most):
        return usual, [Fault(name, f"must be a whole number from 1 to {most}")]
    return int(text), []
