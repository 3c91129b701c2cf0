"""What the page of a district and the page of a channel have in common: splits, quarters, services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.insight.figures import ServiceLine, Split, Trend
from feedback.insight.lines import Line, line
from feedback.insight.wording import Wording
from feedback.quarters import parsed_quarter


@dataclass(frozen=True)
class SplitRow:
    """A raw gap as a sum, in percentage points as texts; `split` has the figures."""

    name: str
    split: Split
    gap: str
    errands: str
    channels: str
    mode: str
    not_comparable: str
    rest: str


@dataclass(frozen=True)
class TrendRow:
    """One quarter. Texts are `Dolt` where it may not be shown; numbers are shares from 0 to 1."""

    name: str
    year: int
    number: int
    n: str
    text: str
    limits: str
    value: float | None
    low: float | None
    high: float | None
    is_outside: bool


@dataclass(frozen=True)
class TrendText:
    """One chart over time: of which part (`name`), its own level as text and share, and its quarters."""

    name: str
    level_text: str
    level: float | None
    rows: tuple[TrendRow, ...]


def split_row(name: str, split: Split, wording: Wording) -> SplitRow:
    parts = (split.gap, split.errands, split.channels, split.mode, split.not_comparable, split.rest)
    return SplitRow(name, split, *(wording.signed(part) for part in parts))


def trend_text(name: str, trend: Trend, wording: Wording) -> TrendText:
    level = "" if trend.level is None else wording.number.percent(trend.level)
    rows = tuple(
        TrendRow(
            name=wording.quarter(quarter),
            year=quarter.year,
            number=quarter.number,
            n=wording.count(point.n),
            text=wording.text("Dolt") if point.share is None else wording.number.percent(point.share),
            limits=wording.number.percent_span(point.low, point.high)
            if point.low is not None and point.high is not None
            else "",
            value=point.share,
            low=point.low,
            high=point.high,
            is_outside=point.outside,
        )
        for point in trend.points
        if (quarter := parsed_quarter(point.quarter))
    )
    return TrendText(name, level, trend.level, rows)


def service_lines(services: Sequence[ServiceLine], wording: Wording, margin: float) -> tuple[Line, ...]:
    return tuple(line(wording.service(each.service), each.slot, wording, margin) for each in services)
