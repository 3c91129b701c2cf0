"""A CSV file counted: how many answers each group, stratum and score has, and how many gave none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path

import numpy as np

from analysis.csv_format import format_of
from analysis.faults import InputError
from analysis.labels import Joined, alphabetical, joined_labels
from analysis.reading_csv import Column, Sheet, read_sheet
from analysis.score_column import UNSCORED, Scale, counts, steps, told_faults


@dataclass(frozen=True)
class Coded:
    """A group or mix column: its names in alphabetical order, each row's, and what was read as something else."""

    names: tuple[str, ...]
    codes: np.ndarray
    joined: tuple[Joined, ...]


@dataclass(frozen=True)
class CountedAnswers:
    """Rows of the file with what is needed of them. `step` is 0 for the worst score, UNSCORED for none; `weight`
    how many responses the row stands for."""

    scale: Scale
    groups: Mapping[str, Coded]
    strata: np.ndarray
    strata_count: int
    step: np.ndarray
    weight: np.ndarray

    def table(self, columns: Sequence[str]) -> np.ndarray:
        """Answers with a score: one axis per group column, then strata, then scores, worst first."""
        scored = self.step != UNSCORED
        codes = [*(self.groups[name].codes for name in columns), self.strata, self.step]
        shape = (*self.shape(columns), self.strata_count, self.scale.points)
        return added([code[scored] for code in codes], shape, self.weight[scored])

    def unscored(self, columns: Sequence[str]) -> np.ndarray:
        """Rows without a score: one axis per group column."""
        none = self.step == UNSCORED
        return added(
            [self.groups[name].codes[none] for name in columns], self.shape(columns), self.weight[none]
        )

    def shape(self, columns: Sequence[str]) -> tuple[int, ...]:
        return tuple(len(self.groups[name].names) for name in columns)


def added(codes: Sequence[np.ndarray], shape: tuple[int, ...], weight: np.ndarray) -> np.ndarray:
    """Weights added up by code: whole numbers in the given shape, one axis per sequence of codes."""
    index = np.zeros(len(weight), dtype=np.int64)
    for code, size in zip(codes, shape, strict=True):
        index *= size
        index += code
    return np.rint(np.bincount(index, weights=weight, minlength=prod(shape))).astype(np.int64).reshape(shape)


def count_answers(
    path: Path,
    *,
    groups: Sequence[str],
    score: str,
    scale: Scale,
    count: str | None = None,
    mix: Sequence[str] = (),
    told: Callable[[int], None] = lambda _: None,
) -> CountedAnswers:
    """Read and count a file. A blank score is no answer; blank groups and mix values are labels of their own.

    Raises InputError with every fault: columns missing, scores outside the scale, counts that are not whole.
    """
    asked = [*groups, score, *mix, *([count] if count else [])]
    sheet = read_sheet(path, asked, told)
    step, bad_scores = steps(sheet.columns[score], scale)
    weight, bad_counts = counts(sheet.columns[count]) if count else (np.ones(sheet.rows, dtype=np.int64), ())
    faults = told_faults(
        sheet, score, bad_scores, f"heltal från {scale.low} till {scale.high} eller vara tom"
    )
    if count:
        faults += told_faults(sheet, count, bad_counts, "heltal, 0 eller mer")
    if faults:
        raise InputError(faults)
    strata, strata_count = _strata(sheet, mix)
    coded = {name: coded_column(sheet.columns[name]) for name in groups}
    return CountedAnswers(scale, coded, strata, strata_count, step, weight)


def coded_column(column: Column) -> Coded:
    """The column with its labels joined."""
    labels = joined_labels(column.texts, column.rows_per_text.tolist())
    return Coded(labels.names, labels.position[column.codes], labels.joined)


def _strata(sheet: Sheet, mix: Sequence[str]) -> tuple[np.ndarray, int]:
    """Every combination of mix values that occurs, numbered."""
    strata, size = np.zeros(sheet.rows, dtype=np.int64), 1
    for name in mix:
        column = coded_column(sheet.columns[name])
        combined = strata * len(column.names) + column.codes
        occurring = np.bincount(combined, minlength=size * len(column.names)) > 0
        strata, size = (np.cumsum(occurring) - 1)[combined], int(occurring.sum())
    return strata, size


def with_invited(path: Path, answers: CountedAnswers, count: str | None) -> tuple[CountedAnswers, np.ndarray]:
    """(answers, how many were invited: one axis per group column).

    The file has the group columns and either a column of counts, named `count`, "invited", "inbjudna" or
    "antal", or one row per invitation. Groups nobody of whom answered are added to those of the answers.
    Raises InputError with every fault: columns missing, counts that are not whole, fewer invited than answered.
    """
    columns = tuple(answers.groups)
    counted = _count_column(path, columns, count)
    sheet = read_sheet(path, [*columns, *([counted] if counted else [])])
    weight, bad = counts(sheet.columns[counted]) if counted else (np.ones(sheet.rows, dtype=np.int64), ())
    if counted and bad:
        raise InputError(told_faults(sheet, counted, bad, "heltal, 0 eller mer"))
    groups, places = {}, []
    for name in columns:
        groups[name], place = _with_names(answers.groups[name], coded_column(sheet.columns[name]))
        places.append(place)
    wider = replace(answers, groups=groups)
    table = added(places, wider.shape(columns), weight)
    _refuse_too_few(path, table, wider, columns)
    return wider, table


def _with_names(answering: Coded, invited: Coded) -> tuple[Coded, np.ndarray]:
    """The answering groups with those only invited among them, and each invited row's place."""
    known = {name.casefold(): name for name in (*invited.names, *answering.names)}
    names = tuple(sorted(known.values(), key=alphabetical))
    place = {name.casefold(): number for number, name in enumerate(names)}

    def moved(coded: Coded) -> np.ndarray:
        return np.array([place[name.casefold()] for name in coded.names], dtype=np.int64)[coded.codes]

    return replace(answering, names=names, codes=moved(answering)), moved(invited)


def _count_column(path: Path, columns: Sequence[str], count: str | None) -> str | None:
    header = format_of(path, columns).header
    return next((name for name in (count, "invited", "inbjudna", "antal") if name in header), None)


def _refuse_too_few(path: Path, table: np.ndarray, answers: CountedAnswers, columns: Sequence[str]) -> None:
    answered = answers.table(columns).sum(axis=(-2, -1))
    names = [answers.groups[name].names for name in columns]
    faults = [
        f"{' × '.join(names[axis][at] for axis, at in enumerate(place))}: {answered[tuple(place)]} svar "
        f"men {table[tuple(place)]} inbjudna i {path}"
        for place in np.argwhere(table < answered)
    ]
    if faults:
        raise InputError(faults)
