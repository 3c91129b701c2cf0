"""Standings turned into what a page is handed, with what may not be shown left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.comparison import compare, judged
from analysis.uncertainty import Estimate, index_of_counts, wilson
from analysis.verdict import Standing, Verdict
from feedback.insight.figures import (
    EMPTY,
    HIDDEN,
    HIGHER,
    LEVEL,
    LOWER,
    SHOWN,
    UNCLEAR,
    Judged,
    Measure,
    Sign,
    Slot,
)

SMALLEST = 10
CONFIDENCE = 0.95
SATISFIED_FROM = 4
Standings = tuple[Standing | None, ...]


def measure(estimate: Estimate) -> Measure:
    return Measure(float(estimate.value), float(estimate.low), float(estimate.high))


def perhaps(estimate: Estimate | None) -> Measure | None:
    return None if estimate is None else measure(estimate)


def compared(counts: np.ndarray, margin: float, reference: int | None = None) -> Standings:
    """Each group of groups × … × points against the others; the axes between are strata."""
    flat = counts.reshape(counts.shape[0], -1, counts.shape[-1])
    # Strata nobody answered in cost time and tell nothing.
    used = flat.sum(axis=(0, 2)) > 0
    flat = flat[:, used] if used.any() else flat[:, :1]
    return compare(
        flat,
        satisfied_from=SATISFIED_FROM,
        margin=margin,
        level=CONFIDENCE,
        smallest=SMALLEST,
        reference=reference,
    )


def judged_together(families: Sequence[Sequence[Standing | None]], margin: float) -> tuple[Standings, ...]:
    """Every family judged at once, so that many comparisons together raise few false alarms."""
    return judged(families, margin=margin, level=CONFIDENCE)


def slot_of(standing: Standing | None, is_hidden: bool, is_empty: bool, has_reference: bool = True) -> Slot:
    """What is shown of a standing. Without a reference that may be known, the level alone."""
    if is_empty:
        return Slot(EMPTY)
    if is_hidden or standing is None:
        return Slot(HIDDEN)
    shown = _judged(standing)
    if has_reference:
        return Slot(SHOWN, shown)
    return Slot(SHOWN, Judged(shown.n, shown.satisfied, shown.share, shown.index))


def level_slot(scores: np.ndarray, is_hidden: bool, is_empty: bool = False) -> Slot:
    """A level alone, from counts by score."""
    if is_empty:
        return Slot(EMPTY)
    n, satisfied = int(scores.sum()), int(scores[SATISFIED_FROM - 1 :].sum())
    if is_hidden or n < SMALLEST:
        return Slot(HIDDEN)
    share, index = wilson(satisfied, n), index_of_counts([int(each) for each in scores])
    return Slot(SHOWN, Judged(n, satisfied, measure(share), measure(index)))


def _judged(standing: Standing) -> Judged:
    return Judged(
        n=int(standing.n),
        satisfied=int(standing.satisfied),
        share=measure(standing.share),
        index=measure(standing.index),
        reference_n=int(standing.reference_n),
        reference=perhaps(standing.reference_share),
        gap=perhaps(standing.gap),
        like_gap=perhaps(standing.adjusted_gap),
        coverage=float(standing.coverage),
        p_value=standing.p_value,
        p_adjusted=standing.p_adjusted,
        verdict=str(standing.verdict),
        detectable=standing.detectable_gap,
        needed=standing.answers_needed,
    )


def signs(
    yes: np.ndarray, n: np.ndarray, margin: float, hidden: np.ndarray | None = None
) -> tuple[Sign, ...]:
    """A share in each group, and how it stands to the others together, all groups judged at once. A hidden one
    takes no place among the comparisons."""
    counts = np.stack([n - yes, yes], axis=-1)[:, None, :]
    standings = compare(
        counts, satisfied_from=2, margin=margin, level=CONFIDENCE, smallest=SMALLEST, reference=None
    )
    if hidden is not None:
        standings = tuple(
            None if is_hidden else each for each, is_hidden in zip(standings, hidden.tolist(), strict=True)
        )
    [standings] = judged_together([standings], margin)
    return tuple(_sign(standing) for standing in standings)


def _sign(standing: Standing | None) -> Sign:
    if standing is None:
        return Sign(None, None, HIDDEN)
    return Sign(int(standing.n), measure(standing.share), standing_word(standing))


STANDING = {
    Verdict.LACKING: LOWER,
    Verdict.BETTER: HIGHER,
    Verdict.EQUAL: LEVEL,
    Verdict.CANNOT_TELL: UNCLEAR,
}


def standing_word(standing: Standing) -> str:
    """A verdict on a share that is neither good nor bad."""
    return STANDING[standing.verdict]


def level_alone(slot: Slot) -> Slot:
    """The same without its comparison."""
    if slot.judged is None:
        return slot
    shown = slot.judged
    return replace(slot, judged=Judged(shown.n, shown.satisfied, shown.share, shown.index))
