"""Every number a quarter's summary or its appendix shows, as the rows that are published."""

from __future__ import annotations

from feedback.insight.figures import QUARTER
from feedback.insight.period import Period
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.published import Figure
from feedback.quarterly.writing.rows.errands import funnel_rows, presence_rows, use_rows, voice_rows
from feedback.quarterly.writing.rows.judged import (
    latest_rows,
    office_rows,
    service_rows,
    verdict_rows,
    year_ago_rows,
)
from feedback.quarterly.writing.rows.others import item_rows, reference_rows
from feedback.quarterly.writing.rows.parts import split_rows
from feedback.quarterly.writing.rows.sheet import Axes, Sheet, joined
from feedback.quarterly.writing.rows.themes import theme_rows
from feedback.quarterly.writing.rows.time import change_rows, trend_rows, year_change_rows
from feedback.quarterly.writing.rows.whole import whole_rows
from feedback.quarters import Quarter
from survey_defs.municipality import Municipality


def figure_rows(facts: QuarterFacts, municipality: Municipality) -> tuple[Figure, ...]:
    """The rows, table by table. A row's reference follows from the vocabulary, so that it is the same when a figure
    becomes hidden, and from one edition of the summary to the next."""
    axes, period = Axes(municipality), facts.selection.period.code
    voices = voice_rows(axes, period, facts.districts)
    sheets: list[Sheet] = [
        verdict_rows(axes, period, facts.overview.matrix, facts.overview.scope.margin),
        whole_rows(axes, period, facts.overview, voices.figures),
        latest_rows(axes, Period(QUARTER, facts.quarter).code, facts.alone.matrix),
        *_year_ago(axes, facts),
        *office_rows(axes, period, facts.offices),
        service_rows(axes, period, facts.districts, facts.channels),
        funnel_rows(axes, period, facts.overview.stages, facts.districts, facts.channels),
        change_rows(axes, period, facts.overview),
        trend_rows(axes, period, facts.districts, facts.channels),
        split_rows(axes, period, facts.districts),
        voices,
        use_rows(axes, period, facts.use),
        presence_rows(axes, period, facts.presence),
        *(theme_rows(axes, period, facts.themes, facts.theme_names) if facts.themes else ()),
        item_rows(axes, period, facts),
        reference_rows(axes, period, facts.references),
    ]
    return joined(sheets)


def _year_ago(axes: Axes, facts: QuarterFacts) -> tuple[Sheet, ...]:
    if facts.year_ago is None:
        return ()
    ago = Quarter(facts.quarter.year - 1, facts.quarter.number)
    now = Period(QUARTER, facts.quarter).code
    return (
        year_ago_rows(axes, Period(QUARTER, ago).code, facts.year_ago.matrix),
        year_change_rows(axes, now, facts.alone.matrix, facts.year_ago.matrix),
    )
