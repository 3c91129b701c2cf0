"""Comments that contain words, as a condition of the database in use."""

from __future__ import annotations

from feedback.tables import Comment
from feedback.themes.following import joined_in
from feedback.themes.letters import glob_of, regex_of
from feedback.themes.runs import current_run_id, merged_into


def containing(text: str) -> tuple[list[str], list[str]]:
    """Conditions with `{}` on `c.text`, one a word, and their values: every word, in any order."""
    is_sqlite = Comment._meta.db.engine_type == "sqlite"
    words = text.split()
    condition = "c.text GLOB {}" if is_sqlite else "c.text ~ {}"
    return [condition] * len(words), [glob_of(word) if is_sqlite else regex_of(word) for word in words]


async def responses_with(text: str, theme: int) -> list[int]:
    """The comments of a theme and what was merged into it that contain every word."""
    run, themes = await current_run_id(), joined_in(theme, await merged_into())
    if run is None or not themes:
        return []
    conditions, values = containing(text)
    carried = ", ".join(["{}"] * len(themes))
    rows = await Comment.raw(
        "SELECT DISTINCT a.response FROM theme_answer a JOIN comment c ON c.response = a.response "
        f"WHERE a.run = {{}} AND a.theme IN ({carried}) AND {' AND '.join(conditions)}",
        run,
        *themes,
        *values,
    )
    return [row["response"] for row in rows]
