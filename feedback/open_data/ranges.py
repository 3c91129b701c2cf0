"""Which part of a file is asked for: one range of bytes, as readers of Parquet ask from afar."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Unsatisfiable(Exception):
    """The range begins behind the end of the file."""


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte, both included; None where the whole file is to be sent: no range, several, or one that
    makes no sense. Raises Unsatisfiable."""
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not (found[1] or found[2]) or len(header) > 60:
        return None
    if not found[1]:
        length = int(found[2])
        if length == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - length), size - 1
    first = int(found[1])
    last = int(found[2]) if found[2] else size - 1
    if last < first and found[2]:
        return None
    if first >= size:
        raise Unsatisfiable
    return first, min(last, size - 1)
