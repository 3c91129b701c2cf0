"""Readings kept for a few seconds, so that many looking at the same quarter read it once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

Value = TypeVar("Value")


class Recent:
    """Keeps what was read for `seconds`; whoever asks while it is being read waits for the same reading."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._kept: dict[Hashable, tuple[float, asyncio.Future[Any]]] = {}

    async def get(self, key: Hashable, read: Callable[[], Awaitable[Value]]) -> Value:
        """The value of `key`, read anew when what is kept is too old or failed."""
        self._forget()
        if key not in self._kept:
            self._kept[key] = (self._clock(), asyncio.ensure_future(read()))
        # A visitor who leaves must not break off the reading the others wait for.
        value: Value = await asyncio.shield(self._kept[key][1])
        return value

    def _forget(self) -> None:
        now = self._clock()
        for key, (since, reading) in list(self._kept.items()):
            failed = reading.done() and (reading.cancelled() or reading.exception() is not None)
            if failed or (reading.done() and now - since > self._seconds):
                del self._kept[key]
