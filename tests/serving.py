"""A real server in a process of its own, as an operator would run it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feedback.settings import Settings

ROOT = Path(__file__).parent.parent
START_SECONDS = 30.0


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment(settings: Settings) -> dict[str, str]:
    """The settings as an operator would give them."""
    values = {
        f"LIKVARDIG_{name.upper()}": ",".join(value) if isinstance(value, tuple) else str(value)
        for name in Settings.__dataclass_fields__
        if (value := getattr(settings, name)) not in ("", (), None)
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIKVARDIG_")}
    return kept | values | {"PYTHONPATH": str(ROOT)}


@contextmanager
def running_server(settings: Settings, module: str = "feedback.cli") -> Iterator[subprocess.Popen[bytes]]:
    """`likvardig serve` on settings.port, ready when this is entered, ended when it is left."""
    arguments = [sys.executable, "-m", module, *(["serve"] if module == "feedback.cli" else [])]
    process = subprocess.Popen(arguments, cwd=ROOT, env=environment(settings))
    try:
        wait_until_ready(settings.port, process)
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> float:
    """Seconds until the health address answers."""
    began = time.monotonic()
    while time.monotonic() - began < START_SECONDS:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode} before it was ready")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa", timeout=1):
                return time.monotonic() - began
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("the server was not ready in time")
