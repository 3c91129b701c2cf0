"""Which answers of a closed quarter exports are made from, decided once: groups, each in blocks of ten and more.

An answer that is erased later takes its whole block with it, and one that comes late is in none. So what differs
between the closed figures and a file, or between two files, is always at least ten people's. See
docs/decisions/0023-exports-of-answers.md.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from feedback.exports.told import SMALLEST

POOL = "*"  # every place whose figure is hidden, together
COUNTED = 2  # how many kinds of answer are counted in a block


def group_of(district: str, channel: str) -> str:
    return f"{district}|{channel}"


@dataclass(frozen=True, slots=True)
class Member:
    """An answer by its mark, a keyed hash. `has_overall`: it counts in the figures. `counts`: whether it adds to
    what a block needs ten of; what somebody wrote can be read elsewhere beside its score, so those who wrote do not."""

    mark: int
    has_overall: bool
    counts: tuple[bool, bool]


@dataclass(frozen=True)
class Blocks:
    """The marks of a group in ascending order, and where each block begins."""

    marks: array[int] = field(default_factory=lambda: array("Q"))
    starts: tuple[int, ...] = ()

    def block(self, mark: int) -> int | None:
        """The block an answer is of; None where it is of none."""
        at = bisect_left(self.marks, mark)
        if at == len(self.marks) or self.marks[at] != mark:
            return None
        return bisect_right(self.starts, at) - 1

    def size(self, block: int) -> int:
        end = self.starts[block + 1] if block + 1 < len(self.starts) else len(self.marks)
        return end - self.starts[block]


Roster = Mapping[str, Blocks]


def blocks_of(members: Iterable[Member], is_as_closed: bool) -> Blocks | None:
    """The blocks of a group, cut where ten are full; None where there is none to make a file from.

    Where the group is no longer what was closed, somebody has erased an answer or come late since: a block drawn by
    lot is left out for ever, so that the difference to the closed figures is of ten and more."""
    ordered = sorted(members, key=lambda each: each.mark)
    if sum(each.has_overall for each in ordered) < SMALLEST:
        return None
    starts = _starts(ordered)
    if not is_as_closed:
        if len(starts) < 2:
            return None
        ordered = ordered[starts[1] :]
        starts = [start - starts[1] for start in starts[1:]]
    return Blocks(array("Q", (each.mark for each in ordered)), tuple(starts))


def _starts(ordered: Sequence[Member]) -> list[int]:
    starts, full = [0], [0] * COUNTED
    for place, member in enumerate(ordered, 1):
        full = [n + counts for n, counts in zip(full, member.counts, strict=True)]
        if min(full) >= SMALLEST:
            starts.append(place)
            full = [0] * COUNTED
    # What is left over at the end belongs to the block before.
    return starts[:-1] or [0]


def as_bytes(roster: Roster) -> bytes:
    """A line of JSON that says which groups there are, then their marks, little-endian."""
    head = [[group, len(blocks.marks), blocks.starts] for group, blocks in sorted(roster.items())]
    marks = b"".join(_little_endian(blocks.marks).tobytes() for _, blocks in sorted(roster.items()))
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + marks


def from_bytes(stored: bytes) -> dict[str, Blocks]:
    head, _, packed = stored.partition(b"\n")
    found, at = {}, 0
    for group, number, starts in json.loads(head):
        marks = array("Q")
        marks.frombytes(packed[at : at + 8 * number])
        found[group] = Blocks(_little_endian(marks), tuple(starts))
        at += 8 * number
    return found


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return numbers
    turned = array(numbers.typecode, numbers)
    turned.byteswap()
    return turned
