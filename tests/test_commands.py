"""Every command can be loaded, says what it does, and is documented; errors are one sentence and status 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from feedback.cli import COMMANDS, likvardig

ROOT = Path(__file__).parent.parent
DOCUMENTS = "\n".join(
    path.read_text() for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIKVARDIG_")}
    command = [sys.executable, "-m", "feedback.cli", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_loads_and_says_what_it_does(name: str) -> None:
    command = likvardig.get_command(click.Context(likvardig), name)
    assert isinstance(command, click.Command)
    assert command.help
    assert f"likvardig {name}" in DOCUMENTS


def test_settings_that_cannot_be_used_are_told_without_a_stack_trace(tmp_path: Path) -> None:
    ended = run("migrate", LIKVARDIG_DATABASE="oracle:x", LIKVARDIG_PORT="x")
    assert ended.returncode == 2
    assert "LIKVARDIG_DATABASE" in ended.stderr
    assert "LIKVARDIG_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_migrate_twice_changes_nothing(tmp_path: Path) -> None:
    database = f"sqlite:{tmp_path / 'a.sqlite'}"
    assert "Running" in run("migrate", LIKVARDIG_DATABASE=database).stdout
    assert "No migrations need to be run" in run("migrate", LIKVARDIG_DATABASE=database).stdout


def test_a_secret_is_long_enough_and_never_the_same() -> None:
    first, second = run("secret").stdout.strip(), run("secret").stdout.strip()
    assert len(first) >= 32
    assert first != second


def test_the_cube_is_rebuilt_from_nothing(tmp_path: Path) -> None:
    ended = run("rebuild-cube", LIKVARDIG_DATABASE=f"sqlite:{tmp_path / 'a.sqlite'}")
    assert ended.returncode == 0
    assert "0 svar räknade" in ended.stdout
