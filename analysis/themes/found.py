"""What is told of each theme: its name, its words, how many carry it, and comments that speak for it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.themes.blocks import Blocks
from analysis.themes.naming import READ, Heard, Named, heard, named_from
from analysis.themes.quotes import representative
from analysis.themes.redaction import without_names

if TYPE_CHECKING:
    from analysis.themes.grouping import Grouping

MOST = 4  # themes of one comment
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
class Carried:
    """What was read: each comment, its language, its themes (the primary first), and in `strengths`, one comment
    after the other, how clearly each of those is there."""

    texts: Sequence[str]
    languages: Sequence[str]
    themes: Sequence[tuple[int, ...]]
    strengths: array[float]

    def with_first(self, first: Mapping[int, int]) -> Carried:
        """The same with a primary theme for some comments, which is there for certain as far as words tell."""
        kept, strengths, begin = list(self.themes), array("d"), 0
        for position, themes in enumerate(self.themes):
            told = dict(zip(themes, self.strengths[begin : begin + len(themes)], strict=True))
            begin += len(themes)
            if position in first:
                given = first[position]
                kept[position] = (given, *(each for each in themes if each != given))[:MOST]
            strengths.extend(told.get(theme, 0.0) for theme in kept[position])
        return Carried(self.texts, self.languages, kept, strengths)


def found_themes(
    grouping: Grouping, carried: Carried, seed: int, blocks: Blocks
) -> tuple[list[Found], list[int]]:
    """The themes that any comment carries, the largest first, and each one's position in the grouping."""
    counts = Counter(theme for each in carried.themes for theme in each)
    carrying = sum(1 for each in carried.themes if each)
    order = sorted(counts, key=lambda theme: (-counts[theme], theme))
    members = _members(order, carried.themes, seed)
    begins = [0, *accumulate(map(len, carried.themes))]
    told = list(blocks.done([partial(_told, carried, begins, theme, members[theme]) for theme in order]))
    names = named_from([each for each, _ in told])
    labels = _labels(grouping, order, names)
    found = [
        Found(grouping.keys[theme], label, name.keywords, counts[theme], counts[theme] / carrying, quotes)
        for theme, name, label, (_, quotes) in zip(order, names, labels, told, strict=True)
    ]
    return found, order


def _told(
    carried: Carried, begins: Sequence[int], theme: int, members: Sequence[int]
) -> tuple[Heard, tuple[int, ...]]:
    """What the comments of a theme say, and the positions of those to quote."""
    texts, spoken = [carried.texts[i] for i in members], [carried.languages[i] for i in members]
    # Nobody's name may end up in a theme's: names are out before words are counted.
    said = heard([without_names(text, each) for text, each in zip(texts, spoken, strict=True)], spoken)
    among = members[:_QUOTED_AMONG]
    strength = [carried.strengths[begins[i] + carried.themes[i].index(theme)] for i in among]
    quotes = representative(texts[: len(among)], spoken[: len(among)], strength)
    return said, tuple(among[i] for i in quotes)


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
