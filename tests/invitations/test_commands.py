"""`likvardig jobs run`, as an operator would run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from feedback.service import opened_service
from feedback.settings import Settings
from tests.invitations.closed import Closed, closed, residents
from tests.serving import ROOT, environment

MODULE = ["-c", "from feedback.jobs_command import jobs; jobs()"]


def command(settings: Settings, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *MODULE, *arguments],
        cwd=ROOT,
        env=environment(settings),
        stdout=subprocess.PIPE,
        text=True,
    )


async def fill(settings: Settings) -> None:
    """The command goes by the real clock, and so do these errands."""
    async with opened_service(settings) as service:
        await closed(service, [*residents(3), Closed(None), Closed("old@example.com", days_ago=60)])


async def test_once_does_what_is_due_and_says_how_much(embedded_settings: Settings) -> None:
    await fill(embedded_settings)
    process = command(embedded_settings, "run", "--once")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said.splitlines()[0].startswith("5 errands decided, ")
    assert [line.split() for line in said.splitlines()[1:]] == [
        ["no_contact", "1"],
        ["too_old", "1"],
        ["invited", "3"],
    ]


async def test_it_works_until_it_is_interrupted(embedded_settings: Settings, tmp_path: Path) -> None:
    await fill(embedded_settings)
    process = command(embedded_settings, "run")
    database = str(embedded_settings.sqlite_path)
    wait_for(lambda: "invited" in fates(database))
    os.kill(process.pid, signal.SIGTERM)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert said == "Working. Press Ctrl+C to stop.\n"


def fates(database: str) -> set[str]:
    import sqlite3

    connection = sqlite3.connect(database)
    try:
        return {row[0] for row in connection.execute("SELECT fate FROM errand")}
    finally:
        connection.close()


def wait_for(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    for _ in range(int(seconds / 0.1)):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")
