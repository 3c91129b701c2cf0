"""Names and joins by hand: rename, approve, merge, keep apart."""

from __future__ import annotations

from feedback.database.statements import Procedure, Rows
from feedback.errors import InputError
from feedback.themes.hand import Hand, log_edit, refuse_outdated, state_now
from feedback.themes.theme_names import check_names

NAME = "UPDATE theme SET name = ?, name_en = ?, is_named = ? WHERE id = ?"
STATE = "UPDATE theme SET state = ?, merged_into = ? WHERE id = ?"


def renaming(hand: Hand, theme: int, name: str, name_en: str, seen: int | None) -> Procedure[int]:
    state = yield from state_now()
    old = state.active(theme)
    yield from refuse_outdated(old, seen)
    check_names(name, name_en, state.themes.values(), theme)
    yield Rows(NAME, [name, name_en, True, theme])
    detail = {
        "before": old.name,
        "after": name,
        "before_en": old.name_en,
        "after_en": name_en,
        "was_named": old.is_named,
    }
    return (yield from log_edit(hand, state, "rename", theme, detail=detail))


def approving(hand: Hand, theme: int, seen: int | None) -> Procedure[int]:
    state = yield from state_now()
    old = state.active(theme)
    yield from refuse_outdated(old, seen)
    if old.is_named:
        raise InputError("Namnet är redan bestämt av en människa.")
    yield Rows(NAME, [old.name, old.name_en, True, theme])
    return (yield from log_edit(hand, state, "approve", theme, detail={"name": old.name}))


def merging(hand: Hand, theme: int, into: int, seen: int | None) -> Procedure[int]:
    state = yield from state_now()
    old, target = state.active(theme), state.active(into)
    if theme == into:
        raise InputError("Ett tema kan inte slås ihop med sig självt.")
    yield from refuse_outdated(old, seen)
    yield Rows(STATE, ["merged", into, theme])
    detail = {"name": old.name, "into": target.name}
    return (yield from log_edit(hand, state, "merge", theme, into, detail=detail))


def keeping_apart(hand: Hand, first: int, second: int) -> Procedure[int]:
    state = yield from state_now()
    state.active(first)
    state.active(second)
    if first == second:
        raise InputError("Välj två olika teman.")
    return (yield from log_edit(hand, state, "keep_apart", min(first, second), max(first, second)))
