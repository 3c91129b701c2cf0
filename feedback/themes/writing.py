"""A grouping on its way into the database: comments a part at a time under a run nobody reads yet, then the one
transaction that puts the run into use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedback.database.statements import Many, Procedure, Row, Rows, marks
from feedback.keys import random_id
from feedback.themes.becoming import Become, Known, Line, become
from feedback.themes.found import Grouping, Placed
from feedback.themes.leases import LostRun, Taken, is_mine
from feedback.themes.turns import my_turn

# A response may be erased at any time: what is gone then is passed over.
_COMMENT = (
    "INSERT INTO comment (response, text, language, week) "
    "SELECT r.id, CAST(? AS TEXT), CAST(? AS TEXT), r.week FROM response r WHERE r.id = ? "
    "ON CONFLICT (response) DO UPDATE SET text = excluded.text, language = excluded.language "
    "WHERE comment.text <> excluded.text OR comment.language <> excluded.language"
)
_PLACE = (
    "INSERT INTO theme_answer (id, run, response, theme, place, typical, by_person) "
    "SELECT CAST(? AS BIGINT), CAST(? AS BIGINT), r.id, CAST(? AS BIGINT), CAST(? AS SMALLINT), "
    "CAST(? AS SMALLINT), false FROM response r WHERE r.id = ?"
)
_IN_USE = "SELECT id FROM theme_run WHERE state = 'done' ORDER BY finished_at DESC, id DESC LIMIT 1"
_BY_HAND = "(SELECT response FROM theme_answer WHERE run = ? AND by_person)"
_DONE = (
    "UPDATE theme_run SET state = 'done', finished_at = ?, leased_until = NULL, stage = '', progress = 100, "
    "comments = ?, stability = ?, model = ?, themes = ?, suggestions = ?, problem = NULL WHERE id = ?"
)
# The waiting ones that are in the new run, and those that were read under an old one meanwhile.
_READ = (
    "DELETE FROM waiting_comment WHERE response IN (SELECT w.response FROM waiting_comment w "
    "JOIN theme_answer a ON a.response = w.response WHERE a.run = ?)"
)
_COLUMNS = "id, known, name, name_en, is_named, state, merged_into, keywords, split_from, first_quarter"
_MAKE = f"INSERT INTO theme ({_COLUMNS}, made_at, made_in) VALUES ({marks(12)})"
_CHANGE = (
    "UPDATE theme SET known = ?, name = ?, name_en = ?, keywords = ?, state = ?, merged_into = ? WHERE id = ?"
)
LOG = f"INSERT INTO theme_edit (id, at, staff, kind, theme, other, response, run, detail) VALUES ({marks(9)})"


@dataclass(frozen=True, slots=True)
class Finish:
    """A grouping that is wholly written but for putting it into use. `ids` are its groups' themes."""

    taken: Taken
    grouping: Grouping
    ids: tuple[int, ...]
    now: datetime


def comment_rows(placed: Sequence[Placed]) -> list[Row]:
    return sorted(((each.text, each.language, each.response) for each in placed), key=lambda row: row[-1])


def placing(placed: Sequence[Placed], run: int, ids: Sequence[int]) -> Procedure[None]:
    """Comments and their themes under a run; `ids` are the themes its positions stand for."""
    yield Many(_COMMENT, comment_rows(placed))
    yield Many(_PLACE, [row for each in placed for row in _place_rows(each, run, ids)])


def _place_rows(each: Placed, run: int, ids: Sequence[int]) -> Iterator[Row]:
    if not each.groups:
        yield random_id(), run, None, 0, 0, each.response
    for place, (group, typical) in enumerate(each.groups):
        yield random_id(), run, ids[group], place, typical, each.response


def writing_part(taken: Taken, placed: Sequence[Placed], ids: Sequence[int]) -> Procedure[None]:
    """Raises LostRun when the run is ours no more."""
    yield from my_turn()
    if not (yield from is_mine(taken)):
        raise LostRun
    yield from placing(placed, taken.id, ids)


def themes_now() -> Procedure[list[Known]]:
    rows = yield Rows(f"SELECT {_COLUMNS} FROM theme ORDER BY made_at, id")
    return [known_of(row) for row in rows]


def known_of(row: Row) -> Known:
    identity, known, name, name_en, is_named, state, merged_into, keywords, split_from, first_quarter = row
    words = tuple(json.loads(keywords))
    named = (identity, known, name, name_en, bool(is_named))
    return Known(*named, state, merged_into, words, split_from, first_quarter)


def finishing(finish: Finish) -> Procedure[None]:
    """Put the run into use: from here on every reader sees it, and all of it. Raises LostRun."""
    yield from my_turn()
    if not (yield from is_mine(finish.taken)):
        raise LostRun
    run = finish.taken.id
    yield from _keep_what_people_placed(run)
    themes = yield from themes_now()
    by_hand = yield Rows("SELECT DISTINCT theme FROM theme_answer WHERE run = ? AND by_person", [run])
    held = {row[0] for row in by_hand if row[0] is not None}
    grouping = finish.grouping
    result = become(grouping.groups, grouping.fates, finish.ids, themes, held)
    yield from _write_themes(result, run, finish.now)
    yield Rows(_READ, [run])
    yield Rows(_DONE, [finish.now, *_summary(finish), run])


def _keep_what_people_placed(run: int) -> Procedure[None]:
    """A comment that a person placed stays as it is: its rows move over instead of the new ones."""
    in_use = yield Rows(_IN_USE)
    if in_use:
        before = in_use[0][0]
        yield Rows(f"DELETE FROM theme_answer WHERE run = ? AND response IN {_BY_HAND}", [run, before])
        yield Rows("UPDATE theme_answer SET run = ? WHERE run = ? AND by_person", [run, before])


def _write_themes(result: Become, run: int, now: datetime) -> Procedure[None]:
    yield Many(_MAKE, [(*_theme_row(each), now, run) for each in result.made])
    yield Many(
        _CHANGE,
        [
            (
                each.known,
                each.name,
                each.name_en,
                as_json(each.keywords),
                each.state,
                each.merged_into,
                each.id,
            )
            for each in result.changed
        ],
    )
    yield Many(LOG, [_log_row(line, run, now) for line in result.lines])


def _theme_row(each: Known) -> Row:
    named = (each.id, each.known, each.name, each.name_en, each.is_named, each.state, each.merged_into)
    return (*named, as_json(each.keywords), each.split_from, each.first_quarter)


def _log_row(line: Line, run: int, now: datetime) -> Row:
    return (random_id(), now, None, line.kind, line.theme, line.other, None, run, as_json(line.detail))


def _summary(finish: Finish) -> Row:
    grouping, ids = finish.grouping, finish.ids
    near = [(ids[first], ids[second], round(nearness, 3)) for first, second, nearness in grouping.merges]
    stability = round(100 * grouping.stability)
    return grouping.comments, stability, grouping.model, as_json(ids), as_json(near)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
