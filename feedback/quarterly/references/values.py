"""One value of somebody else's, and what is asked of it before it is taken in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from feedback.insight.figures import ITEMS
from survey_defs.municipality import Municipality

INDEX, SHARE = "index", "share"
SATISFIED_SHARE = "satisfied_share"
MOST = {INDEX: Decimal(100), SHARE: Decimal(1)}
# What is comparable with ours, and the units each may be in.
UNITS = {SATISFIED_SHARE: (SHARE,), INDEX: (INDEX,), **dict.fromkeys(ITEMS, (INDEX, SHARE))}
FEWEST = 10
LONGEST = 200
FIRST_YEAR = 2000

Key = tuple[str, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """`value` is decimal text with a point, its digits as they were given; `channel` one of ours or empty for all;
    `district` their own name for one of theirs, empty for the whole."""

    organisation: str
    source: str
    year: int
    measure: str
    channel: str
    district: str
    unit: str
    value: str
    n: int | None

    @property
    def key(self) -> Key:
        """What there is one value of. Names are the same however they are spaced and cased."""
        return (folded(self.organisation), self.year, self.measure, self.channel, folded(self.district))


def folded(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Allowed:
    """What a value may be about here and today. `names` are the channels' names by how people write them."""

    channels: Collection[str]
    names: Mapping[str, str]
    last_year: int

    def channel(self, written: str) -> str:
        """The channel's id where it is written by its name; otherwise as it is written."""
        return self.names.get(folded(written), written)


def allowed_here(municipality: Municipality, today: date) -> Allowed:
    """Channels by id, or by their name in any language; years up to this one."""
    names = {folded(name): each.id for each in municipality.channels for name in each.names.values()}
    ids = [each.id for each in municipality.channels]
    return Allowed(ids, names | {folded(id): id for id in ids}, today.year)


def decimal_text(text: str) -> str | None:
    """`83,80` → `83.80`; None for what is no number."""
    plain = text.strip().replace(",", ".")
    if not plain or not set(plain) <= set("0123456789.-"):
        return None
    try:
        Decimal(plain)
    except InvalidOperation:
        return None
    return plain


def faults_of(value: Value, allowed: Allowed) -> Iterator[str]:
    """What is wrong with it, a sentence each."""
    if not value.organisation:
        yield "organisation saknas: skriv vems värdet är"
    if not value.source:
        yield "source saknas: skriv var värdet finns att läsa"
    for name in ("organisation", "source", "district"):
        text = getattr(value, name)
        if len(text) > LONGEST or not text.isprintable():
            yield f"{name} ska vara högst {LONGEST} vanliga tecken"
    if not FIRST_YEAR <= value.year <= allowed.last_year:
        yield f"year är {value.year}: det ska vara ett år från {FIRST_YEAR} till {allowed.last_year}"
    if value.channel and value.channel not in allowed.channels:
        yield f"kanalen {value.channel!r} finns inte här: skriv {', '.join(allowed.channels)}, eller lämna tomt"
    yield from _measure_faults(value)
    if value.n is not None and value.n < FEWEST:
        yield f"n är {value.n}: värden av färre än {FEWEST} svar tas inte in"


def _measure_faults(value: Value) -> Iterator[str]:
    units = UNITS.get(value.measure)
    if units is None:
        yield f"måttet {value.measure!r} går inte att jämföra: skriv {', '.join(UNITS)}"
    elif value.unit not in units:
        yield f"enheten {value.unit!r} passar inte {value.measure}: skriv {' eller '.join(units)}"
    number = decimal_text(value.value)
    if number is None:
        yield f"värdet {value.value!r} är inget tal"
    elif value.unit in MOST and not 0 <= Decimal(number) <= MOST[value.unit]:
        yield f"värdet {value.value} ska vara från 0 till {MOST[value.unit]}" + _hint(value)


def _hint(value: Value) -> str:
    return " (84 procent skrivs 0,84)" if value.unit == SHARE else ""
