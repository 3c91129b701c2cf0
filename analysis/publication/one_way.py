"""A single row of counts with its total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.publication.protection import SMALLEST


@dataclass(frozen=True)
class HiddenRow:
    """True is hidden."""

    cells: tuple[bool, ...]
    total: bool


def hidden_in_row(counts: Sequence[int], smallest: int = SMALLEST) -> HiddenRow:
    """What to hide of one row of answers (themes, steps of a scale, a list of offices) shown with its total.

    Cells of fewer than `smallest` are hidden, none at all included, and never one alone: the hidden are at least
    two and hold together more than `smallest`, since each of them can then be anything from nothing to all of
    it, a range of at least `smallest` + 1. Company is the smallest shown cell. Where the row has no such
    company, and where the total is small itself, all of it is hidden. Raises ValueError for a negative count.

    Source: the threshold rule, A. Hundepool et al., Statistical Disclosure Control (2012), section 4.2.
    """
    if any(count < 0 for count in counts):
        raise ValueError("no count may be negative")
    everything = HiddenRow((True,) * len(counts), True)
    if sum(counts) < smallest:
        return everything
    in_order = sorted(range(len(counts)), key=lambda cell: (counts[cell], cell))
    hidden = [cell for cell in in_order if counts[cell] < smallest]
    if not hidden:
        return HiddenRow((False,) * len(counts), False)
    for cell in in_order[len(hidden) :]:
        if len(hidden) > 1 and sum(counts[other] for other in hidden) > smallest:
            break
        hidden.append(cell)
    if len(hidden) < 2 or sum(counts[cell] for cell in hidden) <= smallest:
        return everything
    return HiddenRow(tuple(cell in hidden for cell in range(len(counts))), False)
