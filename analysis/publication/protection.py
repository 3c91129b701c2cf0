"""Which published figures to hide, when any of them may be added to and subtracted from any other.

A figure is a set of *atoms*, the smallest groups anything is told about; its value is the number of answers in
the set. Everything told, now and earlier, is one linear system over the atoms, whatever tables, filters and
periods it came from. Three rules:

*Primary.* A figure of fewer than `smallest` answers is hidden, and one with 1 to `smallest` − 1 non-answers.
*Differences.* What is left of a total when its shown parts are taken away, and what one shown figure has beyond
another that it contains, counts as a figure told.
*Audited.* With everything shown taken as exactly known, each hidden figure, and each difference of too few
answers, must keep a range of at least `smallest` + 1.

The one extra is for a respondent, who knows that her own atom holds at least one. Let P be the outsider's
polytope, and M ≥ `smallest` + 1 the most her atom can hold. Moving any point of P the part 1/M of the way to the
point where her atom holds M gives a point she cannot rule out; a range R therefore keeps at least R(1 − 1/M) ≥
`smallest` for her. And where a hidden part of a difference is one single answer, the difference must be of
`smallest` + 1 answers, so that she is not told exactly what fewer than `smallest` others are.

What is hidden beyond the primary figures is found by linear programming: the cheapest change of the unknown
counts that gives the endangered figure its range, every shown figure costing its loss times how much it moves.
The figures that move are then hidden, so the range holds by construction.

Limits: the ranges are those of real numbers, and whole numbers can be a little narrower where three dimensions
meet; the choice is near the least loss, not proven least; sums of figures from several unrelated equations are
audited for their parts and not for the sum.

Source: J. P. Kelly, B. L. Golden and A. A. Assad, Cell suppression: disclosure protection for sensitive tabular
data, Networks 22 (1992); M. Fischetti and J. J. Salazar, Models and algorithms for the cell suppression problem,
Management Science 47 (2001); the audit: L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control
(2001), section 5.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.publication.audit import NEGLIGIBLE, Outsider
from analysis.publication.differences import Differences
from analysis.publication.told import System

SMALLEST = 10
MANY = 8
"""How many narrow sums one programme is asked to widen: more is quicker and hides somewhat more."""


@dataclass(frozen=True)
class Protection:
    """`hidden`: per figure. `narrow`: how many hidden figures and differences keep less than their range
    though everything that may be hidden is; 0 unless what was settled before was settled without this rule."""

    hidden: np.ndarray
    narrow: int


def protect(system: System, smallest: int = SMALLEST) -> Protection:
    """What to hide of the free figures of a system, after the three rules above.

    A figure whose atoms are all known to be nothing is never hidden. The result is the same for the same
    system: nothing in it is drawn at random without a fixed seed.
    """
    return _Chooser(system, smallest).run()


class _Chooser:
    """Hides figures until every endangered sum has its range. What is hidden only grows, so that a range once
    found stays, and it ends."""

    def __init__(self, system: System, smallest: int) -> None:
        self.system, self.smallest, self.span = system, smallest, smallest + 1
        self.values = np.asarray((system.sets @ system.counts.T).T)
        self.known = np.asarray(system.sets @ (~system.known[0]).astype(float) == 0)
        self.free = ~system.shown & ~system.hidden & ~self.known
        self.hidden = (system.hidden & ~self.known) | (self.free & self._is_small(self.values))
        self.differences = Differences(system, self.values, self.known, smallest)
        self.measures = tuple(m for m in range(len(system.counts)) if m == 0 or system.counts[m].any())
        self.outsiders = {
            m: Outsider(system.sets, system.links, system.counts[m], system.known[m]) for m in self.measures
        }

    def _is_small(self, values: np.ndarray) -> np.ndarray:
        small: np.ndarray = values[0] < self.smallest
        for rest in values[1:]:
            small = small | ((rest > 0) & (rest < self.smallest))
        return small

    def run(self) -> Protection:
        narrow, before = 0, -1
        while before != self.hidden.sum():
            before = int(self.hidden.sum())
            narrow = sum(self._protect(measure) for measure in self.measures)
        return Protection(self.hidden, narrow)

    def _protect(self, measure: int) -> int:
        """Give every endangered sum of one measure its range; how many could not be given it."""
        wanted, outsider = self._endangered(measure), self.outsiders[measure]
        if not wanted.shape[0]:
            return 0
        outsider.push(wanted, self._standing(), self.span)
        low, high = outsider.spread(wanted)
        self._widen_many(outsider, wanted)
        low, high = outsider.spread(wanted)
        narrow = 0
        for number in np.flatnonzero(high - low < self.span - NEGLIGIBLE):
            narrow += not self._widen(outsider, wanted[[number]])
        return narrow

    def _widen_many(self, outsider: Outsider, wanted: sparse.csr_array) -> None:
        """Several narrow sums in one programme, as long as one can do them all; fewer at a time if not."""
        chance, many = np.random.default_rng(2), MANY
        while many > 1:
            low, high = outsider.spread(wanted)
            narrow = np.flatnonzero(high - low < self.span - NEGLIGIBLE)
            if not len(narrow):
                return
            chosen = chance.permutation(narrow)[:many]
            may_move = self.free & ~self.hidden
            fixed = self._standing() & ~may_move
            found = outsider.widen(wanted[chosen], low[chosen] + self.span, fixed, may_move, self.system.loss)
            if found is None:
                many //= 2
            else:
                self.hidden |= found.moved

    def _endangered(self, measure: int) -> sparse.csr_array:
        """The sums that must have a range: hidden figures, and differences told that are too small."""
        figures = self.hidden
        if measure:
            value = self.values[measure]
            figures = figures & (value > 0) & (value < self.smallest)
        sums = self.system.sets[np.flatnonzero(figures)]
        return sparse.csr_array(sparse.vstack([sums, self.differences.small(measure, self.hidden)]))

    def _standing(self) -> np.ndarray:
        standing: np.ndarray = ~self.hidden & ~self.known
        return standing

    def _widen(self, outsider: Outsider, wanted: sparse.csr_array) -> bool:
        """Hide what gives one sum its range at the least loss; False when nothing can."""
        low, high = (float(end[0]) for end in outsider.spread(wanted))
        if high - low >= self.span - NEGLIGIBLE:
            return True
        may_move = self.free & ~self.hidden
        fixed = self._standing() & ~may_move
        for goal in (low + self.span, high - self.span):
            found = outsider.widen(wanted, np.array([goal]), fixed, may_move, self.system.loss)
            if found is not None:
                self.hidden |= found.moved
                return True
        return self._widen_both_ways(outsider, wanted, fixed, may_move)

    def _widen_both_ways(
        self, outsider: Outsider, wanted: sparse.csr_array, fixed: np.ndarray, may_move: np.ndarray
    ) -> bool:
        """Where neither end alone is far enough: as far up as can be, and then down by what is missing."""
        low, high = outsider.extremes(wanted, fixed)
        for goal in (high, min(high - self.span, 0.0)):
            within = max(goal, low) * (1 - NEGLIGIBLE)
            if abs(within) < NEGLIGIBLE:
                continue
            found = outsider.widen(wanted, np.array([within]), fixed, may_move, self.system.loss)
            if found is not None:
                self.hidden |= found.moved
        return high - low >= self.span - NEGLIGIBLE
