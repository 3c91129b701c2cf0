"""What `likvardig compare` says, as values: the outcome, every group, and whether the groups differ at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.labels import Joined
from analysis.score_column import Scale
from analysis.uncertainty import Estimate
from analysis.verdict import Standing


@dataclass(frozen=True)
class Response:
    """How many of those asked gave a score. None of it is known where non-answers are 1 to `smallest` − 1."""

    asked: int
    share: Estimate


@dataclass(frozen=True)
class GroupReport:
    """`group`: column → value. `standing` is None where the group is hidden."""

    group: Mapping[str, str]
    standing: Standing | None
    response: Response | None


@dataclass(frozen=True)
class Outcome:
    """Everything about all answers together. `share` and `index` are None where there are too few to show."""

    column: str
    scale: Scale
    n: int | None
    share: Estimate | None
    index: Estimate | None
    response: Response | None
    joined: Mapping[str, tuple[Joined, ...]]
    mix: tuple[str, ...]
    reference: str | None
    margin: float
    level: float
    smallest: int


@dataclass(frozen=True)
class Heterogeneity:
    """Whether the shown groups of one column differ in satisfied share by more than chance, and how much.

    `chi2` is Pearson's on `degrees` degrees of freedom; `between_sd` is the spread of the groups' true shares,
    0–1, 0 where chance explains all.
    """

    column: str
    groups: int
    chi2: float
    degrees: int
    p_value: float
    between_variance: float


@dataclass(frozen=True)
class ComparisonReport:
    outcome: Outcome
    groups: Sequence[GroupReport]
    heterogeneity: Sequence[Heterogeneity]

    def as_json(self) -> dict[str, object]:
        """Plain values. Shares, gaps and margins from 0 to 1, the index 0–100; null is not known or not shown."""
        first, *others = [_heterogeneity(one) for one in self.heterogeneity] or [{}]
        return {
            "outcome": _outcome(self.outcome),
            "groups": [_group(one, bool(self.outcome.mix), self.outcome.smallest) for one in self.groups],
            "heterogeneity": first | ({"others": others} if others else {}),
        }


def _outcome(o: Outcome) -> dict[str, object]:
    rows = o.response.asked if o.response else None
    return {
        "column": o.column,
        "scale": [o.scale.low, o.scale.high],
        "satisfied_from": o.scale.satisfied_from,
        "rows": rows,
        "n": o.n,
        "unscored": rows - o.n if rows is not None and o.n is not None else None,
        **_response(o.response),
        **_estimate("satisfied", o.share, "satisfied_share"),
        **_estimate("index", o.index, "index"),
        "mix": list(o.mix),
        "reference": o.reference,
        "margin": o.margin,
        "level": o.level,
        "min_n": o.smallest,
        "joined_labels": [
            {"column": column, "written": one.written, "read_as": one.read_as, "rows": one.rows}
            for column, several in o.joined.items()
            for one in several
        ],
        "method": {
            "share_interval": "Wilson",
            "index_interval": "t",
            "gap_interval": "Newcombe",
            "adjusted_gap": "indirect standardisation over the mix" if o.mix else None,
            "p_value": "exact conditional test of the satisfied share",
            "p_adjusted": "Benjamini-Hochberg over all groups printed",
        },
    }


def _group(one: GroupReport, mixed: bool, smallest: int) -> dict[str, object]:
    s = one.standing
    if s is None:
        return {"group": dict(one.group), "n": None, "shown": False}
    adjusted = {
        **_estimate("adjusted_gap", s.adjusted_gap, "adjusted_gap"),
        "coverage": told_coverage(s, smallest),
    }
    return {
        "group": dict(one.group),
        "n": s.n,
        "shown": True,
        **_estimate("satisfied", s.share, "satisfied_share"),
        **_estimate("index", s.index, "index"),
        **_estimate("gap", s.gap, "gap"),
        **(adjusted if mixed else {}),
        "p_value": s.p_value,
        "score_p_value": s.score_p_value,
        "p_adjusted": s.p_adjusted,
        "verdict": str(s.verdict),
        "detectable_gap": s.detectable_gap,
        "answers_needed": s.answers_needed,
        **_response(one.response),
    }


def told_coverage(standing: Standing, smallest: int) -> float | None:
    """The part of the answers compared like with like; None where those left out are 1 to `smallest` − 1, since
    with n it would tell how many have an errand that nobody else has."""
    left_out = round(standing.n * (1 - standing.coverage))
    return None if 0 < left_out < smallest else standing.coverage


def _response(response: Response | None) -> dict[str, object]:
    return {
        "asked": response.asked if response else None,
        **_estimate("answered", response.share if response else None, "answered_share"),
    }


def _estimate(name: str, estimate: Estimate | None, value: str) -> dict[str, object]:
    interval = [float(estimate.low), float(estimate.high)] if estimate else None
    return {value: float(estimate.value) if estimate else None, f"{name}_interval": interval}


def _heterogeneity(one: Heterogeneity) -> dict[str, object]:
    return {
        "column": one.column,
        "groups": one.groups,
        "chi2": one.chi2,
        "degrees_of_freedom": one.degrees,
        "p_value": one.p_value,
        "between_variance": one.between_variance,
        "between_sd": float(np.sqrt(one.between_variance)),
    }
