"""What the program proposes and a person decides: two themes that may be one, and names nobody has approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.insight.theme_words import quoted
from feedback.insight.wording import Wording, alphabetical
from feedback.themes.stored import StoredTheme, Suggestion

MERGE, NAME = "merge", "name"
MOST_MERGES = 5


@dataclass(frozen=True)
class Proposal:
    """`kind` is MERGE (of `theme` into `other`) or NAME. `seen` and `other_seen` are the states decided on."""

    kind: str
    title: str
    why: str
    theme: int
    seen: str
    other: int = 0
    other_seen: str = ""


def proposals(
    suggestions: Sequence[Suggestion],
    themes: Mapping[int, StoredTheme],
    counts: Mapping[int, int | None],
    wording: Wording,
) -> tuple[Proposal, ...]:
    """Merges first, into what a person or the codebook has named, else into the larger; then names to approve, in
    alphabetical order."""
    merges = [
        _merge(each, themes, counts, wording)
        for each in suggestions
        if each.first in themes and each.second in themes
    ]
    fresh = sorted(
        (each for each in themes.values() if needs_a_name(each)),
        key=lambda each: alphabetical(each.named(wording.language)),
    )
    return (*merges[:MOST_MERGES], *(_name(each, counts.get(each.id), wording) for each in fresh))


def needs_a_name(theme: StoredTheme) -> bool:
    """Whether the program named it: neither the codebook nor a person."""
    return theme.known is None and not theme.is_named


def seen(theme: StoredTheme) -> str:
    """The state of a theme that an edit is made on, as a form carries it."""
    return str(theme.newest_edit or "")


def _merge(
    given: Suggestion, themes: Mapping[int, StoredTheme], counts: Mapping[int, int | None], wording: Wording
) -> Proposal:
    pair = (given.first, given.second)
    small, large = sorted(pair, key=lambda id: (not needs_a_name(themes[id]), counts.get(id) or 0, id))
    first, second = themes[small], themes[large]
    _ = wording.text
    title = _("Slå ihop %(first)s med %(second)s") % {
        "first": quoted([first.named(wording.language)], wording),
        "second": quoted([second.named(wording.language)], wording),
    }
    why = _("Kommentarerna är till %(share)s lika varandra i orden") % {
        "share": wording.number.percent(given.nearness)
    }
    return Proposal(MERGE, title, why, small, seen(first), large, seen(second))


def _name(theme: StoredTheme, n: int | None, wording: Wording) -> Proposal:
    _ = wording.text
    title = _("Nytt tema: %(name)s") % {"name": quoted([theme.named(wording.language)], wording)}
    why = (
        _("%(n)s kommentarer som inte liknar något känt tema") % {"n": wording.number.whole(n)}
        if n
        else _("Kommentarer som inte liknar något känt tema")
    )
    return Proposal(NAME, title, why, theme.id, seen(theme))
