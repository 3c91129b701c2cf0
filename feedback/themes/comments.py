"""Comments found and paged through: of closed quarters, and within what the reader may see.

A comment that appeared as it was written would tell a watching reader whose it is; so, like figures, comments
are shown when their quarter has been closed. See docs/decisions/0012-closed-quarters.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback.closing import closed_codes
from feedback.errors import Fault, InputError
from feedback.quarters import parsed_quarter
from feedback.staff.roles import Viewer
from feedback.tables import Comment
from feedback.themes.containing import containing
from feedback.themes.following import followed, joined_in
from feedback.themes.runs import current_run_id, merged_into
from feedback.themes.stored import CommentFilter, CommentPage, StoredComment

MOST_ROWS = 200
LONGEST_SEARCH = 200
OVERALL = "overall"
_COLUMNS = (
    "c.response, c.text, c.language, c.week, r.channel, r.district, r.office, r.service, "
    "r.language AS answered_in"
)
_FROM = "FROM comment c JOIN response r ON r.id = c.response"
_CARRIES = "EXISTS (SELECT 1 FROM theme_answer a WHERE a.response = c.response AND a.run = {} AND "


@dataclass(frozen=True, slots=True)
class _Where:
    """Conditions with `{}` for each value."""

    conditions: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()

    def also(self, condition: str, *values: Any) -> _Where:
        return _Where((*self.conditions, condition), (*self.values, *values))

    @property
    def sql(self) -> str:
        return "WHERE " + " AND ".join(self.conditions)


async def comments(
    wanted: CommentFilter, viewer: Viewer, after: str | None = None, limit: int = 25
) -> CommentPage:
    """A page of what is looked for, the newest week first; `after` is what the page before gave. Rows that come or
    go meanwhile are seen or not, but no row is ever seen twice or passed over."""
    where = await _where(wanted, viewer)
    if where is None:
        return CommentPage(())
    if after:
        week, response = _read_cursor(after)
        where = where.also("(c.week < {} OR (c.week = {} AND c.response < {}))", week, week, response)
    number = max(1, min(limit, MOST_ROWS))
    sql = f"SELECT {_COLUMNS} {_FROM} {where.sql} ORDER BY c.week DESC, c.response DESC LIMIT {number + 1}"
    rows = await Comment.raw(sql, *where.values)
    found = await _completed(rows[:number])
    return CommentPage(found, _cursor(found[-1]) if len(rows) > number else None)


async def count_comments(wanted: CommentFilter, viewer: Viewer) -> int:
    """How many there are on all pages together."""
    where = await _where(wanted, viewer)
    if where is None:
        return 0
    [row] = await Comment.raw(f"SELECT COUNT(*) AS n {_FROM} {where.sql}", *where.values)
    return int(row["n"])


async def quotes_of(
    theme: int, viewer: Viewer, limit: int = 6, wanted: CommentFilter | None = None
) -> tuple[StoredComment, ...]:
    """Comments that speak for a theme, the most representative first; within the filter's quarters and places."""
    where = await _where(wanted or CommentFilter(), viewer)
    if where is None:
        return ()
    themes = joined_in(theme, await merged_into())
    if not themes:
        return ()
    where = where.also(f"a.theme IN ({_marks(themes)})", *themes).also("a.run = {}", await current_run_id())
    sql = (
        f"SELECT {_COLUMNS}, MIN(a.typical) AS chosen {_FROM} JOIN theme_answer a ON a.response = c.response "
        f"{where.sql} AND a.typical > 0 "
        "GROUP BY c.response, c.text, c.language, c.week, r.channel, r.district, r.office, r.service, r.language "
        f"ORDER BY chosen, c.response LIMIT {max(1, min(limit, MOST_ROWS))}"
    )
    return await _completed(await Comment.raw(sql, *where.values))


async def comment_of(response: int, viewer: Viewer) -> StoredComment | None:
    """One comment; None where there is none, or none that this person may read."""
    where = await _where(CommentFilter(), viewer)
    if where is None:
        return None
    where = where.also("c.response = {}", response)
    rows = await Comment.raw(f"SELECT {_COLUMNS} {_FROM} {where.sql}", *where.values)
    found = await _completed(rows)
    return found[0] if found else None


async def _where(wanted: CommentFilter, viewer: Viewer) -> _Where | None:
    """The conditions; None where nothing can be found."""
    weeks = await _weeks(wanted.first_quarter, wanted.last_quarter)
    if weeks is None:
        return None
    where = _Where().also("c.week BETWEEN {} AND {}", *weeks)
    where = _places(_within(where, viewer), wanted)
    if wanted.text.strip():
        for condition, value in zip(*containing(wanted.text[:LONGEST_SEARCH]), strict=True):
            where = where.also(condition, value)
    if wanted.scores:
        where = where.also(
            "EXISTS (SELECT 1 FROM answer s WHERE s.response = c.response AND s.question = {} "
            f"AND s.score IN ({_marks(wanted.scores)}))",
            OVERALL,
            *wanted.scores,
        )
    return await _themed(where, wanted)


