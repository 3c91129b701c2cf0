"""A gap taken apart: how much is errand mix, channel mix, answering mode, and what remains.

The parts tell where a gap lies, not why: "the rest" is what is left with the same errands, channels and
modes, and the mixes may themselves be a consequence of unequal service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial, sqrt

import numpy as np
from scipy import special

from analysis.casemix import Counted, counted
from analysis.faults import InputError
from analysis.uncertainty import LEVEL, Estimate

REST, NOT_COMPARABLE = "rest", "not_comparable"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a gap between shares, −1 to 1; the standard error is None where it cannot be told."""

    value: float
    standard_error: float | None

    def interval(self, level: float = LEVEL) -> Estimate | None:
        """Value ± z·SE, None without a standard error."""
        if self.standard_error is None:
            return None
        reach = float(special.ndtri((1 + level) / 2)) * self.standard_error
        return Estimate(self.value, self.value - reach, self.value + reach)


@dataclass(frozen=True, slots=True)
class SplitGap:
    """See `split_of_gap`. `parts` holds each axis by name, `rest` and `not_comparable`."""

    gap: float
    parts: Mapping[str, Part]
    coverage: float
    coverage_of_rest: float


def split_of_gap(
    counts_group: tuple[np.ndarray, np.ndarray],
    counts_rest: tuple[np.ndarray, np.ndarray],
    axes: Sequence[str] = ("errand", "channel", "mode"),
) -> SplitGap:
    """The raw gap (group's share − the others' share) as a sum of named parts, which add up to it exactly.

    Counts are a pair (satisfied, n) of arrays with one axis per name in `axes`. Cells where either side has
    no answers cannot be compared: `not_comparable` is what the gap owes to them (Ñopo), and `coverage` and
    `coverage_of_rest` are the parts (0–1) of each side's answers in cells that both have. Within those:

    Let V(S, ρ) be the share if the mix over the axes in S were the group's, the mix within it the others',
    and the satisfaction of each cell that of ρ (group or others). Going from V(none, others) to
    V(all, group), one axis or the satisfaction at a time, gives each a contribution that depends on the
    order; the part is its mean over all orders (Shapley). The same is done with the two sides exchanged, and
    the mean of both is taken, so that exchanging them only turns the signs. With one axis this is Kitagawa's
    split. Standard errors are by the delta method, answers within each side multinomial over cells and
    satisfaction, cells in common taken as given, each cell's share drawn by two answers towards its side's
    so that a lone answer is not certainty. They are None where no cell is in common or a side has one answer.

    Missing answers are not counted. Raises InputError for shapes that do not fit the axes, impossible counts,
    or a side without answers. Sources: E. M. Kitagawa, JASA 50 (1955) 1168–1194; A. F. Shorrocks, Journal of
    Economic Inequality 11 (2013) 99–126; H. Ñopo, Review of Economics and Statistics 90 (2008) 290–299.
    """
    group, rest = counted(counts_group, "group"), counted(counts_rest, "rest")
    _check(group, rest, axes)
    overall = [float(side.satisfied.sum() / side.n.sum()) for side in (group, rest)]
    gap = overall[0] - overall[1]
    common = (group.n > 0) & (rest.n > 0)
    coverage = [float(side.n[common].sum() / side.n.sum()) for side in (group, rest)]
    if not common.any():
        nothing = dict.fromkeys((*axes, REST), Part(0.0, None))
        return SplitGap(gap, {**nothing, NOT_COMPARABLE: Part(gap, None)}, 0.0, 0.0)
    sides = [_Side.of(side, common) for side in (group, rest)]
    parts = _comparable_parts(sides, axes)
    matched = sides[0].share - sides[1].share
    outside = sqrt(sum(_outside_variance(side, common) for side in (group, rest)))
    told = all(side.n > 1 for side in sides)
    return SplitGap(
        gap=gap,
        parts={
            **{name: Part(value, error if told else None) for name, (value, error) in parts.items()},
            NOT_COMPARABLE: Part(gap - matched, outside if told else None),
        },
        coverage=coverage[0],
        coverage_of_rest=coverage[1],
    )


