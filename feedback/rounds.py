"""Work in the background that is looked for again and again: what every such loop does about pauses and trouble."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Protocol

from feedback.process import Process

LOOK_SECONDS = 2.0
AFTER_TROUBLE_SECONDS = 20.0


class Round(Protocol):
    """One look at what there is to do, after another; `process` is ended when there will be no more."""

    process: Process

    async def once(self, stop: asyncio.Event) -> bool:
        """Do what there is to do; False when there was nothing."""


async def work_forever(work: Round, stop: asyncio.Event, log: logging.Logger, trouble: str) -> None:
    """Work until `stop` is set; looks every few seconds. `trouble` is logged with what went wrong, and it is tried
    again."""
    try:
        while not stop.is_set():
            pause = LOOK_SECONDS
            try:
                pause = 0.0 if await work.once(stop) else LOOK_SECONDS
            except Exception:
                log.exception(trouble)
                pause = AFTER_TROUBLE_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
    finally:
        await asyncio.to_thread(work.process.end)


async def work_once(work: Round) -> None:
    """Everything there is to do now."""
    never = asyncio.Event()
    try:
        while await work.once(never):
            continue
    finally:
        await asyncio.to_thread(work.process.end)
