"""The desk: apart from the web process, told what it needs, back on its feet, never waited for without end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from feedback.closing import close_due
from feedback.errors import Busy
from feedback.insight.closed import closed_quarters, counts_of, keep_pattern
from feedback.insight.desk import Desk, opened
from feedback.insight.figures import QUARTER, YEAR_TO_DATE, OverviewFigures, OverviewRequest, Scope
from feedback.insight.recent import Recent
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.snapshots import DamagedSnapshot
from feedback.tables import ClosedQuarter
from tests import world
from tests.insight.counted import LILLAKER, Answers, count

ROOT = Path(__file__).parents[2]
SCOPE = Scope(("2026Q3",), YEAR_TO_DATE, None, 0.05, ("2026Q3",))
REQUEST = OverviewRequest(SCOPE)
OTHER = OverviewRequest(Scope(("2026Q3",), QUARTER, None, 0.05, ("2026Q2", "2026Q3")))
BOTH = Scope(("2026Q2", "2026Q3"), YEAR_TO_DATE, None, 0.05, ("2026Q2", "2026Q3"))


@pytest.fixture
async def closed(embedded_settings: Settings) -> AsyncIterator[Service]:
    """Lillåker with two closed quarters, of which nothing has been shown yet."""
    async with opened_service(embedded_settings, world.clock) as service:
        await count(service, LILLAKER)
        await count(service, [Answers("phone", "norrbyn", (5, 5, 10, 30, 30), week=date(2026, 5, 4))])
        await close_due(service, service.today())
        yield service


@pytest.fixture
async def own_desk(closed: Service) -> AsyncIterator[Desk]:
    async with opened(closed) as desk:
        yield desk


async def test_the_work_is_done_in_another_process(own_desk: Desk, closed: Service) -> None:
    assert await own_desk.process.ready() != os.getpid()
    figures = await own_desk.figures(closed, REQUEST)
    assert isinstance(figures, OverviewFigures)
    assert figures.matrix.total.judged is not None
    assert figures.matrix.total.judged.n == sum(each.n for each in LILLAKER)


async def test_what_is_hidden_is_decided_once_oldest_first_and_stored(desk: Desk, closed: Service) -> None:
    assert [each.has_pattern for each in await closed_quarters()] == [False, False]
    await desk.figures(closed, REQUEST)
    rows = await ClosedQuarter.select(ClosedQuarter.hidden)
    assert all(row["hidden"] for row in rows)
    assert [each.has_pattern for each in await closed_quarters()] == [True, True]


async def test_a_pattern_that_is_stored_is_never_replaced(closed: Service) -> None:
    assert await keep_pattern(closed, "2026Q3", "first") == "first"
    assert await keep_pattern(closed, "2026Q3", "second") == "first"


async def test_a_quarter_closed_while_the_service_runs_is_told_of(
    desk: Desk, embedded_settings: Settings
) -> None:
    async with opened_service(embedded_settings, world.clock) as service:
        await count(service, [Answers("phone", "norrbyn", (5, 5, 10, 30, 30), week=date(2026, 5, 4))])
        await close_due(service, date(2026, 8, 1))
        spring = Scope(("2026Q2",), YEAR_TO_DATE, None, 0.05, ("2026Q2",))
        assert isinstance(await desk.figures(service, OverviewRequest(spring)), OverviewFigures)
        await count(service, LILLAKER)
        await close_due(service, service.today())
        figures = await desk.figures(service, OverviewRequest(BOTH))
        assert isinstance(figures, OverviewFigures)
        assert figures.matrix.total.judged is not None
        assert figures.matrix.total.judged.n == 80 + sum(each.n for each in LILLAKER)


async def test_a_desk_that_dies_is_started_and_told_again(own_desk: Desk, closed: Service) -> None:
    await own_desk.figures(closed, REQUEST)
    first = await own_desk.process.ready()
    os.kill(first, signal.SIGKILL)
    figures = await own_desk.figures(closed, OTHER)
    assert isinstance(figures, OverviewFigures)
    assert await own_desk.process.ready() != first


async def test_a_desk_that_hangs_is_left_and_the_next_one_works(own_desk: Desk, closed: Service) -> None:
    await own_desk.figures(closed, REQUEST)
    first = await own_desk.process.ready()
    os.kill(first, signal.SIGSTOP)
    own_desk._answer_seconds = 0.3
    with pytest.raises(Busy):
        await own_desk.figures(closed, OTHER)
    own_desk._answer_seconds = 60.0
    assert isinstance(await own_desk.figures(closed, OTHER), OverviewFigures)
    assert await own_desk.process.ready() != first


async def test_many_at_once_wait_for_the_same_preparation(desk: Desk, closed: Service) -> None:
    answers = await asyncio.gather(*(desk.figures(closed, REQUEST) for _ in range(20)))
    assert all(each == answers[0] for each in answers)


async def test_figures_of_closed_quarters_are_kept(desk: Desk, closed: Service) -> None:
    assert await desk.figures(closed, REQUEST) is await desk.figures(closed, REQUEST)


async def test_damaged_counts_are_never_shown(closed: Service) -> None:
    await ClosedQuarter.update({ClosedQuarter.content_hash: "another"}).where(
        ClosedQuarter.quarter == "2026Q3"
    )
    with pytest.raises(DamagedSnapshot):
        await counts_of("2026Q3")


def test_the_pages_never_load_the_analysis() -> None:
    program = (
        "import sys, feedback.insight.pages, feedback.insight.desk, feedback.staff.sign_in\n"
        "print([n for n in ('analysis', 'numpy', 'scipy', 'pandas', 'sklearn') if n in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"


async def test_a_reading_is_shared_kept_for_a_while_and_read_again_after_a_failure() -> None:
    now, reads = [0.0], []

    async def read() -> int:
        reads.append(now[0])
        await asyncio.sleep(0)
        if len(reads) == 3:
            raise OSError("the database is gone")
        return len(reads)

    recent = Recent(3.0, clock=lambda: now[0])
    assert await asyncio.gather(*(recent.get("key", read) for _ in range(5))) == [1] * 5
    now[0] = 3.0
    assert await recent.get("key", read) == 1
    now[0] = 3.1
    assert await recent.get("key", read) == 2
    now[0] = 10.0
    with pytest.raises(OSError, match="gone"):
        await recent.get("key", read)
    assert await recent.get("key", read) == 4
