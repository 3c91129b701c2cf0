"""From a draft to a decision: reviewed, approved by name, discarded and taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Set

from feedback.database.statements import Procedure, Rows, marks
from feedback.database.writer import run_procedure
from feedback.errors import Conflict, Fault, InputError, NotAllowed, NotFound
from feedback.quarterly.commenting import unsettled
from feedback.quarterly.hand import (
    ARCHIVED,
    LIVE,
    REVIEWED,
    Hand,
    Held,
    changing,
    hand_of,
    held,
    may_approve,
    noted,
    open_to_change,
    refuse_outdated,
)
from feedback.quarterly.package import Package, unpacked
from feedback.quarterly.runs import ARCHIVE, asking
from feedback.service import Service
from feedback.staff.audit import Action
from feedback.staff.roles import Viewer
from feedback.tables import Summary

_REVIEW = "state = 'reviewed', reviewed_at = ?, reviewed_by = ?"
_APPROVE = "approved_at = ?, approved_by = ?, approved_name = ?"
_OTHERS = (
    "SELECT COUNT(*) FROM staff WHERE id <> ? AND is_active = ? AND role IN ('manager', 'administrator')"
)
_OUT = (
    "SELECT q.text FROM released_quote q JOIN comment c ON c.response = q.response "
    "WHERE q.withdrawn_at IS NULL AND q.text IN ({})"
)
_LOWEST = "SELECT COALESCE(MIN(edition), 0) FROM summary WHERE quarter = ?"
_NEWEST = "SELECT COALESCE(MAX(edition), 0) FROM summary WHERE quarter = ? AND state = 'archived'"
_OTHER_LIVE = "SELECT id FROM summary WHERE quarter = ? AND state IN ('drafted', 'reviewed') LIMIT 1"
_RESTORE = (
    "UPDATE summary SET state = 'drafted', edition = ?, reviewed_at = NULL, reviewed_by = NULL, changes = changes + 1 "
    "WHERE id = ? AND state = 'discarded' RETURNING id"
)


async def review(service: Service, viewer: Viewer, summary: int, seen: int | None) -> None:
    """The person has read all of it, as it stood in `seen`, and found it fit to be approved."""
    await run_procedure(service.engine, _reviewing(hand_of(service, viewer), summary, seen))


async def approve(service: Service, viewer: Viewer, summary: int, typed: str, seen: int | None) -> None:
    """Approve what was reviewed, in the person's own name, typed. The files are made and archived in one step by
    the service; until then nothing can be changed any more."""
    hand = hand_of(service, viewer)
    if not may_approve(viewer):
        raise NotAllowed("Det är administratörer som godkänner sammanfattningar.")
    if _same(typed) != _same(viewer.name):
        raise InputError(
            "Namnet stämmer inte.", [Fault("namn", f"skriv ditt namn som det står på kontot: {viewer.name}")]
        )
    package = await _package(summary)
    await run_procedure(service.engine, _approving(hand, summary, package, seen))


async def discard(service: Service, viewer: Viewer, summary: int, seen: int | None) -> None:
    """Put a draft away. It can be taken back as long as no other draft of the quarter has taken its place."""
    await run_procedure(service.engine, _discarding(hand_of(service, viewer), summary, seen))


async def restore(service: Service, viewer: Viewer, summary: int) -> None:
    """Take a discarded draft back. Raises Conflict where another has taken its place."""
    hand = hand_of(service, viewer)
    package = await _package(summary)
    edition = next(iter(package.documents.values())).versions.edition
    await run_procedure(service.engine, _restoring(hand, summary, edition))


async def approval_hinders(viewer: Viewer, reviewed_by: int | None) -> str:
    """Why this person may not approve; empty where nothing hinders. For the page; the change looks again."""
    if not may_approve(viewer):
        return "Det är administratörer som godkänner sammanfattningar."
    if reviewed_by == viewer.id:
        [row] = await Summary.raw(_OTHERS.replace("?", "{}"), viewer.id, True)
        if next(iter(row.values())):
            return _SAME_PERSON
    return ""


_SAME_PERSON = "Du har själv granskat sammanfattningen. Någon annan måste granska den innan du godkänner, eller godkänna den."


def _reviewing(hand: Hand, summary: int, seen: int | None) -> Procedure[None]:
    found = yield from open_to_change(summary)
    yield from refuse_outdated(found, seen)
    yield from changing(hand, found, _REVIEW, [hand.now, hand.viewer.id], "", Action.SUMMARY_REVIEWED)


def _approving(hand: Hand, summary: int, package: Package, seen: int | None) -> Procedure[None]:
    found = yield from open_to_change(summary)
    if found.state != REVIEWED:
        raise Conflict("Sammanfattningen måste vara granskad innan den godkänns.")
    yield from refuse_outdated(found, seen)
    yield from _refuse_own_review(hand, found)
    yield from _refuse_withdrawn({text for _, text in package.quotes})
    left = yield from unsettled(summary)
    values = [hand.now, hand.viewer.id, hand.viewer.name]
    detail = f"{found.quarter} {found.edition}" + (f", {left} unsettled comments" if left else "")
    yield from changing(hand, found, _APPROVE, values, detail, Action.SUMMARY_APPROVED)
    yield from asking(ARCHIVE, found.quarter, summary, hand.viewer.id, hand.now)


def _refuse_own_review(hand: Hand, found: Held) -> Procedure[None]:
    if found.reviewed_by != hand.viewer.id:
        return
    [[others]] = yield Rows(_OTHERS, [hand.viewer.id, True])
    if others:
        raise NotAllowed(_SAME_PERSON)


def _refuse_withdrawn(texts: Set[str]) -> Procedure[None]:
    """A quote that was withdrawn, or whose comment was erased, since the draft was made is not published."""
    if not texts:
        return
    rows = yield Rows(_OUT.format(marks(len(texts))), sorted(texts))
    gone = texts - {text for (text,) in rows}
    if gone:
        said = "Ett citat" if len(gone) == 1 else f"{len(gone)} citat"
        raise Conflict(
            f"{said} i utkastet får inte längre publiceras: det har dragits tillbaka, eller svaret är raderat. "
            "Kassera utkastet och gör ett nytt."
        )


def _discarding(hand: Hand, summary: int, seen: int | None) -> Procedure[None]:
    found = yield from open_to_change(summary)
    yield from refuse_outdated(found, seen)
    [[lowest]] = yield Rows(_LOWEST, [found.quarter])
    columns = "state = 'discarded', edition = ?"  # the number is free for the next draft
    yield from changing(hand, found, columns, [min(lowest, 0) - 1], found.quarter, Action.SUMMARY_DISCARDED)


def _restoring(hand: Hand, summary: int, edition: int) -> Procedure[None]:
    found = yield from held(summary)
    if found.state in LIVE:
        return
    if found.state == ARCHIVED:
        raise Conflict("Sammanfattningen är arkiverad.")
    other = yield Rows(_OTHER_LIVE, [found.quarter])
    [[newest]] = yield Rows(_NEWEST, [found.quarter])
    if other or newest + 1 != edition:
        raise Conflict("Det finns redan ett nyare utkast eller en nyare utgåva för kvartalet.")
    yield Rows(_RESTORE, [edition, summary])
    yield from noted(hand, summary, found.quarter, Action.SUMMARY_RESTORED)


async def _package(summary: int) -> Package:
    row = await Summary.select(Summary.documents).where(Summary.id == summary).first()
    if row is None:
        raise NotFound("Sammanfattningen finns inte.")
    return await asyncio.to_thread(unpacked, bytes(row["documents"]))


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
