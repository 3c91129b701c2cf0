"""What reviewers say about a draft, and what becomes of it."""

from __future__ import annotations

from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errors import Fault, InputError, NotFound
from feedback.keys import random_id
from feedback.quarterly.hand import Hand, changing, hand_of, open_to_change
from feedback.quarterly.prose import tidy
from feedback.service import Service
from feedback.staff.audit import Action
from feedback.staff.roles import Viewer

LONGEST = 2_000
WHOLE = ""
_SAY = "INSERT INTO summary_comment (id, summary, place, text, staff, at) VALUES (?, ?, ?, ?, ?, ?)"
_SETTLE = (
    "UPDATE summary_comment SET settled_at = ?, settled_by = ? "
    "WHERE id = ? AND summary = ? AND settled_at IS NULL RETURNING place"
)
_REOPEN = (
    "UPDATE summary_comment SET settled_at = NULL, settled_by = NULL "
    "WHERE id = ? AND summary = ? AND settled_at IS NOT NULL RETURNING place"
)
_OPEN = "SELECT COUNT(*) FROM summary_comment WHERE summary = ? AND settled_at IS NULL"


async def comment(service: Service, viewer: Viewer, summary: int, place: str, text: str) -> int:
    """Say something about a paragraph (`sv-full nojda`) or about the whole (WHOLE)."""
    hand, text = hand_of(service, viewer), tidy(text)
    if not text or len(text) > LONGEST:
        said = f"får vara högst {LONGEST} tecken" if text else "är tom; skriv vad du vill säga"
        raise InputError("Kommentaren kunde inte sparas.", [Fault("text", f"kommentaren {said}")])
    return await run_procedure(service.engine, _commenting(hand, summary, place[:120], text))


async def settle(service: Service, viewer: Viewer, summary: int, id: int) -> None:
    """The comment is dealt with; settled twice it is settled."""
    await run_procedure(service.engine, _settling(hand_of(service, viewer), summary, id))


async def reopen(service: Service, viewer: Viewer, summary: int, id: int) -> None:
    """It was not, after all."""
    await run_procedure(service.engine, _reopening(hand_of(service, viewer), summary, id))


def unsettled(summary: int) -> Procedure[int]:
    rows = yield Rows(_OPEN, [summary])
    return int(rows[0][0])


def _commenting(hand: Hand, summary: int, place: str, text: str) -> Procedure[int]:
    found = yield from open_to_change(summary)
    identity = random_id()
    yield Rows(_SAY, [identity, summary, place, text, hand.viewer.id, hand.now])
    yield from changing(hand, found, "state = state", [], f"{identity:x}", Action.SUMMARY_COMMENTED)
    return identity


def _settling(hand: Hand, summary: int, id: int) -> Procedure[None]:
    found = yield from open_to_change(summary)
    rows = yield Rows(_SETTLE, [hand.now, hand.viewer.id, id, summary])
    if rows:
        yield from changing(hand, found, "state = state", [], f"{id:x} klar", Action.SUMMARY_COMMENTED)
    else:
        yield from _known(summary, id)


def _reopening(hand: Hand, summary: int, id: int) -> Procedure[None]:
    found = yield from open_to_change(summary)
    rows = yield Rows(_REOPEN, [id, summary])
    if rows:
        yield from changing(hand, found, "state = state", [], f"{id:x} inte klar", Action.SUMMARY_COMMENTED)
    else:
        yield from _known(summary, id)


def _known(summary: int, id: int) -> Procedure[None]:
    rows = yield Rows("SELECT 1 FROM summary_comment WHERE id = ? AND summary = ?", [id, summary])
    if not rows:
        raise NotFound("Kommentaren finns inte.")
