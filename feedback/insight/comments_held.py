"""The comments of the closed quarters as counts, read from the database for the desk. Loads no numpy.

Rows are streamed a page at a time and counted in a thread, so that a million comments do not keep a resident's page
waiting.
"""

from __future__ import annotations

import asyncio
from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from feedback.database.statements import Row
from feedback.database.streaming import one_moment
from feedback.insight.closed import Listed
from feedback.insight.comment_counts import CommentCounts, Place
from feedback.quarters import quarter_of
from feedback.service import Service
from feedback.tables import Theme, ThemeRun

MERGED, GONE = "merged", "gone"
BAR = "|"  # no word holds it: words are identifiers and language codes
_WORDS = ("r.survey", "r.channel", "r.district", "r.service", "r.language")
_JOINED = f" || '{BAR}' || ".join(f"COALESCE({word}, '')" for word in _WORDS)
_COMMENTS = (
    f"SELECT c.response + 0, CAST(c.week AS TEXT), {_JOINED}, COALESCE(a.score, 0) + 0, COALESCE(t.theme, 0) + 0 "
    "FROM comment c JOIN response r ON r.id = c.response "
    "LEFT JOIN answer a ON a.response = c.response AND a.question = ? "
    "LEFT JOIN theme_answer t ON t.response = c.response AND t.run = ? "
    "ORDER BY c.response"
)
_RUN = "SELECT id FROM theme_run WHERE state = 'done' ORDER BY finished_at DESC, id DESC LIMIT 1"
_EDITS = "SELECT COUNT(*) AS made, COUNT(undone_at) AS undone FROM theme_edit"
_WAITING = (
    "SELECT COUNT(*) AS waiting FROM "
    "(SELECT 1 FROM waiting_comment w JOIN response r ON r.id = w.response WHERE r.week < {} LIMIT 1) AS one"
)
OVERALL, POINTS = "overall", (0, 5)
NO_RUN = 0


async def comments_version(listed: Sequence[Listed]) -> str:
    """Names the state of the comments that figures are over: the grouping in use, what people changed in it,
    the newest closed quarter, and whether any comment of a closed quarter still waits for its themes."""
    [edits] = await ThemeRun.raw(_EDITS)
    waiting = 0
    if listed:
        end = listed[-1].quarter.following.first_monday
        [row] = await ThemeRun.raw(_WAITING, end)
        waiting = row["waiting"]
    newest = listed[-1].code if listed else ""
    return f"{await run_in_use()}.{edits['made']}.{edits['undone']}.{newest}.{waiting}"


async def run_in_use() -> int:
    """The newest grouping that is done; NO_RUN before the first."""
    rows = await ThemeRun.raw(_RUN)
    return int(rows[0]["id"]) if rows else NO_RUN


async def held_comments(service: Service, listed: Sequence[Listed]) -> CommentCounts:
    """The comments of these quarters with the themes of the grouping in use, as they are at one moment."""
    run = await run_in_use()
    rows = await Theme.select(Theme.id, Theme.state, Theme.merged_into, Theme.known, Theme.is_named)
    standing = standing_themes({row["id"]: (row["state"], row["merged_into"]) for row in rows})
    vouched = {row["id"] for row in rows if row["known"] is not None or row["is_named"]}
    counting = _Counting(standing, vouched, {each.code for each in listed}, _compared_surveys(service))
    async with one_moment(service.engine) as moment:
        async for page in moment.pages(_COMMENTS, (OVERALL, run)):
            await asyncio.to_thread(counting.add, page)
    return await asyncio.to_thread(counting.finished)


def standing_themes(themes: Mapping[int, tuple[str, int | None]]) -> dict[int, int]:
    """Theme → the one its comments count for: itself, or where it was merged into, followed to the end. Those
    that are gone, or lead to such a one or round in a circle, are left out."""
    found = {}
    for theme in themes:
        at, seen = theme, {theme}
        while at in themes and themes[at][0] == MERGED:
            target = themes[at][1]
            if target is None or target in seen:
                break
            at = target
            seen.add(at)
        if at in themes and themes[at][0] not in (MERGED, GONE):
            found[theme] = at
    return found


def _compared_surveys(service: Service) -> set[str]:
    """Surveys whose overall question has the scale that is compared."""
    return {
        survey.id
        for survey in service.catalogue.surveys
        for question in survey.questions
        if question.id == OVERALL and question.points in POINTS
    }


class _Places(dict[tuple[str, str, int], int]):
    """(week, words, score) → the number of its place; −1 for a week outside the quarters."""

    def __init__(self, quarters: Collection[str], surveys: Collection[str]) -> None:
        super().__init__()
        self._quarters, self._surveys = quarters, surveys
        self._numbers: dict[Place, int] = {}

    def __missing__(self, key: tuple[str, str, int]) -> int:
        week, words, score = key
        quarter = quarter_of(date.fromisoformat(week)).code
        survey, channel, district, service, language = words.split(BAR)
        place = quarter, channel, district, service, language, score if survey in self._surveys else 0
        inside = quarter in self._quarters
        self[key] = self._numbers.setdefault(place, len(self._numbers)) if inside else -1
        return self[key]

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._numbers)


class _Counting:
    """Rows in the order of their comments, one per theme, to counts by place and set of themes."""

    def __init__(
        self,
        standing: Mapping[int, int],
        vouched: Collection[int],
        quarters: Collection[str],
        surveys: Collection[str],
    ) -> None:
        self.themes = tuple(sorted(set(standing.values())))
        self._vouched = tuple(theme in vouched for theme in self.themes)
        position = {theme: number for number, theme in enumerate(self.themes)}
        self._position = {theme: position[target] for theme, target in standing.items()}
        self._places = _Places(quarters, surveys)
        self._counts: Counter[tuple[int, frozenset[int]]] = Counter()
        self._at: int | None = None
        self._place = -1
        self._carried: list[int] = []

    def add(self, rows: Sequence[Row]) -> None:
        places, position = self._places, self._position
        for response, week, words, score, theme in rows:
            if response != self._at:
                self._put_down()
                self._at, self._place, self._carried = response, places[week, words, score], []
            if theme in position:
                self._carried.append(position[theme])

    def finished(self) -> CommentCounts:
        self._put_down()
        sets = {carried: number for number, carried in enumerate(dict.fromkeys(c for _, c in self._counts))}
        return CommentCounts(
            self.themes,
            self._vouched,
            self._places.places,
            tuple(tuple(sorted(each)) for each in sets),
            array("q", (place for place, _ in self._counts)),
            array("q", (sets[carried] for _, carried in self._counts)),
            array("q", self._counts.values()),
        )

    def _put_down(self) -> None:
        """The comment read last is complete."""
        if self._at is not None and self._place >= 0:
            self._counts[self._place, frozenset(self._carried)] += 1
        self._at = None
