"""Themes by group, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from analysis.themes.spread import Link, Place
from analysis.themes.theme_groups import ThemeGroups

_WORDS = {
    "sv": ("Tema", "Grupp", "Svar", "Gånger så vanligt (95 %)", "Justerat p", "Läge", "dolt"),
    "en": ("Theme", "Group", "Answers", "Times as common (95%)", "Adjusted p", "Standing", "hidden"),
}
_PLACES = {
    "sv": {
        Place.HIGHER: "vanligare",
        Place.LOWER: "ovanligare",
        Place.LEVEL: "lika vanligt",
        Place.UNCLEAR: "oklart",
    },
    "en": {
        Place.HIGHER: "more common",
        Place.LOWER: "less common",
        Place.LEVEL: "as common",
        Place.UNCLEAR: "unclear",
    },
}


def group_table(groups: ThemeGroups, labels: Sequence[str], tongue: str) -> Table:
    """A row for each theme and group, `labels` in the order of the themes; `tongue` is sv or en. Raises nothing."""
    *heads, hidden = _WORDS[tongue]
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1))
    for number, head in enumerate(heads):
        table.add_column(head, overflow="fold", justify="right" if number in (2, 3, 4) else "left")
    for label, row in zip(labels, groups.links, strict=True):
        for name, link in zip(groups.names, row, strict=True):
            cells = (hidden, "–", "–", "–") if link is None else _cells(link, tongue)
            table.add_row(*map(Text, (label, name, *cells)))
    return table


def groups_as_json(groups: ThemeGroups, ids: Sequence[str]) -> list[dict[str, object]]:
    """One for each group, with its `themes`; all numbers of a hidden one are None. Raises nothing."""
    return [
        {
            "group": name,
            "comments": groups.comments[g],
            "themes": [{"id": key, **_numbers(row[g])} for key, row in zip(ids, groups.links, strict=True)],
        }
        for g, name in enumerate(groups.names)
    ]


def _cells(link: Link, tongue: str) -> tuple[str, str, str, str]:
    lift = link.lift
    told = "–" if lift is None else f"{lift.value:.2f} ({lift.low:.2f}–{lift.high:.2f})"
    p = "< 0.001" if link.p_adjusted < 0.001 else f"{link.p_adjusted:.3f}"
    if tongue == "sv":
        told, p = told.replace(".", ","), p.replace(".", ",")
    return f"{link.n}/{link.comments}", told, p, _PLACES[tongue][link.place]


def _numbers(link: Link | None) -> dict[str, object]:
    if link is None:
        return dict.fromkeys(("n", "lift", "low", "high", "p_adjusted", "standing")) | {"hidden": True}
    lift = link.lift
    high = None if lift is None or lift.high == float("inf") else lift.high
    return {
        "n": link.n,
        "lift": lift and lift.value,
        "low": lift and lift.low,
        "high": high,
        "p_adjusted": link.p_adjusted,
        "standing": link.place.value,
        "hidden": False,
    }
