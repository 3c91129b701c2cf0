"""What a grouping makes of the themes there were."""

from __future__ import annotations

from itertools import count

from feedback.themes.becoming import Become, Known, become, identity_of_groups
from feedback.themes.following import followed, joined_in
from feedback.themes.found import Fate, Group


def known(
    id: int,
    name: str,
    key: str | None = None,
    named: bool = False,
    state: str = "active",
    into: int | None = None,
) -> Known:
    return Known(id, key, name, "", named, state, into)


def found(name: str, key: str | None = None, *keywords: str) -> Group:
    return Group(key, name, "", keywords, 20, "2026Q3")


def after(
    groups: list[Group], fates: list[Fate], themes: list[Known], by_hand: set[int] | None = None
) -> Become:
    fresh = count(100)
    ids = identity_of_groups(groups, fates, themes, lambda: next(fresh))
    return become(groups, fates, ids, themes, by_hand or set())


def test_a_theme_goes_on_under_its_new_name_unless_a_person_named_it() -> None:
    result = after(
        [found("Köer"), found("Ton")],
        [Fate("matched", 0, 1, shared=9, of_theme=90, of_group=80), Fate("matched", 1, 2)],
        [known(1, "Väntan"), known(2, "Bemötande", named=True)],
    )
    assert [(each.id, each.name) for each in result.changed] == [(1, "Köer"), (2, "Bemötande")]
    assert result.made == ()
    assert result.lines[0].detail == {
        "before": "Väntan",
        "after": "Köer",
        "shared": 9,
        "of_theme": 90,
        "of_group": 80,
    }
    assert result.lines[1].detail == {}


def test_new_and_divided_themes_are_made_and_the_rest_joins_or_goes() -> None:
    result = after(
        [found("Köer"), found("Telefon"), found("Sopor")],
        [
            Fate("matched", 0, 1),
            Fate("divided", 1, 1),
            Fate("new", 2, None),
            Fate("joined", 0, 2, into=1),
            Fate("gone", None, 3),
        ],
        [known(1, "Väntan"), known(2, "Könummer"), known(3, "Parkering")],
    )
    assert [(each.id, each.name, each.split_from) for each in result.made] == [
        (100, "Telefon", 1),
        (101, "Sopor", None),
    ]
    assert [(each.id, each.state, each.merged_into) for each in result.changed] == [
        (1, "active", None),
        (2, "gone", 1),
        (3, "gone", None),
    ]
    assert [(line.kind, line.theme, line.other) for line in result.lines] == [
        ("matched", 1, None),
        ("divided", 100, 1),
        ("new", 101, None),
        ("joined", 2, 1),
        ("gone", 3, None),
    ]


def test_a_merge_by_hand_stays_and_keeps_its_target_alive() -> None:
    themes = [known(1, "Köer"), known(2, "Telefonkö", state="merged", into=1)]
    result = after([found("Telefonkön")], [Fate("matched", 0, 2), Fate("gone", None, 1)], themes)
    assert [(each.id, each.state, each.merged_into) for each in result.changed] == [(2, "merged", 1)]


def test_a_theme_with_comments_placed_by_hand_is_never_gone() -> None:
    assert after([], [Fate("gone", None, 1)], [known(1, "Köer")], {1}).changed == ()
    assert after([], [Fate("gone", None, 1)], [known(1, "Köer")]).changed[0].state == "gone"


def test_a_known_theme_comes_back_as_itself() -> None:
    result = after(
        [found("Väntan", "waiting")],
        [Fate("new", 0, None)],
        [known(1, "Köer", "waiting", state="gone", into=4)],
    )
    assert [(each.id, each.state, each.merged_into) for each in result.changed] == [(1, "active", None)]
    assert result.lines[0].kind == "matched"
    assert result.lines[0].detail["back"] is True


def test_no_two_themes_shown_have_the_same_name() -> None:
    result = after(
        [found("Köer", None, "telefon"), found("köer", None, "telefon"), found("Köer", None, "lucka")],
        [Fate("new", 0, None), Fate("new", 1, None), Fate("new", 2, None)],
        [known(1, "KÖER", named=True), known(2, "Köer (telefon)", state="gone")],
    )
    assert [each.name for each in result.made] == ["Köer (telefon)", "köer 2", "Köer (lucka)"]


def test_a_chain_of_merges_is_followed_to_its_end() -> None:
    merged = {1: 2, 2: 3, 3: None, 4: None, 5: 6, 6: 5}
    assert followed({theme: into for theme, into in merged.items() if theme < 5}) == {1: 3, 2: 3, 3: 3, 4: 4}
    assert joined_in(3, merged) == [1, 2, 3]
    assert set(followed(merged)) == set(merged)  # a ring, should there ever be one, is not followed for ever
