"""The loop in the background: groupings that are due or asked for, and new comments as they arrive."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feedback.process import Process
from feedback.rounds import work_forever, work_once
from feedback.service import Service
from feedback.themes import heavy
from feedback.themes.asking import ask_when_due
from feedback.themes.assigning import Assigner, find_missed
from feedback.themes.grouping import make_waiting_run

log = logging.getLogger("likvardig.themes")

DUE_EVERY = timedelta(minutes=1)
MISSED_EVERY = timedelta(hours=1)


@dataclass
class Round:
    """One look at what there is to do, after another."""

    service: Service
    process: Process = field(default_factory=lambda: Process(heavy.ready))
    looked_due: datetime | None = None
    looked_missed: datetime | None = None

    def __post_init__(self) -> None:
        self.assigner = Assigner(self.service, self.process)

    async def once(self, stop: asyncio.Event) -> bool:
        """Do what there is to do; False when there was nothing."""
        now = self.service.now()
        if self.looked_due is None or now >= self.looked_due + DUE_EVERY:
            self.looked_due = now
            await ask_when_due(self.service)
        if await make_waiting_run(self.service, self.process, stop):
            return True
        if self.looked_missed is None or now >= self.looked_missed + MISSED_EVERY:
            self.looked_missed = now
            await find_missed(self.service)
        return bool(await self.assigner.assign_waiting())


async def themes_forever(service: Service, stop: asyncio.Event) -> None:
    """Work until `stop` is set; looks every few seconds, and survives trouble."""
    await work_forever(Round(service), stop, log, "Themes could not be kept up to date")


async def themes_once(service: Service) -> None:
    """Everything there is to do now."""
    await work_once(Round(service))
