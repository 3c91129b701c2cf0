"""Others' values as they are stored. A row's id follows from what there is one value of, so that the same value taken
in by two at once is there once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from feedback.database.statements import Many, Procedure, Rows, marks
from feedback.database.writer import run_procedure
from feedback.errors import Conflict, NotFound
from feedback.insight.wording import alphabetical
from feedback.quarterly.references.plan import Plan, plan
from feedback.quarterly.references.values import UNITS, Key, Value, folded
from feedback.service import Service
from feedback.staff.audit import Action, noting
from feedback.tables import ReferenceValue

FIELDS = tuple(Value.__dataclass_fields__)
_ALL = f"SELECT {', '.join(FIELDS)} FROM reference_value"
_DELETE = "DELETE FROM reference_value WHERE id = ?"
_WRITE = (
    f"INSERT INTO reference_value (id, {', '.join(FIELDS)}, imported_at, imported_by) "
    f"VALUES ({marks(len(FIELDS) + 3)}) ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in (*FIELDS, "imported_at", "imported_by"))
)


async def stored_values() -> tuple[Value, ...]:
    """Every value: by organisation in alphabetical order, the newest year first."""
    rows = await ReferenceValue.select()
    return tuple(sorted((Value(**{name: row[name] for name in FIELDS}) for row in rows), key=_in_order))


def _in_order(value: Value) -> tuple[str, str, int, str, str, int]:
    name, measures = value.organisation, list(UNITS)
    return alphabetical(name), name, -value.year, value.district, value.channel, measures.index(value.measure)


async def take_in(
    service: Service,
    given: Iterable[Value],
    staff: int | None,
    origin: str,
    without: Collection[Key] = (),
    seen: str | None = None,
) -> Plan:
    """Take values in and give what changed, in one transaction with its line in the audit; `origin` says which file.
    Taking in the same again changes nothing. `seen` is the fingerprint of the plan a person has agreed to: raises
    Conflict where it would be another by now."""
    return await run_procedure(
        service.engine, _taking_in(tuple(given), without, seen, staff, origin, service.now())
    )


def _taking_in(
    given: Sequence[Value],
    without: Collection[Key],
    seen: str | None,
    staff: int | None,
    origin: str,
    now: datetime,
) -> Procedure[Plan]:
    rows = yield Rows(_ALL)
    made = plan(given, [Value(*row) for row in rows], without)
    if seen is not None and made.fingerprint != seen:
        raise Conflict("Någon annan har ändrat jämförelsevärdena sedan du såg vad som skulle hända.")
    if made.changes:
        written = [*made.new, *(value for _, value in made.replaced)]
        yield Many(_DELETE, [(_id(each.key),) for each in made.removed])
        yield Many(_WRITE, [(_id(each.key), *_columns(each), now, staff) for each in written])
        yield from noting(Action.REFERENCES_IMPORTED, staff, f"{origin}: {_counted(made)}", now)
    return made


def _counted(made: Plan) -> str:
    return f"{len(made.new)} nya, {len(made.replaced)} ersatta, {len(made.removed)} borttagna"


async def remove(service: Service, organisation: str, year: int, staff: int | None) -> int:
    """Remove every value of an organisation's year; gives how many. Raises NotFound where there is none."""
    return await run_procedure(service.engine, _removing(organisation, year, staff, service.now()))


def _removing(organisation: str, year: int, staff: int | None, now: datetime) -> Procedure[int]:
    rows = yield Rows(f"{_ALL} WHERE year = ?", [year])
    gone = [value for row in rows if folded((value := Value(*row)).organisation) == folded(organisation)]
    if not gone:
        raise NotFound(f"Det finns inga jämförelsevärden från {organisation} {year}.")
    yield Many(_DELETE, [(_id(each.key),) for each in gone])
    yield from noting(Action.REFERENCES_REMOVED, staff, f"{gone[0].organisation} {year}: {len(gone)}", now)
    return len(gone)


def _id(key: Key) -> int:
    """A positive 63-bit number that is the same for the same key."""
    return int.from_bytes(hashlib.sha256(repr(key).encode()).digest()[:8]) >> 1


def _columns(value: Value) -> tuple[object, ...]:
    return tuple(getattr(value, name) for name in FIELDS)
