"""The desk's process: apart from the web process, back on its feet, never waited for without end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from feedback.errors import Busy
from feedback.insight.desk import Desk, opened
from feedback.insight.figures import TableRequest
from feedback.insight.recent import Recent

ROOT = Path(__file__).parents[2]
REQUEST = TableRequest((((1, 2, 3, 20, 30), (4, 6, 10, 30, 10)),), ((False, False),))
OTHER = TableRequest((((2, 2, 3, 20, 30), (4, 6, 10, 30, 10)),), ((False, False),))


@pytest.fixture
async def own_desk() -> AsyncIterator[Desk]:
    async with opened() as desk:
        yield desk


async def test_the_work_is_done_in_another_process(own_desk: Desk) -> None:
    assert await own_desk.ready() != os.getpid()
    figures = await own_desk.table_figures(REQUEST)
    assert figures.all.total is not None
    assert figures.all.total.n == 116


async def test_a_desk_that_dies_is_started_again(own_desk: Desk) -> None:
    first = await own_desk.ready()
    os.kill(first, signal.SIGKILL)
    figures = await own_desk.table_figures(REQUEST)
    assert figures.all.total is not None
    assert await own_desk.ready() != first


async def test_a_desk_that_hangs_is_left_and_the_next_one_works(own_desk: Desk) -> None:
    first = await own_desk.ready()
    os.kill(first, signal.SIGSTOP)
    own_desk._timeout_seconds = 0.3
    with pytest.raises(Busy):
        await own_desk.table_figures(REQUEST)
    own_desk._timeout_seconds = 20.0
    assert (await own_desk.table_figures(OTHER)).all.total is not None
    assert await own_desk.ready() != first


async def test_many_at_once_get_the_same_figures(desk: Desk) -> None:
    answers = await asyncio.gather(*(desk.table_figures(REQUEST) for _ in range(20)))
    assert all(each == answers[0] for each in answers)


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
