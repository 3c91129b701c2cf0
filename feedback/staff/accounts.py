"""Local accounts: made, listed, disabled and given new passwords from the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedback.errors import Fault, InputError, NotFound
from feedback.service import Service
from feedback.staff.audit import Action, note
from feedback.staff.passwords import hashed, password_faults
from feedback.staff.roles import Role, Viewer
from feedback.tables import Staff, StaffScope, StaffSession
from feedback.web.languages import STAFF_LANGUAGES

E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class NewAccount:
    """An account as it is asked for, not yet checked."""

    email: str
    name: str
    role: str
    password: str
    title: str = ""
    language: str = "sv"
    districts: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """An account as it is listed."""

    email: str
    is_active: bool
    viewer: Viewer


def normal_email(text: str) -> str:
    """E-mail addresses are compared without regard to case or surrounding blanks."""
    return text.strip().casefold()


def account_faults(service: Service, new: NewAccount) -> list[Fault]:
    """Everything wrong with an account that is asked for."""
    faults = [] if E_MAIL.fullmatch(normal_email(new.email)) else [Fault("email", "is not an e-mail address")]
    faults += [] if new.name.strip() else [Fault("name", "must not be empty")]
    if new.role not in set(Role):
        faults.append(Fault("role", f"must be one of {', '.join(Role)}"))
    if new.language not in STAFF_LANGUAGES:
        faults.append(Fault("language", f"must be one of {', '.join(STAFF_LANGUAGES)}"))
    return faults + _scope_faults(service, new) + password_faults(new.password, new.email)


def _scope_faults(service: Service, new: NewAccount) -> list[Fault]:
    districts = {district.id for district in service.municipality.districts}
    offices = {office.id for office in service.municipality.offices}
    wanted = [("district", id, districts) for id in new.districts]
    wanted += [("office", id, offices) for id in new.offices]
    faults = [
        Fault(place, f'there is no {place} "{id}"; known: {", ".join(sorted(known))}')
        for place, id, known in wanted
        if id not in known
    ]
    if new.role == Role.MANAGER and not wanted:
        faults.append(Fault("district", "a manager needs at least one district or office"))
    if new.role in {Role.COMMITTEE, Role.ADMINISTRATOR} and wanted:
        faults.append(
            Fault("district", f"a {new.role} sees the whole municipality; name no district or office")
        )
    return faults


async def create_account(service: Service, new: NewAccount) -> None:
    """Make an account; raises InputError listing every fault, an address already taken among them."""
    email = normal_email(new.email)
    faults = account_faults(service, new)
    if await Staff.exists().where(Staff.email == email):
        faults.append(Fault("email", f"{email} has an account already"))
    if faults:
        raise InputError("The account cannot be made:", faults)
    staff = Staff(
        email=email,
        name=new.name.strip(),
        title=new.title.strip(),
        role=new.role,
        password_hash=hashed(new.password),
        language=new.language,
    )
    scopes = [("district", id) for id in new.districts] + [("office", id) for id in new.offices]
    async with service.engine.transaction():
        await Staff.insert(staff)
        for dimension, value in dict.fromkeys(scopes):
            await StaffScope.insert(StaffScope(staff=staff.id, dimension=dimension, value=value))
        await note(service, Action.ACCOUNT_CREATED, detail=f"{email} {new.role}")


async def disable_account(service: Service, email: str) -> None:
    """Close an account and end its sessions at once; raises NotFound."""
    staff = await _identity(email)
    async with service.engine.transaction():
        await Staff.update({Staff.is_active: False}).where(Staff.id == staff)
        await StaffSession.delete().where(StaffSession.staff == staff)
        await note(service, Action.ACCOUNT_DISABLED, detail=normal_email(email))


async def change_password(service: Service, email: str, password: str) -> None:
    """Set a new password and end every session; raises NotFound, or InputError for a poor password."""
    staff = await _identity(email)
    faults = password_faults(password, email)
    if faults:
        raise InputError("The password cannot be used:", faults)
    async with service.engine.transaction():
        await Staff.update({Staff.password_hash: hashed(password)}).where(Staff.id == staff)
        await StaffSession.delete().where(StaffSession.staff == staff)
        await note(service, Action.PASSWORD_CHANGED, detail=normal_email(email))


async def _identity(email: str) -> int:
    row = await Staff.select(Staff.id).where(Staff.email == normal_email(email)).first()
    if row is None:
        raise NotFound(f"There is no account {normal_email(email)}")
    return int(row["id"])


async def all_accounts() -> list[Account]:
    """Every account, by name."""
    rows = await Staff.select().order_by(Staff.name)
    scopes = await StaffScope.select()
    return [
        Account(
            row["email"],
            bool(row["is_active"]),
            viewer_of(row, [s for s in scopes if s["staff"] == row["id"]]),
        )
        for row in rows
    ]


def viewer_of(staff: dict[str, object], scopes: list[dict[str, object]]) -> Viewer:
    """The person of a `staff` row and her `staff_scope` rows."""
    own = {
        dimension: frozenset(str(scope["value"]) for scope in scopes if scope["dimension"] == dimension)
        for dimension in ("district", "office")
    }
    return Viewer(
        id=int(str(staff["id"])),
        name=str(staff["name"]),
        title=str(staff["title"]),
        role=Role(str(staff["role"])),
        language=str(staff["language"]),
        districts=own["district"],
        offices=own["office"],
    )