@dataclass(frozen=True)
class _Side:
    """The answers of one side in the cells in common: their number, mix, shares, and the shares' variances."""

    n: float
    mix: np.ndarray
    shares: np.ndarray
    variances: np.ndarray

    @classmethod
    def of(cls, counts: Counted, common: np.ndarray) -> _Side:
        n = np.where(common, counts.n, 0.0)
        satisfied = np.where(common, counts.satisfied, 0.0)
        overall = satisfied.sum() / n.sum()
        drawn = (satisfied + 2 * overall) / (n + 2)
        apart = np.where(common, n, 1.0)
        variances = np.where(common, drawn * (1 - drawn) / apart, 0.0)
        return cls(float(n.sum()), n / n.sum(), satisfied / apart, variances)

    @property
    def share(self) -> float:
        return float((self.mix * self.shares).sum())


def _comparable_parts(sides: Sequence[_Side], axes: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Each part's value and standard error: sums of all V(S, ρ), and of their slopes, with an order's weights."""
    names = (*axes, REST)
    weights, rows = [], []
    for towards, sign in ((0, 1), (1, -1)):
        for kept in _subsets(range(len(axes))):
            for rated in (0, 1):
                joined = {*kept, *([len(axes)] if rated == towards else [])}
                weights.append(
                    [sign / 2 * _order_weight(player, joined, len(names)) for player in range(len(names))]
                )
                rows.append(_mixed(sides, kept, towards, rated))
    parts = np.array(weights).T @ np.array(rows)
    return {name: (float(part[0]), _error(part[1:], sides)) for name, part in zip(names, parts, strict=True)}


def _order_weight(player: int, joined: set[int], players: int) -> float:
    """How V(joined) counts in this player's contribution, averaged over all orders of joining."""
    before = len(joined - {player})
    weight = factorial(before) * factorial(players - before - 1) / factorial(players)
    return weight if player in joined else -weight


def _mixed(sides: Sequence[_Side], kept: tuple[int, ...], towards: int, rated: int) -> np.ndarray:
    """V(S, ρ) = Σ w(x on S)·v(the rest of x given x on S)·p(x), w of the side gone towards and v of the other,
    followed by its slopes in each cell of either side's mix and of either side's shares."""
    own, other, shares = sides[towards].mix, sides[1 - towards].mix, sides[rated].shares
    over = tuple(axis for axis in range(own.ndim) if axis not in kept)
    there = other.sum(axis=over, keepdims=True)
    apart = np.where(there > 0, there, 1.0)  # where nobody is, neither side is, and the numerators are 0
    ratio = own.sum(axis=over, keepdims=True) / apart
    inner = (other * shares).sum(axis=over, keepdims=True) / apart
    weights = ratio * other
    slopes = np.zeros((4, *own.shape))
    slopes[towards] = inner
    slopes[1 - towards] = ratio * (shares - inner)
    slopes[2 + rated] = weights
    return np.concatenate([[float((weights * shares).sum())], slopes.ravel()])


def _error(slopes: np.ndarray, sides: Sequence[_Side]) -> float:
    by_side = slopes.reshape(4, *sides[0].mix.shape)
    variance = 0.0
    for at, side in enumerate(sides):
        mean = (side.mix * by_side[at]).sum()
        variance += float((side.mix * (by_side[at] - mean) ** 2).sum() / side.n)
        variance += float((by_side[2 + at] ** 2 * side.variances).sum())
    return sqrt(variance)


def _subsets(items: Sequence[int]) -> list[tuple[int, ...]]:
    return [chosen for size in range(len(items) + 1) for chosen in combinations(items, size)]


def _outside_variance(side: Counted, common: np.ndarray) -> float:
    """Variance of (the side's share − its share in the cells in common), from each answer's influence on it."""
    n, matched = side.n.sum(), side.n[common].sum()
    share, inside = side.satisfied.sum() / n, side.satisfied[common].sum() / matched
    variance = 0.0
    for answer, times in ((1, side.satisfied), (0, side.n - side.satisfied)):
        influence = (answer - share) - common * (answer - inside) * n / matched
        variance += float((times * influence**2).sum() / n**2)
    return variance


def _check(group: Counted, rest: Counted, axes: Sequence[str]) -> None:
    faults = []
    if group.n.shape != rest.n.shape:
        faults.append(f"the group's cells have the shape {group.n.shape} and the others' {rest.n.shape}")
    if group.n.ndim != len(axes) or len(set(axes)) != len(axes):
        faults.append(f"{list(axes)} do not name the {group.n.ndim} axes once each")
    if {REST, NOT_COMPARABLE} & set(axes):
        faults.append(f"no axis may be called {REST} or {NOT_COMPARABLE}")
    faults += [
        f"{name} has no answers" for name, side in (("group", group), ("rest", rest)) if side.n.sum() <= 0
    ]
    if faults:
        raise InputError(faults)
