"""The loop in the background: summaries that are to be drafted or archived, and mails that tell of them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from feedback.database.writer import run_procedure
from feedback.errors import Busy
from feedback.insight.desk import Desk
from feedback.invitations.jobs import run_due
from feedback.process import Process, ProcessDied
from feedback.quarterly.craft import CraftMaker, usual_craft
from feedback.quarterly.mailing import KINDS
from feedback.quarterly.making import Far, Unusable, make
from feedback.quarterly.runs import ARCHIVE, LostRun, Taken, failing, giving_back, keeping, taking
from feedback.rounds import work_forever, work_once
from feedback.service import Service
from feedback.themes.progress_file import progress_file

log = logging.getLogger("likvardig.summaries")

TELL_SECONDS = 0.5
KEEP_LOOKS = 40  # the lease is renewed at least so often, also while nothing seems to happen
UNUSABLE = "Sammanfattningen gick inte att göra. Försök igen, eller be driften titta i loggen."
DIED = "Arbetet tog mer minne eller tid än det fick. Försök igen när servern har mindre att göra."


@dataclass
class Round:
    """One look at what there is to do, after another. `desk` is the service's own; without one it is started when
    it is needed."""

    service: Service
    desk: Desk | None = None
    maker: CraftMaker = usual_craft
    process: Process = field(default_factory=Process)

    async def once(self, stop: asyncio.Event) -> bool:
        """Do what there is to do; False when there was nothing."""
        made = await self.make_waiting(stop)
        mailed = await run_due(self.service, kinds=KINDS)
        return made or bool(mailed)

    async def make_waiting(self, stop: asyncio.Event) -> bool:
        """Do what has waited longest; False when nothing does. What goes wrong is written where pages tell it."""
        taken = await run_procedure(self.service.engine, taking(self.service.now()))
        if taken is None:
            return False
        with progress_file() as file:
            try:
                await self._watched(taken, Far(file), stop)
            except LostRun:
                log.warning("Work on a summary was taken over, or taken back")
                await self._failed(taken, UNUSABLE)
            except Unusable as reason:
                await self._failed(taken, str(reason))
            except (ProcessDied, Busy):
                log.warning("The process that makes summaries ended before it was done")
                await self._failed(taken, DIED)
            except Exception:
                log.exception("A summary could not be made")
                await self._failed(taken, UNUSABLE)
            finally:
                await asyncio.to_thread(self.process.end)  # what it loaded is much; it is seldom needed
        return True

    async def _failed(self, taken: Taken, problem: str) -> None:
        await run_procedure(self.service.engine, failing(taken, problem, self.service.now()))

    async def _watched(self, taken: Taken, far: Far, stop: asyncio.Event) -> None:
        """The making, its progress told all the while. Stopped in the middle, the work waits for the next start."""
        making = asyncio.create_task(self._make(taken, far), name="summary")
        stopping = asyncio.create_task(stop.wait())
        try:
            await self._tell(taken, far, making, stopping)
            if making.done():
                await making
            else:
                await run_procedure(self.service.engine, giving_back(taken))
        finally:
            stopping.cancel()
            if not making.done():
                making.cancel()
                await asyncio.wait({making})

    async def _make(self, taken: Taken, far: Far) -> None:
        async with self._desk(taken.kind) as desk:
            await make(self.service, desk, self.process, self.maker, taken, far)

    async def _tell(
        self, taken: Taken, far: Far, making: asyncio.Task[None], stopping: asyncio.Task[bool]
    ) -> None:
        last, looks = ("", 0), 0
        while not (making.done() or stopping.done()):
            await asyncio.wait({making, stopping}, timeout=TELL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            now, looks = far.look(), looks + 1
            if making.done() or (now == last and looks % KEEP_LOOKS):
                continue
            kept = await run_procedure(self.service.engine, keeping(taken, *now, self.service.now()))
            if not kept and not making.done():
                raise LostRun
            last = now

    @contextlib.asynccontextmanager
    async def _desk(self, kind: str) -> AsyncIterator[Desk]:
        if self.desk is not None or kind == ARCHIVE:
            yield self.desk or Desk()  # archiving asks for no figures: one that was never started will do
            return
        own = Desk()
        own.start()
        try:
            yield own
        finally:
            await asyncio.to_thread(own.stop)


async def summaries_forever(service: Service, stop: asyncio.Event, desk: Desk | None = None) -> None:
    """Work until `stop` is set; looks every few seconds, and survives trouble."""
    await work_forever(Round(service, desk), stop, log, "Summaries could not be worked on")


async def summaries_once(service: Service) -> None:
    """Everything there is to do now."""
    await work_once(Round(service))
