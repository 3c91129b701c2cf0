"""The way into the process that makes a file. What follows runs there; only there are the formats loaded."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from feedback.exports.making import Made, made
from feedback.exports.plan import Order
from feedback.service import opened_service
from feedback.settings import Settings

SAY_SECONDS = 0.5


def make(settings: Settings, order: Order, target: str, told: str) -> Made:
    """Make the file `target` from a connection of our own; the file `told` says how far it has come."""
    return asyncio.run(_make(settings, order, Path(target), _Told(Path(told))))


async def _make(settings: Settings, order: Order, target: Path, told: _Told) -> Made:
    async with opened_service(settings) as service:
        return await made(service, order, target, told.say)


class _Told:
    """The share done in a small file, written now and then and always whole."""

    def __init__(self, file: Path) -> None:
        self._file, self._last = file, 0.0

    def say(self, share: float) -> None:
        if time.monotonic() - self._last >= SAY_SECONDS:
            self._last = time.monotonic()
            part = self._file.with_suffix(".part")
            part.write_text(f"{share:.3f} making", encoding="utf-8")
            part.replace(self._file)
