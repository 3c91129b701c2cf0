"""From comments to themes: the one call that the service and the command make."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.faults import InputError
from analysis.themes.blocks import Blocks
from analysis.themes.codebook import Codebook
from analysis.themes.found import Carried, Found, found_themes
from analysis.themes.lexicon import Lexicon
from analysis.themes.wording.language import decided, votes
from analysis.themes.wording.stems import read_dictionary

if TYPE_CHECKING:
    from analysis.themes.assigning import Assigner
    from analysis.themes.embedding import Embedding
    from analysis.themes.grouping import Grouping

Progress = Callable[[str, float], None]  # the stage in a word, and how much of it all is done, 0 to 1


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


def discover(
    texts: Sequence[str],
    *,
    language: str = "auto",
    themes: int | None = None,
    codebook: Codebook | None = None,
    seed: int = 0,
    known: Sequence[tuple[int, int]] = (),
    progress: Progress | None = None,
    embedding: Embedding | None = None,
    processes: int = 1,
) -> Discovery:
    """The themes of these comments, and which of them each comment carries.

    `language`: an ISO 639-1 code that all are in, or "auto". `themes`: how many at most; None lets the comments
    decide. `known`: (position of a comment, number of a group) pairs placed by hand, which stay together.
    `progress` hears the stages languages, grouping, assigning, naming. Empty texts are *other*; no texts give no
    themes. The same texts and seed give the same themes, however many `processes` read them (above 1 only where
    the caller's module may be imported again, and without an embedding). Raises InputError for a number below 1.
    """
    if themes is not None and themes < 1:
        raise InputError([f"the number of themes is {themes}; it must be 1 or more"])
    tell = progress or (lambda stage, done: None)
    tell("languages", 0.0)
    blocks = Blocks(processes if embedding is None else 1)
    voted = blocks.each(votes, (), texts if language == "auto" else ())
    # Loaded here: scikit-learn and the dictionary take seconds, in which other processes read the comments.
    from analysis.themes.grouping import grouped

    if blocks.copies and language in ("auto", "sv"):
        read_dictionary()
    languages = _languages(voted) if language == "auto" else (language,) * len(texts)
    tell("grouping", 0.1)
    # One thread: threads add up in any order, so that two runs may differ; and a copy of this process would wait
    # for threads that only the first one has.
    with threadpool_limits(limits=1):
        grouping = grouped(texts, languages, themes, codebook, seed, known, embedding, blocks)
        carried = _carried(blocks, grouping.assigner, texts, languages, tell)
        tell("naming", 0.9)
        carried = _kept_together(carried, known)
        found, order = found_themes(grouping, carried, seed, blocks)
    tell("naming", 1.0)
    return _ordered(grouping, found, order, carried.themes, languages)


def model_from_bytes(held: bytes, embedding: Embedding | None = None) -> ThemeModel:
    """The model that `as_bytes` gave. Raises InputError for anything else."""
    from analysis.themes.assigning import Assigner

    return Assigner.from_bytes(held, embedding)


def _languages(voted: Iterable[np.ndarray]) -> tuple[str, ...]:
    return tuple(map(sys.intern, decided(list(voted))))


def _carried(
    blocks: Blocks, assigner: Assigner, texts: Sequence[str], languages: Sequence[str], tell: Progress
) -> Carried:
    carried: list[tuple[int, ...]] = []
    strengths = array("d")
    same: dict[tuple[int, ...], tuple[int, ...]] = {}
    for themes, strong in blocks.each(_assigned, (assigner, Lexicon()), texts, languages):
        carried += [same.setdefault(each, each) for each in themes]
        strengths += strong
        tell("assigning", 0.4 + 0.5 * len(carried) / len(texts))
    return Carried(texts, languages, carried, strengths)


def _assigned(
    assigner: Assigner, lexicon: Lexicon, texts: Sequence[str], languages: Sequence[str]
) -> tuple[list[tuple[int, ...]], array[float]]:
    """The themes of each text, and one text after the other how clearly each of them is there."""
    scored = assigner.scored(texts, languages, lexicon)
    themes = [tuple(theme for theme, _ in each) for each in scored]
    return themes, array("d", (strength for each in scored for _, strength in each))


def _kept_together(carried: Carried, known: Sequence[tuple[int, int]]) -> Carried:
    """What was placed together by hand has one primary theme: the one most of them have by their words."""
    together: dict[int, list[int]] = {}
    for position, group in known:
        together.setdefault(group, []).append(position)
    first: dict[int, int] = {}
    for positions in together.values():
        counts = Counter(carried.themes[position][0] for position in positions if carried.themes[position])
        if counts:
            most = min(counts, key=lambda theme: (-counts[theme], theme))
            first |= dict.fromkeys(positions, most)
    return carried.with_first(first) if first else carried


def _ordered(
    grouping: Grouping,
    found: Sequence[Found],
    order: Sequence[int],
    assigned: Sequence[tuple[int, ...]],
    languages: tuple[str, ...],
) -> Discovery:
    """Positions counted anew, the largest theme first; themes nobody carries are gone."""
    place = {theme: new for new, theme in enumerate(order)}
    merges = tuple(
        Merge(place[first], place[second], nearness)
        for first, second, nearness in grouping.near
        if first in place and second in place
    )
    return Discovery(
        themes=tuple(found),
        assigned=[tuple(place[theme] for theme in each) for each in assigned],
        stability=grouping.stability,
        languages=languages,
        model=grouping.assigner.renumbered(place),
        merges=merges,
    )
