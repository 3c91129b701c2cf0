"""Putting a system together from blocks of atoms and blocks of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from analysis.publication.told import System


@dataclass
class Blocks:
    """Blocks by name. `atoms`: how many, in order; everything else is added to and then made a system of."""

    counts: list[np.ndarray] = field(default_factory=list)
    known: list[np.ndarray] = field(default_factory=list)
    atoms: dict[str, int] = field(default_factory=dict)
    figures: dict[str, slice] = field(default_factory=dict)
    sets: list[Mapping[str, sparse.csr_array]] = field(default_factory=list)
    shown: list[np.ndarray] = field(default_factory=list)
    hidden: list[np.ndarray] = field(default_factory=list)
    weight: list[np.ndarray] = field(default_factory=list)
    links: list[Mapping[str, sparse.csr_array]] = field(default_factory=list)
    equations: list[tuple[np.ndarray, sparse.csr_array]] = field(default_factory=list)

    def add_atoms(self, name: str, counts: np.ndarray, known: np.ndarray) -> None:
        """`counts` and `known`: measures × atoms."""
        self.atoms[name] = counts.shape[1]
        self.counts.append(counts)
        self.known.append(known)

    def add_figures(
        self,
        name: str,
        sets: Mapping[str, sparse.csr_array],
        weight: np.ndarray,
        shown: np.ndarray | None = None,
        hidden: np.ndarray | None = None,
    ) -> None:
        """Figures over one or more blocks of atoms; free where they are settled neither way."""
        before = sum(len(each) for each in self.weight)
        self.figures[name] = slice(before, before + len(weight))
        nothing = np.zeros(len(weight), dtype=bool)
        self.sets.append(sets)
        self.weight.append(weight)
        self.shown.append(nothing if shown is None else shown)
        self.hidden.append(nothing if hidden is None else hidden)

    def add_equations(self, totals: np.ndarray, parts: Sequence[np.ndarray]) -> None:
        """Each total the sum of its parts, all of them numbers of figures."""
        rows = np.repeat(np.arange(len(parts)), [len(members) for members in parts])
        columns = np.concatenate(list(parts)) if len(parts) else np.zeros(0, dtype=int)
        width = sum(len(each) for each in self.weight)
        ones = np.ones(len(columns))
        self.equations.append((totals, sparse.csr_array((ones, (rows, columns)), shape=(len(parts), width))))

    def system(self) -> System:
        counts = np.hstack(self.counts)
        sets = sparse.csr_array(sparse.vstack([self._wide(each) for each in self.sets]))
        links = [self._wide(each) for each in self.links]
        width = sets.shape[0]
        return System(
            sets=sets,
            counts=counts,
            known=np.hstack(self.known),
            shown=np.concatenate(self.shown),
            hidden=np.concatenate(self.hidden),
            loss=(sets @ counts[0] + 1.0) * np.concatenate(self.weight),
            links=sparse.csr_array(sparse.vstack(links)) if links else sparse.csr_array((0, sets.shape[1])),
            totals=np.concatenate([totals for totals, _ in self.equations]),
            parts=sparse.csr_array(sparse.vstack([_widened(parts, width) for _, parts in self.equations])),
        )

    def _wide(self, over: Mapping[str, sparse.csr_array]) -> sparse.csr_array:
        height = next(iter(over.values())).shape[0]
        return sparse.csr_array(
            sparse.hstack(
                [over.get(name, sparse.csr_array((height, count))) for name, count in self.atoms.items()]
            )
        )


def _widened(parts: sparse.csr_array, width: int) -> sparse.csr_array:
    return sparse.csr_array((parts.data, parts.indices, parts.indptr), shape=(parts.shape[0], width))
