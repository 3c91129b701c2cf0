"""The desk of the insight tests, and Lillåker with the answers of one quarter closed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.disclosure import Hidden
from analysis.publication.closing import Closing
from feedback.closing import close_due
from feedback.exports.making import Made, made
from feedback.exports.plan import Order, QuarterPlan, chosen, plans
from feedback.insight.closed import keep_pattern
from feedback.insight.desk import Desk
from feedback.insight.recent import Recent
from feedback.service import Service
from tests.exports.answered import Given, lillaker, write

QUARTER = "2026Q3"
# Decided by hand, so that no test waits for it: Öholm and the unknown districts are hidden, all else is shown.
_ROWS = (False, False, True, True)
_HIDDEN = Hidden(tuple((row,) * 4 for row in _ROWS), _ROWS, (False,) * 4, False)
PATTERN = json.dumps(Closing((2026, 3), {"quarter": _HIDDEN, "year_to_date": _HIDDEN}).as_json())


@pytest.fixture(scope="session")
def patient_desk() -> Iterator[Desk]:
    """One for all tests here; how long it takes to decide what is hidden says how busy the machine is."""
    desk = Desk(answer_seconds=600)
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def desk(patient_desk: Desk) -> Desk:
    patient_desk.lists = Recent(0)
    return patient_desk


@dataclass
class Town:
    """Lillåker whose third quarter is closed; and what was answered there."""

    service: Service
    desk: Desk
    given: list[Given]
    folder: Path

    async def plans(self, *quarters: str) -> tuple[QuarterPlan, ...]:
        listed = await self.desk.closed(self.service)
        return await plans(self.service, self.desk, chosen(listed, quarters or (QUARTER,)))

    async def file(
        self, format: str = "parquet", districts: frozenset[str] | None = None
    ) -> tuple[Path, Made]:
        target = self.folder / f"file-{len(list(self.folder.iterdir()))}.{format}"
        done = await made(
            self.service, Order(await self.plans(), format, districts), target, lambda share: None
        )
        return target, done


@pytest.fixture
async def town(service: Service, desk: Desk, tmp_path: Path) -> Town:
    given = lillaker()
    await write(service, given)
    assert await close_due(service, service.today())
    assert await keep_pattern(service, QUARTER, PATTERN) == PATTERN
    folder = tmp_path / "files"
    folder.mkdir()
    return Town(service, desk, given, folder)
