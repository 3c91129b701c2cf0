"""`make bench` runs all; `make bench BENCH=answering` one."""

from __future__ import annotations

import sys
from importlib import import_module

ALL = (
    "answering",
    "rebuilding",
    "comparing",
    "simulation",
    "statistics",
    "dashboards",
    "themes",
    "multi_themes",
    "theme_figures",
    "redaction",
    "exporting",
    "reporting",
)


def main(names: list[str]) -> None:
    for name in names or ALL:
        print(f"\n== {name}")
        import_module(f"tests.bench.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
