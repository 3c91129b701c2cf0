"""Which theme is which after the comments were grouped anew: by the comments that old themes and new groups share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import sparse
from scipy.optimize import linear_sum_assignment

SAME = 0.3
"""Shared comments of all the two have between them, from which a group may carry a theme on. A theme that is cut
in three equal parts, or that takes in two of its own size, still reaches one third."""
PART = 0.5
"""Most of a group or a theme: from here a group was divided from a theme, or a theme joined a group."""


class Kind(StrEnum):
    MATCHED = "matched"  # the group carries the theme on
    DIVIDED = "divided"  # the group is a new theme, cut out of one that goes on
    JOINED = "joined"  # the theme went into a group that carries another theme on, or is a new one
    NEW = "new"  # the group is a new theme
    GONE = "gone"  # the theme's comments are scattered, or there are none left


@dataclass(frozen=True, slots=True)
class Tie:
    """One old theme beside one new group, over comments that were there both times. `of_theme` and `of_group` are
    the shares, 0 to 1, of the theme's and of the group's comments that are shared."""

    theme: int
    group: int
    shared: int
    of_theme: float
    of_group: float


@dataclass(frozen=True, slots=True)
class Identity:
    """What became of one group or one old theme.

    `group` is its position among the new groups, None where the theme is gone. `theme` is the old theme's id:
    the one the group carries on (matched), was cut out of (divided), that joined the group (joined) or is gone;
    None where the group is new. `into` is, for a theme that joined, the old theme the group carries on, if any.
    `by_codebook`: the two are the same known theme, whatever they share. `tie` has the shares that decided,
    None where nothing is shared.
    """

    kind: Kind
    group: int | None
    theme: int | None
    tie: Tie | None
    into: int | None = None
    by_codebook: bool = False


def identities(
    before: Mapping[int, Collection[int]],
    after: Sequence[Collection[int]],
    known: Sequence[str | None],
    known_before: Mapping[int, str],
) -> tuple[Identity, ...]:
    """One identity per new group in order (matched, divided or new), then one per old theme that no group
    carries on (joined or gone), by id.

    `before`: theme id → ids of its comments; `after`: the comments of each new group; a comment may be in several.
    `known` and `known_before` are their ids in the codebook, where they have one. Only comments that were there
    both times are compared. Themes and groups of the same codebook id are the same, the most alike first; two
    different codebook ids never are. The rest are paired so that the sum of Jaccard likenesses, shared ÷ all the
    two have, is greatest, and a pair of at least SAME is kept. A group left over is divided from the theme it has
    most from, if that is at least PART of the group; a theme left over joined the group that has at least PART of
    it. Raises ValueError when `known` has not one entry per group.

    Source: J. R. Hopcroft et al., PNAS 101 suppl. 1 (2004) 5249–5253, for best matches over time; the threshold
    0.3 on Jaccard is that of D. Greene, D. Doyle and P. Cunningham, ASONAM (2010) 176–183; the kinds are those
    of M. Spiliopoulou et al., MONIC, KDD (2006) 706–711; assignment: H. W. Kuhn, Naval Research Logistics
    Quarterly 2 (1955) 83–97.
    """
    if len(known) != len(after):
        raise ValueError("one codebook id, or None, is needed per group")
    themes = sorted(before)
    overlap = _Overlap.of([before[theme] for theme in themes], after)
    ids = [known_before.get(theme) for theme in themes]
    pairs = _pairs(overlap.likeness, ids, known)
    return (*_groups(overlap, themes, ids, known, pairs), *_left(overlap, themes, pairs))


@dataclass(frozen=True)
class _Overlap:
    """Themes × groups: shared comments; and each one's number of comments that were there both times."""

    shared: np.ndarray
    themes: np.ndarray
    groups: np.ndarray

    @classmethod
    def of(cls, before: Sequence[Collection[int]], after: Sequence[Collection[int]]) -> _Overlap:
        both = np.intersect1d(_ids(before), _ids(after))
        old, new = _incidence(before, both), _incidence(after, both)
        shared = (old @ new.T).toarray()
        return cls(shared, np.asarray(old.sum(axis=1)).ravel(), np.asarray(new.sum(axis=1)).ravel())

    @property
    def likeness(self) -> np.ndarray:
        """Jaccard: shared ÷ all the two have between them; 0 where both have nothing."""
        all_of_both = self.themes[:, None] + self.groups[None, :] - self.shared
        likeness: np.ndarray = self.shared / np.maximum(all_of_both, 1)
        return likeness

    @property
    def of_theme(self) -> np.ndarray:
        part: np.ndarray = self.shared / np.maximum(self.themes[:, None], 1)
        return part

    @property
    def of_group(self) -> np.ndarray:
        part: np.ndarray = self.shared / np.maximum(self.groups[None, :], 1)
        return part

    def tie(self, themes: Sequence[int], row: int, group: int) -> Tie | None:
        if not self.shared[row, group]:
            return None
        shares = float(self.of_theme[row, group]), float(self.of_group[row, group])
        return Tie(themes[row], group, int(self.shared[row, group]), *shares)


