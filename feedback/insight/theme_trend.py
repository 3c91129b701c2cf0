"""A theme's share of all comments over the quarters, beside its own level."""

from __future__ import annotations

from dataclasses import replace

from feedback.insight.charts import ControlPoint, ControlWords, Mark, control_chart
from feedback.insight.figures import Trend
from feedback.insight.parts import ChartFigure, ChartTable, Fact
from feedback.insight.place_parts import TrendRow, TrendText, trend_text
from feedback.insight.place_titles import capital
from feedback.insight.wording import Wording


def theme_trend(trend: Trend, wording: Wording) -> ChartFigure | None:
    """None where not one quarter may be shown."""
    text = trend_text("", trend, wording)
    if all(row.value is None for row in text.rows):
        return None
    _ = wording.text
    title = trend_title(text, wording)
    words = ControlWords(
        "tid-diagram",
        title,
        _("Andel av alla kommentarer kvartal för kvartal. Samma siffror står i tabellen efter diagrammet."),
        hidden=_("Dolt"),
        level=_("Egen nivå %(level)s") % {"level": text.level_text} if text.level_text else "",
        band=_("Normal variation") if text.level_text else "",
    )
    level = None if trend.level is None else 100 * trend.level
    subtitle = _("Andel av alla kommentarer, procent. Grått: normal variation (exakta gränser, 99,8 %%).")
    chart = control_chart(_points(text, wording), words, level)
    return ChartFigure(title, subtitle % {}, chart, trend_table(text, title, wording))


def trend_title(trend: TrendText, wording: Wording) -> str:
    """Which quarters the theme was more or less common than its normal variation allows."""
    _ = wording.text
    if trend.level is None:
        return _("För få kvartal kan visas för att ha en egen nivå")
    more = [row.name for row in trend.rows if _side(row, trend) > 0]
    less = [row.name for row in trend.rows if _side(row, trend) < 0]
    said = [
        template % {"quarters": wording.listed(quarters)}
        for template, quarters in (
            (_("Vanligare än normalt %(quarters)s"), more),
            (_("Ovanligare än normalt %(quarters)s"), less),
        )
        if quarters
    ]
    return capital(". ".join(said)) or _("Alla kvartal som kan visas ligger inom normal variation")


def last_quarter(trend: Trend, wording: Wording) -> Fact | None:
    """The last quarter that may be shown, beside what is normal for the theme."""
    text = trend_text("", trend, wording)
    shown = [row for row in text.rows if row.value is not None]
    if not shown:
        return None
    row, _ = shown[-1], wording.text
    normal = _("normalt %(span)s") % {"span": _percent_span(row, wording)} if row.limits else ""
    return Fact(capital(row.name), row.text, normal)


def is_above(trend: Trend, wording: Wording) -> str:
    """The last quarter's name, where the theme was more common then than is normal; else empty."""
    text = trend_text("", trend, wording)
    last = text.rows[-1] if text.rows else None
    return last.name if last and _side(last, text) > 0 else ""


def _percent_span(row: TrendRow, wording: Wording) -> str:
    return f"{row.limits}\u00a0%" if wording.number.is_swedish else f"{row.limits}%"


def _side(row: TrendRow, trend: TrendText) -> int:
    """1 above normal variation, −1 below, 0 within or hidden."""
    if not row.is_outside or row.value is None or trend.level is None:
        return 0
    return 1 if row.value > trend.level else -1


def _points(trend: TrendText, wording: Wording) -> list[ControlPoint]:
    """Up and down are told by shape alone: neither is good or bad in itself."""
    years: set[int] = set()
    points = []
    for row in trend.rows:
        side = _side(row, trend)
        point = ControlPoint(
            wording.text("Kv%(number)s") % {"number": row.number},
            "" if row.year in years else str(row.year),
            _percent(row.value),
            _percent(row.low),
            _percent(row.high),
        )
        years.add(row.year)
        mark = {1: Mark.BETTER, -1: Mark.LACKING}.get(side)
        points.append(replace(point, mark=mark, said=row.text) if mark else point)
    return points


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def trend_table(trend: TrendText, label: str, wording: Wording) -> ChartTable:
    _ = wording.text
    return ChartTable(
        label,
        (_("Kvartal"), _("Kommentarer"), _("Andel"), _("Normal variation"), _("Mot normal variation")),
        tuple(
            (row.name, row.n, row.text, row.limits or "–", _place(row, trend, wording)) for row in trend.rows
        ),
    )


def _place(row: TrendRow, trend: TrendText, wording: Wording) -> str:
    if row.value is None or not row.limits:
        return "–"
    _ = wording.text
    return {1: _("över"), -1: _("under"), 0: _("inom")}[_side(row, trend)]
