"""Files of answers that staff have asked for: made one at a time in a process of their own, kept for a day.

A row says how far each has come, so that any process that serves can show it; the file lies in a folder of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from feedback.errors import Busy, Conflict, LikvardigError
from feedback.exports.heavy import make
from feedback.exports.making import Made, forget_halves, forget_old_halves
from feedback.exports.plan import Order
from feedback.exports.writing import WRITERS, Format
from feedback.keys import random_id
from feedback.process import Process, ProcessDied
from feedback.service import Service
from feedback.staff.audit import Action, note
from feedback.staff.roles import Viewer
from feedback.tables import ExportFile
from feedback.themes.progress_file import progress_file, told

log = logging.getLogger("likvardig.exports")

KEPT = timedelta(hours=24)
GONE_AFTER = timedelta(minutes=2)  # a maker who has said nothing for so long is at work no more
MAKING_SECONDS = 3600.0
LOOK_SECONDS = 1.0
SAID_EVERY = timedelta(seconds=20)
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


BROKEN = _("Uttaget avbröts innan filen var klar. Ingen halv fil finns kvar. Gör om uttaget.")
NO_FILE = _("Filen finns inte på den server som svarade. Gör om uttaget.")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file somebody asked for, as its row stands."""

    id: int
    staff: int
    quarters: tuple[str, ...]
    format: str
    state: str
    percent: int
    rows: int | None
    problem: str | None
    asked_at: datetime
    seen_at: datetime
    expires_at: datetime

    @property
    def is_under_way(self) -> bool:
        return self.state in (WAITING, RUNNING)

    @property
    def kind(self) -> Format:
        return WRITERS[self.format]

    @property
    def name(self) -> str:
        """What the file is called where it is saved."""
        first, last = self.quarters[0], self.quarters[-1]
        span = first if first == last else f"{first}-{last}"
        return f"likvardig-svar-{span}.{self.format}"


class Exports:
    """The files being made in this process, and the folder they lie in."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, viewer: Viewer, order: Order) -> int:
        """Begin a file. Raises Conflict while the same person waits for another."""
        now = self._service.now()
        await self.tidy()
        if any(each.is_under_way for each in await self.of(viewer)):
            raise Conflict("Du har redan ett uttag på gång. Vänta tills det är klart.")
        row = ExportFile(
            id=random_id(),
            staff=viewer.id,
            quarters=",".join(order.quarters),
            format=order.format,
            asked_at=now,
            seen_at=now,
            expires_at=now + KEPT,
        )
        await ExportFile.insert(row)
        task = asyncio.create_task(self._make(row.id, viewer, order), name="export")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return int(row.id)

    async def of(self, viewer: Viewer) -> tuple[StoredFile, ...]:
        """A person's own files, the newest first; one whose maker is gone has failed."""
        rows = (
            await ExportFile.select()
            .where((ExportFile.staff == viewer.id) & (ExportFile.expires_at > self._service.now()))
            .order_by(ExportFile.asked_at, ascending=False)
        )
        return tuple(self._seen(row) for row in rows)

    async def one(self, viewer: Viewer, id: int) -> StoredFile | None:
        """One of a person's own; None for everybody else's."""
        return next((each for each in await self.of(viewer) if each.id == id), None)

    def path(self, file: StoredFile) -> Path:
        return self._path(file.id, file.format)

    async def tidy(self) -> None:
        """Take away what has expired, and what a process that ended at once left behind."""
        now = self._service.now()
        forget_old_halves(self._service.settings.exports, MAKING_SECONDS)
        for row in await ExportFile.select().where(ExportFile.expires_at <= now):
            self._path(row["id"], row["format"]).unlink(missing_ok=True)
            await ExportFile.delete().where(ExportFile.id == row["id"])

    async def stop(self) -> None:
        """End what is being made; whoever asked is told when she looks."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _seen(self, row: dict[str, Any]) -> StoredFile:
        file = StoredFile(**row | {"quarters": tuple(row["quarters"].split(","))})
        if file.is_under_way and self._service.now() - file.seen_at > GONE_AFTER:
            return StoredFile(**row | {"quarters": file.quarters, "state": FAILED, "problem": BROKEN})
        return file

    def _path(self, id: int, format: str) -> Path:
        return self._service.settings.exports / f"{id:016x}.{format}"

    async def _make(self, id: int, viewer: Viewer, order: Order) -> None:
        """What goes wrong is written on the row, in a sentence."""
        try:
            done = await self._made(id, order)
            await self._say(id, state=DONE, percent=100, rows=done.rows)
            scope = "" if order.districts is None else f" {','.join(sorted(order.districts))}"
            detail = f"uttag {','.join(order.quarters)} {order.format}{scope} {done.rows} rows"
            await note(self._service, Action.EXPORTED, viewer.id, detail)
        except asyncio.CancelledError:
            await self._say(id, state=FAILED, problem=BROKEN)
            raise
        except (ProcessDied, Busy):
            log.warning("The process that makes a file ended before it was done")
            await self._say(id, state=FAILED, problem=BROKEN)
        except LikvardigError as error:
            await self._say(id, state=FAILED, problem=str(error))
        except Exception:
            log.exception("A file of answers could not be made")
            await self._say(id, state=FAILED, problem=BROKEN)

    async def _made(self, id: int, order: Order) -> Made:
        target = self._path(id, order.format)
        folder = target.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with progress_file() as file:
            making = asyncio.create_task(self._in_turn(order, target, file))
            try:
                last = (-1, self._service.now())
                while not making.done():
                    await asyncio.wait({making}, timeout=LOOK_SECONDS)
                    last = await self._tell(id, round(99 * told(file)[0]), last, file.exists())
                return await making
            finally:
                making.cancel()
                with contextlib.suppress(BaseException):
                    await making

    async def _in_turn(self, order: Order, target: Path, file: Path) -> Made:
        """One at a time, so that two who ask at once do not take twice the memory. The process ends with the file."""
        async with self._turn:
            process = Process()
            process.start()
            try:
                done: Made = await process.done(
                    MAKING_SECONDS, make, self._service.settings, order, str(target), str(file)
                )
                return done
            finally:
                await asyncio.to_thread(process.end)
                forget_halves(target)

    async def _tell(
        self, id: int, percent: int, last: tuple[int, datetime], is_running: bool
    ) -> tuple[int, datetime]:
        """Say how far it has come, or at least that it goes on."""
        now = self._service.now()
        if percent == last[0] and now - last[1] < SAID_EVERY:
            return last
        await self._say(id, state=RUNNING if is_running else WAITING, percent=percent)
        return percent, now

    async def _say(self, id: int, **values: Any) -> None:
        changed: dict[Any, Any] = values | {"seen_at": self._service.now()}
        await ExportFile.update(changed).where(ExportFile.id == id)


@contextlib.asynccontextmanager
async def opened(service: Service) -> AsyncIterator[Exports]:
    exports = Exports(service)
    await exports.tidy()
    try:
        yield exports
    finally:
        await exports.stop()
