"""The body that the page of a district and the page of a channel share: charts, how to read them, what is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.insight.charts import Mark
from feedback.insight.funnel_chart import funnel_figure
from feedback.insight.lines import Line
from feedback.insight.parts import Action, ChartFigure, Empty, LegendEntry, Notice
from feedback.insight.place_charts import pairs_figure, parts_figure
from feedback.insight.place_parts import SplitRow, TrendText
from feedback.insight.place_titles import Inside
from feedback.insight.quarter_chart import trend_figure
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.split_reading import split_reading
from feedback.insight.verdict_words import legend
from feedback.insight.wording import Wording


@dataclass(frozen=True)
class TrendLink:
    name: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Body:
    """`parts` is None where nothing can be concluded: then the lines are listed with what is needed. `trend` is
    None where no quarter may be shown, and `no_trend` says so."""

    rows_are: str
    lines: tuple[Line, ...]
    parts: ChartFigure | None
    legend: tuple[LegendEntry, ...]
    pairs: ChartFigure | None
    reading: Notice | None
    trend: ChartFigure | None
    no_trend: Empty
    trend_links: tuple[TrendLink, ...]
    funnel: ChartFigure | None
    no_funnel: Empty


@dataclass(frozen=True)
class Given:
    """What a body is made of. `others` are lines beside the parts: all parts together, the municipality."""

    rows_are: str
    inside: Inside
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    splits: tuple[SplitRow, ...]
    trend: TrendText | None
    trend_links: tuple[TrendLink, ...]
    funnel: ResponseFunnel | None


def body(given: Given, wording: Wording, margin: float) -> Body:
    judged = [each for each in given.lines if each.judged and each.mark]
    return Body(
        rows_are=given.rows_are,
        lines=(*given.lines, *given.others),
        parts=parts_figure(given.lines, given.others, given.rows_are, given.inside, wording, margin),
        legend=legend(wording, 100 * margin),
        pairs=pairs_figure(judged, given.splits, given.rows_are, given.inside, wording, margin),
        reading=split_reading(judged, given.splits, given.inside, wording),
        trend=trend_figure(given.trend, wording) if given.trend else None,
        no_trend=_no_trend(given.trend_links, wording),
        trend_links=given.trend_links,
        funnel=funnel_figure(given.funnel, wording) if given.funnel else None,
        no_funnel=Empty(
            wording.text("Svarstratten kan inte visas för det här urvalet"),
            wording.text("Den skulle berätta om färre än tio personer."),
        ),
    )


def _no_trend(links: Sequence[TrendLink], wording: Wording) -> Empty:
    """Leads to the whole where a part was chosen."""
    _ = wording.text
    whole = [Action(each.name, each.href) for each in links[:1] if not each.is_current]
    return Empty(
        _("Inga kvartal kan visas ännu"),
        _("Varje kvartal har färre än tio svar, eller skulle avslöja ett annat tal som är dolt."),
        tuple(whole),
    )


def is_small(lines: Sequence[Line]) -> bool:
    """Whether nothing can be concluded of any part."""
    return not any(each.mark in (Mark.LACKING, Mark.EQUAL, Mark.BETTER) for each in lines)
