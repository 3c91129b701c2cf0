"""What a whole process takes, from start to end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.serving import ROOT

# Linux counts the most memory that whoever starts a process has held as that process's own, so that a bench which has
# just made a million answers would count them too: a small process stands between.
_BETWEEN = """
import json, os, subprocess, sys, time
began = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(json.dumps([time.monotonic() - began, used.ru_maxrss * 1024 / 1e6, os.waitstatus_to_exitcode(status)]))
"""


class Used(NamedTuple):
    """Seconds from start to end, and the most memory held at one time, in MB (10^6 bytes)."""

    seconds: float
    megabytes: float


def measured(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Used:
    """Run Python with these arguments from the project's folder. Raises RuntimeError where it fails."""
    command = [sys.executable, "-c", _BETWEEN, sys.executable, *arguments]
    told = subprocess.run(command, stdout=subprocess.PIPE, env=environment, cwd=ROOT, check=True).stdout
    seconds, megabytes, code = json.loads(told)
    if code:
        raise RuntimeError(f"{arguments} ended with {code}")
    return Used(seconds, megabytes)
