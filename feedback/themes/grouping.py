"""Making a run: the comments go to the process, which groups them; what it found is written and put into use."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from pathlib import Path

import survey_defs
from feedback.database.statements import marks
from feedback.database.streaming import one_moment
from feedback.database.writer import run_procedure
from feedback.errors import Busy
from feedback.keys import random_id
from feedback.process import Process, ProcessDied
from feedback.service import Service
from feedback.tables import Answer, ThemeRun
from feedback.themes import heavy
from feedback.themes.becoming import identity_of_groups
from feedback.themes.found import Grouping
from feedback.themes.leases import LostRun, Taken, failing, giving_back, keeping, taking
from feedback.themes.progress_file import progress_file, told
from feedback.themes.questions import free_text_questions
from feedback.themes.runs import current_run_id
from feedback.themes.writing import Finish, finishing, themes_now, writing_part

log = logging.getLogger("likvardig.themes")

CODEBOOK = Path(survey_defs.__file__).parent / "codebook.toml"
GROUPING_SECONDS = 3600.0
PART_SECONDS = 120.0
LOOK_SECONDS = 0.5
KEEP_LOOKS = 40  # the lease is renewed at least so often, also while nothing seems to happen
FETCHED = 5_000  # comments a question to the process
WRITTEN = 500  # comments a transaction: short enough for an answer that waits behind it
READ_UNTIL, GROUPED_UNTIL = 10, 80  # per cent
UNUSABLE = "Kommentarerna gick inte att gruppera. Försök igen, eller be driften titta i loggen."
DIED = "Grupperingen tog mer minne eller tid än den fick. Försök igen när servern har mindre att göra."

_COMMENTS = (
    "SELECT a.response, r.week, a.text FROM answer a JOIN response r ON r.id = a.response "
    "WHERE a.text IS NOT NULL AND a.question IN ({}) ORDER BY a.id"
)
_BEFORE = "SELECT response, theme, by_person FROM theme_answer WHERE run = ? AND theme IS NOT NULL"

NOTHING = "Det finns inga kommentarer att gruppera än."


class Unusable(Exception):
    """The run cannot be made; its text is meant for people."""


@dataclass
class Far:
    """How far a run has come, as pages are told."""

    file: Path
    stage: str = "reading"
    percent: int = 0
    grouping: bool = field(default=False)

    def look(self) -> tuple[str, int]:
        if self.grouping:
            share, stage = told(self.file)
            self.percent = READ_UNTIL + round((GROUPED_UNTIL - READ_UNTIL) * min(max(share, 0.0), 1.0))
            self.stage = stage or "grouping"
        return self.stage, self.percent


async def make_waiting_run(service: Service, process: Process, stop: asyncio.Event) -> bool:
    """Make the run that has waited longest; False when there is none. What goes wrong is written on the run."""
    taken = await run_procedure(service.engine, taking(service.now()))
    if taken is None:
        return False
    with progress_file() as file:
        try:
            await _watched(service, process, taken, Far(file), stop)
            await forget_old_runs(service)
        except LostRun:
            log.warning("A grouping was taken over by somebody else")
        except Unusable as reason:
            await run_procedure(service.engine, failing(taken, str(reason), service.now()))
        except (ProcessDied, Busy):
            log.warning("The process that groups comments ended before it was done")
            await run_procedure(service.engine, failing(taken, DIED, service.now()))
        except Exception:
            log.exception("The comments could not be grouped")
            await run_procedure(service.engine, failing(taken, UNUSABLE, service.now()))
        finally:
            await asyncio.to_thread(process.end)  # what it held is much; the next one starts small
    return True


async def _watched(service: Service, process: Process, taken: Taken, far: Far, stop: asyncio.Event) -> None:
    """The making, its progress told all the while. Stopped in the middle, the run waits for the next start."""
    making = asyncio.create_task(_make(service, process, taken, far), name="grouping")
    stopping = asyncio.create_task(stop.wait())
    try:
        await _tell(service, taken, far, making, stopping)
        if making.done():
            await making
        else:
            await run_procedure(service.engine, giving_back(taken))
    finally:
        stopping.cancel()
        if not making.done():
            making.cancel()
            await asyncio.wait({making})


async def _tell(
    service: Service, taken: Taken, far: Far, making: asyncio.Task[None], stopping: asyncio.Task[bool]
) -> None:
    last, looks = ("", 0), 0
    while not (making.done() or stopping.done()):
        await asyncio.wait({making, stopping}, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        now, looks = far.look(), looks + 1
        if making.done() or (now == last and looks % KEEP_LOOKS):
            continue
        if not await run_procedure(service.engine, keeping(taken, *now, service.now())) and not making.done():
            raise LostRun
        last = now


async def _make(service: Service, process: Process, taken: Taken, far: Far) -> None:
    await _forget_placed(taken.id)  # what a maker who crashed had written
    if not await _hand_over(service, process, far):
        raise Unusable(NOTHING)
    far.stage, far.percent, far.grouping = "grouping", READ_UNTIL, True
    themes = await run_procedure(service.engine, themes_now())
    known = [(each.id, each.known) for each in themes]
    grouping: Grouping = await process.done(
        GROUPING_SECONDS,
        heavy.group,
        taken.wanted,
        taken.seed,
        CODEBOOK.read_text("utf-8"),
        known,
        str(far.file),
    )
    far.grouping, far.stage = False, "writing"
    ids = identity_of_groups(grouping.groups, grouping.fates, themes, random_id)
    await _write(service, process, taken, ids, grouping.comments, far)
    await run_procedure(service.engine, finishing(Finish(taken, grouping, ids, service.now())))


async def _hand_over(service: Service, process: Process, far: Far) -> bool:
    """Comments and where they belonged, as they are at one moment; False where there are no comments."""
    questions, held = free_text_questions(service), 0
    in_use = await current_run_id()
    await process.done(PART_SECONDS, heavy.begin)
    total = await Answer.count().where(Answer.text.is_not_null())
    async with one_moment(service.engine) as moment:
        async for rows in moment.pages(_COMMENTS.format(marks(len(questions))), questions, FETCHED):
            await process.done(PART_SECONDS, heavy.hold, rows)
            held += len(rows)
            far.percent = min(READ_UNTIL, READ_UNTIL * held // max(total, 1))
        if in_use is not None:
            async for rows in moment.pages(_BEFORE, [in_use], FETCHED):
                await process.done(PART_SECONDS, heavy.hold_before, rows)
    return held > 0


async def _write(
    service: Service, process: Process, taken: Taken, ids: tuple[int, ...], total: int, far: Far
) -> None:
    for start in range(0, total, FETCHED):
        placed = await process.done(PART_SECONDS, heavy.part, start, FETCHED)
        for first in range(0, len(placed), WRITTEN):
            await run_procedure(service.engine, writing_part(taken, placed[first : first + WRITTEN], ids))
            await asyncio.sleep(0)  # residents' answers in between
        far.percent = GROUPED_UNTIL + round((99 - GROUPED_UNTIL) * (start + len(placed)) / total)


async def forget_old_runs(service: Service) -> None:
    """The assignments and the models of runs that are no longer in use, nor being made."""
    in_use = await current_run_id()
    rows = await ThemeRun.raw(
        "SELECT id FROM theme_run WHERE state IN ('done', 'failed') AND id <> {}", in_use or 0
    )
    for row in rows:
        await _forget_placed(row["id"])
        await ThemeRun.update({ThemeRun.model: b""}).where(ThemeRun.id == row["id"])


async def _forget_placed(run: int) -> None:
    """A little at a time, as it was written."""
    part = (
        f"DELETE FROM theme_answer WHERE id IN (SELECT id FROM theme_answer WHERE run = {run} LIMIT {WRITTEN}) "
        "RETURNING id"
    )
    while await ThemeRun.raw(part):
        continue