async def _themed(where: _Where, wanted: CommentFilter) -> _Where | None:
    if wanted.theme is None and not wanted.other:
        return where
    run = await current_run_id()
    if run is None:
        return None
    if wanted.other:
        return where.also(_CARRIES + "a.theme IS NULL)", run)
    assert wanted.theme is not None
    themes = joined_in(wanted.theme, await merged_into())
    return where.also(_CARRIES + f"a.theme IN ({_marks(themes)}))", run, *themes) if themes else None


def _places(where: _Where, wanted: CommentFilter) -> _Where:
    named = {
        "r.district": wanted.district,
        "r.channel": wanted.channel,
        "r.office": wanted.office,
        "r.service": wanted.service,
        "c.language": wanted.language,
    }
    for column, value in named.items():
        if value is not None:
            where = where.also(column + " = {}", value)
    return where if wanted.cells is None else _from_cells(where, wanted.cells)


def _from_cells(where: _Where, cells: Sequence[tuple[str | None, str]]) -> _Where:
    """Comments of these districts and channels alone."""
    if not cells:
        return where.also("1 = 0")
    one = "(COALESCE(r.district, '') = {} AND r.channel = {})"
    values = [value for district, channel in cells for value in (district or "", channel)]
    return where.also(f"({' OR '.join([one] * len(cells))})", *values)


def _within(where: _Where, viewer: Viewer) -> _Where:
    """What is within the person's scope: a manager's districts, or her offices."""
    if viewer.sees_everything:
        return where
    own = [
        (f"r.{dimension} IN ({_marks(values)})", values)
        for dimension in ("district", "office")
        if (values := sorted(viewer.own(dimension)))
    ]
    if not own:
        return where.also("1 = 0")
    either = " OR ".join(condition for condition, _ in own)
    return where.also(f"({either})", *(value for _, values in own for value in values))


async def _weeks(first: str | None, last: str | None) -> tuple[date, date] | None:
    """The Mondays of the first and the last week that may be read; None where there are none."""
    known = [code for code in await closed_codes() if (first or code) <= code <= (last or code)]
    quarters = [quarter for code in known if (quarter := parsed_quarter(code)) is not None]
    return (quarters[0].first_monday, quarters[-1].last_monday) if quarters else None


async def _completed(rows: Sequence[dict[str, Any]]) -> tuple[StoredComment, ...]:
    """The rows with their themes, their scores and what has been released of them."""
    ids = [row["response"] for row in rows]
    themes, scores, released = await _themes_of(ids), await _scores_of(ids), await _released_of(ids)
    return tuple(_comment(row, themes.get(row["response"], []), scores, released) for row in rows)


def _comment(
    row: dict[str, Any],
    placed: Sequence[dict[str, Any]],
    scores: dict[int, int],
    released: dict[int, list[int]],
) -> StoredComment:
    columns = {name: value for name, value in row.items() if name != "chosen"}
    return StoredComment(
        **columns,
        score=scores.get(row["response"]),
        themes=tuple(dict.fromkeys(each["theme"] for each in placed if each["theme"] is not None)),
        is_typical=any(each["typical"] for each in placed),
        by_person=any(each["by_person"] for each in placed),
        released_in=tuple(dict.fromkeys(released.get(row["response"], ()))),
    )


async def _themes_of(ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    run = await current_run_id()
    if run is None or not ids:
        return {}
    ends = followed(await merged_into())
    rows = await Comment.raw(
        f"SELECT response, theme, typical, by_person FROM theme_answer WHERE response IN ({_marks(ids)}) "
        "AND run = {} ORDER BY place, id",
        *ids,
        run,
    )
    return _by_response(row | {"theme": ends.get(row["theme"])} for row in rows)


async def _scores_of(ids: Sequence[int]) -> dict[int, int]:
    if not ids:
        return {}
    rows = await Comment.raw(
        f"SELECT response, score FROM answer WHERE response IN ({_marks(ids)}) AND question = {{}} "
        "AND score IS NOT NULL",
        *ids,
        OVERALL,
    )
    return {row["response"]: row["score"] for row in rows}


async def _released_of(ids: Sequence[int]) -> dict[int, list[int]]:
    if not ids:
        return {}
    ends = followed(await merged_into())
    rows = await Comment.raw(
        f"SELECT response, theme FROM released_quote WHERE response IN ({_marks(ids)}) "
        "AND withdrawn_at IS NULL ORDER BY released_at",
        *ids,
    )
    return {
        response: [ends.get(row["theme"], row["theme"]) for row in found]
        for response, found in _by_response(rows).items()
    }


def _by_response(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["response"], []).append(row)
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["{}"] * len(values))


def _cursor(last: StoredComment) -> str:
    return f"{last.week.isoformat()}.{last.response:x}"


def _read_cursor(text: str) -> tuple[date, int]:
    week, _, response = text.partition(".")
    try:
        return date.fromisoformat(week), int(response, 16)
    except ValueError:
        raise InputError("Sidan finns inte.", [Fault("after", "pekar inte ut någon sida")]) from None
