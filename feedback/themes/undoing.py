"""Undoing what a person did, as long as nothing that came later stands in the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from feedback.database.statements import Procedure, Rows
from feedback.errors import Conflict, InputError, NotFound
from feedback.staff.audit import Action, noting
from feedback.themes.hand import Hand, State, state_now
from feedback.themes.naming import NAME, STATE
from feedback.themes.placing import restoring
from feedback.themes.releasing import WITHDRAW
from feedback.themes.theme_names import check_names

_EDIT = (
    "SELECT id, kind, theme, other, response, run, detail, staff, undone_at, at FROM theme_edit WHERE id = ?"
)
_UNDONE = "UPDATE theme_edit SET undone_at = ?, undone_by = ? WHERE id = ?"
_MOVED_LATER = (
    "SELECT COUNT(DISTINCT r.response) FROM theme_edit_row r JOIN theme_edit e ON e.id = r.edit "
    "WHERE e.undone_at IS NULL AND e.id <> ? AND (e.at > ? OR (e.at = ? AND e.id > ?)) "
    "AND r.response IN (SELECT response FROM theme_edit_row WHERE edit = ?)"
)
_CHANGED_LATER = (
    "SELECT COUNT(*) FROM theme_edit WHERE undone_at IS NULL AND staff IS NOT NULL AND id <> ? "
    "AND kind IN ('rename', 'merge', 'split') AND (theme = ? OR other = ?)"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A line of the log, as it is stored."""

    id: int
    kind: str
    theme: int | None
    other: int | None
    response: int | None
    run: int | None
    detail: Mapping[str, Any]
    at: Any


Undo = Callable[[Hand, State, Edit], Procedure[None]]


def undoing(hand: Hand, edit: int) -> Procedure[int]:
    """Raises Conflict with a sentence that says what stands in the way."""
    state = yield from state_now()
    rows = yield Rows(_EDIT, [edit])
    if not rows:
        raise NotFound("Ändringen finns inte.")
    identity, kind, theme, other, response, run, detail, staff, undone_at, at = rows[0]
    found = Edit(identity, kind, theme, other, response, run, json.loads(detail), at)
    if staff is None or found.kind not in UNDOS:
        raise InputError("Det som grupperingen gjorde kan inte ångras. Ändra temat i stället.")
    if undone_at is not None:
        raise Conflict("Ändringen är redan ångrad.")
    yield from UNDOS[found.kind](hand, state, found)
    yield Rows(_UNDONE, [hand.now, hand.viewer.id, edit])
    yield from noting(Action.THEME_CHANGE_UNDONE, hand.viewer.id, f"{found.kind} {edit:x}", hand.now)
    return edit


def _rename(hand: Hand, state: State, edit: Edit) -> Procedure[None]:
    assert edit.theme is not None
    theme, detail = state.themes[edit.theme], edit.detail
    if (theme.name, theme.name_en) != (detail["after"], detail["after_en"]):
        raise Conflict(f"Temat har fått ett nytt namn sedan dess: ”{theme.name}”. Ångra det först.")
    if theme.state == "active":
        check_names(detail["before"], detail["before_en"], state.themes.values(), theme.id)
    yield Rows(NAME, [detail["before"], detail["before_en"], detail["was_named"], theme.id])


def _approve(hand: Hand, state: State, edit: Edit) -> Procedure[None]:
    assert edit.theme is not None
    theme = state.themes[edit.theme]
    if theme.name != edit.detail["name"]:
        raise Conflict(f"Temat har fått ett nytt namn sedan dess: ”{theme.name}”. Ångra det först.")
    yield Rows(NAME, [theme.name, theme.name_en, False, theme.id])


def _merge(hand: Hand, state: State, edit: Edit) -> Procedure[None]:
    assert edit.theme is not None
    theme = state.themes[edit.theme]
    if (theme.state, theme.merged_into) != ("merged", edit.other):
        raise Conflict(f"Temat ”{theme.name}” har ändrats igen sedan dess.")
    check_names(theme.name, theme.name_en, state.themes.values(), theme.id)
    yield Rows(STATE, ["active", None, theme.id])


def _keep_apart(hand: Hand, state: State, edit: Edit) -> Procedure[None]:
    yield from ()


def _move(hand: Hand, state: State, edit: Edit) -> Procedure[None]:
    if edit.response is None:
        raise NotFound("Kommentaren finns inte längre.")
    yield from _refuse_moved_later(edit)
    yield from restoring(edit.id, edit.run, state)


def _split(hand: Hand, state: State, edit: Edit) -> Procedure[None]:
    """The new theme goes back into the one it came from, with all it has come to hold since."""
    assert edit.theme is not None
    theme = state.themes[edit.theme]
    if (yield Rows(_CHANGED_LATER, [edit.id, edit.theme, edit.theme]))[0][0]:
        raise Conflict(f"Temat ”{theme.name}” har ändrats sedan det delades av. Ångra det först.")
    yield from _refuse_moved_later(edit)
    yield from restoring(edit.id, edit.run, state)
    yield Rows(STATE, ["merged", edit.other, edit.theme])


def _release(hand: Hand, state: State, edit: Edit) -> Procedure[None]:
    if not (yield Rows(WITHDRAW, [hand.viewer.id, hand.now, edit.detail["quote"]])):
        raise Conflict("Citatet har redan dragits tillbaka.")


def _withdraw(hand: Hand, state: State, edit: Edit) -> Procedure[None]:
    rows = yield Rows(
        "UPDATE released_quote SET withdrawn_by = NULL, withdrawn_at = NULL WHERE id = ? "
        "AND withdrawn_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM released_quote o WHERE "
        "o.response = released_quote.response AND o.theme = released_quote.theme AND o.withdrawn_at IS NULL) "
        "RETURNING id",
        [edit.detail["quote"]],
    )
    if not rows:
        raise Conflict("Citatet är redan frisläppt igen, eller finns inte längre.")


def _refuse_moved_later(edit: Edit) -> Procedure[None]:
    [[later]] = yield Rows(_MOVED_LATER, [edit.id, edit.at, edit.at, edit.id, edit.id])
    if later == 1:
        raise Conflict("Kommentaren har flyttats igen sedan dess. Ångra det först.")
    if later:
        raise Conflict(f"{later} av kommentarerna har flyttats igen sedan dess. Ångra det först.")


UNDOS: Mapping[str, Undo] = {
    "rename": _rename,
    "approve": _approve,
    "merge": _merge,
    "keep_apart": _keep_apart,
    "move": _move,
    "split": _split,
    "release": _release,
    "withdraw": _withdraw,
}
