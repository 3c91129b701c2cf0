"""Lillåker with a clock that goes on: what happens later is later."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from feedback.service import Service, opened_service
from feedback.settings import Settings
from tests import world


class Ticking:
    """A second passes each time somebody looks; a test may let more pass."""

    def __init__(self) -> None:
        self.now = world.NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
async def service(settings: Settings, clock: Ticking) -> AsyncIterator[Service]:
    """On both kinds of database."""
    async with opened_service(settings, clock) as opened:
        yield opened
