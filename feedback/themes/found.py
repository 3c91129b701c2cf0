"""What the process that groups comments hands back: plain values, no analysis in sight."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """A theme as the comments show it. `key` is its id in the codebook; `first_quarter` the first in which it is
    more than an exception."""

    key: str | None
    name: str
    name_en: str
    keywords: tuple[str, ...]
    n: int
    first_quarter: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a group or of an earlier theme. `kind`: matched, divided, joined, new, gone. `shared` comments
    are `of_theme` and `of_group` per cent of the two's."""

    kind: str
    group: int | None
    theme: int | None
    into: int | None = None
    shared: int = 0
    of_theme: int = 0
    of_group: int = 0
    by_codebook: bool = False


@dataclass(frozen=True, slots=True)
class Grouping:
    """A whole grouping but for the comments themselves, which are fetched a part at a time."""

    groups: tuple[Group, ...]
    fates: tuple[Fate, ...]
    merges: tuple[tuple[int, int, float], ...]
    stability: float
    comments: int
    model: bytes


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment as staff may read it, and the groups it belongs to, the primary first: (position, how
    representative it is: 1 the most, 0 not chosen)."""

    response: int
    text: str
    language: str
    groups: tuple[tuple[int, int], ...]
