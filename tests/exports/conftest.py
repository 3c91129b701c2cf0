"""The desk of the insight tests, and Lillåker with the answers of one quarter closed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from feedback.closing import close_due
from feedback.exports.making import Made, made
from feedback.exports.plan import Order, QuarterPlan, chosen, plans
from feedback.insight.desk import Desk
from feedback.service import Service
from tests.exports.answered import Given, lillaker, write
from tests.insight.conftest import desk, warm_desk

__all__ = ["desk", "warm_desk"]
QUARTER = "2026Q3"


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
    folder = tmp_path / "files"
    folder.mkdir()
    return Town(service, desk, given, folder)
