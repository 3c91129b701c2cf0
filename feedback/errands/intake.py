"""Where every closed errand enters, once: checked against the municipality, stored, counted in the funnel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from operator import attrgetter

from feedback.cells import Dimensions, counted
from feedback.database.statements import Many, Procedure, Rows, marks
from feedback.database.writer import run_procedure
from feedback.errands.contacts import ContactKind, normal_contact
from feedback.errors import Fault
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.keys import random_id
from feedback.packing import WEEK_ZERO
from feedback.service import Service
from survey_defs.municipality import Municipality

CHUNK = 1000  # errands in one transaction
ROWS_PER_STATEMENT = 250  # 13 values each; SQLite takes at most 32,766 in one statement
MAX_SOURCE_LENGTH = 100
MAX_EXTERNAL_ID_LENGTH = 200
DIMENSIONS = ("channel", "office", "service", "district", "language")
_CONTACT_FORMS = {
    "e_mail": "is not an e-mail address such as name@example.se",
    "sms": "is not a phone number such as 070-123 45 67 or +46701234567",
}


@dataclass(frozen=True, slots=True)
class ClosedErrand:
    """An errand somebody has finished, in our own words. None means not known."""

    source: str
    external_id: str
    channel: str
    closed_on: date
    office: str | None = None
    service: str | None = None
    district: str | None = None
    language: str | None = None
    contact_kind: ContactKind | None = None
    contact: str | None = field(default=None, repr=False)  # never in a log line or a traceback


@dataclass(frozen=True)
class Intake:
    """How many errands were new, and how many had been taken in before."""

    stored: int = 0
    already_known: int = 0

    def __add__(self, other: Intake) -> Intake:
        return Intake(self.stored + other.stored, self.already_known + other.already_known)


def faults_of(errand: ClosedErrand, municipality: Municipality, today: date) -> list[Fault]:
    """Everything that keeps an errand from being accepted, each fault at the field it is about."""
    faults = [
        *_text_faults("source", errand.source, MAX_SOURCE_LENGTH),
        *_text_faults("external_id", errand.external_id, MAX_EXTERNAL_ID_LENGTH),
        *_word_faults(errand, municipality),
    ]
    if errand.closed_on > today:
        faults.append(Fault("closed_on", "lies in the future"))
    if errand.closed_on < WEEK_ZERO:
        faults.append(Fault("closed_on", f"lies before {WEEK_ZERO}, the first day that can be counted"))
    return faults + _contact_faults(errand)


def _text_faults(place: str, text: str, max_length: int) -> list[Fault]:
    if not text.strip():
        return [Fault(place, "is missing")]
    if len(text) > max_length:
        return [Fault(place, f"is longer than {max_length} characters")]
    return [] if text.isprintable() else [Fault(place, "holds characters that cannot be printed")]


def _word_faults(errand: ClosedErrand, municipality: Municipality) -> list[Fault]:
    words = {name: getattr(errand, name) for name in DIMENSIONS}
    return [
        Fault(name, f'"{word}" is no {name} of this municipality')
        for name, word in words.items()
        if word is not None and not _is_known(getattr(municipality, name), word)
    ]


def _is_known(look_up: Callable[[str], object], word: str) -> bool:
    try:
        look_up(word)
    except KeyError:
        return False
    return True


def _contact_faults(errand: ClosedErrand) -> list[Fault]:
    """The message never repeats the contact: faults are shown and logged."""
    if errand.contact is None:
        return [Fault("contact", "is missing, though contact_kind is given")] if errand.contact_kind else []
    if errand.contact_kind not in _CONTACT_FORMS:
        return [Fault("contact_kind", "must be e_mail or sms where there is a contact")]
    if normal_contact(errand.contact_kind, errand.contact) is None:
        return [Fault("contact", _CONTACT_FORMS[errand.contact_kind])]
    return []


async def accept(service: Service, errands: Sequence[ClosedErrand]) -> Intake:
    """Store errands that `faults_of` found nothing wrong with; those already known change nothing.

    Each thousand is one transaction, in which every newly stored errand is counted as closed.
    """
    total = Intake()
    for chunk in chunks(errands, CHUNK):
        total += await run_procedure(service.engine, storing(new_rows(service, chunk)))
    return total


def chunks(errands: Iterable[ClosedErrand], size: int) -> Iterable[list[ClosedErrand]]:
    """The errands in lists of `size`, the last one shorter."""
    rest = iter(errands)
    while chunk := list(islice(rest, size)):
        yield chunk


async def already_known(service: Service, errands: Sequence[ClosedErrand]) -> int:
    """How many of these distinct errands have been taken in before."""
    return sum([await run_procedure(service.engine, _looking_up(service, c)) for c in chunks(errands, CHUNK)])


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row of `errand` in the order of its columns, and the funnel key it counts into."""

    id: int
    source: str
    external_hash: str
    channel: str
    office: str | None
    service: str | None
    district: str | None
    language: str | None
    closed_on: date
    contact_kind: str | None
    contact_sealed: str | None
    contact_hash: str | None
    fate: str
    funnel_key: int


