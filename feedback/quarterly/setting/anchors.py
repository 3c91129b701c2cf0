"""Names of places on the page, each once: what addresses end with."""

from __future__ import annotations

import re

_NOT_A_NAME = re.compile(r"[^\w:.-]+")


class Anchors:
    """Gives every place a name of its own, as like the one it asked for as can be."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = set(taken)

    def named(self, wanted: str) -> str:
        name = base = _NOT_A_NAME.sub("-", wanted).strip("-") or "del"
        number = 2
        while name in self._taken:
            name, number = f"{base}-{number}", number + 1
        self._taken.add(name)
        return name
