"""The comments of the example with their themes, true ones or found, as the desk would be handed them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

import numpy as np

from feedback.example.sample import Sample
from feedback.insight.comment_counts import CommentCounts, Place
from feedback.insight.worker.comments import comments_of
from feedback.insight.worker.holdings import Holdings
from feedback.quarters import quarter_of

VERSION = "true"


def true_themes(sample: Sample) -> tuple[str, ...]:
    """Names by number: theme number n is held as id n."""
    return tuple(sorted({theme for each in sample.comments for theme in each.themes}))


def hold_true_comments(holdings: Holdings, sample: Sample) -> None:
    holdings.comments = comments_of(VERSION, true_counts(sample, set(holdings.snapshots)), holdings.labels)


def true_counts(sample: Sample, quarters: set[str]) -> CommentCounts:
    names = {theme: number for number, theme in enumerate(true_themes(sample))}
    return counted(
        sample, quarters, len(names), [[names[name] for name in each.themes] for each in sample.comments]
    )


def counted(
    sample: Sample,
    quarters: set[str],
    themes: int,
    carried_by: Sequence[Sequence[int]],
    vouched: Sequence[bool] = (),
) -> CommentCounts:
    """The comments of these quarters by place and by the themes each carries, given as numbers; themes are vouched
    for where nothing is said."""
    found: Counter[tuple[Place, tuple[int, ...]]] = Counter()
    for each, carried in zip(sample.comments, carried_by, strict=True):
        place = place_of(sample, each.row)
        if place[0] in quarters:
            found[place, tuple(sorted(set(carried)))] += 1
    places = list(dict.fromkeys(place for place, _ in found))
    sets = list(dict.fromkeys(carried for _, carried in found))
    at = {place: number for number, place in enumerate(places)}
    return CommentCounts(
        tuple(range(themes)),
        tuple(vouched) or (True,) * themes,
        tuple(places),
        tuple(sets),
        array("q", (at[place] for place, _ in found)),
        array("q", (sets.index(carried) for _, carried in found)),
        array("q", found.values()),
    )


def place_of(sample: Sample, row: int) -> Place:
    answers, axes = sample.answers, sample.grid.axes
    errands = answers.errands
    district = int(sample.district[row])
    return (
        quarter_of(sample.weeks.mondays[int(errands.week[row])]).code,
        axes.channels[int(errands.channel[row])],
        "" if district < 0 else sample.district_words[district],
        axes.services[int(errands.service[row])],
        answers.languages[int(answers.language[row])],
        int(np.asarray(answers.overall)[row]),
    )