_COLUMNS = tuple(name for name in NewRow.__dataclass_fields__ if name != "funnel_key")
_ONE_ROW = f"({marks(len(_COLUMNS))})"
_values_of = attrgetter(*_COLUMNS)


def new_rows(service: Service, errands: Iterable[ClosedErrand]) -> list[NewRow]:
    """The rows to try, in an order in which two writers never wait for each other."""
    rows = [_new_row(service, errand) for errand in errands]
    return sorted(rows, key=lambda row: (row.source, row.external_hash))


def _new_row(service: Service, errand: ClosedErrand) -> NewRow:
    keys, kind = service.keys, errand.contact_kind
    contact = normal_contact(kind, errand.contact) if kind and errand.contact else None
    dimensions = Dimensions(
        errand.closed_on, errand.channel, errand.district, errand.office, errand.service, errand.language
    )
    return NewRow(
        id=random_id(),
        source=errand.source,
        external_hash=keys.external_hash(errand.source, errand.external_id),
        channel=errand.channel,
        office=errand.office,
        service=errand.service,
        district=errand.district,
        language=errand.language,
        closed_on=errand.closed_on,
        contact_kind=kind if contact else None,
        contact_sealed=keys.encrypt(contact) if contact else None,
        contact_hash=keys.contact_hash(kind, contact) if kind and contact else None,
        fate="accepted",
        funnel_key=funnel_key(service.vocabulary, dimensions, Stage.CLOSED),
    )


def storing(rows: Sequence[NewRow]) -> Procedure[Intake]:
    """Insert what is new and count it. What another process stores at the same time is counted there."""
    stored: set[int] = set()
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        part = rows[start : start + ROWS_PER_STATEMENT]
        values = [value for row in part for value in _values_of(row)]
        stored.update(id for (id,) in (yield Rows(_insert(len(part)), values)))
    keys = [row.funnel_key for row in rows if row.id in stored]
    yield Many(UPSERT_FUNNEL, counted(keys))
    return Intake(len(stored), len(rows) - len(stored))


def _insert(count: int) -> str:
    values = ", ".join([_ONE_ROW] * count)
    return (
        f"INSERT INTO errand ({', '.join(_COLUMNS)}) VALUES {values} "
        "ON CONFLICT (source, external_hash) DO NOTHING RETURNING id"
    )


def _looking_up(service: Service, errands: Sequence[ClosedErrand]) -> Procedure[int]:
    hashes: dict[str, list[str]] = {}
    for errand in errands:
        digest = service.keys.external_hash(errand.source, errand.external_id)
        hashes.setdefault(errand.source, []).append(digest)
    found = 0
    for source, wanted in hashes.items():
        sql = f"SELECT COUNT(*) FROM errand WHERE source = ? AND external_hash IN ({marks(len(wanted))})"
        ((n,),) = yield Rows(sql, [source, *wanted])
        found += n
    return found
