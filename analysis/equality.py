"""The one-line verdict on a gap: lacking, equal enough, better, or not to be told."""

from __future__ import annotations

from analysis.uncertainty import LEVEL, Estimate
from analysis.verdict import Verdict


def verdict_of(
    gap: Estimate | None, p_adjusted: float | None, margin: float, level: float = LEVEL
) -> Verdict:
    """What is said of a gap (−1 to 1), tried in this order.

    Equal: its interval lies inside ±margin, since a real but trivial gap is not a failing. Lacking: the
    interval lies below 0 and the adjusted p value is below 1 − level. Better: the same above 0. Otherwise it
    cannot be told, as also where there is no gap or no p value. Raises ValueError for a negative margin.

    Source: the order is ours; an interval inside the margin is the two one-sided tests of D. J. Schuirmann,
    J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657–680, here at (1 − level)/2 each.
    """
    if margin < 0:
        raise ValueError("a margin is not negative")
    if gap is None or p_adjusted is None:
        return Verdict.CANNOT_TELL
    if -margin < gap.low and gap.high < margin:
        return Verdict.EQUAL
    # Not `1 - level`, which for 0.95 is a little above 0.05 as a float.
    survives = round(p_adjusted + level, 12) < 1
    if survives and gap.high < 0:
        return Verdict.LACKING
    if survives and gap.low > 0:
        return Verdict.BETTER
    return Verdict.CANNOT_TELL
