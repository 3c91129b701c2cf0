"""Everything a quarter's summary is made from: figures of the desk, released quotes, values of others."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.insight.figures import (
    ItemsFigures,
    OfficesFigures,
    OverviewFigures,
    PlaceFigures,
    PresenceFigures,
    UseFigures,
)
from feedback.insight.reference_values import Reference as Reference
from feedback.insight.selection import Selection
from feedback.insight.theme_figures import ThemesFigures
from feedback.quarters import Quarter


@dataclass(frozen=True, slots=True)
class NamedTheme:
    id: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Released:
    """A quote a person has released: its theme, its text, who released it and on which ISO date. Nothing tells
    where it came from."""

    theme: int
    text: str
    language: str
    by: str
    day: str


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """`selection` is twelve months to the quarter (the year so far until there are twelve); `alone` the quarter by
    itself, `year_ago` the same quarter a year before by itself, None where that is not closed. `data_version` is a
    hash of all of it."""

    quarter: Quarter
    selection: Selection
    overview: OverviewFigures
    alone: OverviewFigures
    year_ago: OverviewFigures | None
    districts: tuple[PlaceFigures, ...]
    channels: tuple[PlaceFigures, ...]
    offices: OfficesFigures
    use: UseFigures
    presence: PresenceFigures
    themes: ThemesFigures | None
    theme_names: tuple[NamedTheme, ...]
    quotes: tuple[Released, ...]
    references: tuple[Reference, ...]
    data_version: str
    is_example: bool
    items: ItemsFigures | None = (
        None  # over the same twelve months as `overview`; gathered ones always have it
    )
