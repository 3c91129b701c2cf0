"""The frame contract: what every calculation starts from, checked once on entry.

A cube is a frame of counts: some dimension columns, a `score` from 1 (worst) to `points` (best), and `n`, how
many responses have that score in that combination. Everything in `analysis` computes from such counts, so
cost follows the number of combinations and not of responses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np
import pandas as pd

from analysis.faults import InputError

SCORE, COUNT = "score", "n"


@dataclass(frozen=True)
class Cube:
    """Counts by dimension and score.

    `labels[d]` are dimension d's values in order, `codes[d]` the position among them of each row's value;
    `score` and `n` are whole numbers of the same length. Rows need not be distinct: they are added up.
    """

    points: int
    labels: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, np.ndarray]
    score: np.ndarray
    n: np.ndarray

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, dimensions: Sequence[str], points: int) -> Cube:
        """The cube of a frame with the columns `dimensions`, `score` and `n`.

        Dimension values are taken as text; labels come in the order of a categorical column, else sorted.
        Raises InputError with every fault: a missing column, a score outside 1 to `points` or not whole, a
        negative or fractional count, a missing value.
        """
        faults = list(_faults(frame, dimensions, points))
        if faults:
            raise InputError(faults)
        coded = {name: _coded(frame[name]) for name in dimensions}
        return cls(
            points=points,
            labels={name: labels for name, (labels, _) in coded.items()},
            codes={name: codes for name, (_, codes) in coded.items()},
            score=frame[SCORE].to_numpy(dtype=np.int64),
            n=frame[COUNT].to_numpy(dtype=np.int64),
        )

    @property
    def total(self) -> int:
        """Responses in all."""
        return int(self.n.sum())

    def where(self, **wanted: str | Sequence[str]) -> Cube:
        """The rows that have these values (one, or any of several) per dimension; labels stay as they are.

        Raises KeyError for an unknown dimension. A value that does not occur simply matches nothing.
        """
        keep = np.ones(len(self.n), dtype=bool)
        for name, values in wanted.items():
            chosen = {values} if isinstance(values, str) else set(values)
            known = np.array([label in chosen for label in self.labels[name]], dtype=bool)
            keep &= known[self.codes[name]] if known.size else False
        return replace(
            self,
            codes={name: codes[keep] for name, codes in self.codes.items()},
            score=self.score[keep],
            n=self.n[keep],
        )

    def table(self, *dimensions: str) -> np.ndarray:
        """Counts added up over every other dimension: one axis per dimension named, and a last one of scores.

        Shape (len(labels[d₁]), …, points), dtype int64. Cost is one pass over the rows.
        """
        shape = (*(len(self.labels[name]) for name in dimensions), self.points)
        index = np.zeros(len(self.n), dtype=np.int64)
        for name in dimensions:
            index = index * len(self.labels[name]) + self.codes[name]
        index = index * self.points + (self.score - 1)
        added = np.bincount(index, weights=self.n, minlength=prod(shape))
        return np.rint(added).astype(np.int64).reshape(shape)


def _faults(frame: pd.DataFrame, dimensions: Sequence[str], points: int) -> list[str]:
    missing = [name for name in (*dimensions, SCORE, COUNT) if name not in frame.columns]
    if missing:
        return [f'there is no column "{name}"' for name in missing]
    found = [
        f'column "{name}" has {blank} rows without a value'
        for name in (*dimensions, SCORE, COUNT)
        if (blank := int(frame[name].isna().sum()))
    ]
    return found + _bad_numbers(frame, SCORE, 1, points) + _bad_numbers(frame, COUNT, 0, None)


def _bad_numbers(frame: pd.DataFrame, name: str, least: int, most: int | None) -> list[str]:
    numbers = pd.to_numeric(frame[name], errors="coerce")
    bad = frame[name].notna() & (numbers.isna() | (numbers % 1 != 0) | (numbers < least))
    if most is not None:
        bad |= numbers > most
    if not bad.any():
        return []
    span = f"from {least} to {most}" if most is not None else f"of {least} or more"
    example = frame.loc[bad, name].iloc[0]
    return [f'column "{name}" must hold whole numbers {span}; {int(bad.sum())} rows do not, as {example!r}']


def _coded(column: pd.Series) -> tuple[tuple[str, ...], np.ndarray]:
    if not isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(str).astype("category")
    labels = tuple(str(label) for label in column.cat.categories)
    return labels, column.cat.codes.to_numpy(dtype=np.int64)
