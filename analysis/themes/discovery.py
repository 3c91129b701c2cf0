"""From comments to themes: the one call that the service and the command make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Progress = Callable[[str, float], None]  # the stage in a word, and how much of it all is done, 0 to 1


@dataclass(frozen=True)
class Found:
    """One theme. `key` is the codebook's id where it is a known theme. `label` is by language (sv, en);
    `keywords` are residents' own words, most telling first; `quotes` are positions of comments, representative
    and diverse, the best first. `n` comments carry it, `share` of those that carry any theme at all."""

    key: str | None
    label: Mapping[str, str]
    keywords: tuple[str, ...]
    n: int
    share: float
    quotes: tuple[int, ...]


@dataclass(frozen=True)
class Merge:
    """Two themes a person may want as one: positions among the themes, and how near they are, 0 to 1."""

    first: int
    second: int
    nearness: float


class ThemeModel(Protocol):
    """What labels a new comment, at most 5 ms each, without the comments it was made from."""

    def assign(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> list[tuple[int, ...]]:
        """Positions of the themes each comment carries, the primary first; empty is *other*."""
        ...

    def as_bytes(self) -> bytes:
        """To be read again by `model_from_bytes`; holds no pickled objects."""
        ...


@dataclass(frozen=True)
class Discovery:
    """`assigned` has, for each comment, positions among `themes`, the primary first; empty is *other*.
    `stability`: agreement between runs with two seeds, 0 to 1. `languages`: how each comment was read, an
    ISO 639-1 code or "" where it could not be told."""

    themes: tuple[Found, ...]
    assigned: list[tuple[int, ...]]
    stability: float
    languages: tuple[str, ...]
    model: ThemeModel
    merges: tuple[Merge, ...] = field(default=())
