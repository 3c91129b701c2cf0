"""A CSV file counted: how many answers each group, stratum and score has, and how many gave none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

from analysis.faults import InputError
from analysis.labels import Joined, joined_labels
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
        return added([self.groups[name].codes[none] for name in columns], self.shape(columns), self.weight[none])

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
    faults = told_faults(sheet, score, bad_scores, f"heltal från {scale.low} till {scale.high} eller vara tom")
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


def invited_table(path: Path, answers: CountedAnswers, count: str | None) -> np.ndarray:
    """How many were invited: one axis per group column, names as in `answers`.

    The file has the group columns and either a column of counts, named `count`, "invited", "inbjudna" or
    "antal", or one row per invitation. Raises InputError with every fault, as groups that are not among the
    answers, and fewer invited than answered.
    """
    columns = tuple(answers.groups)
    counted = _count_column(path, columns, count)
    sheet = read_sheet(path, [*columns, *([counted] if counted else [])])
    weight, bad = counts(sheet.columns[counted]) if counted else (np.ones(sheet.rows, dtype=np.int64), ())
    faults = told_faults(sheet, counted, bad, "heltal, 0 eller mer") if counted else []
    places = []
    for name in columns:
        place, unknown = _placed(coded_column(sheet.columns[name]), answers.groups[name])
        places.append(place)
        faults += [f'"{label}" i kolumnen "{name}" i {path} har inga rader bland svaren' for label in unknown]
    if faults:
        raise InputError(faults)
    table = added(places, answers.shape(columns), weight)
    _refuse_too_few(path, table, answers, columns)
    return table


def _count_column(path: Path, columns: Sequence[str], count: str | None) -> str | None:
    from analysis.csv_format import format_of

    header = format_of(path, columns).header
    return next((name for name in (count, "invited", "inbjudna", "antal") if name in header), None)


def _placed(invited: Coded, answering: Coded) -> tuple[np.ndarray, list[str]]:
    known = {name.casefold(): number for number, name in enumerate(answering.names)}
    place = np.array([known.get(name.casefold(), -1) for name in invited.names], dtype=np.int64)
    unknown = [name for name, number in zip(invited.names, place, strict=True) if number < 0]
    return place[invited.codes], unknown


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
