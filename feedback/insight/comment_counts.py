"""How many comments of the closed quarters there are of each kind: what the web process hands the desk."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

Place = tuple[str, str, str, str, str, int]
"""Quarter, channel, district, service, language answered in (each "" where not known), and the overall score
from 1 to 5, 0 where there is none."""


@dataclass(frozen=True, slots=True)
class CommentCounts:
    """`themes` are those that stand on their own, and `vouched` says of each whether it is in the codebook or a
    person has given it its name; `sets` are positions among them, () where none fits. `place`,
    `set` and `n` are columns of one length: n comments of a place carry the themes of a set."""

    themes: tuple[int, ...]
    vouched: tuple[bool, ...]
    places: tuple[Place, ...]
    sets: tuple[tuple[int, ...], ...]
    place: array[int]
    set: array[int]
    n: array[int]
