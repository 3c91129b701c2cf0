"""Residents who wrote something: responses with a comment, written straight into the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from feedback.database.statements import Many, Procedure
from feedback.database.writer import run_procedure
from feedback.keys import random_id
from feedback.service import Service
from feedback.staff.roles import Role, Viewer
from feedback.tables import ClosedQuarter, Staff
from feedback.themes.asking import ask_for_run
from feedback.themes.becoming import identity_of_groups
from feedback.themes.found import Fate, Group, Grouping, Placed
from feedback.themes.leases import taking
from feedback.themes.writing import Finish, finishing, themes_now, writing_part

WEEK = date(2026, 8, 3)
CLOSED = "2026Q3"
LATER = date(2026, 10, 12)  # in a quarter that is still open


@dataclass(frozen=True)
class Wrote:
    """What one resident wrote, and from where."""

    text: str
    district: str | None = "norrbyn"
    channel: str = "phone"
    office: str | None = None
    service: str = "housing"
    language: str = "sv"
    week: date = WEEK
    score: int = 2


async def write(service: Service, wrote: Sequence[Wrote], waiting: bool = False) -> list[int]:
    """Store the responses; gives their ids."""
    ids = [random_id() & ~0xFF for _ in wrote]
    await run_procedure(service.engine, _writing(ids, wrote, waiting))
    return ids


def _writing(ids: Sequence[int], wrote: Sequence[Wrote], waiting: bool) -> Procedure[None]:
    yield Many(
        "INSERT INTO response (id, survey, version, channel, office, service, district, language, mode, layout, week, "
        "receipt_hash) VALUES (?, 'core', '2026-11', ?, ?, ?, ?, ?, 'sms_link', 'one', ?, ?)",
        [
            (id, each.channel, each.office, each.service, each.district, each.language, each.week, str(id))
            for id, each in zip(ids, wrote, strict=True)
        ],
    )
    yield Many(
        "INSERT INTO answer (id, response, question, score, choice, text) VALUES (?, ?, ?, ?, NULL, ?)",
        [
            row
            for id, each in zip(ids, wrote, strict=True)
            for row in ((id + 1, id, "overall", each.score, None), (id + 2, id, "comment", None, each.text))
        ],
    )
    if waiting:
        yield Many("INSERT INTO waiting_comment (response) VALUES (?)", [(id,) for id in ids])


async def close(*codes: str) -> None:
    """Quarters that count as closed; what was counted in them plays no part here."""
    await ClosedQuarter.insert(
        *(ClosedQuarter(quarter=code, closed_on=date(2026, 11, 1), cells=b"", funnel=b"") for code in codes)
    )


async def staff(
    name: str = "Mona Lind",
    role: Role = Role.MANAGER,
    districts: Sequence[str] = ("norrbyn", "soderhagen", "oholm"),
) -> Viewer:
    """A person with an account."""
    identity = random_id()
    email = f"{identity}@example.com"
    await Staff.insert(Staff(id=identity, email=email, name=name, role=role.value, password_hash=""))
    return Viewer(identity, name, "", role, "sv", frozenset(districts))


def group(name: str, *keywords: str, key: str | None = None) -> Group:
    return Group(key, name, "", keywords, 0, CLOSED)


async def grouped(
    service: Service,
    groups: Sequence[Group],
    carried: Mapping[int, Sequence[int]],
    texts: Mapping[int, str],
    fates: Sequence[Fate] | None = None,
    merges: tuple[tuple[int, int, float], ...] = (),
) -> tuple[int, ...]:
    """A run that found these groups, as the process would hand it over; gives the theme of each group. `carried` says
    which groups each response is in; its first comment is the group's best quote."""
    await ask_for_run(service, None)
    taken = await run_procedure(service.engine, taking(service.now()))
    assert taken is not None
    fates = [Fate("new", at, None) for at in range(len(groups))] if fates is None else fates
    grouping = Grouping(tuple(groups), tuple(fates), merges, 0.9, len(carried), b"")
    themes = await run_procedure(service.engine, themes_now())
    ids = identity_of_groups(groups, fates, themes, random_id)
    quoted: set[int] = set()
    placed = [
        Placed(response, texts[response], "sv", tuple((at, _first(at, quoted)) for at in found))
        for response, found in carried.items()
    ]
    await run_procedure(service.engine, writing_part(taken, placed, ids))
    await run_procedure(service.engine, finishing(Finish(taken, grouping, ids, service.now())))
    return ids


def _first(group: int, quoted: set[int]) -> int:
    is_first = group not in quoted
    quoted.add(group)
    return int(is_first)
