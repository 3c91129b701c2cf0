"""Keys of the read API: one per consumer, made and taken back by administrators. Only a keyed hash is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errors import InputError, NotFound
from feedback.keys import new_code, random_id
from feedback.service import Service
from feedback.staff.audit import Action
from feedback.tables import ApiKey, Staff

PREFIX = "lkv_"
LONGEST_NAME = 100
_KEY = re.compile(PREFIX + "[0-9A-HJKMNP-TV-Z]{32}")


@dataclass(frozen=True, slots=True)
class ListedKey:
    """A key as an administrator sees it; the key itself is shown once, when it is made."""

    id: int
    name: str
    made_at: datetime
    made_by: str
    last_used_on: date | None
    revoked_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None


def new_key() -> str:
    """A fresh key of 160 random bits."""
    return PREFIX + new_code() + new_code()


def may_be_key(text: str) -> bool:
    """Whether a text has the form of a key; what has not is never looked up."""
    return _KEY.fullmatch(text) is not None


async def make_key(service: Service, name: str, staff: int | None) -> str:
    """Make a key for a consumer and give it, the only time. Raises InputError for a name that will not do."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(
            f"Ge nyckeln ett namn på högst {LONGEST_NAME} tecken, så att ni vet vem som har den."
        )
    key = new_key()
    await run_procedure(service.engine, _making(service, key, name, staff))
    return key


def _making(service: Service, key: str, name: str, staff: int | None) -> Procedure[None]:
    taken = yield Rows("SELECT id FROM api_key WHERE name = ? AND revoked_at IS NULL", [name])
    if taken:
        raise InputError(f"Det finns redan en öppen nyckel som heter {name}. Välj ett annat namn.")
    yield Rows(
        "INSERT INTO api_key (id, name, key_hash, made_at, made_by) VALUES (?, ?, ?, ?, ?)",
        [random_id(), name, service.keys.api_key_hash(key), service.now(), staff],
    )
    yield _noted(service, Action.API_KEY_MADE, staff, name)


async def revoke_key(service: Service, id: int, staff: int | None) -> str:
    """Take a key back at once, for good; gives its name. Doing it again changes nothing."""
    return await run_procedure(service.engine, _revoking(service, id, staff))


def _revoking(service: Service, id: int, staff: int | None) -> Procedure[str]:
    found = yield Rows("SELECT name, revoked_at FROM api_key WHERE id = ?", [id])
    if not found:
        raise NotFound("Det finns ingen nyckel med det numret.")
    [(name, revoked_at)] = found
    if revoked_at is None:
        yield Rows("UPDATE api_key SET revoked_at = ? WHERE id = ?", [service.now(), id])
        yield _noted(service, Action.API_KEY_REVOKED, staff, name)
    return str(name)


def _noted(service: Service, action: Action, staff: int | None, name: str) -> Rows:
    return Rows(
        "INSERT INTO audit (id, at, staff, action, detail) VALUES (?, ?, ?, ?, ?)",
        [random_id(), service.now(), staff, action.value, name],
    )


async def all_keys() -> list[ListedKey]:
    """Every key by name, the open ones first."""
    rows = await ApiKey.select()
    names = {row["id"]: row["name"] for row in await Staff.select(Staff.id, Staff.name)}
    listed = [
        ListedKey(
            row["id"],
            row["name"],
            row["made_at"],
            names.get(row["made_by"], ""),
            row["last_used_on"],
            row["revoked_at"],
        )
        for row in rows
    ]
    return sorted(listed, key=lambda each: (not each.is_open, each.name.casefold(), each.made_at))


async def found_key(id: int) -> ListedKey:
    """One key; raises NotFound."""
    for key in await all_keys():
        if key.id == id:
            return key
    raise NotFound("Det finns ingen nyckel med det numret.")


async def open_key(service: Service, key: str) -> int | None:
    """The id of a key that is known and open, its use noted once a day; None for any other text."""
    if not may_be_key(key):
        return None
    hashed = service.keys.api_key_hash(key)
    row = await ApiKey.select().where((ApiKey.key_hash == hashed) & ApiKey.revoked_at.is_null()).first()
    if row is None:
        return None
    today = service.today()
    if row["last_used_on"] != today:
        await ApiKey.update({ApiKey.last_used_on: today}).where(ApiKey.id == row["id"])
    return int(row["id"])
