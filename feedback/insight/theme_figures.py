"""What is asked about themes and what comes back. See figures.py: plain values, no analysis in sight."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.insight.figures import Measure, Scope, Trend


@dataclass(frozen=True, slots=True)
class ThemesRequest:
    """Every theme at once. `version` names the state of the assignments the desk must hold."""

    scope: Scope
    version: str


@dataclass(frozen=True, slots=True)
class ThemeRequest:
    scope: Scope
    version: str
    theme: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How often a theme is named in one group beside the rest. Hidden where `n` is None; `comments` is None
    where even their number is hidden. `standing`: higher, lower, level, unclear or hidden, after the correction
    over every theme and group."""

    district: str | None
    channel: str | None
    service: str | None
    language: str | None
    comments: int | None
    n: int | None
    lift: Measure | None
    standing: str
    p_adjusted: float | None = None
    like: Measure | None = None  # the lift among comments of like errands, which the standing rests on too


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme over the period. `n` is None where it is hidden. `trend` is its share of all comments, per
    quarter; `change` says higher, lower, level, unclear or new. `over` are the groups where it is surely more
    common, the most telling first (a district in a channel before the district alone)."""

    theme: int
    n: int | None
    share: Measure | None
    satisfied: Measure | None  # of the responses that carry it and have an overall score
    trend: Trend
    change: str
    over: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class ThemesFigures:
    scope: Scope
    responses: int | None  # all answers of the period
    comments: int | None  # those with a comment
    other: int | None  # comments no theme fits
    lines: tuple[ThemeLine, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another theme and how many times more often the two are named together than chance would have it."""

    theme: int
    together: int
    lift: Measure


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    scope: Scope
    line: ThemeLine
    districts: tuple[Spread, ...]
    channels: tuple[Spread, ...]
    services: tuple[Spread, ...]
    languages: tuple[Spread, ...]
    cells: tuple[Spread, ...]  # district × channel
    related: tuple[Related, ...]
