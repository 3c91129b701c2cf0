"""What became of each theme, worked out by hand on small groups of comments."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from analysis.themes.identity import SAME, Identity, Kind, Tie, identities


def told(found: tuple[Identity, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(str(each.kind), each.group, each.theme) for each in found]


def test_the_same_groups_in_another_order_are_the_same_themes() -> None:
    before = {7: range(10), 3: range(10, 30)}
    found = identities(before, [range(10, 30), range(10)], [None, None], {})
    assert told(found) == [("matched", 0, 3), ("matched", 1, 7)]
    assert found[0].tie == Tie(3, 0, 20, 1.0, 1.0)


def test_a_theme_cut_in_two_goes_on_in_the_larger_part_and_the_other_is_divided_from_it() -> None:
    found = identities({1: range(10)}, [range(6), range(6, 10)], [None, None], {})
    assert told(found) == [("matched", 0, 1), ("divided", 1, 1)]
    assert found[1].tie == Tie(1, 1, 4, 0.4, 1.0)


def test_two_themes_in_one_group_the_smaller_joined_the_larger() -> None:
    found = identities({1: range(6), 2: range(6, 10)}, [range(10)], [None], {})
    assert told(found) == [("matched", 0, 1), ("joined", 0, 2)]
    assert found[1].into == 1
    assert found[1].tie == Tie(2, 0, 4, 1.0, 0.4)


def test_a_scattered_theme_is_gone_and_comments_from_everywhere_make_a_new_one() -> None:
    before = {1: range(9), 2: range(100, 130), 3: range(200, 230), 4: range(300, 330)}
    old = [[*range(3 * n, 3 * n + 3), *range(100 * n + 100, 100 * n + 125)] for n in range(3)]
    from_everywhere = [*range(125, 130), *range(225, 230), *range(325, 330)]
    found = identities(before, [*old, from_everywhere], [None] * 4, {})
    assert told(found) == [
        *(("matched", n, n + 2) for n in range(3)),
        ("new", 3, None),
        ("gone", None, 1),
    ]
    assert found[-1] == Identity(Kind.GONE, None, 1, None)


def test_comments_of_one_time_only_decide_nothing() -> None:
    """New answers come in and old ones are erased; the rest is as it was."""
    before = {1: range(10), 2: range(50, 60)}
    after = [[*range(5, 10), *range(1000, 1500)], [*range(55, 60), *range(2000, 2500)]]
    found = identities(before, after, [None, None], {})
    assert told(found) == [("matched", 0, 1), ("matched", 1, 2)]
    assert found[0].tie == Tie(1, 0, 5, 1.0, 1.0)


def test_a_known_theme_is_itself_whatever_it_shares() -> None:
    before = {1: range(10), 2: range(10, 20)}
    found = identities(before, [range(10, 20), range(10)], ["wait", None], {1: "wait"})
    assert told(found) == [("matched", 0, 1), ("divided", 1, 1), ("joined", 0, 2)]
    assert found[0].by_codebook
    assert found[0].tie is None
    assert found[2].into == 1


def test_two_known_themes_are_never_one() -> None:
    found = identities({1: range(10)}, [range(10)], ["staff"], {1: "wait"})
    assert told(found) == [("new", 0, None), ("joined", 0, 1)]
    assert found[1].into is None


def test_of_two_groups_with_one_known_id_the_more_alike_carries_it_on() -> None:
    found = identities({1: range(10)}, [range(3), range(3, 10)], ["wait", "wait"], {1: "wait"})
    assert told(found) == [("divided", 0, 1), ("matched", 1, 1)]


def test_a_comment_may_be_in_several_themes() -> None:
    before = {1: range(10), 2: range(5, 15)}
    found = identities(before, [range(5, 15), range(10)], [None, None], {})
    assert told(found) == [("matched", 0, 2), ("matched", 1, 1)]


def test_nothing_before_and_nothing_after() -> None:
    assert identities({}, [], [], {}) == ()
    assert told(identities({}, [range(3)], [None], {})) == [("new", 0, None)]
    assert told(identities({4: range(3)}, [], [], {})) == [("gone", None, 4)]
    assert told(identities({4: []}, [[]], [None], {})) == [("new", 0, None), ("gone", None, 4)]


def test_a_list_of_codebook_ids_that_does_not_fit_is_told() -> None:
    with pytest.raises(ValueError, match="per group"):
        identities({}, [[1]], [], {})


@pytest.mark.parametrize("seed", range(20))
def test_no_other_pairing_is_more_alike(seed: int) -> None:
    """The pairs kept against every possible pairing, tried one by one."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(1, 5, size=2)
    before = {id: set(chance.integers(0, 12, 6).tolist()) for id in range(int(sizes[0]))}
    after = [set(chance.integers(0, 12, 6).tolist()) for _ in range(int(sizes[1]))]
    common = set().union(*before.values()) & set().union(*after)

    def likeness(theme: int, group: int) -> float:
        a, b = before[theme] & common, after[group] & common
        return len(a & b) / len(a | b) if a | b else 0.0

    themes = list(before) + [-1] * len(after)
    best = max(
        sum(likeness(theme, group) for group, theme in enumerate(chosen) if theme >= 0)
        for chosen in itertools.permutations(themes, len(after))
    )
    found = identities(before, after, [None] * len(after), {})
    kept = [
        likeness(e.theme, e.group)
        for e in found
        if e.kind == "matched" and e.theme is not None and e.group is not None
    ]
    assert all(each >= SAME for each in kept)
    assert sum(kept) <= best + 1e-9
    assert sum(kept) >= best - SAME * min(len(before), len(after)) - 1e-9
    carried = [each.theme for each in found if each.kind == "matched"]
    assert len(carried) == len(set(carried))
