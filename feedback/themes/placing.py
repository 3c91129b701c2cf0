"""Comments placed by hand: one moved, or many split off into a theme of their own. What was before is kept in rows
that an undo puts back, and that go with the response when it is erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback.database.statements import Many, Procedure, Row, Rows, marks
from feedback.errors import Conflict, InputError, NotFound
from feedback.keys import random_id
from feedback.staff.audit import Action
from feedback.themes.following import followed
from feedback.themes.hand import Hand, State, log_edit, refuse_outdated, state_now
from feedback.themes.theme_names import check_names
from feedback.themes.writing import as_json

MOST_SPLIT = 5_000
CHUNK = 500
_ROWS = (
    "SELECT response, theme, place, typical, by_person FROM theme_answer WHERE run = ? AND response IN ({}) "
    "ORDER BY response, place, id"
)
_KEEP = "INSERT INTO theme_edit_row (id, edit, response, theme, place, typical, by_person) VALUES (?, ?, ?, ?, ?, ?, ?)"
_PLACE = "INSERT INTO theme_answer (id, run, response, theme, place, typical, by_person) VALUES (?, ?, ?, ?, ?, ?, ?)"
_MAKE = (
    "INSERT INTO theme (id, known, name, name_en, is_named, keywords, state, split_from, first_quarter, made_at) "
    "VALUES (?, NULL, ?, ?, ?, ?, 'active', ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Placement:
    """A row of theme_answer: a theme of a comment."""

    response: int
    theme: int | None
    place: int
    typical: int
    by_person: bool


@dataclass(frozen=True, slots=True)
class Split:
    """What is to become a theme of its own: chosen comments, or all that have the words."""

    theme: int
    name: str
    name_en: str
    words: str
    responses: tuple[int, ...]


def placements(run: int, responses: Sequence[int]) -> Procedure[dict[int, list[Placement]]]:
    """Where comments are placed now."""
    found: dict[int, list[Placement]] = {}
    for start in range(0, len(responses), CHUNK):
        part = responses[start : start + CHUNK]
        rows = yield Rows(_ROWS.format(marks(len(part))), [run, *part])
        found |= _by_response(rows)
    return found


def _by_response(rows: Iterable[Row]) -> dict[int, list[Placement]]:
    found: dict[int, list[Placement]] = {}
    for response, theme, place, typical, by_person in rows:
        row = Placement(response, theme, place, typical, bool(by_person))
        found.setdefault(response, []).append(row)
    return found


def replacing(run: int, responses: Sequence[int], rows: Iterable[Placement]) -> Procedure[None]:
    """Other rows for these comments."""
    yield Many(
        "DELETE FROM theme_answer WHERE run = ? AND response = ?", [(run, each) for each in sorted(responses)]
    )
    yield Many(_PLACE, [(random_id(), run, *_values(row)) for row in rows])


def moving(hand: Hand, response: int, source: int | None, target: int | None) -> Procedure[int]:
    """From one theme (None: from *other*) to another (None: it does not belong there)."""
    state = yield from state_now()
    _check_move(state, source, target)
    found = yield from placements(state.in_use, [response])
    if response not in found:
        raise NotFound("Kommentaren finns inte längre.")
    before, ends = found[response], ends_of(state)
    carried = [ends.get(row.theme) for row in before if row.theme is not None]
    if (source is None and carried) or (source is not None and source not in carried):
        raise Conflict("Kommentaren har fått andra teman sedan du öppnade sidan.")
    after = moved(before, source, target, ends)
    edit = yield from log_edit(hand, state, "move", source, target, response, action=Action.COMMENT_MOVED)
    yield from _keeping(edit, before)
    yield from replacing(state.in_use, [response], after)
    return edit


def _check_move(state: State, source: int | None, target: int | None) -> None:
    if source == target:
        raise InputError("Välj ett annat tema än det kommentaren redan hör till.")
    for theme in (source, target):
        if theme is not None:
            state.active(theme)


def moved(
    rows: Sequence[Placement], source: int | None, target: int | None, ends: dict[int, int]
) -> list[Placement]:
    """The comment's rows after a move, all of them by hand now: the target takes the source's place."""
    there = {ends.get(row.theme) for row in rows if row.theme is not None}
    fresh: list[int | None] = []
    for row in rows:
        if source is not None and (row.theme is None or ends.get(row.theme) != source):
            fresh.append(row.theme)
        elif target is not None and target not in there and target not in fresh:
            fresh.append(target)
    kept = [theme for theme in dict.fromkeys(fresh) if theme is not None]
    typical = {row.theme: row.typical for row in rows}
    return [
        Placement(rows[0].response, theme, place, typical.get(theme, 0), True)
        for place, theme in enumerate(kept or [None])
    ]


def splitting(hand: Hand, split: Split, seen: int | None) -> Procedure[tuple[int, int]]:
    """Gives the edit's id and the new theme's."""
    state = yield from state_now()
    old = state.active(split.theme)
    yield from refuse_outdated(old, seen)
    check_names(split.name, split.name_en, state.themes.values())
    ends = ends_of(state)
    found = yield from placements(state.in_use, sorted(set(split.responses)))
    mine = {
        response: rows
        for response, rows in found.items()
        if any(row.theme is not None and ends.get(row.theme) == split.theme for row in rows)
    }
    if not mine:
        raise InputError("Inga av temats kommentarer är valda.")
    theme = random_id()
    words = tuple(split.words.split())
    made = [theme, split.name, split.name_en, True, as_json(words), split.theme, old.first_quarter, hand.now]
    yield Rows(_MAKE, made)
    detail = {"name": split.name, "from": old.name, "words": split.words, "comments": len(mine)}
    edit = yield from log_edit(hand, state, "split", theme, split.theme, detail=detail)
    yield from _keeping(edit, [row for rows in mine.values() for row in rows])
    after = [row for rows in mine.values() for row in moved(rows, split.theme, theme, ends)]
    yield from replacing(state.in_use, list(mine), after)
    return edit, theme


def ends_of(state: State) -> dict[int, int]:
    return followed(
        {each.id: each.merged_into if each.state == "merged" else None for each in state.themes.values()}
    )


def _keeping(edit: int, rows: Iterable[Placement]) -> Procedure[None]:
    yield Many(_KEEP, [(random_id(), edit, *_values(row)) for row in rows])


def _values(row: Placement) -> Row:
    return row.response, row.theme, row.place, row.typical, row.by_person


def restoring(edit: int, edit_run: int | None, state: State) -> Procedure[None]:
    """Put back what an edit replaced. After a new grouping only what a person had placed before is put back; the rest
    is read again by the model in use."""
    kept = yield from kept_rows(edit)
    run = state.in_use
    back = [rows for rows in kept.values() if edit_run == run or any(row.by_person for row in rows)]
    yield from replacing(run, list(kept), [row for rows in back for row in rows])
    again = kept.keys() - {rows[0].response for rows in back}
    yield Many(
        "INSERT INTO waiting_comment (response) VALUES (?) ON CONFLICT (response) DO NOTHING",
        [(response,) for response in sorted(again)],
    )


def kept_rows(edit: int) -> Procedure[dict[int, list[Placement]]]:
    rows = yield Rows(
        "SELECT response, theme, place, typical, by_person FROM theme_edit_row WHERE edit = ? ORDER BY place, id",
        [edit],
    )
    return _by_response(rows)
