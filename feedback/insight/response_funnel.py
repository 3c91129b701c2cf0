"""How far the errands of a selection came, and where the others went. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from feedback.funnel import Stage

SMALLEST = 10
STEPS = (Stage.CLOSED, Stage.INVITED, Stage.DELIVERED, Stage.STARTED, Stage.ANSWERED)
# Why an errand went no further, in the order it is decided.
REASONS = (
    Stage.NO_CONTACT,
    Stage.OPTED_OUT,
    Stage.SAMPLED_OUT,
    Stage.QUARANTINED,
    Stage.TOO_OLD,
    Stage.FAILED,
    Stage.WITHDRAWN,
    Stage.EXPIRED,
)


@dataclass(frozen=True)
class Step:
    """One stage: how many came here, and their share of the stage before (None at the first)."""

    stage: Stage
    n: int
    share: float | None


@dataclass(frozen=True)
class ResponseFunnel:
    """The stages, the reasons for ending with at least ten errands each, and what is left of all others."""

    steps: tuple[Step, ...]
    reasons: tuple[tuple[Stage, int], ...]
    few: int

    @property
    def closed(self) -> int:
        return self.steps[0].n

    @property
    def answered(self) -> int:
        return self.steps[-1].n


def summed(groups: Iterable[Mapping[Stage, int]]) -> dict[Stage, int]:
    total: dict[Stage, int] = {}
    for stages in groups:
        for stage, n in stages.items():
            total[stage] = total.get(stage, 0) + n
    return total


def response_funnel(stages: Mapping[Stage, int]) -> ResponseFunnel | None:
    """The funnel of these counts; None where it would tell of fewer than ten who answered, or who did not."""
    counts = [stages.get(stage, 0) for stage in STEPS]
    answered, invited = counts[-1], counts[1]
    if answered < SMALLEST or 0 < invited - answered < SMALLEST:
        return None
    shares = [None, *(n / before if before else None for before, n in pairwise(counts))]
    steps = tuple(Step(*each) for each in zip(STEPS, counts, shares, strict=True))
    gone = [(stage, stages.get(stage, 0)) for stage in REASONS]
    few = sum(n for _, n in gone if n < SMALLEST)
    return ResponseFunnel(steps, tuple(pair for pair in gone if pair[1] >= SMALLEST), few)
