"""How common each theme is in each group of the newest twelve months, all themes and groups judged at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.themes.spread import Link, judged, judged_within, links
from feedback.insight.figures import HIDDEN, HIGHER, Scope
from feedback.insight.theme_figures import Spread
from feedback.insight.worker.comments import Comments
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.slots import SMALLEST, measure
from feedback.insight.worker.theme_hidden import groups

DISTRICT, CHANNEL, CELL, SERVICE, LANGUAGE = "district", "channel", "cell", "service", "language"
KINDS = (CELL, DISTRICT, CHANNEL, SERVICE, LANGUAGE)  # the most telling first
FAMILIES = ((DISTRICT,), (CHANNEL, SERVICE, LANGUAGE))
"""Each judged at once over all themes. Channels, services and languages differ in what they are about: beside so
many sure findings, weak ones about districts would get through. A district's channels are judged after it."""


@dataclass(frozen=True)
class Group:
    """One group of one kind, by its places among the labels; `comments` is None where they are hidden."""

    kind: str
    names: tuple[str | None, str | None, str | None, str | None]  # district, channel, service, language
    comments: int | None


@dataclass(frozen=True)
class ThemeSpread:
    """One theme's groups, by kind."""

    of: dict[str, tuple[Spread, ...]]

    @property
    def over(self) -> tuple[Spread, ...]:
        """Where it is surely more common, the most telling first."""
        return tuple(
            each
            for kind in KINDS
            for each in sorted(self.of[kind], key=_lowest, reverse=True)
            if each.standing == HIGHER
        )


def theme_spreads(holdings: Holdings, comments: Comments, scope: Scope) -> tuple[ThemeSpread, ...]:
    """One per theme, in the order of the comments' themes."""
    return holdings.once(
        ("theme spread", comments.version, scope.last), lambda: _spreads(holdings, comments, scope)
    )


def nothing_spread() -> ThemeSpread:
    """Where groups are not told apart."""
    return ThemeSpread(dict.fromkeys(KINDS, ()))


def _spreads(holdings: Holdings, comments: Comments, scope: Scope) -> tuple[ThemeSpread, ...]:
    listed, hidden = _listed(holdings, comments, scope)
    found = _links(holdings, comments, scope)
    told = _judged(found, listed, hidden, [not each for each in comments.vouched])
    return tuple(
        ThemeSpread(
            {
                kind: tuple(
                    _spread(group, link)
                    for group, link in zip(listed[kind], told[kind][theme], strict=True)
                    if group.comments != 0  # where nobody wrote there is nothing to tell
                )
                for kind in KINDS
            }
        )
        for theme in range(len(comments.themes))
    )


def _listed(
    holdings: Holdings, comments: Comments, scope: Scope
) -> tuple[dict[str, tuple[Group, ...]], dict[str, np.ndarray]]:
    """The groups of each kind, and per theme and group whether it is hidden. Groups without a name are counted
    among the others and not listed."""
    pattern = groups(holdings, comments, scope)
    table = comments.counts(scope.quarters, "district", "channel")
    districts, channels = holdings.labels["district"][:-1], holdings.labels["channel"]
    named = len(districts)

    def told(n: int, is_hidden: bool) -> int | None:
        return None if is_hidden else int(n)

    of_comments = pattern.comments
    listed = {
        DISTRICT: tuple(
            Group(DISTRICT, (name, None, None, None), told(table[d].sum(), of_comments[d, -1]))
            for d, name in enumerate(districts)
        ),
        CHANNEL: tuple(
            Group(CHANNEL, (None, name, None, None), told(table[:, c].sum(), of_comments[-1, c]))
            for c, name in enumerate(channels)
        ),
        CELL: tuple(
            Group(CELL, (district, channel, None, None), told(table[d, c], of_comments[d, c]))
            for d, district in enumerate(districts)
            for c, channel in enumerate(channels)
        ),
    }
    hidden = {
        DISTRICT: pattern.table[:, :named, -1],
        CHANNEL: pattern.table[:, -1, :-1],
        CELL: pattern.table[:, :named, :-1].reshape(len(pattern.table), -1),
    }
    for place, kind in ((2, SERVICE), (3, LANGUAGE)):
        counts = comments.counts(scope.quarters, kind)
        listed[kind] = tuple(
            Group(
                kind,
                (None, None, *(name if axis == place else None for axis in (2, 3))),  # type: ignore[arg-type]
                told(counts[n], pattern.comments_of[kind][n]),
            )
            for n, name in enumerate(holdings.labels[kind][:-1])
        )
        hidden[kind] = pattern.rows[kind][:, :-1]
    return listed, hidden


