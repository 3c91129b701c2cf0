"""Which themes belong to which groups of a file, with small numbers hidden."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.disclosure import SMALLEST
from analysis.faults import InputError
from analysis.group_disclosure import hidden_groups
from analysis.themes.commented_answers import Comments
from analysis.themes.discovery import Discovery
from analysis.themes.spread import Link, judged, links
from analysis.themes.suppression import hidden_row

MOST_GROUPS = 100


@dataclass(frozen=True)
class ThemeGroups:
    """`names` of the groups, `comments` of each (None where hidden), `links[theme][group]` (None where hidden)."""

    names: tuple[str, ...]
    comments: tuple[int | None, ...]
    links: tuple[tuple[Link | None, ...], ...]


def theme_groups(found: Discovery, comments: Comments) -> ThemeGroups:
    """Each theme in each group beside all other groups together, judged over all that is shown.

    Counted are answers with a comment, blank ones are not. A number is hidden where the answers that carry the
    theme, or those that do not, are under SMALLEST, and where it would tell a hidden one. Raises InputError
    where there are more than MOST_GROUPS groups. Source: `links`, `judged`, `hidden_row`.
    """
    names = tuple(sorted(set(comments.groups)))
    if len(names) > MOST_GROUPS:
        raise InputError([f"--group har {len(names)} olika värden; högst {MOST_GROUPS} kan jämföras"])
    place = {name: k for k, name in enumerate(names)}
    codes = np.array([place[name] for name in comments.groups], dtype=np.int64)
    written = np.array([bool(text.strip()) for text in comments.texts], dtype=bool)
    whole = np.bincount(codes[written], minlength=len(names))
    few = hidden_groups(whole, whole < SMALLEST)
    tables = [_carrying(found, k, codes, written, len(names)) for k in range(len(found.themes))]
    return ThemeGroups(
        names,
        tuple(None if hidden else int(n) for n, hidden in zip(whole, few, strict=True)),
        judged([_shown(table, whole, few) for table in tables]),
    )


def _carrying(
    found: Discovery, theme: int, codes: np.ndarray, written: np.ndarray, groups: int
) -> np.ndarray:
    carries = np.array([theme in carried for carried in found.assigned], dtype=bool)
    return np.bincount(codes[carries & written], minlength=groups)


def _shown(carrying: np.ndarray, whole: np.ndarray, few: np.ndarray) -> tuple[Link | None, ...]:
    hidden = hidden_row(carrying, whole, few)
    found = links(carrying[:, None], whole[:, None])
    return tuple(None if one else link for one, link in zip(hidden, found, strict=True))
