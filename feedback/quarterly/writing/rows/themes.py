"""Themes: how many name them, where they are surely more common, and every quarter by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from feedback.insight.figures import Measure
from feedback.insight.theme_figures import Spread, ThemeLine, ThemesFigures
from feedback.quarterly.facts import NamedTheme
from feedback.quarterly.published import EVERYTHING
from feedback.quarterly.writing.rows import precision
from feedback.quarterly.writing.rows.intervals import wilson
from feedback.quarterly.writing.rows.sheet import Axes, Row, Sheet
from feedback.quarterly.writing.rows.time import OUTSIDE, WITHIN, quarter_period
from feedback.quarterly.writing.tables import THEME_PLACES, THEME_TRENDS, THEMES

ALL_COMMENTS_ROW = 0  # themes have their own numbers from 1
SHORT = 1_000_000  # a theme's id has up to nineteen figures, which nobody could read out in a meeting


def theme_rows(
    axes: Axes, period: str, figures: ThemesFigures, names: Sequence[NamedTheme]
) -> tuple[Sheet, ...]:
    """A theme's row has the theme's own number. One whose size is hidden is not named either."""
    known = {each.id: each for each in names}
    lines = [each for each in figures.lines if each.theme in known]
    numbers = row_numbers(known)
    sheet = Sheet(THEMES, period)
    whole = sheet.numbered(ALL_COMMENTS_ROW)
    whole.counted("answers", figures.responses)
    whole.counted("comments", figures.comments)
    whole.counted("comments_other", figures.other)
    for line in lines:
        row = sheet.numbered(numbers[line.theme], theme=str(line.theme))
        _tell_theme(row, line, known[line.theme], figures.comments)
    return sheet, _place_rows(axes, period, lines, numbers), _trend_rows(period, lines, numbers)


def row_numbers(themes: Collection[int]) -> dict[int, int]:
    """A short number for each theme, from its id alone: the same in every edition. Of two whose short numbers would
    be the same, the later keeps its whole id."""
    numbers: dict[int, int] = {}
    for theme in sorted(themes):
        short = theme % SHORT or SHORT
        numbers[theme] = theme if short in numbers.values() else short
    return numbers


def _tell_theme(row: Row, line: ThemeLine, named: NamedTheme, comments: int | None) -> None:
    if line.n is None:
        row.hide("theme_comments", "theme_share", "theme_satisfied", "theme_change")
        return
    row.tell("theme_name", word=named.name)
    row.tell("theme_name_en", word=named.name_en or named.name)
    row.counted("theme_comments", line.n)
    row.measured("theme_share", line.share, comments)
    row.measured("theme_satisfied", precision.share(line.satisfied))
    row.tell("theme_change", word=line.change)


def _place_rows(axes: Axes, period: str, lines: Sequence[ThemeLine], numbers: Mapping[int, int]) -> Sheet:
    """Only where a theme is surely more common. Rows are numbered by theme, then by the vocabulary."""
    groups = (axes.districts, axes.channels, axes.services, axes.languages)
    sheet, size = Sheet(THEME_PLACES, period), 1
    for axis in groups:
        size *= len(axis.places)
    for line in lines:
        if line.n is None:
            continue
        for spread in line.over:
            places = _places(spread)
            if spread.lift is None or spread.n is None or not any(places.values()):
                continue
            number = 0
            for axis in groups:
                number = number * len(axis.places) + axis.index(places[axis.dimension])
            row = sheet.numbered(numbers[line.theme] * size + number + 1, theme=str(line.theme), **places)
            row.tell("theme_comments", spread.n)
            row.measured("lift", precision.ratio(spread.lift), spread.n, spread.standing)
            if spread.like is not None:
                row.measured("like_lift", precision.ratio(spread.like), spread.n)
    return sheet


def _places(spread: Spread) -> dict[str, str]:
    given = {
        "district": spread.district,
        "channel": spread.channel,
        "service": spread.service,
        "language": spread.language,
    }
    return {name: EVERYTHING if place is None else place for name, place in given.items()}


def _trend_rows(period: str, lines: Sequence[ThemeLine], numbers: Mapping[int, int]) -> Sheet:
    """A theme's share of all comments, quarter by quarter: as whole as it is written, and without its n. Comments are
    erased with their answers, and the same quarter is told again in the next summary: exact shares of both would
    tell which theme an erased comment had."""
    sheet = Sheet(THEME_TRENDS, period)
    for line in lines:
        if line.n is None:
            continue
        for point in line.trend.points:
            row = sheet.numbered(
                numbers[line.theme], period=quarter_period(point.quarter), theme=str(line.theme)
            )
            if point.n is None or point.share is None:
                row.hide("theme_share")
                continue
            share = wilson(round(point.share * point.n), point.n)
            row.measured("theme_share", precision.share(share))
            if line.trend.level is not None and point.low is not None and point.high is not None:
                word = OUTSIDE if point.outside else WITHIN
                normal = precision.share(Measure(line.trend.level, point.low, point.high))
                row.measured("normal_variation", normal, word=word)
    return sheet
