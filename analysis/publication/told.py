"""Everything told about some people, as one linear system."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class System:
    """Everything told about some atoms.

    `sets`: figures × atoms, 0/1, sparse. `counts`: measures × atoms, whole numbers; measure 0 is the answers,
    any other the non-answers. `known`: measures × atoms, where it is known to all that there is nothing.
    `shown` and `hidden`: per figure, whether that is settled already; the others are free. `loss`: per figure,
    what hiding it costs. `links`: rows × atoms, sums that are zero by definition, of all measures alike.
    `totals` and `parts`: the equations of the tables, one figure each that is the sum of the figures marked in
    the equation's row of `parts` (equations × figures).
    """

    sets: sparse.csr_array
    counts: np.ndarray
    known: np.ndarray
    shown: np.ndarray
    hidden: np.ndarray
    loss: np.ndarray
    links: sparse.csr_array
    totals: np.ndarray
    parts: sparse.csr_array
