"""The service of Lillåker with a clock that a test can move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from feedback.service import Service, opened_service
from feedback.settings import Settings
from tests import world


class MovableClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = world.NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def service(settings: Settings, clock: MovableClock) -> AsyncIterator[Service]:
    """On both kinds of database, at noon on world.TODAY until the clock is moved."""
    async with opened_service(settings, clock) as opened:
        yield opened


@pytest.fixture
async def embedded(embedded_settings: Settings, clock: MovableClock) -> AsyncIterator[Service]:
    """On SQLite only, for what has nothing to do with the kind of database."""
    async with opened_service(embedded_settings, clock) as opened:
        yield opened
