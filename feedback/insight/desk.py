"""The analysis desk: a warm process of its own, so that residents' pages never wait for statistics.

The web process hands over plain counts and gets plain figures back; it never imports `analysis`, numpy or
pandas itself. The same counts give the same figures, so the latest are kept: there is nothing to go stale.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from feedback.errors import Busy
from feedback.insight.figures import TableFigures, TableRequest
from feedback.insight.recent import Recent

TIMEOUT_SECONDS = 20.0
KEPT = 256
READINGS_KEPT_SECONDS = 3.0


class Desk:
    """One worker process, started early and started again whenever it has died."""

    def __init__(self, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._timeout_seconds = timeout_seconds
        self.readings = Recent(READINGS_KEPT_SECONDS)
        self._kept: OrderedDict[TableRequest, TableFigures] = OrderedDict()
        self._pool: ProcessPoolExecutor | None = None
        self._warm: Future[int] | None = None

    def start(self) -> None:
        """Start the process and let it warm up; nobody waits for it here."""
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=_leave_interrupts)
        self._warm = self._pool.submit(_ready)

    def stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._warm = None

    async def ready(self) -> int:
        """Waits until the process is warm; gives its id."""
        assert self._warm is not None
        return await asyncio.wrap_future(self._warm)

    async def table_figures(self, request: TableRequest) -> TableFigures:
        """The figures of a table; raises Busy when they cannot be had in time."""
        if request in self._kept:
            self._kept.move_to_end(request)
            return self._kept[request]
        figures: TableFigures = await self._done(_table_figures, request)
        self._kept[request] = figures
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return figures

    async def _done(self, work: Callable[..., Any], *given: Any) -> Any:
        try:
            return await self._tried(work, *given)
        except BrokenProcessPool:
            self._again()
        try:
            return await self._tried(work, *given)
        except BrokenProcessPool:
            raise Busy("Siffrorna kunde inte räknas ut just nu. Försök igen om en liten stund.") from None

    async def _tried(self, work: Callable[..., Any], *given: Any) -> Any:
        if self._pool is None:
            self.start()
        assert self._pool is not None
        done = asyncio.wrap_future(self._pool.submit(work, *given))
        try:
            return await asyncio.wait_for(done, self._timeout_seconds)
        except TimeoutError:
            self._again()
            raise Busy("Det tog för lång tid att räkna. Försök igen om en liten stund.") from None

    def _again(self) -> None:
        """Leave the process that died or hangs, and start another."""
        pool, warm = self._pool, self._warm
        if warm is not None and warm.done() and not warm.cancelled() and warm.exception() is None:
            with contextlib.suppress(ProcessLookupError):  # it has ended already
                os.kill(warm.result(), signal.SIGKILL)
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
        self.start()


@contextlib.asynccontextmanager
async def opened() -> AsyncIterator[Desk]:
    """The desk for as long as the service runs."""
    desk = Desk()
    desk.start()
    try:
        yield desk
    finally:
        await asyncio.to_thread(desk.stop)


# What follows runs in the desk's own process; only there is the worker imported.


def _leave_interrupts() -> None:
    """Ctrl-C is for the service, which then ends the desk in good order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _ready() -> int:
    from feedback.insight.worker import ready

    return ready()


def _table_figures(request: TableRequest) -> TableFigures:
    from feedback.insight.worker import table_figures

    return table_figures(request)
