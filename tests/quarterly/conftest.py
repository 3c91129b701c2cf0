"""Lillåker with a clock that goes on, one warm desk for all tests, and editions stored without a desk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from feedback.insight.desk import Desk
from feedback.insight.recent import Recent
from feedback.service import Service, opened_service
from feedback.settings import Settings
from tests.themes.conftest import Ticking


@pytest.fixture(scope="session")
def warm_desk() -> Iterator[Desk]:
    desk = Desk()
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def desk(warm_desk: Desk) -> Desk:
    warm_desk.lists = Recent(0)
    return warm_desk


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
async def service(settings: Settings, clock: Ticking) -> AsyncIterator[Service]:
    """On both kinds of database."""
    async with opened_service(settings, clock) as opened:
        yield opened
