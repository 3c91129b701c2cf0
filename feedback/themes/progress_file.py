"""How far the process has come, as it says in a small file: the one way out of it while it works."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def progress_file() -> Iterator[Path]:
    """A file of our own for as long as a run takes."""
    with tempfile.TemporaryDirectory(prefix="likvardig-") as folder:
        yield Path(folder) / "progress"


def told(file: Path) -> tuple[float, str]:
    """The share done, 0 to 1, and the stage; nothing as long as nothing has been said."""
    try:
        share, _, stage = file.read_text(encoding="utf-8").partition(" ")
    except FileNotFoundError:
        return 0.0, ""
    return float(share), stage
