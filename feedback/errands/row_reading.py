"""What one row of a file says: an errand, or why it is none. Pure: no file, no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import cast

from feedback.errands.column import Record
from feedback.errands.contacts import ContactKind, kind_of, normal_contact
from feedback.errands.csv_file import Reason
from feedback.errands.intake import ClosedErrand, faults_of
from feedback.errands.mapping import ContactColumn, ErrandMapping, MomentColumn
from feedback.errands.moments import Moment
from survey_defs.municipality import Municipality


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value of the file that stands for nothing known here."""

    dimension: str
    value: str


@dataclass(slots=True)
class RowReading:
    """The errand where the row is a good one; else every reason why not. Unknown values in either case."""

    errand: ClosedErrand | None = None
    reasons: list[Reason] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)


def reading_of(record: Record, mapping: ErrandMapping, municipality: Municipality, today: date) -> RowReading:
    """A row that is not wanted at all is refused for that alone."""
    reading = RowReading(reasons=_unwanted(record, mapping))
    if reading.reasons:
        return reading
    closed = _closed_day(record, mapping, reading)
    words = _words(record, mapping, reading)
    if closed is None or words.get("channel") is None:
        return reading
    errand = _errand(record, mapping, closed, words)
    faults = faults_of(errand, municipality, today)
    reading.reasons += [Reason(f"{fault.place} {fault.message}") for fault in faults]
    reading.errand = None if reading.reasons else errand
    return reading


def _unwanted(record: Record, mapping: ErrandMapping) -> list[Reason]:
    return [
        Reason(f"{each.name} is none of: {each.shown}", each.column.text_in(record) or "(blank)")
        for each in mapping.filters
        if not each.lets_pass(record)
    ]


def _closed_day(record: Record, mapping: ErrandMapping, reading: RowReading) -> date | None:
    closed = _moment(record, mapping.closed, "closing", reading)
    opened = _moment(record, mapping.opened, "opening", reading) if mapping.opened else None
    if not mapping.closed.column.text_in(record):
        reading.reasons.append(Reason("no closing date"))
    if closed and opened and closed.is_before(opened):
        reading.reasons.append(Reason("closed before it was opened"))
    return closed.day if closed else None


def _moment(record: Record, column: MomentColumn, name: str, reading: RowReading) -> Moment | None:
    text = column.column.text_in(record)
    moment = column.reader.read(text) if text else None
    if text and moment is None:
        reading.reasons.append(Reason(f"the {name} date cannot be read", text))
    return moment


def _words(record: Record, mapping: ErrandMapping, reading: RowReading) -> dict[str, str | None]:
    """Our ids for the row's channel, office, service, district and language."""
    words: dict[str, str | None] = {}
    for name, column in mapping.words.items():
        text = column.text_in(record)
        if column.is_constant:
            words[name] = text
            continue
        meaning = mapping.values[name].meaning(text)
        if meaning.is_unknown:
            reading.unknown.append(Unknown(name, text))
        if meaning.is_refused:
            sentence = f"unknown {name}" if meaning.is_unknown else f"{name} that is not to be counted"
            reading.reasons.append(Reason(sentence, text or "(blank)"))
        elif name == "channel" and meaning.id is None:
            reading.reasons.append(Reason("no channel"))
        words[name] = meaning.id
    return words


def _errand(
    record: Record, mapping: ErrandMapping, closed: date, words: dict[str, str | None]
) -> ClosedErrand:
    kind, contact = _contact(record, mapping.contact)
    return ClosedErrand(
        source=mapping.source,
        external_id=mapping.external_id.text_in(record),
        channel=words["channel"] or "",
        closed_on=closed,
        office=words.get("office"),
        service=words.get("service"),
        district=words.get("district"),
        language=words.get("language"),
        contact_kind=kind,
        contact=contact,
    )


def _contact(record: Record, column: ContactColumn | None) -> tuple[ContactKind | None, str | None]:
    text = column.column.text_in(record) if column else ""
    if column is None or not text:
        return None, None
    kind = kind_of(text) if column.kind == "auto" else cast(ContactKind, column.kind)
    if not column.refuses_bad and normal_contact(kind, text) is None:
        return None, None
    return kind, text
