"""One warm analysis desk for all tests; what it has read is forgotten between them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from feedback.insight.desk import Desk
from feedback.insight.recent import Recent


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
