"""SPSS's own format, with labels of variables and values. Places are numbers with labels, as SPSS wants them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

from feedback.exports.shuffling import Row
from feedback.exports.variables import Variable
from feedback.exports.writing import About

WIDEST = 32_767  # bytes a text may have
NO_NUMBER = float("nan")
_PLACES = ("district", "channel", "quarter", "version")


class _Sav:
    """Columns as they fill: numbers in eight bytes, a comment as it is."""

    def __init__(self, variables: Sequence[Variable]) -> None:
        self._variables = tuple(variables)
        self._columns = [array("d") if each.kind != "comment" else list[str]() for each in self._variables]
        self.codes: list[dict[str, int]] = [
            {word: number for number, (word, _) in enumerate(each.values, 1)} if each.kind in _PLACES else {}
            for each in self._variables
        ]

    def add(self, rows: Sequence[Row]) -> None:
        for place, column in enumerate(zip(*rows, strict=True)):
            held, variable = self._columns[place], self._variables[place]
            if isinstance(held, list):
                held.extend("" if text is None else cut(text) for text in column)
            elif variable.kind in _PLACES:
                codes = self.codes[place]
                for word in set(column) - codes.keys() - {None}:
                    codes[word] = len(codes) + 1
                held.extend([NO_NUMBER if word is None else codes[word] for word in column])
            else:
                held.extend([NO_NUMBER if number is None else number for number in column])

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(
            {
                variable.name: np.frombuffer(held, dtype=np.float64)
                if isinstance(held, array)
                else pd.Series(held, dtype=object)
                for variable, held in zip(self._variables, self._columns, strict=True)
            },
            copy=False,
        )

    def value_labels(self) -> dict[str, dict[int | float, str]]:
        return {
            each.name: labels
            for each, codes in zip(self._variables, self.codes, strict=True)
            if (labels := _labels(each, codes))
        }


def _labels(variable: Variable, codes: dict[str, int]) -> dict[int | float, str]:
    if variable.kind in _PLACES:
        words = dict(variable.values)
        return {number: words.get(word, word) for word, number in codes.items()}
    return {int(value): word for value, word in variable.values}


def cut(text: str) -> str:
    """As much of a text as the format takes, never half a sign."""
    text = text.replace("\0", "")
    if len(text) * 4 <= WIDEST:
        return text
    return text.encode()[:WIDEST].decode(errors="ignore")


@contextmanager
def writer(path: Path, variables: Sequence[Variable], about: About) -> Iterator[_Sav]:
    """Written when every row is there: the format says first how wide the widest comment is."""
    held = _Sav(variables)
    yield held
    try:
        pyreadstat.write_sav(
            held.frame(),
            str(path),
            file_label=about.title[:64],
            column_labels={each.name: each.label[:255] for each in variables},
            variable_value_labels=held.value_labels(),
            variable_measure={each.name: _measure(each) for each in variables},
            variable_format={each.name: _format(each) for each in variables if each.kind != "comment"},
            row_compress=True,
        )
    except pyreadstat.ReadstatError as error:
        raise OSError(f"SPSS-filen gick inte att skriva: {error}") from None


def _measure(variable: Variable) -> str:
    return "ordinal" if variable.kind == "score" else "nominal"


def _format(variable: Variable) -> str:
    return "F15.0" if variable.kind == "row" else "F8.0"
