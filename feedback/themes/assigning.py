"""New comments as they arrive: read by the process, given the themes of the run in use."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from feedback.database.statements import Many, Procedure, Rows, marks
from feedback.database.streaming import one_moment
from feedback.database.writer import run_procedure
from feedback.process import Process, ProcessDied
from feedback.service import Service
from feedback.tables import ThemeRun, WaitingComment
from feedback.themes import heavy
from feedback.themes.found import Placed
from feedback.themes.questions import free_text_questions
from feedback.themes.runs import current_run_id
from feedback.themes.turns import my_turn
from feedback.themes.writing import placing

BATCH = 100
ASSIGN_SECONDS = 60.0
FOUND = 500  # responses a transaction

WAIT = "INSERT INTO waiting_comment (response) SELECT id FROM response WHERE id = ? ON CONFLICT (response) DO NOTHING"
_TEXTS = "SELECT response, text FROM answer WHERE response IN ({}) AND text IS NOT NULL AND question IN ({}) ORDER BY id"
_MISSED = (
    "SELECT DISTINCT a.response FROM answer a WHERE a.text IS NOT NULL AND a.question IN ({}) "
    "AND NOT EXISTS (SELECT 1 FROM theme_answer t WHERE t.response = a.response AND t.run = ?)"
)
# The run in use, unless another is being made: that one will read what waits.
_IN_USE = "SELECT id, state FROM theme_run WHERE state IN ('running', 'done') ORDER BY state DESC, finished_at DESC, id DESC LIMIT 1"


@dataclass
class Assigner:
    """Keeps the process warm with the model of the run in use."""

    service: Service
    process: Process
    loaded: tuple[int, int] | None = None  # the process's generation, the run
    themes: tuple[int, ...] = ()

    async def assign_waiting(self) -> int:
        """Give up to BATCH waiting comments their themes; says how many were taken."""
        rows = await WaitingComment.raw(f"SELECT response FROM waiting_comment LIMIT {BATCH}")
        run = await current_run_id() if rows else None
        if run is None or await _is_under_way():
            return 0
        waiting = [row["response"] for row in rows]
        placed = await self._placed(run, await self._texts(waiting))
        await run_procedure(self.service.engine, _assigning(run, waiting, placed, self.themes))
        return len(waiting)

    async def _texts(self, waiting: Sequence[int]) -> list[tuple[int, str]]:
        """Each one's free texts, a paragraph each."""
        questions = free_text_questions(self.service)
        sql = _TEXTS.format(_braces(waiting), _braces(questions))
        texts: dict[int, list[str]] = {}
        for row in await ThemeRun.raw(sql, *waiting, *questions):
            texts.setdefault(row["response"], []).append(row["text"])
        return [(response, "\n".join(parts)) for response, parts in texts.items()]

    async def _placed(self, run: int, texts: Sequence[tuple[int, str]]) -> list[Placed]:
        for _attempt in range(2):
            try:
                await self._load(run)
                placed: list[Placed] = await self.process.done(ASSIGN_SECONDS, heavy.assign, texts)
                return placed
            except ProcessDied:
                continue
        raise ProcessDied

    async def _load(self, run: int) -> None:
        if self.loaded == (self.process.generation, run):
            return
        if not self.process.is_running:
            self.process.start()
        [row] = await ThemeRun.raw("SELECT model, themes FROM theme_run WHERE id = {}", run)
        generation = self.process.generation
        await self.process.done(ASSIGN_SECONDS, heavy.load, bytes(row["model"]))
        self.loaded, self.themes = (generation, run), tuple(json.loads(row["themes"]))


async def find_missed(service: Service) -> int:
    """Let those wait that no reading has reached, such as comments of a restored backup; says how many."""
    run = await current_run_id()
    if run is None or await _is_under_way():
        return 0
    questions, found = free_text_questions(service), 0
    async with one_moment(service.engine) as moment:
        async for rows in moment.pages(_MISSED.format(marks(len(questions))), [*questions, run], FOUND):
            await run_procedure(service.engine, _waiting([row[0] for row in rows]))
            found += len(rows)
    return found


def _waiting(responses: Sequence[int]) -> Procedure[None]:
    yield Many(WAIT, [(response,) for response in sorted(responses)])


def _assigning(
    run: int, waiting: Sequence[int], placed: Sequence[Placed], themes: Sequence[int]
) -> Procedure[None]:
    """Write what was read, if it is still waiting and the run still in use; else it is read again."""
    yield from my_turn()
    in_use = yield Rows(_IN_USE)
    if not in_use or tuple(in_use[0]) != (run, "done"):
        return
    rows = yield Rows(
        f"DELETE FROM waiting_comment WHERE response IN ({marks(len(waiting))}) RETURNING response", waiting
    )
    ours = {row[0] for row in rows}
    theirs = yield from _read_already(run, sorted(ours))
    yield from placing([each for each in placed if each.response in ours - theirs], run, themes)


def _read_already(run: int, responses: Sequence[int]) -> Procedure[set[int]]:
    if not responses:
        return set()
    rows = yield Rows(
        f"SELECT response FROM theme_answer WHERE run = ? AND response IN ({marks(len(responses))})",
        [run, *responses],
    )
    return {row[0] for row in rows}


async def _is_under_way() -> bool:
    return bool(await ThemeRun.raw("SELECT id FROM theme_run WHERE state = 'running' LIMIT 1"))


def _braces(values: Sequence[object]) -> str:
    return ", ".join(["{}"] * len(values))
