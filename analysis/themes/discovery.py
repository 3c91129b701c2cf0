"""From comments to themes: the one call that the service and the command make."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Protocol

import numpy as np

from analysis.faults import InputError
from analysis.themes.assigning import MOST, Assigner
from analysis.themes.blocks import Blocks
from analysis.themes.codebook import Codebook
from analysis.themes.embedding import Embedding
from analysis.themes.grouping import Grouping, grouped
from analysis.themes.naming import READ, Named, named
from analysis.themes.quotes import representative
from analysis.themes.redaction import without_names
from analysis.themes.wording.language import identified

Progress = Callable[[str, float], None]  # the stage in a word, and how much of it all is done, 0 to 1
_QUOTED_AMONG = 400  # comments of each theme that quotes are chosen among


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
    with Blocks(processes if embedding is None else 1, len(texts)) as blocks:
        languages = _languages(blocks, texts) if language == "auto" else (language,) * len(texts)
        tell("grouping", 0.1)
        grouping = grouped(texts, languages, themes, codebook, seed, known, embedding)
        assigned = _assigned(blocks, grouping.assigner, texts, languages, tell)
    assigned = _kept_together(assigned, known)
    tell("naming", 0.9)
    found, order = _found(grouping, texts, languages, assigned, seed)
    tell("naming", 1.0)
    return _ordered(grouping, found, order, assigned, languages)


def model_from_bytes(held: bytes, embedding: Embedding | None = None) -> ThemeModel:
    """The model that `as_bytes` gave. Raises InputError for anything else."""
    return Assigner.from_bytes(held, embedding)


def _languages(blocks: Blocks, texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(sys.intern, chain.from_iterable(blocks.each(identified, (), texts))))


def _assigned(
    blocks: Blocks, assigner: Assigner, texts: Sequence[str], languages: Sequence[str], tell: Progress
) -> list[tuple[int, ...]]:
    assigned: list[tuple[int, ...]] = []
    same: dict[tuple[int, ...], tuple[int, ...]] = {}
    for block in blocks.each(_assign, (assigner,), texts, languages):
        assigned += [same.setdefault(each, each) for each in block]
        tell("assigning", 0.4 + 0.5 * len(assigned) / len(texts))
    return assigned


def _assign(assigner: Assigner, texts: Sequence[str], languages: Sequence[str]) -> list[tuple[int, ...]]:
    return assigner.assign(texts, languages)


def _kept_together(
    assigned: list[tuple[int, ...]], known: Sequence[tuple[int, int]]
) -> list[tuple[int, ...]]:
    """What was placed together by hand has one primary theme: the one most of them have by their words."""
    together: dict[int, list[int]] = {}
    for position, group in known:
        together.setdefault(group, []).append(position)
    kept = list(assigned)
    for positions in together.values():
        counts = Counter(assigned[position][0] for position in positions if assigned[position])
        if counts:
            first = min(counts, key=lambda theme: (-counts[theme], theme))
            for position in positions:
                kept[position] = (first, *(each for each in assigned[position] if each != first))[:MOST]
    return kept


def _found(
    grouping: Grouping,
    texts: Sequence[str],
    languages: Sequence[str],
    assigned: Sequence[tuple[int, ...]],
    seed: int,
) -> tuple[list[Found], list[int]]:
    """The themes that any comment carries, the largest first, and each one's position in the grouping."""
    counts = Counter(theme for each in assigned for theme in each)
    carrying = sum(1 for each in assigned if each)
    order = sorted(counts, key=lambda theme: (-counts[theme], theme))
    members = _members(order, assigned, seed)
    names = named(
        # Nobody's name may end up in a theme's: names are out before words are counted.
        [[without_names(texts[i], languages[i]) for i in members[theme]] for theme in order],
        [[languages[i] for i in members[theme]] for theme in order],
    )
    labels = _labels(grouping, order, names)
    found = []
    for theme, name, label in zip(order, names, labels, strict=True):
        quotes = _quotes(grouping.assigner, theme, members[theme][:_QUOTED_AMONG], texts, languages)
        share = counts[theme] / carrying
        found.append(Found(grouping.keys[theme], label, name.keywords, counts[theme], share, quotes))
    return found, order


def _members(order: Sequence[int], assigned: Sequence[tuple[int, ...]], seed: int) -> dict[int, list[int]]:
    """Positions of comments whose primary theme it is (or any, where it is nobody's first), in random order."""
    first: dict[int, list[int]] = {theme: [] for theme in order}
    later: dict[int, list[int]] = {theme: [] for theme in order}
    mixed = np.random.default_rng(seed).permutation(len(assigned))
    for position in mixed.tolist():
        for place, theme in enumerate(assigned[position]):
            into = first if place == 0 else later
            if len(into[theme]) < READ:
                into[theme].append(position)
    return {theme: first[theme] or later[theme] for theme in order}


def _labels(grouping: Grouping, order: Sequence[int], names: Sequence[Named]) -> list[dict[str, str]]:
    """Known themes by their names, the others by what their writers say; no two the same."""
    labels: list[dict[str, str]] = []
    taken = {each["sv"] for theme in order if (each := grouping.names.get(theme))}
    for theme, name in zip(order, names, strict=True):
        known = grouping.names.get(theme)
        labels.append(dict(known) if known else _own_label(theme, name, taken))
        taken.add(labels[-1]["sv"])
    return labels


def _own_label(theme: int, name: Named, taken: set[str]) -> dict[str, str]:
    """Its phrase; where another theme has that, its first keywords that nobody has; else its number."""
    words = name.keywords
    pairs = [f"{one}, {other}".capitalize() for one, other in pairwise(words)]
    free = next((each for each in (name.phrase, *pairs) if each and each not in taken), None)
    if free is not None:
        return {"sv": free, "en": free}
    return {"sv": f"Tema {theme + 1}", "en": f"Theme {theme + 1}"}


def _quotes(
    assigner: Assigner, theme: int, among: Sequence[int], texts: Sequence[str], languages: Sequence[str]
) -> tuple[int, ...]:
    written, spoken = [texts[i] for i in among], [languages[i] for i in among]
    scored = assigner.scored(written, spoken)
    strength = [next((score for each, score in given if each == theme), 0.0) for given in scored]
    return tuple(among[i] for i in representative(written, spoken, strength))


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