def _ids(collections: Sequence[Collection[int]]) -> np.ndarray:
    parts = [np.fromiter(each, dtype=np.int64, count=len(each)) for each in collections]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)


def _incidence(collections: Sequence[Collection[int]], both: np.ndarray) -> sparse.csr_array:
    """Collections × comments of `both`: 1 where the collection has the comment."""
    places = [np.searchsorted(both, np.intersect1d(_ids([each]), both)) for each in collections]
    columns = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
    rows = np.repeat(np.arange(len(collections)), [len(each) for each in places])
    ones = np.ones(len(columns), dtype=np.int64)
    return sparse.csr_array((ones, (rows, columns)), shape=(len(collections), len(both)))


def _pairs(
    likeness: np.ndarray, ids: Sequence[str | None], known: Sequence[str | None]
) -> list[tuple[int, int]]:
    """(theme's row, group) that are the same: by codebook first, then by what they share."""
    named = np.array([[a is not None and a == b for b in known] for a in ids], dtype=bool)
    differ = np.array([[a is not None and b is not None and a != b for b in known] for a in ids], dtype=bool)
    named, differ = named.reshape(likeness.shape), differ.reshape(likeness.shape)
    # Adding 1 lets the same id win over any likeness; what is alike decides between several of one id.
    found = [(r, g) for r, g in _assigned(np.where(named, 1 + likeness, 0)) if named[r, g]]
    free = np.ones(likeness.shape, dtype=bool)
    for row, group in found:
        free[row, :] = free[:, group] = False
    alike = np.where(free & ~differ, likeness, 0)
    return found + [(r, g) for r, g in _assigned(alike) if alike[r, g] >= SAME]


def _assigned(weight: np.ndarray) -> list[tuple[int, int]]:
    rows, groups = linear_sum_assignment(weight, maximize=True)
    return list(zip(rows.tolist(), groups.tolist(), strict=True))


def _groups(
    overlap: _Overlap,
    themes: Sequence[int],
    ids: Sequence[str | None],
    known: Sequence[str | None],
    pairs: Sequence[tuple[int, int]],
) -> list[Identity]:
    row_of = {group: row for row, group in pairs}
    kept = {row for row, _ in pairs}
    found = []
    for group, id in enumerate(known):
        if group in row_of:
            row = row_of[group]
            tie = overlap.tie(themes, row, group)
            same = id is not None and id == ids[row]
            found.append(Identity(Kind.MATCHED, group, themes[row], tie, by_codebook=same))
        else:
            found.append(_unmatched(overlap, themes, group, kept))
    return found


def _unmatched(overlap: _Overlap, themes: Sequence[int], group: int, kept: Collection[int]) -> Identity:
    """Divided from a theme that goes on, or new."""
    if themes:
        row = int(np.argmax(overlap.shared[:, group]))
        tie = overlap.tie(themes, row, group)
        if tie is not None and tie.of_group >= PART and row in kept:
            return Identity(Kind.DIVIDED, group, themes[row], tie)
    return Identity(Kind.NEW, group, None, None)


def _left(overlap: _Overlap, themes: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[Identity]:
    group_of = dict(pairs)
    theme_of = {group: themes[row] for row, group in pairs}
    return [
        _without_group(overlap, themes, row, theme_of) for row in range(len(themes)) if row not in group_of
    ]


def _without_group(
    overlap: _Overlap, themes: Sequence[int], row: int, theme_of: Mapping[int, int]
) -> Identity:
    """Joined into a group that has most of it, or gone."""
    if overlap.shared.shape[1]:
        group = int(np.argmax(overlap.shared[row]))
        tie = overlap.tie(themes, row, group)
        if tie is not None and tie.of_theme >= PART:
            return Identity(Kind.JOINED, group, themes[row], tie, into=theme_of.get(group))
    return Identity(Kind.GONE, None, themes[row], None)
