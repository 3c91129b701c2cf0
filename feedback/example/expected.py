"""What the plan makes true, computed without drawing: shares of satisfied residents, gaps, and how often themes come up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback.example.calendar_weeks import NORMAL_WEEKS_A_YEAR, Weeks
from feedback.example.grid import Floats, Grid
from feedback.example.plan import Plan
from feedback.example.scores import SAYS_HOME, UNSATISFIED
from feedback.example.themes import HAPPY, ThemeChances


@dataclass(frozen=True)
class Expected:
    """Expected answers and satisfied answers of a period; D C S L M as in the grid."""

    answers: Floats
    satisfied: Floats

    def share(self) -> Floats:
        """D C: the share of satisfied residents."""
        return _ratio(self.satisfied.sum(axis=(2, 3, 4)), self.answers.sum(axis=(2, 3, 4)))


@dataclass(frozen=True)
class Gaps:
    """Of each place against the others: as it looks, and with the same errands (and languages) on both sides."""

    share: Floats
    raw: Floats
    alike: Floats
    alike_in_language_too: Floats


def expected_in(grid: Grid, plan: Plan, weeks: Weeks, period: NDArray[np.bool_]) -> Expected:
    """What is to be expected of the weeks marked in `period`, counted in the district the answer carries."""
    per_week = weeks.errands[:, None] * weeks.services / NORMAL_WEEKS_A_YEAR
    normal = per_week[period & ~weeks.in_dip].sum(axis=0)[None, None, :, None, None]
    in_dip = per_week[period & weeks.in_dip].sum(axis=0)[None, None, :, None, None]
    without = np.array([plan.channel[word].without_district for word in grid.axes.channels])
    known = (1 - without * (1 - SAYS_HOME))[None, :, None, None, None]
    answers = grid.responses * known
    satisfied = answers * (normal * grid.satisfied + in_dip * grid.satisfied_in_dip())
    return Expected(answers * (normal + in_dip), satisfied)


def district_channel_gaps(expected: Expected) -> Gaps:
    """Each district × channel against the other districts in that channel; alike in service and answering mode."""
    return _gaps(expected, keep=(0, 1), alike=(2, 4))


def district_gaps(expected: Expected) -> Gaps:
    """Each district against the others; alike in channel, service and answering mode."""
    return _gaps(expected, keep=(0,), alike=(1, 2, 4))


def _gaps(expected: Expected, keep: tuple[int, ...], alike: tuple[int, ...]) -> Gaps:
    n, k = _rolled(expected, (0, *keep[1:]))
    share, rest = _ratio(k, n), _ratio(k.sum(axis=0) - k, n.sum(axis=0) - n)
    return Gaps(share, share - rest, _indirect(expected, keep, alike), _indirect(expected, keep, (*alike, 3)))


def _rolled(expected: Expected, axes: tuple[int, ...]) -> tuple[Floats, Floats]:
    gone = tuple(axis for axis in range(5) if axis not in axes)
    return expected.answers.sum(axis=gone), expected.satisfied.sum(axis=gone)


def _indirect(expected: Expected, keep: tuple[int, ...], alike: tuple[int, ...]) -> Floats:
    """Indirect standardisation: the place's own share against what the rest's shares, stratum by stratum, would give it."""
    axes = tuple(sorted({*keep, *alike}))
    n, k = _rolled(expected, axes)
    rest = _ratio(k.sum(axis=0, keepdims=True) - k, n.sum(axis=0, keepdims=True) - n)
    gone = tuple(place for place, axis in enumerate(axes) if axis not in keep)
    return _ratio((k - n * rest).sum(axis=gone), n.sum(axis=gone))


def _ratio(above: Floats, below: Floats) -> Floats:
    """0 where there is nothing to divide by."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def expected_themes(
    grid: Grid, plan: Plan, expected: Expected, chances: ThemeChances, asked: Floats
) -> Floats:
    """D C theme: comments expected to touch on each theme, and last of all the number of comments.

    `asked` (C M) is 1 where a mode asks for a comment.
    """
    wants = asked * np.array([plan.channel[word].comment for word in grid.axes.channels])[:, None]
    n = (expected.answers * wants[None, :, None, None, :]).sum(axis=4)
    satisfied = (expected.satisfied * wants[None, :, None, None, :]).sum(axis=4)
    top = np.array([plan.channel[word].top for word in grid.axes.channels])[None, :, None, None]
    scores = [*((n - satisfied) * share for share in UNSATISFIED), satisfied * (1 - top), satisfied * top]
    everywhere = (slice(None),) * 4
    touched = np.zeros((*n.shape[:2], len(chances.themes)))
    for happy, weight in zip(HAPPY, scores, strict=True):
        named = chances.named(np.full(n.shape, happy), everywhere)
        touched += (named * weight[..., None]).sum(axis=(2, 3))
    return np.concatenate([touched, n.sum(axis=(2, 3))[..., None]], axis=2)
