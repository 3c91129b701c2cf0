"""What time tells: verdicts that changed, the same quarter a year before, and every quarter by itself."""

from __future__ import annotations

from feedback.insight.figures import (
    QUARTER,
    SHOWN,
    Matrix,
    OverviewFigures,
    PlaceFigures,
    Slot,
    Trend,
    TrendPoint,
)
from feedback.insight.period import WRITTEN
from feedback.insight.wording import Wording
from feedback.quarterly.published import EVERYTHING
from feedback.quarterly.writing.rows import precision
from feedback.quarterly.writing.rows.intervals import Z998, difference, wilson
from feedback.quarterly.writing.rows.sheet import Axes, Row, Sheet
from feedback.quarterly.writing.tables import CHANGES, TRENDS, YEAR_CHANGES

OUTSIDE, WITHIN = "outside", "within"
CERTAIN_UP, CERTAIN_DOWN, UNCLEAR = "higher", "lower", "unclear"


def quarter_period(code: str) -> str:
    """`kv-2026Q3`."""
    return f"{WRITTEN[QUARTER]}-{code}"


def change_rows(axes: Axes, period: str, figures: OverviewFigures) -> Sheet:
    """The places whose verdict is another than a quarter ago, or whose level left its normal variation; and how many
    verdicts are as they were."""
    sheet = Sheet(CHANGES, period, axes.districts, axes.channels)
    wording = Wording(axes.municipality, "sv")
    if figures.before is None:
        return sheet
    for each in figures.changes:
        row = sheet.row(each.district, each.channel or EVERYTHING)
        row.tell("verdict_before", word=each.before)
        row.tell("verdict", word=each.now)
        row.tell("variation", word=OUTSIDE if each.outside_normal else WITHIN)
        if each.shift is not None:
            row.measured("shift", precision.points(each.shift, wording, figures.scope.margin))
    sheet.row(EVERYTHING, EVERYTHING).tell("unchanged", figures.unchanged)
    return sheet


def year_change_rows(axes: Axes, period: str, now: Matrix, ago: Matrix) -> Sheet:
    """The quarter's share satisfied minus the one a year before, for the municipality, its districts and its channels:
    all errands, not like with like. `word` says which way where the difference is beyond chance at 99.8 %, the limit of
    normal variation, since many places are looked at together."""
    sheet = Sheet(YEAR_CHANGES, period, axes.districts, axes.channels)
    for district in now.rows:
        if district is not None and district in ago.rows:
            _tell_difference(
                sheet.row(district, EVERYTHING), now.slot(district, None), ago.slot(district, None)
            )
    for channel in now.columns:
        if channel in ago.columns:
            _tell_difference(
                sheet.row(EVERYTHING, channel), now.column_slot(channel), ago.column_slot(channel)
            )
    _tell_difference(sheet.row(EVERYTHING, EVERYTHING), now.total, ago.total)
    return sheet


def _tell_difference(row: Row, now: Slot, ago: Slot) -> None:
    if now.judged is None or ago.judged is None:
        nobody = SHOWN not in (now.state, ago.state) and now.state == ago.state == "empty"
        (row.leave_empty if nobody else row.hide)("year_change")
        return
    pairs = (now.judged.satisfied, now.judged.n), (ago.judged.satisfied, ago.judged.n)
    wide = difference(*pairs, z=Z998)
    word = CERTAIN_UP if wide.low > 0 else CERTAIN_DOWN if wide.high < 0 else UNCLEAR
    row.measured("year_change", difference(*pairs), now.judged.n + ago.judged.n, word)


def trend_rows(
    axes: Axes,
    period: str,
    districts: tuple[PlaceFigures, ...],
    channels: tuple[PlaceFigures, ...],
) -> Sheet:
    """Every quarter of each district, of each channel, and of each district in each channel. A row is a place, and its
    quarters are told apart by their period."""
    sheet = Sheet(TRENDS, period, axes.districts, axes.channels)
    for place in districts:
        for channel, trend in place.trends:
            _tell_trend(sheet, (place.id, EVERYTHING if channel is None else channel), trend)
    for place in channels:
        for part, trend in place.trends:
            if part is None:
                _tell_trend(sheet, (EVERYTHING, place.id), trend)
    return sheet


def _tell_trend(sheet: Sheet, places: tuple[str, str], trend: Trend) -> None:
    for point in trend.points:
        _tell_point(sheet.row(*places, period=quarter_period(point.quarter)), point, trend.level)


def _tell_point(row: Row, point: TrendPoint, level: float | None) -> None:
    if point.n is None or point.share is None:
        row.hide("answers", "satisfied_share")
        return
    row.counted("answers", point.n)
    row.measured("satisfied_share", wilson(round(point.share * point.n), point.n), point.n)
    if level is not None and point.low is not None and point.high is not None:
        word = OUTSIDE if point.outside else WITHIN
        row.tell("normal_variation", level, (point.low, point.high), point.n, word)
