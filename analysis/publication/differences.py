"""The differences that shown figures tell without showing them."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from analysis.publication.told import System


class Differences:
    """The sums of atoms that follow from one subtraction, and are too small to be told.

    Two kinds: what is left of a shown total beside its shown parts, and what a shown figure has beyond a shown
    figure inside it. Pairs are looked for once, among the figures that could be shown.
    """

    def __init__(self, system: System, values: np.ndarray, known: np.ndarray, smallest: int) -> None:
        self.system, self.values, self.known, self.smallest = system, values, known, smallest
        self.unknown = sparse.diags_array((~system.known[0]).astype(float), format="csr")
        self.sets = sparse.csr_array(system.sets @ self.unknown)
        self.sets.eliminate_zeros()
        self.outer, self.inner = self._pairs(~known & ~system.hidden)

    def small(self, measure: int, hidden: np.ndarray) -> sparse.csr_array:
        """Rows × atoms: the differences of fewer answers than may be told, given what is hidden."""
        return sparse.vstack([self._left_over(measure, hidden), self._beyond(measure, hidden)], format="csr")

    def _left_over(self, measure: int, hidden: np.ndarray) -> sparse.csr_array:
        """A single answer among the hidden parts asks for one more: it could subtract itself."""
        system = self.system
        kept = sparse.csr_array(system.parts @ sparse.diags_array(hidden.astype(float), format="csr"))
        kept.eliminate_zeros()
        value = kept @ self.values[measure]
        alone = kept @ (self.values[measure] == 1).astype(float) > 0
        small = (value < self.smallest + alone) & (np.diff(kept.indptr) > 0) & ~hidden[system.totals]
        if measure:
            small &= value > 0
        return sparse.csr_array(kept[np.flatnonzero(small)] @ self.sets)

    def _beyond(self, measure: int, hidden: np.ndarray) -> sparse.csr_array:
        value = self.values[measure][self.outer] - self.values[measure][self.inner]
        told = ~hidden[self.outer] & ~hidden[self.inner] & (value < self.smallest)
        if measure:
            told &= value > 0
        return sparse.csr_array(self.sets[self.outer[told]] - self.sets[self.inner[told]])

    def _pairs(self, possible: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(outer, inner) figures where the inner is a proper part of the outer and the difference is small.

        A pair settled earlier on both sides is left out: nothing can be done about it any more.
        """
        figures = np.flatnonzero(possible & (self.values[0] >= self.smallest))
        dense = self.sets[figures].toarray().astype(np.float32)
        size = dense.sum(axis=1)
        free = ~self.system.shown[figures]
        pairs = [
            self._contained(dense, size, np.flatnonzero(free), np.arange(len(figures)), figures),
            self._contained(dense, size, np.flatnonzero(~free), np.flatnonzero(free), figures),
        ]
        outer, inner = (np.concatenate(side) for side in zip(*pairs, strict=True))
        return outer, inner

    def _contained(
        self, dense: np.ndarray, size: np.ndarray, outer: np.ndarray, inner: np.ndarray, figures: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        common = dense[outer] @ dense[inner].T
        inside = (common == size[inner][None, :]) & (size[outer][:, None] > size[inner][None, :])
        near = np.zeros_like(inside)
        for values in self.values:
            beyond = values[figures[outer]][:, None] - values[figures[inner]][None, :]
            near |= beyond < self.smallest
        first, second = np.nonzero(inside & near)
        return figures[outer[first]], figures[inner[second]]
