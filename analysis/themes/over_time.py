"""What may be told of one theme's numbers over time: quarters, the year so far and twelve months overlap.

Everything told is a sum over quarters that follow upon each other. With P the running total, each told sum fixes a
difference of two P, and no quarter is negative or above its comments: a system of differences, in which the least
and greatest value of any such sum is a shortest path, exact for whole numbers. Decided closing by closing, so
that what is told later protects what was hidden before.

Source: difference constraints as shortest paths: R. Bellman, Quarterly of Applied Mathematics 16 (1958) 87–90;
all pairs: R. W. Floyd, Communications of the ACM 5 (1962) 345.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from analysis.publication.history import QUARTER, TWELVE_MONTHS, YEAR_TO_DATE, Quarter, periods

SMALLEST = 10
RANGE = SMALLEST + 1  # one more than the smallest, for whoever takes her own comment away
SEASONS, LOOK_BACK = 4, 8
LEAST_DEAR = (YEAR_TO_DATE, QUARTER, TWELVE_MONTHS)  # what is hidden first to protect something else


def hidden_over_time(
    carrying: Sequence[int],
    comments: Sequence[int],
    quarters: Sequence[Quarter],
    hidden: Sequence[Mapping[str, bool]] | None = None,
) -> tuple[Mapping[str, bool], ...]:
    """Per closing, which of its periods (`quarter`, `year_to_date`, `twelve_months`) are hidden. True is hidden.

    `carrying` of `comments` per quarter, quarters in order and none left out. A number is small when it is 1 to
    9, leaves 1 to 9 others, or is of fewer than 10; small ones are hidden, and those where `hidden` (the same
    form, of the comments) says so. Then as little more as keeps every small sum over quarters that follow upon
    each other a range of RANGE, or of all its comments where they are fewer. Raises ValueError when the lists do
    not fit.
    """
    x, n = np.asarray(carrying, dtype=np.int64), np.asarray(comments, dtype=np.int64)
    if x.shape != n.shape or len(x) != len(quarters) or (x < 0).any() or (x > n).any():
        raise ValueError("carrying must lie within 0 and comments, one of each per quarter")
    told = _Told(x, n)
    found: list[Mapping[str, bool]] = []
    for last in range(len(quarters)):
        ends = {name: (inside[0], inside[-1] + 1) for name, inside in periods(tuple(quarters), last).items()}
        also = hidden[last] if hidden is not None else {}
        shown = next(
            chosen for chosen in _choices(ends, told, also) if told.is_safe(chosen, last) or not chosen
        )
        told.add(shown)
        found.append({name: each not in shown for name, each in ends.items()})
    return tuple(found)


def slack(counts: np.ndarray) -> np.ndarray:
    """How far each quarter's number can lie when all twelve-month sums of the last eight quarters are told.

    `counts`: quarters × anything, the oldest first. Told sums of four give each quarter less the one a year
    before, so what is free is one number per season: Σ over the four of the least in its years. Up to four
    quarters that is their sum. Follows from the shortest paths of `hidden_over_time`.
    """
    recent = np.asarray(counts)[-LOOK_BACK:][::-1]
    seasons = [recent[season::SEASONS].min(axis=0) for season in range(min(SEASONS, len(recent)))]
    return np.asarray(np.sum(seasons, axis=0))


Interval = tuple[int, int]


def _choices(
    ends: Mapping[str, Interval], told: _Told, also: Mapping[str, bool]
) -> Iterator[frozenset[Interval]]:
    """Sets of intervals to show, the fullest first; two names of one interval are shown or hidden together."""
    barred = {each for name, each in ends.items() if also.get(name) or told.small[each]}
    free = [each for name in LEAST_DEAR if name in ends and (each := ends[name]) not in barred]
    free = list(dict.fromkeys(free))
    kept = [
        frozenset(each for each, is_kept in zip(free, keeping, strict=True) if is_kept)
        for keeping in product((True, False), repeat=len(free))
    ]
    yield from sorted(kept, key=lambda chosen: (-len(chosen), -sum(2 ** free.index(each) for each in chosen)))


class _Told:
    """What has been told so far, as the greatest each running total can lie above each other."""

    def __init__(self, x: np.ndarray, n: np.ndarray) -> None:
        self.sums, self.all = _between(x), _between(n)
        rest = self.all - self.sums
        within = np.triu(np.ones(self.sums.shape, dtype=bool), 1)
        few = (self.sums > 0) & (self.sums < SMALLEST) | (rest > 0) & (rest < SMALLEST)
        self.small = within & (few | (self.all < SMALLEST) & (self.all > 0))
        self.far = np.where(within, self.all, 0).astype(float)

    def is_safe(self, shown: frozenset[Interval], last: int) -> bool:
        """Whether every small sum up to a quarter keeps its range with these told as well."""
        until = slice(0, last + 2)
        small = self.small[until, until]
        if not small.any():
            return True
        far = self._with(shown)[until, until]
        wide = np.minimum(RANGE, self.all[until, until])
        return bool(((far + far.T)[small] >= wide[small]).all())

    def add(self, shown: frozenset[Interval]) -> None:
        self.far = self._with(shown)

    def _with(self, shown: frozenset[Interval]) -> np.ndarray:
        far = self.far.copy()
        for a, b in shown:
            for one, other, value in ((a, b, self.sums[a, b]), (b, a, -self.sums[a, b])):
                far[one, other] = min(far[one, other], value)
        for a, b in shown:  # only paths through what is new can be shorter; its ends are all that is new
            for middle in (a, b):
                far = np.minimum(far, far[:, [middle]] + far[[middle], :])
        return far


def _between(counts: np.ndarray) -> np.ndarray:
    """a, b → the sum of the quarters from a up to but not b; negative the other way round."""
    running = np.concatenate([[0], np.cumsum(counts)])
    return np.asarray(running[None, :] - running[:, None])
