"""What a quarter's summary is made from beside the desk's figures: themes by name, and quotes that are released."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from feedback.insight.period import default_period
from feedback.insight.selection import over
from feedback.quarterly.facts import NamedTheme, Released
from feedback.quarters import Quarter, parsed_quarter
from feedback.tables import ReleasedQuote
from feedback.themes import reading

# Only with its comment: whoever erases the answer takes the quote along.
_QUOTES = (
    "SELECT q.theme, q.text, c.language, s.name, q.released_at FROM released_quote q "
    "JOIN comment c ON c.response = q.response LEFT JOIN staff s ON s.id = q.released_by "
    "WHERE q.withdrawn_at IS NULL AND c.week BETWEEN {} AND {} ORDER BY q.released_at, q.id"
)


async def named_themes() -> tuple[NamedTheme, ...]:
    """Every theme in use, by its name."""
    return tuple(NamedTheme(each.id, each.name, each.name_en) for each in await reading.themes())


async def released_quotes(quarter: Quarter, closed: Sequence[Quarter]) -> tuple[Released, ...]:
    """The quotes of the summary's period that may be published: the text, the theme its comments count in now, and
    who released it; nothing of where it came from."""
    weeks = weeks_of(quarter, closed)
    if weeks is None:
        return ()
    ends = await reading.final_themes()
    active = {each.id for each in await reading.themes()}
    rows = await ReleasedQuote.raw(_QUOTES, *weeks)
    found = (_released(row, ends) for row in rows)
    return tuple(each for each in found if each.theme in active)


def weeks_of(quarter: Quarter, closed: Sequence[Quarter]) -> tuple[date, date] | None:
    """The first and the last Monday of the summary's period; None where nothing is closed by then."""
    until = tuple(each for each in closed if each <= quarter)
    period = default_period(until)
    if period is None:
        return None
    quarters = [parsed_quarter(code) for code in over(period, until).scope.quarters]
    known = [each for each in quarters if each is not None]
    return known[0].first_monday, known[-1].last_monday


def _released(row: dict[str, Any], ends: dict[int, int]) -> Released:
    return Released(
        theme=ends.get(row["theme"], row["theme"]),
        text=row["text"],
        language=row["language"],
        by=row["name"] or "",
        day=row["released_at"].date().isoformat(),
    )
