"""A gap in named parts that add up."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.faults import InputError
from analysis.gap_split import NOT_COMPARABLE, REST, split_of_gap

AXES = ("errand", "channel", "mode")
Pair = tuple[np.ndarray, np.ndarray]


@st.composite
def sides(draw: st.DrawFn, least: int = 0) -> tuple[Pair, Pair]:
    shape = draw(st.tuples(*[st.integers(1, 3)] * 3))
    size = int(np.prod(shape))

    def side() -> Pair:
        n = np.array(draw(st.lists(st.integers(least, 9), min_size=size, max_size=size)))
        n[draw(st.integers(0, size - 1))] += 1
        satisfied = np.array([draw(st.integers(0, int(most))) for most in n])
        return satisfied.reshape(shape), n.reshape(shape)

    return side(), side()


@given(sides())
def test_parts_add_up_to_the_raw_gap_and_turn_with_the_sides(pairs: tuple[Pair, Pair]) -> None:
    group, rest = pairs
    found, turned = split_of_gap(group, rest), split_of_gap(rest, group)
    assert found.gap == pytest.approx(group[0].sum() / group[1].sum() - rest[0].sum() / rest[1].sum())
    assert sum(part.value for part in found.parts.values()) == pytest.approx(found.gap, abs=1e-12)
    for name, part in found.parts.items():
        assert turned.parts[name].value == pytest.approx(-part.value, abs=1e-12)
        assert part.standard_error is None or part.standard_error >= 0


@given(sides(), st.permutations([0, 1, 2]))
def test_the_order_of_the_axes_is_of_no_matter(pairs: tuple[Pair, Pair], order: list[int]) -> None:
    group, rest = pairs
    found = split_of_gap(group, rest)
    again = split_of_gap(
        (group[0].transpose(order), group[1].transpose(order)),
        (rest[0].transpose(order), rest[1].transpose(order)),
        [AXES[axis] for axis in order],
    )
    for name, part in found.parts.items():
        assert again.parts[name].value == pytest.approx(part.value, abs=1e-12)


@given(sides(least=1))
def test_the_parts_are_the_mean_over_every_order(pairs: tuple[Pair, Pair]) -> None:
    (s, n), (t, m) = pairs
    group, rest = (n / n.sum(), s / n), (m / m.sum(), t / m)
    forth, back = mean_over_orders(group, rest), mean_over_orders(rest, group)
    found = split_of_gap(*pairs)
    for at, name in enumerate((*AXES, REST)):
        assert found.parts[name].value == pytest.approx((forth[at] - back[at]) / 2, abs=1e-12)
    assert found.parts[NOT_COMPARABLE].value == pytest.approx(0, abs=1e-12)


def mean_over_orders(group: Pair, rest: Pair) -> np.ndarray:
    """Cell by cell: each order changes the axes (0, 1, 2) and the satisfaction (3) one after another."""
    added, orders = np.zeros(4), list(permutations(range(4)))
    for order in orders:
        gone: set[int] = set()
        for step in order:
            before = mixed_by_hand(group, rest, gone)
            gone = gone | {step}
            added[step] += mixed_by_hand(group, rest, gone) - before
    return added / len(orders)


def mixed_by_hand(group: Pair, rest: Pair, gone: set[int]) -> float:
    (w, p), (v, q) = group, rest
    total = 0.0
    for cell in np.ndindex(w.shape):
        like = tuple(cell[axis] if axis in gone else slice(None) for axis in range(3))
        chance = w[like].sum() * v[cell] / v[like].sum()
        total += chance * (p if 3 in gone else q)[cell]
    return float(total)


def test_one_axis_is_kitagawas_split_by_hand() -> None:
    # Group: half simple errands (.9), half hard (.4); the others 80 % simple (.9), 20 % hard (.5).
    group = (np.array([45, 20]), np.array([50, 50]))
    rest = (np.array([720, 100]), np.array([800, 200]))
    found = split_of_gap(group, rest, ["errand"])
    # Gap .65 − .82 = −.17. Mix: (−.3)·.9 + .3·(.4 + .5)/2 = −.135. Rest: (.4 − .5)·(.5 + .2)/2 = −.035.
    assert found.gap == pytest.approx(-0.17)
    assert found.parts["errand"].value == pytest.approx(-0.135)
    assert found.parts[REST].value == pytest.approx(-0.035)
    assert found.parts[NOT_COMPARABLE].value == pytest.approx(0)


def test_standard_errors_of_kitagawas_split_by_hand() -> None:
    group, rest = (np.array([450, 200]), np.array([500, 500])), (np.array([720, 100]), np.array([800, 200]))
    found = split_of_gap(group, rest, ["errand"])
    # With w the part of simple errands, mix = (w − v)·d, d = mean of (.9 − .4) and (.9 − .5) = .45, so
    # Var = d²(.25/1000 + .16/1000) + (w − v)²·¼·(Σ p(1 − p)/n over the four cells).
    cells = 0.09 / 500 + 0.24 / 500 + 0.09 / 800 + 0.25 / 200
    expected = (0.45**2 * 0.41e-3 + 0.3**2 / 4 * cells) ** 0.5
    assert found.parts["errand"].standard_error == pytest.approx(expected, rel=0.01)


def test_standard_errors_are_those_of_repeated_samples() -> None:
    random = np.random.default_rng(7)
    mixes = [random.dirichlet(np.full(12, 4.0)).reshape(3, 2, 2) for _ in range(2)]
    shares = [random.uniform(0.3, 0.9, (3, 2, 2)) for _ in range(2)]

    def sample(n: int, side: int) -> Pair:
        answers = random.multinomial(n, mixes[side].ravel()).reshape(3, 2, 2)
        return random.binomial(answers, shares[side]), answers

    splits = [split_of_gap(sample(400, 0), sample(1500, 1)) for _ in range(400)]
    for name in (*AXES, REST):
        spread = np.std([split.parts[name].value for split in splits])
        told = np.mean([split.parts[name].standard_error or 0.0 for split in splits])
        assert told == pytest.approx(spread, rel=0.15)


def test_cells_of_one_side_alone_are_told_apart() -> None:
    # Only the group has the third errand: 20 of its 100 answers, all unsatisfied. Otherwise both sides agree.
    group = (np.array([32, 32, 0]), np.array([40, 40, 20]))
    rest = (np.array([80, 80, 0]), np.array([100, 100, 0]))
    found = split_of_gap(group, rest, ["errand"])
    assert found.gap == pytest.approx(-0.16)
    assert found.parts[NOT_COMPARABLE].value == pytest.approx(-0.16)
    # The part is u·(0 − p) with u = .2 and p = .8 among 80: variance .8²·.2·.8/100 + .2²·.8·.2/80.
    expected = (0.64 * 0.16 / 100 + 0.04 * 0.16 / 80) ** 0.5
    assert found.parts[NOT_COMPARABLE].standard_error == pytest.approx(expected)
    assert (found.coverage, found.coverage_of_rest) == (0.8, 1.0)


def test_nothing_in_common_is_not_split() -> None:
    found = split_of_gap(
        (np.array([3, 0]), np.array([4, 0])), (np.array([0, 1]), np.array([0, 4])), ["errand"]
    )
    assert found.parts[NOT_COMPARABLE].value == found.gap == 0.5
    assert found.parts[REST].interval() is None


def test_wrong_shapes_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        split_of_gap((np.zeros((2, 2)), np.zeros((2, 2))), (np.ones(2), np.ones(2)), ["errand"])
    assert len(caught.value.faults) == 3
