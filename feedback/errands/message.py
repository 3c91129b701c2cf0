"""The body of a webhook: JSON into closed errands, with every fault at its path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from feedback.errands.contacts import kind_of
from feedback.errands.intake import ClosedErrand, faults_of
from feedback.errands.moments import MomentReader
from feedback.errors import Fault, InputError
from survey_defs.municipality import Municipality

MAX_ERRANDS = 1000
NO_DISTRICT = "unknown"  # what a case system may write where the district is not known
_WANTED = "an errand, an object with the fields of docs/errand-webhook.md"


class ErrandMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One errand as a case system sends it. A field we do not know is refused: it may be a misspelt one."""

    source: str
    external_id: str | int
    channel: str
    closed_on: str
    office: str | None = None
    service: str | None = None
    district: str | None = None
    language: str | None = None
    contact_kind: Literal["e_mail", "sms"] | None = None
    contact: str | None = None


@dataclass(frozen=True)
class Item:
    """One errand of the body, not yet looked at, and the path to it."""

    path: str
    value: object

    def at(self, field: str) -> str:
        return f"{self.path}.{field}" if self.path else field


def errands_in(body: bytes, municipality: Municipality, today: date) -> list[ClosedErrand]:
    """The errands of a body; raises InputError with all faults of all of them."""
    errands: list[ClosedErrand] = []
    faults: list[Fault] = []
    zone = ZoneInfo(municipality.time_zone)
    for item in _items(_json(body)):
        errand, found = _errand_of(item, zone)
        if errand is not None:
            found = [Fault(item.at(f.place), f.message) for f in faults_of(errand, municipality, today)]
            errands.append(errand)
        faults += found
    if faults:
        raise InputError("Nothing was stored: correct what is listed, and send it again.", faults)
    return errands


def _json(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"The body is not JSON: {error}") from None


def _items(content: object) -> list[Item]:
    """One errand, or the list under "errands"."""
    if not isinstance(content, dict):
        raise InputError(f'The body must be {_WANTED}, or {{"errands": [...]}}.')
    if "errands" not in content:
        return [Item("", content)]
    listed = content["errands"]
    faults = [Fault(name, 'is not known beside "errands"') for name in content if name != "errands"]
    if not isinstance(listed, list):
        faults.append(Fault("errands", "must be a list of errands"))
    elif len(listed) > MAX_ERRANDS:
        faults.append(Fault("errands", f"holds {len(listed)}; send at most {MAX_ERRANDS} at a time"))
    if faults:
        raise InputError("Nothing was stored: the body is not of the agreed form.", faults)
    return [Item(f"errands[{place}]", value) for place, value in enumerate(listed)]


def _errand_of(item: Item, zone: ZoneInfo) -> tuple[ClosedErrand | None, list[Fault]]:
    if not isinstance(item.value, dict):
        return None, [Fault(item.path, f"must be {_WANTED}")]
    try:
        message = msgspec.convert(item.value, ErrandMessage)
    except msgspec.ValidationError:
        return None, list(_form_faults(item, item.value))
    return _closed_errand(message, item, zone)


def _form_faults(item: Item, fields: dict[str, Any]) -> Iterator[Fault]:
    """msgspec stops at the first fault; looking at each field by itself finds them all."""
    known = {field.encode_name: field for field in msgspec.structs.fields(ErrandMessage)}
    for name, field in known.items():
        if name not in fields:
            if field.required:
                yield Fault(item.at(name), "is missing")
            continue
        try:
            msgspec.convert(fields[name], field.type)
        except msgspec.ValidationError:
            yield Fault(item.at(name), _wanted(name))
    for name in fields.keys() - known.keys():
        yield Fault(item.at(name), f"is not a field of an errand; there are: {', '.join(known)}")


def _wanted(name: str) -> str:
    if name == "contact_kind":
        return 'must be "e_mail", "sms" or null'
    return "must be a text or a whole number" if name == "external_id" else "must be a text"


def _closed_errand(
    message: ErrandMessage, item: Item, zone: ZoneInfo
) -> tuple[ClosedErrand | None, list[Fault]]:
    closed = MomentReader(("iso",), zone, zone).read(message.closed_on.strip())
    if closed is None:
        wanted = "must be a date such as 2026-11-17, or a time such as 2026-11-17T14:30:00+01:00"
        return None, [Fault(item.at("closed_on"), wanted)]
    contact = message.contact or None
    errand = ClosedErrand(
        source=message.source.strip(),
        external_id=str(message.external_id).strip(),
        channel=message.channel,
        closed_on=closed.day,
        office=message.office or None,
        service=message.service or None,
        district=message.district if message.district != NO_DISTRICT else None,
        language=message.language or None,
        contact_kind=message.contact_kind or (kind_of(contact) if contact else None),
        contact=contact,
    )
    return errand, []
