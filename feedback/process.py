"""A process of our own for heavy work: started early, left when it hangs, started again when it has died."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from feedback.errors import Busy

NICENESS = 10
THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")


class ProcessDied(Exception):
    """The process ended before it answered. Another one has been started; it knows nothing yet."""


class Process:
    """One worker process. `warming` loads what is heavy and gives the process's id; `generation` counts how many
    there have been."""

    def __init__(self, warming: Callable[[], int] = os.getpid) -> None:
        self.generation = 0
        self._warming = warming
        self._pool: ProcessPoolExecutor | None = None
        self._warm: Future[int] | None = None

    def start(self) -> None:
        """Start the process and let it warm up; nobody waits for it here."""
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=_step_back)
        self._warm = self._pool.submit(self._warming)
        self.generation += 1

    def stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._warm = None

    def end(self) -> None:
        """End it at once, whatever it is doing; the next `done` starts another."""
        pool, warm = self._pool, self._warm
        self._pool = self._warm = None
        if pool is not None:
            _kill(warm)
            pool.shutdown(wait=True, cancel_futures=True)

    @property
    def is_running(self) -> bool:
        return self._pool is not None

    async def ready(self) -> int:
        """Waits until the process is warm; gives its id."""
        assert self._warm is not None
        return await asyncio.wrap_future(self._warm)

    async def done(self, seconds: float, work: Callable[..., Any], *given: Any) -> Any:
        """What the work gives; it begins before anything else can. Raises ProcessDied, or Busy when it takes
        longer than `seconds`."""
        if self._pool is None:
            self.start()
        pool = self._pool
        assert pool is not None
        try:
            return await asyncio.wait_for(asyncio.wrap_future(pool.submit(work, *given)), seconds)
        except BrokenProcessPool:
            self._leave(pool)
            raise ProcessDied from None
        except TimeoutError:
            self._leave(pool)
            raise Busy("Det tog för lång tid att räkna. Försök igen om en liten stund.") from None

    def _leave(self, pool: ProcessPoolExecutor) -> None:
        """Leave a process that died or hangs, and start another, unless somebody already has."""
        if pool is not self._pool:
            return
        _kill(self._warm)
        pool.shutdown(wait=False, cancel_futures=True)
        self.start()


def _kill(warm: Future[int] | None) -> None:
    if warm is not None and warm.done() and not warm.cancelled() and warm.exception() is None:
        with contextlib.suppress(ProcessLookupError):  # it has ended already
            os.kill(warm.result(), signal.SIGKILL)


# What follows runs in the process itself.


def _step_back() -> None:
    """Ctrl-C is for the service, which then ends this process in good order; residents' pages go before heavy
    work; and the tables are too small to be worth more than one thread each, which would only wait for each other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    for name in THREADS:
        os.environ.setdefault(name, "1")
