"""What pages ask about themes: which there are, the run in use, the log, suggestions, quotes, comments."""

from __future__ import annotations

import json
from typing import Any

from feedback.tables import ReleasedQuote, Theme, ThemeEdit, ThemeRun
from feedback.themes.comments import comment_of, comments, count_comments, quotes_of
from feedback.themes.following import followed, joined_in
from feedback.themes.newest_edit import EDITS, newest_edits
from feedback.themes.runs import current_run, current_run_id, latest_run, merged_into
from feedback.themes.stored import LogLine, ReleasedQuoteLine, StoredTheme, Suggestion

__all__ = [
    "comment_of",
    "comments",
    "count_comments",
    "current_run",
    "final_themes",
    "latest_run",
    "log_of",
    "quotes_of",
    "released_quotes",
    "state_version",
    "suggestions",
    "theme_of",
    "themes",
]

_THEMES = (
    "SELECT t.id, t.known, t.name, t.name_en, t.keywords, t.state, t.is_named, t.first_quarter, t.merged_into, "
    "t.split_from, t.made_in FROM theme t"
)
_LOG = (
    "SELECT e.id, e.at, e.staff, s.name AS staff_name, e.kind, e.theme, e.other, e.response, e.detail, "
    "e.undone_at, u.name AS undone_by_name FROM theme_edit e LEFT JOIN staff s ON s.id = e.staff "
    "LEFT JOIN staff u ON u.id = e.undone_by"
)


async def themes(state: str | None = "active") -> tuple[StoredTheme, ...]:
    """Every theme in this state (None: in any), by name."""
    where, values = ("WHERE t.state = {}", [state]) if state else ("", [])
    rows = await Theme.raw(f"{_THEMES} {where} ORDER BY t.name, t.id", *values)
    fresh, newest = await _fresh_run(), await _newest_edits()
    return tuple(_theme(row, fresh, newest.get(row["id"])) for row in rows)


async def theme_of(identity: int) -> StoredTheme | None:
    """One theme in any state; None where there is none."""
    rows = await Theme.raw(_THEMES + " WHERE t.id = {}", identity)
    fresh, newest = await _fresh_run(), await _newest_edits()
    return _theme(rows[0], fresh, newest.get(identity)) if rows else None


async def final_themes() -> dict[int, int]:
    """Every theme to the one its comments count in now: itself, or what it was merged into."""
    return followed(await merged_into())


async def log_of(theme: int | None = None, limit: int = 50) -> tuple[LogLine, ...]:
    """What happened to a theme and what was merged into it, or to all, the newest first."""
    themes = [] if theme is None else joined_in(theme, await merged_into()) or [theme]
    marks = ", ".join(["{}"] * len(themes))
    where = f"WHERE e.theme IN ({marks}) OR e.other IN ({marks})" if themes else ""
    rows = await ThemeEdit.raw(
        f"{_LOG} {where} ORDER BY e.at DESC, e.id DESC LIMIT {max(1, limit)}", *themes, *themes
    )
    names = {row["id"]: row["name"] for row in await Theme.raw("SELECT id, name FROM theme")}
    return tuple(_line(row, names) for row in rows)


async def suggestions() -> tuple[Suggestion, ...]:
    """Pairs that may be one theme, the nearest first; not those a person has merged or wants kept apart."""
    run = await current_run_id()
    if run is None:
        return ()
    [row] = await ThemeRun.raw("SELECT suggestions FROM theme_run WHERE id = {}", run)
    ends, active = await final_themes(), {each.id for each in await themes()}
    apart = await _kept_apart(ends)
    best: dict[frozenset[int], float] = {}
    for first, second, nearness in json.loads(row["suggestions"]):
        pair = frozenset({ends.get(first, first), ends.get(second, second)})
        if len(pair) == 2 and pair <= active and pair not in apart:
            best[pair] = max(nearness, best.get(pair, 0.0))
    ordered = sorted(best.items(), key=lambda item: (-item[1], sorted(item[0])))
    return tuple(Suggestion(min(pair), max(pair), nearness) for pair, nearness in ordered)


async def released_quotes(theme: int | None = None) -> tuple[ReleasedQuoteLine, ...]:
    """What may be published, of a theme and what was merged into it, or of all; the newest first."""
    ends = await final_themes()
    rows = await ReleasedQuote.raw(
        "SELECT q.id, q.response, q.theme, q.text, q.released_by, s.name AS released_by_name, q.released_at "
        "FROM released_quote q LEFT JOIN staff s ON s.id = q.released_by "
        "WHERE q.withdrawn_at IS NULL ORDER BY q.released_at DESC, q.id"
    )
    lines = (_quote(row, ends) for row in rows)
    return tuple(line for line in lines if theme in (None, line.theme))


async def state_version() -> str:
    """Changes whenever a run is done or a person changes something: what figures kept elsewhere are valid for."""
    [row] = await ThemeEdit.raw("SELECT COUNT(*) AS made, COUNT(undone_at) AS undone FROM theme_edit")
    return f"{await current_run_id() or 0:x}.{row['made']}.{row['undone']}"


async def _fresh_run() -> int | None:
    """The run whose first finds are new; None while there has been one run only, since then all would be."""
    rows = await ThemeRun.raw(
        "SELECT id FROM theme_run WHERE state = 'done' ORDER BY finished_at DESC, id DESC LIMIT 2"
    )
    return rows[0]["id"] if len(rows) > 1 else None


async def _newest_edits() -> dict[int, int]:
    return newest_edits(tuple(row.values()) for row in await ThemeEdit.raw(EDITS))


def _theme(row: dict[str, Any], fresh: int | None, newest: int | None) -> StoredTheme:
    made_in = row["made_in"]
    columns = {name: value for name, value in row.items() if name not in ("made_in", "keywords", "is_named")}
    return StoredTheme(
        **columns,
        keywords=tuple(json.loads(row["keywords"])),
        is_named=bool(row["is_named"]),
        is_new=made_in is not None and made_in == fresh,
        newest_edit=newest,
    )


def _line(row: dict[str, Any], names: dict[int, str]) -> LogLine:
    detail = json.loads(row["detail"])
    mentioned = {row["theme"], row["other"], *detail.get("themes", ())}
    return LogLine(
        **row | {"detail": detail}, names={each: names[each] for each in mentioned if each in names}
    )


async def _kept_apart(ends: dict[int, int]) -> set[frozenset[int]]:
    rows = await ThemeEdit.raw(
        "SELECT theme, other FROM theme_edit WHERE kind = 'keep_apart' AND undone_at IS NULL"
    )
    return {frozenset(ends.get(row[side], row[side]) for side in ("theme", "other")) for row in rows}


def _quote(row: dict[str, Any], ends: dict[int, int]) -> ReleasedQuoteLine:
    theme = ends.get(row["theme"], row["theme"])
    return ReleasedQuoteLine(**row | {"theme": theme, "released_by_name": row["released_by_name"] or ""})
