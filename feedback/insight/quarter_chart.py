"""One place over the quarters, as a chart with its finding and its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.insight.charts import ControlPoint, ControlWords, Mark, control_chart
from feedback.insight.parts import ChartFigure, ChartTable
from feedback.insight.place_parts import TrendRow, TrendText
from feedback.insight.place_titles import trend_title
from feedback.insight.wording import Wording


def trend_figure(trend: TrendText, wording: Wording) -> ChartFigure | None:
    """Quarters beside their own level; None where not one may be shown."""
    if all(row.value is None for row in trend.rows):
        return None
    _ = wording.text
    title = trend_title(trend, wording)
    words = ControlWords(
        "tid-diagram",
        title,
        _("Andel nöjda kvartal för kvartal. Samma siffror står i tabellen efter diagrammet."),
        hidden=_("Dolt"),
        level=_("Egen nivå %(level)s") % {"level": trend.level_text} if trend.level_text else "",
        band=_("Normal variation") if trend.level_text else "",
    )
    level = None if trend.level is None else 100 * trend.level
    subtitle = _(
        "%(name)s: andel nöjda i procent. Grått: normal variation kring den egna nivån (exakta gränser, 99,8 %%)."
    )
    return ChartFigure(
        title,
        subtitle % {"name": trend.name},
        control_chart(_points(trend.rows, trend.level, wording), words, level),
        _trend_table(trend, title, wording),
    )


def _points(rows: Sequence[TrendRow], level: float | None, wording: Wording) -> list[ControlPoint]:
    years: set[int] = set()
    points = []
    for row in rows:
        year = "" if row.year in years else str(row.year)
        years.add(row.year)
        below = row.value is not None and level is not None and row.value < level
        mark = (Mark.LACKING if below else Mark.BETTER) if row.is_outside else None
        points.append(
            ControlPoint(
                wording.text("Kv%(number)s") % {"number": row.number},
                year,
                value=_percent(row.value),
                low=_percent(row.low),
                high=_percent(row.high),
                mark=mark,
                said=row.text if mark else "",
            )
        )
    return points


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _trend_table(trend: TrendText, label: str, wording: Wording) -> ChartTable:
    _ = wording.text
    return ChartTable(
        label,
        (_("Kvartal"), _("Svar"), _("Nöjda"), _("Normal variation"), _("Mot normal variation")),
        tuple((row.name, row.n, row.text, row.limits or "–", _place(row, wording)) for row in trend.rows),
    )


def _place(row: TrendRow, wording: Wording) -> str:
    if row.value is None or not row.limits:
        return "–"
    return wording.text("utanför") if row.is_outside else wording.text("inom")
