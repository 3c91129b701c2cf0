"""The comments of the closed quarters in the desk's process: counts by theme and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from feedback.insight.comment_counts import CommentCounts

SCORES = 6  # 0 is no score
_FIELDS = ("quarter", "channel", "district", "service", "language", "score")


@dataclass(frozen=True)
class Comments:
    """One row per place and set of themes: `codes[d]` is each row's position among dimension d's labels."""

    version: str
    themes: tuple[int, ...]
    vouched: tuple[bool, ...]
    quarters: tuple[str, ...]
    sizes: Mapping[str, int]
    codes: Mapping[str, np.ndarray]
    carries: np.ndarray  # themes × sets
    set: np.ndarray
    n: np.ndarray

    def counts(self, quarters: Sequence[str], *dimensions: str) -> np.ndarray:
        """Comments of these quarters by the dimensions named; `score` has no score first, then 1 to 5."""
        inside = self._inside(quarters)
        return self._added(inside, self._index(inside, dimensions), dimensions)

    def carrying(self, quarters: Sequence[str], *dimensions: str) -> np.ndarray:
        """Those that carry each theme: themes × the dimensions named."""
        inside = self._inside(quarters)
        index = self._index(inside, dimensions)
        shape = tuple(self.sizes[name] for name in dimensions)
        found = np.zeros((len(self.themes), *shape), dtype=np.int64)
        for theme, sets in enumerate(self.carries):
            chosen = sets[self.set[inside]]
            found[theme] = self._added(inside[chosen], index[chosen], dimensions)
        return found

    def without_theme(self, quarters: Sequence[str], *dimensions: str) -> np.ndarray:
        """Those no theme fits."""
        inside = self._inside(quarters)
        is_bare = self.carries.sum(axis=0) == 0
        bare = inside[is_bare[self.set[inside]]]
        return self._added(bare, self._index(bare, dimensions), dimensions)

    def together(self, quarters: Sequence[str]) -> np.ndarray:
        """Themes × themes: comments that carry both; on the diagonal those that carry the one."""
        inside = self._inside(quarters)
        by_set = np.bincount(self.set[inside], weights=self.n[inside], minlength=self.carries.shape[1])
        carries = self.carries.astype(float)
        both: np.ndarray = np.rint((carries * by_set) @ carries.T).astype(np.int64)
        return both

    def _inside(self, quarters: Sequence[str]) -> np.ndarray:
        wanted = np.array([each in quarters for each in self.quarters], dtype=bool)
        return np.flatnonzero(wanted[self.codes["quarter"]] if wanted.size else [])

    def _index(self, rows: np.ndarray, dimensions: Sequence[str]) -> np.ndarray:
        index = np.zeros(len(rows), dtype=np.int64)
        for name in dimensions:
            index = index * self.sizes[name] + self.codes[name][rows]
        return index

    def _added(self, rows: np.ndarray, index: np.ndarray, dimensions: Sequence[str]) -> np.ndarray:
        shape = tuple(self.sizes[name] for name in dimensions)
        added = np.bincount(index, weights=self.n[rows], minlength=prod(shape))
        return np.rint(added).astype(np.int64).reshape(shape)


def comments_of(version: str, counts: CommentCounts, labels: Mapping[str, tuple[str, ...]]) -> Comments:
    """The counts as arrays. A word without a label of its own takes the last, the unknown one; comments of a
    channel that is no longer there are left out, as answers are."""
    columns = list(zip(*counts.places, strict=True)) or [()] * len(_FIELDS)
    quarters = tuple(sorted(set(columns[0])))
    positions = {"quarter": {each: number for number, each in enumerate(quarters)}}
    positions |= {
        name: {label: n for n, label in enumerate(labels[name])} for name in _FIELDS if name in labels
    }
    row = np.array(counts.place, dtype=np.int64)
    codes = {}
    for name, values in zip(_FIELDS, columns, strict=True):
        known = positions.get(name)
        coded = values if known is None else [known.get(each, _elsewhere(name, known)) for each in values]
        codes[name] = np.array(coded, dtype=np.int64)[row]
    there = codes["channel"] >= 0
    carries = np.zeros((len(counts.themes), len(counts.sets)), dtype=bool)
    for number, carried in enumerate(counts.sets):
        carries[list(carried), number] = True
    return Comments(
        version=version,
        themes=counts.themes,
        vouched=counts.vouched,
        quarters=quarters,
        sizes={name: len(known) for name, known in positions.items()} | {"score": SCORES},
        codes={name: code[there] for name, code in codes.items()},
        carries=carries,
        set=np.array(counts.set, dtype=np.int64)[there],
        n=np.array(counts.n, dtype=np.int64)[there],
    )


def _elsewhere(name: str, known: Mapping[str, int]) -> int:
    return -1 if name == "channel" else len(known) - 1
