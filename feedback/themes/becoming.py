"""What a grouping makes of the themes there were: which go on, which are new, what each is called. Plain functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from feedback.themes.following import followed
from feedback.themes.found import Fate, Group


@dataclass(frozen=True, slots=True)
class Known:
    """A theme as it is stored."""

    id: int
    known: str | None
    name: str
    name_en: str
    is_named: bool
    state: str
    merged_into: int | None
    keywords: tuple[str, ...] = ()
    split_from: int | None = None
    first_quarter: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log."""

    kind: str
    theme: int
    other: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Become:
    """Themes made, themes changed, and what is to be told of it."""

    made: tuple[Known, ...]
    changed: tuple[Known, ...]
    lines: tuple[Line, ...]


def identity_of_groups(
    groups: Sequence[Group], fates: Sequence[Fate], themes: Iterable[Known], new_id: Callable[[], int]
) -> tuple[int, ...]:
    """The theme each group stands for: the one it carries on, one of the same codebook id, or one to be made."""
    by_key = {each.known: each.id for each in themes if each.known is not None}
    matched = {fate.group: fate.theme for fate in fates if fate.kind == "matched"}
    taken = set(matched.values())
    ids: list[int] = []
    for at, group in enumerate(groups):
        theme = matched.get(at)
        again = by_key.get(group.key) if group.key is not None else None
        if theme is None and again is not None and again not in taken:
            theme = again
            taken.add(again)
        ids.append(new_id() if theme is None else theme)
    return tuple(ids)


def become(
    groups: Sequence[Group],
    fates: Sequence[Fate],
    ids: Sequence[int],
    themes: Sequence[Known],
    held_by_hand: Collection[int],
) -> Become:
    """`themes` as they are now, which may be later than the grouping: what people did meanwhile stays. A theme with
    comments placed by hand is never gone."""
    there = {each.id: each for each in themes}
    living = _living(ids, themes, held_by_hand)
    names = _Names(each for each in themes if each.is_named and each.state == "active")
    made: list[Known] = []
    changed: list[Known] = []
    lines: list[Line] = []
    for fate in fates:
        if fate.group is not None and fate.kind in ("matched", "divided", "new"):
            identity, group = ids[fate.group], groups[fate.group]
            old = there.get(identity)
            fresh = _made(identity, group, fate) if old is None else _carried_on(old, group)
            fresh = names.given(fresh)
            (made if old is None else changed).append(fresh)
            lines.append(_line_of_group(fate, fresh, old))
        elif fate.theme in there and there[fate.theme].state == "active" and fate.theme not in living:
            target = _target(fate, ids)
            changed.append(replace(there[fate.theme], state="gone", merged_into=target))
            lines.append(Line(fate.kind, fate.theme, target, _shares(fate)))
    return Become(tuple(made), tuple(changed), tuple(lines))


def _living(ids: Sequence[int], themes: Sequence[Known], held_by_hand: Collection[int]) -> set[int]:
    """Themes that have comments: groups', or by hand; what was merged into a theme keeps it alive."""
    ends = followed({each.id: each.merged_into if each.state == "merged" else None for each in themes})
    return {ends.get(each, each) for each in (*ids, *held_by_hand)}


def _made(identity: int, group: Group, fate: Fate) -> Known:
    split_from = fate.theme if fate.kind == "divided" else None
    return Known(
        identity,
        group.key,
        group.name,
        group.name_en,
        False,
        "active",
        None,
        group.keywords,
        split_from,
        group.first_quarter,
    )


def _carried_on(old: Known, group: Group) -> Known:
    """A name a person gave stays, and so does a merge; one that was gone is back."""
    back = old.state == "gone"
    return replace(
        old,
        name=old.name if old.is_named else group.name,
        name_en=old.name_en if old.is_named else group.name_en,
        known=old.known or group.key,
        keywords=group.keywords,
        state="active" if back else old.state,
        merged_into=None if back else old.merged_into,
    )


class _Names:
    """No two themes that are shown have the same name; one a person gave comes first."""

    def __init__(self, themes: Iterable[Known]) -> None:
        self._taken = {each.name.casefold(): each.id for each in themes}

    def given(self, theme: Known) -> Known:
        if theme.is_named or theme.state != "active":
            return theme
        for place, name in enumerate(self._tries(theme)):
            if self._taken.setdefault(name.casefold(), theme.id) == theme.id:
                return theme if place == 0 else replace(theme, name=name, name_en="")
        raise AssertionError("numbers never end")

    def _tries(self, theme: Known) -> Iterable[str]:
        yield theme.name
        yield from (f"{theme.name} ({word})" for word in theme.keywords)
        number = 2
        while True:
            yield f"{theme.name} {number}"
            number += 1


def _line_of_group(fate: Fate, fresh: Known, old: Known | None) -> Line:
    if old is None:
        return Line(fate.kind, fresh.id, fate.theme, {"name": fresh.name, **_shares(fate)})
    renamed = {"before": old.name, "after": fresh.name} if old.name != fresh.name else {}
    back = {"back": True} if old.state == "gone" else {}
    return Line("matched", fresh.id, None, {**renamed, **back, **_shares(fate)})


def _shares(fate: Fate) -> dict[str, Any]:
    if fate.by_codebook and not fate.shared:
        return {"by_codebook": True}
    return (
        {"shared": fate.shared, "of_theme": fate.of_theme, "of_group": fate.of_group} if fate.shared else {}
    )


def _target(fate: Fate, ids: Sequence[int]) -> int | None:
    return ids[fate.group] if fate.kind == "joined" and fate.group is not None else None
