"""What may be shown of a two-way table with its totals, so that nobody can be picked out of it.

Three rules. *Primary*: an entry of fewer than `smallest` answers is hidden, none at all included, since a
shown 0 helps to work out its neighbours; only where nobody could have answered is the 0 known to all. *Together*: the hidden entries of a line whose total is shown are
at least two and hold at least `smallest` answers, because subtraction gives their sum. *Audited*: with
everything shown taken as known, linear programming must leave each hidden entry a range of at least
`smallest` answers; where it does not, more is hidden. What is hidden to protect something else is the
entry that loses fewest answers, and nothing tells the two kinds apart.

Source: L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control (2001), chapters 5–6; the
audit is the feasibility-interval problem of section 5.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy.optimize import linprog

SMALLEST = 10

Place = tuple[int, int]
"""(row, column). Row R holds the column totals, column C the row totals, (R, C) the total of all."""


@dataclass(frozen=True)
class Hidden:
    """Which entries of the table are hidden. True is hidden."""

    cells: tuple[tuple[bool, ...], ...]
    rows: tuple[bool, ...]
    columns: tuple[bool, ...]
    total: bool


def hidden_entries(
    counts: Sequence[Sequence[int]],
    rest: Sequence[Sequence[int]] | None = None,
    empty: Sequence[Sequence[bool]] | None = None,
    smallest: int = SMALLEST,
    *,
    hidden: np.ndarray | None = None,
    most: np.ndarray | None = None,
) -> Hidden:
    """What to hide of a table of answers, rows × columns, shown with all its totals.

    `rest` is given when the table shows a part of another table that is shown as well: the answers of each
    cell that are *not* in this part. A cell with 1 to `smallest` − 1 answers left outside is hidden too,
    since it could be subtracted. `empty` marks the cells where it is known to all that there is nothing:
    they are never hidden and hide nothing. `hidden` and `most` have the totals too, in a last row and column:
    what is hidden for another reason already, and the most an entry can be, as far as that is told elsewhere
    (infinite where it is not). Raises ValueError when the tables differ in form, a count is negative, or an
    empty cell has answers.
    """
    table = _with_totals(counts)
    left = _with_totals(rest) if rest is not None else np.zeros_like(table)
    known = _with_empty_totals(empty) if empty is not None else np.zeros(table.shape, dtype=bool)
    if left.shape != table.shape or known.shape != table.shape:
        raise ValueError("the rest and the empty cells must have the form of the table")
    if table[known].any():
        raise ValueError("a cell said to be empty has answers")
    already = np.zeros(table.shape, dtype=bool) if hidden is None else hidden & ~known
    bound = np.full(table.shape, np.inf) if most is None else most
    if already.shape != table.shape or bound.shape != table.shape:
        raise ValueError("what is hidden already and the most of each must have the form of the table")
    return _marked(table.shape, _Cover(table, left, known, smallest, already, bound).hide())


def feasible_range(table: np.ndarray, hidden: Iterable[Place], place: Place) -> tuple[float, float]:
    """The least and greatest value one hidden entry can have, given every entry that is shown.

    `table` has its totals in the last row and column. An outsider knows that counts are not negative and
    that the lines add up; the greatest value is infinite where nothing bounds it.
    """
    return _Audit(table, sorted(set(hidden))).range_of(place)


def _with_totals(counts: Sequence[Sequence[int]]) -> np.ndarray:
    cells = np.array(counts, dtype=np.int64)
    if cells.ndim != 2 or (cells < 0).any():
        raise ValueError("counts must be a table of whole numbers, none negative")
    with_rows = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
    return np.vstack([with_rows, with_rows.sum(axis=0, keepdims=True)])


def _with_empty_totals(empty: Sequence[Sequence[bool]]) -> np.ndarray:
    """A total is known to be nothing where every part of it is."""
    cells = np.array(empty, dtype=bool)
    with_rows = np.hstack([cells, cells.all(axis=1, keepdims=True)])
    return np.vstack([with_rows, with_rows.all(axis=0, keepdims=True)])


def _marked(shape: tuple[int, ...], hidden: set[Place]) -> Hidden:
    rows, columns = shape[0] - 1, shape[1] - 1
    return Hidden(
        cells=tuple(tuple((r, c) in hidden for c in range(columns)) for r in range(rows)),
        rows=tuple((r, columns) in hidden for r in range(rows)),
        columns=tuple((rows, c) in hidden for c in range(columns)),
        total=(rows, columns) in hidden,
    )


class _Cover:
    """Hides entries until the three rules hold. What is hidden only grows, so it ends."""

    def __init__(
        self,
        table: np.ndarray,
        left: np.ndarray,
        known: np.ndarray,
        smallest: int,
        already: np.ndarray,
        most: np.ndarray,
    ) -> None:
        self.table, self.known, self.smallest, self.most = table, known, smallest, most
        small = already | ((table < smallest) & ~known) | ((left > 0) & (left < smallest) & ~known)
        self.hidden: set[Place] = {(int(r), int(c)) for r, c in np.argwhere(small)}
        self.lines = tuple(_lines(table.shape))

    def hide(self) -> set[Place]:
        total = (self.table.shape[0] - 1, self.table.shape[1] - 1)
        if total in self.hidden:
            return {place for place in np.ndindex(*self.table.shape) if not self.known[place]}
        while self._hide_with_company() or self._hide_after_audit():
            pass
        return self.hidden

    def _hide_with_company(self) -> bool:
        """One more entry in each line whose hidden entries could be subtracted. The totals' own lines come
        first and look at totals alone, so that two tables with the same totals hide the same ones."""
        for line in self.lines:
            *parts, total = line
            among = [place for place in parts if place in self.hidden]
            if among and total not in self.hidden and self._is_bare(among):
                spare = [place for place in parts if self._may_hide(place)]
                if spare:
                    self.hidden.add(min(spare, key=self._loss))
                    return True
        return False

    def _may_hide(self, place: Place) -> bool:
        """Whether hiding this one would keep anything from anybody."""
        return place not in self.hidden and not self.known[place]

    def _is_bare(self, among: Sequence[Place]) -> bool:
        return len(among) == 1 or sum(int(self.table[place]) for place in among) < self.smallest

    def _hide_after_audit(self) -> bool:
        """One more entry beside each that the shown ones pin down too closely."""
        audit = _Audit(self.table, sorted(self.hidden), self.most)
        for place in audit.hidden:
            if audit.is_within(place, self.smallest):
                spare = self._spare_beside(place)
                if spare:
                    self.hidden.add(min(spare, key=self._loss))
                    return True
        return False

    def _spare_beside(self, place: Place) -> list[Place]:
        """Shown entries that bear on this one. For a total its own parts come first: other totals are hidden
        only when there is nothing else left, as they are shared with other tables."""
        own = [line[:-1] for line in self.lines if place == line[-1]]
        beside = [line[:-1] for line in self.lines if place in line[:-1]]
        for lines in (own, beside):
            spare = [other for other in chain.from_iterable(lines) if self._may_hide(other)]
            if spare:
                return spare
        return []

    def _loss(self, place: Place) -> tuple[int, Place]:
        """Answers lost, counted double where a crossing line would need company in its turn; a total's loss
        is its answers alone, so that it does not depend on what else the table holds."""
        row, column = place
        if self.table.shape[0] - 1 == row or self.table.shape[1] - 1 == column:
            return int(self.table[place]), place
        same_row = any(other[0] == row for other in self.hidden)
        same_column = any(other[1] == column for other in self.hidden)
        return int(self.table[place]) * (1 if same_row and same_column else 2), place


def _lines(shape: tuple[int, ...]) -> Iterator[list[Place]]:
    """Every line of the table, its parts first and its total last; the lines of totals lead."""
    rows, columns = shape[0], shape[1]
    for c in (columns - 1, *range(columns - 1)):
        yield [(r, c) for r in range(rows)]
        if c == columns - 1:
            yield [(rows - 1, k) for k in range(columns)]
    for r in range(rows - 1):
        yield [(r, c) for c in range(columns)]


class _Audit:
    """The outsider's equations: each line's hidden parts add up to what its shown entries leave."""

    def __init__(self, table: np.ndarray, hidden: Sequence[Place], most: np.ndarray | None = None) -> None:
        self.hidden = tuple(hidden)
        self.bounds = [(0.0, np.inf if most is None else float(most[place])) for place in self.hidden]
        self.place = {place: number for number, place in enumerate(self.hidden)}
        lines = [line for line in _lines(table.shape) if any(place in self.place for place in line)]
        self.left = np.zeros((len(lines), len(self.hidden)))
        self.right = np.zeros(len(lines))
        self.least = np.full(len(self.hidden), np.inf)  # seen so far, over whole tables that fit
        self.most = np.full(len(self.hidden), -np.inf)
        for number, line in enumerate(lines):
            for place, sign in zip(line, [1] * (len(line) - 1) + [-1], strict=True):
                if place in self.place:
                    self.left[number, self.place[place]] = sign
                else:
                    self.right[number] -= sign * table[place]

    def is_within(self, place: Place, width: int) -> bool:
        """Whether the outsider knows this one to less than `width`. Every extreme sought so far is a table
        that fits what is shown, so that most need no seeking of their own; half an answer is left for
        rounding."""
        number = self.place[place]
        if self.most[number] - self.least[number] >= width + 0.5:
            return False
        low, high = self.range_of(place)
        return high - low < width

    def range_of(self, place: Place) -> tuple[float, float]:
        return self._extreme(place, 1), self._extreme(place, -1)

    def _extreme(self, place: Place, sign: int) -> float:
        aim = np.zeros(len(self.hidden))
        aim[self.place[place]] = sign
        solved = linprog(aim, A_eq=self.left, b_eq=self.right, bounds=self.bounds, method="highs")
        if solved.status == 3:  # unbounded
            return float("inf")
        if solved.status != 0:
            raise ArithmeticError(f"the audit of {place} did not come to an end: {solved.message}")
        self.least = np.minimum(self.least, solved.x)
        self.most = np.maximum(self.most, solved.x)
        return float(sign * solved.fun)
