"""What an outsider can work out from figures shown, by linear programming.

She knows that counts are not negative, which atoms are known to be nothing, and every shown figure exactly. What
she cannot rule out is a polytope around the true counts; it is described here by *moves*, changes of the true
counts that leave everything shown as it is. The range of a hidden figure is the spread between two such points,
so every move found is a certificate for all the figures it spreads, and only figures no move has spread far
enough need programmes of their own.

Source: the feasibility-interval problem, L. Willenborg and T. de Waal, Elements of Statistical Disclosure
Control (2001), section 5.3. The programmes are solved with HiGHS (Q. Huangfu and J. A. J. Hall, Mathematical
Programming Computation 10, 2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

NEGLIGIBLE = 1e-6
ROUNDS = 8


@dataclass(frozen=True)
class Widening:
    """`moved`: per figure, whether it moves in the cheapest change found."""

    moved: np.ndarray


class Outsider:
    """One measure of one system, and the moves found so far."""

    def __init__(
        self, sets: sparse.csr_array, links: sparse.csr_array, counts: np.ndarray, known: np.ndarray
    ) -> None:
        """`sets` figures × atoms, `links` rows × atoms that sum to zero, `counts` and `known` per atom."""
        self.unknown = np.flatnonzero(~known)
        self.sets = sparse.csr_array(sets[:, self.unknown])
        self.links = sparse.csr_array(links[:, self.unknown])
        self.counts = counts[self.unknown].astype(float)
        self.moves = [np.zeros(len(self.unknown))]

    def spread(self, wanted: sparse.csr_array) -> tuple[np.ndarray, np.ndarray]:
        """How far down and up the moves found take each of the wanted sums (rows × all atoms)."""
        reached = wanted[:, self.unknown] @ np.column_stack(self.moves)
        return reached.min(axis=1), reached.max(axis=1)

    def push(self, wanted: sparse.csr_array, shown: np.ndarray, span: float) -> None:
        """Look for moves that spread many sums at once, with all of `shown` (per figure) standing still.

        Each round lets a different half of the sums that are still narrow earn, up to `span` each; it stops
        when a round has gained little.
        """
        chance = np.random.default_rng(1)
        for number in range(ROUNDS):
            low, high = self.spread(wanted)
            narrow = np.flatnonzero(high - low < span - NEGLIGIBLE)
            if not len(narrow):
                return
            chosen = narrow if number == 0 else narrow[chance.random(len(narrow)) < 0.5]
            if not len(chosen):
                chosen = narrow
            self.moves.append(self._together(wanted[chosen], shown, span + low[chosen], chance))
            low, high = self.spread(wanted[narrow])
            if (high - low >= span - NEGLIGIBLE).mean() < 0.1 and number:
                return

    def _together(
        self, wanted: sparse.csr_array, shown: np.ndarray, goal: np.ndarray, chance: np.random.Generator
    ) -> np.ndarray:
        """The move that lifts the sums most, none of them credited beyond its goal."""
        told, loose = self._told(shown)
        sums = sparse.csr_array(wanted[:, self.unknown])[:, loose]
        count = wanted.shape[0]
        gain = np.concatenate([np.zeros(len(loose)), -(0.5 + chance.random(count))])
        below = sparse.hstack([-sums, sparse.eye_array(count)], format="csr")
        equal = sparse.hstack([told, sparse.csr_array((told.shape[0], count))], format="csr")
        bounds = np.column_stack(
            [
                np.append(-self.counts[loose], np.full(count, -np.inf)),
                np.append(np.full(len(loose), np.inf), goal),
            ]
        )
        solved = linprog(
            gain, A_ub=below, b_ub=np.zeros(count), A_eq=equal, b_eq=np.zeros(equal.shape[0]), bounds=bounds
        )
        if solved.status != 0:
            raise ArithmeticError(f"the audit did not come to an end: {solved.message}")
        return self._move(loose, solved.x)

    def widen(
        self,
        wanted: sparse.csr_array,
        goals: np.ndarray,
        shown: np.ndarray,
        free: np.ndarray,
        loss: np.ndarray,
    ) -> Widening | None:
        """The cheapest move that takes each sum (rows × all atoms) at least to its goal (at most, if negative).

        `shown` figures stand still; `free` ones may move, each at its loss. None when there is no such move.
        """
        told, loose = self._told(shown)
        costly = np.flatnonzero(free)
        moving = sparse.csr_array(self.sets[costly][:, loose])
        busy = np.flatnonzero(np.diff(moving.indptr) > 0)
        costly, moving = costly[busy], sparse.csr_array(moving[busy])
        both_ways = 2 * len(costly)
        eye = sparse.eye_array(len(costly))
        still = sparse.hstack([told, sparse.csr_array((told.shape[0], both_ways))])
        equal = sparse.vstack([still, sparse.hstack([moving, -eye, eye])], format="csr")
        sign = sparse.diags_array(np.where(goals > 0, -1.0, 1.0))
        sums = sparse.csr_array(sign @ wanted[:, self.unknown])[:, loose]
        lowest = np.append(-self.counts[loose], np.zeros(both_ways))
        solved = linprog(
            np.concatenate([np.zeros(len(loose)), loss[costly], loss[costly]]),
            A_ub=sparse.hstack([sums, sparse.csr_array((len(goals), both_ways))], format="csr"),
            b_ub=-np.abs(goals),
            A_eq=equal,
            b_eq=np.zeros(equal.shape[0]),
            bounds=np.column_stack([lowest, np.full(len(lowest), np.inf)]),
        )
        if solved.status == 2:
            return None
        if solved.status != 0:
            raise ArithmeticError(f"the audit did not come to an end: {solved.message}")
        move = self._move(loose, solved.x)
        self.moves.append(move)
        return Widening((np.abs(self.sets @ move) > NEGLIGIBLE) & free)

    def extremes(self, wanted: sparse.csr_array, shown: np.ndarray) -> tuple[float, float]:
        """The least and the greatest change of one sum with all of `shown` standing still; may be infinite."""
        told, loose = self._told(shown)
        aim = sparse.csr_array(wanted[:, self.unknown])[:, loose].toarray().ravel()
        bounds = np.column_stack([-self.counts[loose], np.full(len(loose), np.inf)])
        ends = []
        for sign in (1.0, -1.0):
            solved = linprog(sign * aim, A_eq=told, b_eq=np.zeros(told.shape[0]), bounds=bounds)
            if solved.status not in (0, 3):
                raise ArithmeticError(f"the audit did not come to an end: {solved.message}")
            ends.append(-sign * np.inf if solved.status == 3 else sign * solved.fun)
        return ends[0], ends[1]

    def _told(self, shown: np.ndarray) -> tuple[sparse.csr_array, np.ndarray]:
        """The equations that still say something, and the atoms that no single equation settles."""
        told = sparse.vstack([self.sets[np.flatnonzero(shown)], self.links], format="csr")
        single = np.diff(told.indptr) == 1
        settled = np.zeros(len(self.unknown), dtype=bool)
        settled[told[np.flatnonzero(single)].indices] = True
        loose = np.flatnonzero(~settled)
        rest = sparse.csr_array(told[:, loose])
        return sparse.csr_array(rest[np.flatnonzero(np.diff(rest.indptr) > 0)]), loose

    def _move(self, loose: np.ndarray, found: np.ndarray) -> np.ndarray:
        move = np.zeros(len(self.unknown))
        move[loose] = found[: len(loose)]
        return move
