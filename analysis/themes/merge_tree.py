"""Which small clusters join into which themes, and how many themes the texts themselves speak for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

USUAL = (8, 15)  # what a person can hold in the head, and still see the difference between
DECISIVE = 3.0  # well-parted planted themes make 4, labelled sets of real answers 1.2 to 2
FEWEST_LEAVES = 3


@dataclass(frozen=True)
class MergeTree:
    """Merges in order as scipy's linkage has them: the two joined, the loss by it, and the texts in both.

    Clusters are numbered 0 to `leaves` - 1, and the result of merge i is `leaves` + i.
    """

    leaves: int
    merges: np.ndarray

    def cut(self, number: int) -> np.ndarray:
        """For each leaf, its theme 0 to `number` - 1 when merged down to that number."""
        member = np.arange(self.leaves)
        for step in range(self.leaves - max(1, number)):
            first, second = self.merges[step, :2]
            member[(member == first) | (member == second)] = self.leaves + step
        return np.unique(member, return_inverse=True)[1]

    def number(self, usual: tuple[int, int] = USUAL) -> int:
        """The number of themes before the merge that loses most, set against the merge before it.

        Within what is usual, unless a merge elsewhere loses `DECISIVE` times what the one before it did.
        """
        if self.leaves < FEWEST_LEAVES:
            return self.leaves
        losses = self.merges[:, 2]
        numbers = np.arange(2, self.leaves)
        steps = self.leaves - numbers
        jump = losses[steps] / np.maximum(losses[steps - 1], 1e-12)
        if jump.max() >= DECISIVE:
            return int(numbers[jump.argmax()])
        within = (numbers >= usual[0]) & (numbers <= usual[1])
        return int(numbers[within][jump[within].argmax()]) if within.any() else self.leaves


def merge_tree(dense: np.ndarray, labels: np.ndarray) -> MergeTree:
    """Ward's tree over the clusters of `labels` (numbered from 0 without gaps) in the dense rows."""
    sizes = np.bincount(labels).astype(float)
    middles = np.vstack([dense[labels == label].mean(axis=0) for label in range(len(sizes))]).astype(float)
    merges: list[tuple[float, float, float, float]] = []
    numbers = list(range(len(sizes)))
    while len(numbers) > 1:
        first, second, loss = _cheapest(middles, sizes)
        both = sizes[first] + sizes[second]
        merges.append((*sorted((numbers[first], numbers[second])), loss, both))
        middles[first] = (sizes[first] * middles[first] + sizes[second] * middles[second]) / both
        sizes[first], numbers[first] = both, len(merges) + int(labels.max())
        middles, sizes = np.delete(middles, second, 0), np.delete(sizes, second)
        del numbers[second]
    return MergeTree(int(labels.max()) + 1, np.array(merges, dtype=float).reshape(-1, 4))


def _cheapest(middles: np.ndarray, sizes: np.ndarray) -> tuple[int, int, float]:
    """The two clusters whose joining adds least to the squared distances within."""
    apart = ((middles[:, None] - middles[None]) ** 2).sum(axis=2)
    loss = apart * np.outer(sizes, sizes) / np.add.outer(sizes, sizes)
    loss[np.tril_indices(len(sizes))] = np.inf
    first, second = np.unravel_index(loss.argmin(), loss.shape)
    return int(first), int(second), float(np.sqrt(loss[first, second]))
