"""What is said of one group, and the figures it is said on. The result types shared by every surface."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.uncertainty import Estimate


class Verdict(StrEnum):
    """Hidden is not a verdict: there is no standing at all then."""

    LACKING = "lacking"
    EQUAL = "equal"
    BETTER = "better"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Standing:
    """One group beside what it is compared with. Shares, gaps and margins are from 0 to 1 (−1 to 1).

    Where there is nothing to compare with, what depends on it is None and the verdict CANNOT_TELL.
    """

    n: int
    satisfied: int
    share: Estimate
    index: Estimate  # 0–100
    reference_n: int
    reference_share: Estimate | None
    gap: Estimate | None  # raw
    adjusted_gap: Estimate | None  # like with like; None where no strata were given
    coverage: float  # part of the group's answers whose stratum also occurs in the reference
    p_value: float | None  # of the gap judged (adjusted where there is one), two-sided
    score_p_value: float | None  # of the difference in mean score, two-sided
    p_adjusted: float | None  # Benjamini-Hochberg over everything compared at once
    verdict: Verdict
    detectable_gap: float | None  # the smallest true gap found with 80 % probability at this n
    answers_needed: (
        int | None
    )  # further answers until a gap as large as the margin, or the one there is, is settled

    @property
    def judged_gap(self) -> Estimate | None:
        """The gap the verdict is about."""
        return self.adjusted_gap if self.adjusted_gap is not None else self.gap
