"""What the shared parts of the dashboards are filled with: plain objects, their texts ready to show.

The macros in web/templates/staff/parts take these, or anything with the same attributes.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.charts import Mark


@dataclass(frozen=True)
class LegendEntry:
    """A verdict's word and what it means."""

    mark: Mark
    word: str
    meaning: str


@dataclass(frozen=True)
class MatrixColumn:
    """`short` is the name where there is no room; `is_total` sets the column a little apart."""

    name: str
    short: str = ""
    href: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class MatrixCell:
    """`mark` None: no errands at all, `word` says so. `detail` is the gap with its interval, or the answers."""

    mark: Mark | None
    word: str
    detail: str = ""
    href: str = ""


@dataclass(frozen=True)
class MatrixRow:
    name: str
    cells: tuple[MatrixCell, ...]
    href: str = ""


@dataclass(frozen=True)
class Matrix:
    """Verdicts by district and channel. `rows_are` names the rows to screen readers."""

    caption: str
    rows_are: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class ChartTable:
    """The numbers of a chart: a heading for each column, and rows whose first text is their name."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ChartFigure:
    """A chart with its finding as the title, and its numbers."""

    title: str
    subtitle: str
    chart: Markup
    table: ChartTable


@dataclass(frozen=True)
class Fact:
    term: str
    value: str
    detail: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Finding:
    """One sentence a reader can take away. `say` may hold links; `strong` and `evidence` are its figures."""

    mark: Mark
    word: str
    say: str | Markup
    strong: str = ""
    strong_span: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Crumb:
    """A step on the way here; the last one has no address."""

    name: str
    href: str = ""


@dataclass(frozen=True)
class Action:
    name: str
    href: str


@dataclass(frozen=True)
class Empty:
    """Where nothing can be shown: what and why, and what can be done instead."""

    title: str
    why: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Notice:
    title: str
    text: str


@dataclass(frozen=True)
class ChoiceOption:
    text: str
    href: str
    is_current: bool = False


@dataclass(frozen=True)
class Choice:
    """One part of the filter line. Without options it only says what holds; `why` leads to an explanation."""

    name: str
    current: str
    options: tuple[ChoiceOption, ...] = ()
    why: str = ""
