"""The audit of a theme's table where the comments of some groups are hidden too.

Both classes of comments are unknown, those that carry the theme and those that do not; told are some sums of the
first, and some sums of both. What hides a group's comments may then be too little for the theme in it.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

SMALLEST = 10
PROBES = 6  # programmes that move many entries at once, before any is looked at by itself

Place = tuple[int, int]


class BesideComments:
    """One theme: `carrying` of `comments`, rows × columns; `hidden`: where the comments are, totals last."""

    def __init__(self, carrying: np.ndarray, comments: np.ndarray, hidden: np.ndarray) -> None:
        self.table = with_totals(carrying)
        self.sums = _sums(*carrying.shape)
        self.values = np.concatenate([carrying.ravel(), (comments - carrying).ravel()]).astype(float)
        shown = np.flatnonzero(~hidden.ravel())
        self.found = [self.values]  # whole tables that fit what is told; they still fit when more is hidden
        self.of_comments = sparse.hstack([self.sums[shown], self.sums[shown]], format="csr")

    def widened(self, grid: np.ndarray) -> np.ndarray:
        """The pattern with as much more hidden as leaves each hidden entry a range of SMALLEST, which is what
        `hidden_entries` asks. What is hidden only grows, so it ends. Raises ArithmeticError when a programme
        does not come to an end."""
        grid = grid.copy()
        while True:
            narrow = self._narrow(grid)
            spare = self._beside(narrow[0], grid) if narrow else []
            if not spare:
                return grid
            grid[min(spare, key=lambda place: (self.table[place], place))] = True

    def _narrow(self, grid: np.ndarray) -> list[Place]:
        """The first hidden entry that can be told too closely, if any."""
        audit = _Audit(self, grid)
        audit.probe()
        for number in audit.narrow():
            audit.seek(_only(number, len(audit.places)))
            if number in audit.narrow():
                return [divmod(int(audit.places[number]), grid.shape[1])]
        return []

    def _beside(self, place: Place, grid: np.ndarray) -> list[Place]:
        """Shown entries to hide: parts of its own lines before other parts, parts before totals."""
        rows, columns = grid.shape[0] - 1, grid.shape[1] - 1
        shown = [(int(r), int(c)) for r, c in np.argwhere(~grid & (self.table > 0))]
        parts = [each for each in shown if each[0] < rows and each[1] < columns]
        own = [each for each in parts if each[0] == place[0] or each[1] == place[1]]
        totals = [each for each in shown if each not in parts and each != (rows, columns)]
        return own or parts or totals


class _Audit:
    """The outsider's equations for one pattern, and the ranges found so far."""

    def __init__(self, beside: BesideComments, grid: np.ndarray) -> None:
        nothing = sparse.csr_array(beside.sums.shape)
        own = sparse.hstack([beside.sums, nothing], format="csr")
        told = sparse.vstack([own[np.flatnonzero(~grid.ravel())], beside.of_comments], format="csr")
        self.places = np.flatnonzero(grid.ravel())
        self.wanted = own[self.places]
        settled = _settled(told)
        self.loose = np.flatnonzero(~settled)
        self.values, self.found = beside.values, beside.found
        equations = sparse.csr_array(told[:, self.loose])
        self.equations = sparse.csr_array(equations[np.flatnonzero(np.diff(equations.indptr) > 0)])
        reached = self.wanted @ np.column_stack(self.found)
        self.least, self.most = reached.min(axis=1), reached.max(axis=1)

    def narrow(self) -> list[int]:
        return np.flatnonzero(self.most - self.least < SMALLEST - 1e-6).tolist()

    def probe(self) -> None:
        """Move the narrow ones all at once, in several directions."""
        chance = np.random.default_rng(1)
        for _ in range(PROBES):
            weight = np.zeros(len(self.places))
            narrow = self.narrow()
            if not narrow:
                return
            weight[narrow] = chance.normal(size=len(narrow))
            self.seek(weight)

    def seek(self, weight: np.ndarray) -> None:
        """Both ends of a weighted sum; every end is a table that fits, so it widens all ranges."""
        aim = (self.wanted.T @ weight)[self.loose]
        right = self.equations @ self.values[self.loose]
        for sign in (1.0, -1.0):
            solved = linprog(sign * aim, A_eq=self.equations, b_eq=right, bounds=(0, None), method="highs")
            if solved.status == 3:
                far = np.where(self.wanted[:, self.loose] @ np.abs(aim) > 0, np.inf, 0)
                self.most = np.maximum(self.most, far)
                continue
            if solved.status != 0:
                raise ArithmeticError(f"the audit did not come to an end: {solved.message}")
            found = self.values.copy()
            found[self.loose] = solved.x
            self.found.append(found)
            told = self.wanted @ found
            self.least, self.most = np.minimum(self.least, told), np.maximum(self.most, told)


def with_totals(table: np.ndarray) -> np.ndarray:
    """The table with its sums in a last row and column."""
    rows = np.hstack([table, table.sum(axis=1, keepdims=True)])
    return np.vstack([rows, rows.sum(axis=0, keepdims=True)])


def _sums(rows: int, columns: int) -> sparse.csr_array:
    """Places with totals × cells: which cells each place is the sum of."""
    with_total = [sparse.vstack([sparse.eye_array(n), np.ones((1, n))]) for n in (rows, columns)]
    return sparse.csr_array(sparse.kron(*with_total))


def _settled(told: sparse.csr_array) -> np.ndarray:
    """Atoms known by themselves: an equation of one atom gives it, and its partner where both are told."""
    settled = np.zeros(told.shape[1], dtype=bool)
    while True:
        left = sparse.csr_array(told @ sparse.diags_array((~settled).astype(float)))
        left.eliminate_zeros()
        single = np.flatnonzero(np.diff(left.indptr) == 1)
        if not len(single):
            return settled
        settled[left[single].indices] = True


def _only(number: int, count: int) -> np.ndarray:
    weight = np.zeros(count)
    weight[number] = 1.0
    return weight