def _links(holdings: Holdings, comments: Comments, scope: Scope) -> dict[str, list[tuple[Link, ...]]]:
    """Per kind and theme, one link per listed group. A district is compared with the others with channel,
    service and score alike, a district in a channel with the others in that channel, with service and
    score alike; channels, services and languages plainly."""
    named, dimensions = len(holdings.labels["district"]) - 1, ("district", "channel", "service", "score")
    counts = comments.counts(scope.quarters, *dimensions)
    carrying = comments.carrying(scope.quarters, *dimensions)
    used = counts.sum(axis=0) > 0  # strata nobody wrote in cost time and tell nothing
    found: dict[str, list[tuple[Link, ...]]] = {kind: [] for kind in KINDS}
    for own in carrying:
        # Kept by what they are computed from: an edit by hand leaves most themes as they were.
        key = ("theme links", own.tobytes(), counts.tobytes())
        places = holdings.once(key, partial(_of_places, own, counts, used, named))
        for kind, one in places.items():
            found[kind].append(one)
    for kind in (SERVICE, LANGUAGE):
        n = comments.counts(scope.quarters, kind)[:, None]
        found[kind] = [links(each[:, None], n)[:-1] for each in comments.carrying(scope.quarters, kind)]
    return found


def _of_places(
    own: np.ndarray, counts: np.ndarray, used: np.ndarray, named: int
) -> dict[str, tuple[Link, ...]]:
    """One theme by district, district in channel, and channel; both tables district × channel × service × score."""
    cells = [links(own[:, c][:, used[c]], counts[:, c][:, used[c]]) for c in range(counts.shape[1])]
    channels = own.sum(axis=(0, 2, 3)), counts.sum(axis=(0, 2, 3))
    return {
        DISTRICT: links(own[:, used], counts[:, used])[:named],
        CELL: tuple(cells[c][d] for d in range(named) for c in range(len(cells))),
        CHANNEL: links(*(each[:, None] for each in channels)),
    }


def _judged(
    found: dict[str, list[tuple[Link, ...]]],
    listed: dict[str, tuple[Group, ...]],
    hidden: dict[str, np.ndarray],
    doubtful: Sequence[bool],
) -> dict[str, list[tuple[Link | None, ...]]]:
    """Each family at once over all themes; what is hidden or has too few comments takes no place in it."""
    shown = {
        kind: [
            tuple(
                None
                if hidden[kind][theme, g] or listed[kind][g].comments is None or _is_small(link)
                else link
                for g, link in enumerate(row)
            )
            for theme, row in enumerate(found[kind])
        ]
        for kind in KINDS
    }
    told: dict[str, list[tuple[Link | None, ...]]] = {}
    for family in FAMILIES:
        settled = iter(
            judged([row for kind in family for row in shown[kind]], doubtful=[*doubtful] * len(family))
        )
        told |= {kind: [next(settled) for _ in shown[kind]] for kind in family}
    return told | {CELL: _cells(told[DISTRICT], shown[CELL], doubtful)}


def _cells(
    districts: Sequence[tuple[Link | None, ...]],
    cells: Sequence[tuple[Link | None, ...]],
    doubtful: Sequence[bool],
) -> list[tuple[Link | None, ...]]:
    """Per theme, every district's channels, in the order they came."""
    wholes = [district for row in districts for district in row]
    width = len(cells[0]) // len(districts[0]) if districts and districts[0] else 1
    parts = [row[start : start + width] for row in cells for start in range(0, len(row), width)]
    doubts = [doubt for doubt, row in zip(doubtful, districts, strict=True) for _ in row]
    settled = iter(judged_within(wholes, parts, doubtful=doubts))
    return [tuple(link for _ in row for link in next(settled)) for row in districts]


def _is_small(link: Link) -> bool:
    return link.comments < SMALLEST or link.n < SMALLEST


def _spread(group: Group, link: Link | None) -> Spread:
    if link is None:
        return Spread(*group.names, comments=group.comments, n=None, lift=None, standing=HIDDEN)
    return Spread(
        *group.names,
        comments=group.comments,
        n=link.n,
        lift=None if link.lift is None else measure(link.lift),
        standing=str(link.place),
        p_adjusted=link.p_adjusted,
        like=None if link.like_lift is None else measure(link.like_lift),
    )


def _lowest(spread: Spread) -> float:
    return spread.lift.low if spread.lift else 0.0


def hidden_spreads(spreads: Sequence[Spread]) -> tuple[Spread, ...]:
    """The same groups with the theme hidden in all of them."""
    return tuple(
        Spread(
            each.district,
            each.channel,
            each.service,
            each.language,
            each.comments,
            n=None,
            lift=None,
            standing=HIDDEN,
        )
        for each in spreads
    )
