"""What is judged: districts in channels over twelve months, the quarter alone, offices, kinds of errand."""

from __future__ import annotations

from feedback.insight.figures import EMPTY, Judged, Matrix, OfficesFigures, PlaceFigures, Slot
from feedback.insight.wording import CANNOT_TELL, Wording
from feedback.quarterly.published import EVERYTHING
from feedback.quarterly.writing.rows import precision
from feedback.quarterly.writing.rows.sheet import Axes, Row, Sheet
from feedback.quarterly.writing.tables import LATEST, OFFICES, SERVICES, VERDICTS, VISITORS, YEAR_AGO

LEVEL = ("answers", "satisfied", "satisfied_share", "index")
COMPARED = ("reference_share", "gap", "like_gap", "verdict")


def verdict_rows(axes: Axes, period: str, matrix: Matrix, margin: float) -> Sheet:
    """Every district in every channel, every total, in the order of the vocabulary."""
    sheet = Sheet(VERDICTS, period, axes.districts, axes.channels)
    wording = Wording(axes.municipality, "sv")
    for district in matrix.rows:
        for channel in (*matrix.columns, None):
            row = sheet.row(district, EVERYTHING if channel is None else channel)
            tell_judged(row, matrix.slot(district, channel), wording, margin, district is not None)
    for channel in matrix.columns:
        tell_judged(sheet.row(EVERYTHING, channel), matrix.column_slot(channel), wording, margin, True)
    tell_judged(sheet.row(EVERYTHING, EVERYTHING), matrix.total, wording, margin, False)
    return sheet


def level_rows(table: str, axes: Axes, period: str, matrix: Matrix) -> Sheet:
    """The same places by their level alone: one quarter decides nothing."""
    sheet = Sheet(table, period, axes.districts, axes.channels)
    for district in matrix.rows:
        for channel in (*matrix.columns, None):
            tell_level(
                sheet.row(district, EVERYTHING if channel is None else channel),
                matrix.slot(district, channel),
            )
    for channel in matrix.columns:
        tell_level(sheet.row(EVERYTHING, channel), matrix.column_slot(channel))
    tell_level(sheet.row(EVERYTHING, EVERYTHING), matrix.total)
    return sheet


def latest_rows(axes: Axes, period: str, matrix: Matrix) -> Sheet:
    return level_rows(LATEST, axes, period, matrix)


def year_ago_rows(axes: Axes, period: str, matrix: Matrix) -> Sheet:
    return level_rows(YEAR_AGO, axes, period, matrix)


def office_rows(axes: Axes, period: str, offices: OfficesFigures) -> tuple[Sheet, Sheet]:
    """The offices beside each other, and where their visitors live."""
    sheet = Sheet(OFFICES, period, axes.offices)
    visitors = Sheet(VISITORS, period, axes.offices, axes.districts)
    wording = Wording(axes.municipality, "sv")
    for each in offices.lines:
        row = sheet.row(each.office)
        row.counted("visits", each.visits)
        tell_judged(row, each.slot, wording, offices.scope.margin, True)
        for district, visits in each.visitors:
            visitors.row(each.office, district).counted("visits", visits)
    tell_level(sheet.row(EVERYTHING), offices.whole)
    return sheet, visitors


def service_rows(
    axes: Axes, period: str, districts: tuple[PlaceFigures, ...], channels: tuple[PlaceFigures, ...]
) -> Sheet:
    """The most frequent kinds of errand of each district, judged, and of each channel, by their level."""
    sheet = Sheet(SERVICES, period, axes.services, axes.districts, axes.channels)
    wording = Wording(axes.municipality, "sv")
    for place in districts:
        for line in place.services:
            row = sheet.row(line.service, place.id, EVERYTHING)
            tell_judged(row, line.slot, wording, place.scope.margin, True, is_total_told=False)
    for place in channels:
        for line in place.services:
            tell_level(sheet.row(line.service, EVERYTHING, place.id), line.slot)
    return sheet


def tell_judged(
    row: Row, slot: Slot, wording: Wording, margin: float, is_judged: bool, *, is_total_told: bool = True
) -> None:
    """A place's level and how it is judged. A comparison that may not be shown is hidden, though its level is not.

    `is_total_told`: the place and those it is compared with add up to a row that is published, if only this one is.
    Where they do not, the others' own figures are left out, and the raw difference is rounded.
    """
    tell_level(row, slot)
    if not is_judged:
        return
    if slot.judged is None:
        (row.leave_empty if slot.state == EMPTY else row.hide)(*COMPARED)
    elif slot.judged.gap is None:
        row.hide(*COMPARED)
    elif is_total_told:
        row.measured("reference_share", slot.judged.reference, slot.judged.reference_n)
        row.measured("gap", slot.judged.gap, slot.judged.n)
        _tell_comparison(row, slot.judged, wording, margin)
    else:
        row.measured("gap", precision.points(slot.judged.gap, wording, margin), slot.judged.n)
        _tell_comparison(row, slot.judged, wording, margin)


def tell_level(row: Row, slot: Slot) -> None:
    judged = slot.judged
    if judged is None:
        (row.leave_empty if slot.state == EMPTY else row.hide)(*LEVEL)
        return
    row.counted("answers", judged.n)
    row.tell("satisfied", judged.satisfied, n=judged.n)
    row.measured("satisfied_share", judged.share, judged.n)
    row.measured("index", precision.index(judged.index), judged.n)


def _tell_comparison(row: Row, judged: Judged, wording: Wording, margin: float) -> None:
    n = judged.n
    if judged.like_gap is not None:
        row.measured("like_gap", precision.points(judged.like_gap, wording, margin), n)
        row.tell("coverage", precision.whole_percent(judged.coverage), n=n)
    if judged.p_adjusted is not None:
        row.tell("p_adjusted", round(judged.p_adjusted, precision.P_PLACES), n=n)
    if judged.detectable is not None:
        row.tell("detectable", precision.whole_percent(judged.detectable), n=n)
    if judged.needed and judged.verdict == CANNOT_TELL:
        row.tell("needed", judged.needed, n=n)
    row.tell("verdict", n=n, word=judged.verdict)
