"""Quotes released for publication, one by one, by a person who has read them; and withdrawn again."""

from __future__ import annotations

from feedback.database.statements import Procedure, Rows
from feedback.errors import Conflict, InputError, NotFound
from feedback.keys import random_id
from feedback.staff.audit import Action
from feedback.themes.hand import Hand, log_edit, state_now
from feedback.themes.placing import ends_of, placements

_RELEASE = "INSERT INTO released_quote (id, response, theme, text, released_by, released_at) VALUES (?, ?, ?, ?, ?, ?)"
_OUT = "SELECT id, theme FROM released_quote WHERE response = ? AND withdrawn_at IS NULL"
WITHDRAW = (
    "UPDATE released_quote SET withdrawn_by = ?, withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL "
    "RETURNING response, theme"
)


def releasing(hand: Hand, response: int, theme: int, text: str) -> Procedure[int]:
    """`text` is what the person has read: if the comment says something else by now, it is not released."""
    state = yield from state_now()
    state.active(theme)
    rows = yield Rows("SELECT text FROM comment WHERE response = ?", [response])
    found = yield from placements(state.in_use, [response])
    ends = ends_of(state)
    carried = {ends.get(row.theme) for row in found.get(response, ()) if row.theme is not None}
    if not rows:
        raise NotFound("Kommentaren finns inte längre.")
    if rows[0][0] != text or theme not in carried:
        raise Conflict("Kommentaren har ändrats sedan du öppnade sidan.")
    out = yield Rows(_OUT, [response])
    if any(ends.get(each, each) == theme for _, each in out):
        raise InputError("Citatet är redan frisläppt.")
    quote = random_id()
    yield Rows(_RELEASE, [quote, response, theme, text, hand.viewer.id, hand.now])
    detail = {"quote": quote}
    return (yield from log_edit(hand, state, "release", theme, None, response, detail, Action.QUOTE_RELEASED))


def withdrawing(hand: Hand, quote: int) -> Procedure[int]:
    state = yield from state_now()
    rows = yield Rows(WITHDRAW, [hand.viewer.id, hand.now, quote])
    if not rows:
        raise NotFound("Citatet är inte frisläppt.")
    [(response, theme)] = rows
    detail = {"quote": quote}
    return (
        yield from log_edit(hand, state, "withdraw", theme, None, response, detail, Action.QUOTE_WITHDRAWN)
    )
