"""The formats a file of answers comes in, each in a module that is loaded where the file is written and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from feedback.exports.shuffling import Row
from feedback.exports.variables import Variable


@dataclass(frozen=True, slots=True)
class About:
    """What stands in a file about itself."""

    municipality: str
    quarters: tuple[str, ...]
    rows: int

    @property
    def title(self) -> str:
        return f"Enkätsvar, {self.municipality}, {', '.join(self.quarters)}"


class Writer(Protocol):
    """Takes rows in the order of the variables; None is no answer, or one that is not told."""

    def add(self, rows: Sequence[Row]) -> None: ...


Opening = Callable[[Path, Sequence[Variable], About], AbstractContextManager[Writer]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name, which is also how its files end."""

    name: str
    media_type: str
    module: str

    def writer(
        self, path: Path, variables: Sequence[Variable], about: About
    ) -> AbstractContextManager[Writer]:
        opening: Opening = import_module(f"feedback.exports.writing.{self.module}").writer
        return opening(path, variables, about)


_FORMATS = (
    Format("csv", "text/csv; charset=utf-8", "as_csv"),
    Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "as_xlsx"),
    Format("parquet", "application/vnd.apache.parquet", "as_parquet"),
    Format("sav", "application/x-spss-sav", "as_sav"),
)
WRITERS: Mapping[str, Format] = {each.name: each for each in _FORMATS}
