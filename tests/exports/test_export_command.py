"""`likvardig export responses` as an operator runs it: the file, and what is refused."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from feedback.closing import close_due
from feedback.insight.closed import keep_pattern
from feedback.service import opened_service
from feedback.settings import Settings
from feedback.tables import Audit
from tests import world
from tests.exports.answered import lillaker, write
from tests.exports.conftest import PATTERN, QUARTER
from tests.exports.reading import read
from tests.serving import ROOT, environment


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("command")
    settings = world.settings(f"sqlite:{folder / 'test.sqlite'}", folder)
    asyncio.run(_furnish(settings))
    return settings


async def _furnish(settings: Settings) -> None:
    async with opened_service(settings, world.clock) as service:
        await write(service, lillaker())
        await close_due(service, service.today())
        await keep_pattern(service, QUARTER, PATTERN)


def run(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "feedback.cli", "export", "responses", *arguments],
        cwd=ROOT,
        env=environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_is_written_and_noted_and_not_written_over_unless_told(
    place: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "svar.csv"
    asked = ("--quarter", QUARTER, "--format", "csv", "--out", str(out))
    first = run(place, *asked)
    assert (first.returncode, first.stderr) == (0, "")
    rows = read(out)
    assert f"{len(rows)} svar skrivna" in first.stdout
    again = run(place, *asked)
    assert again.returncode == 2
    assert "--overwrite" in again.stderr
    assert run(place, *asked, "--overwrite").returncode == 0
    assert len(read(out)) == len(rows)
    assert [each.name for each in tmp_path.iterdir()] == ["svar.csv"]
    assert asyncio.run(_noted(place)) == [f"likvardig export responses {QUARTER} csv {len(rows)} rows"] * 2


async def _noted(settings: Settings) -> list[str]:
    async with opened_service(settings, world.clock):
        return [row["detail"] for row in await Audit.select(Audit.detail).where(Audit.action == "exported")]


def test_every_quarter_that_is_not_closed_is_named_in_one_answer(place: Settings, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    ended = run(place, "--quarter", "2031Q1", "--quarter", "x", "--format", "csv", "--out", str(out))
    assert ended.returncode == 2
    assert "2031Q1" in ended.stderr
    assert "x: är inte ett stängt kvartal" in ended.stderr
    assert QUARTER in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_a_sentence(place: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ended = run(place, "--quarter", QUARTER, "--format", "csv", "--out", str(tmp_path / "file" / "a.csv"))
    assert ended.returncode == 2
    assert "Filen kunde inte skrivas" in ended.stderr
    assert "Traceback" not in ended.stderr
