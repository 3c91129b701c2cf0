"""The response funnel as a chart with its finding and its numbers."""

from __future__ import annotations

from feedback.insight.charts import Bar, Words, bar_chart
from feedback.insight.parts import ChartFigure, ChartTable
from feedback.insight.place_titles import funnel_title
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.wording import Wording


def funnel_figure(funnel: ResponseFunnel, wording: Wording) -> ChartFigure:
    """How far errands came; why the others went no further stands in the table."""
    _ = wording.text
    title = funnel_title(funnel, wording)
    words = Words(
        "tratt", title, _("Antal ärenden steg för steg. Samma siffror står i tabellen efter diagrammet.")
    )
    bars = [
        Bar(wording.stage(step.stage), step.n, wording.number.whole(step.n), step is funnel.steps[-1])
        for step in funnel.steps
    ]
    return ChartFigure(
        title,
        _("Från avslutat ärende till svar. Varför andra ärenden inte gick vidare står i tabellen."),
        bar_chart(bars, words),
        ChartTable(
            title, (_("Steg"), _("Ärenden"), _("Andel av steget före")), tuple(funnel_rows(funnel, wording))
        ),
    )


def funnel_rows(funnel: ResponseFunnel, wording: Wording) -> list[tuple[str, str, str]]:
    """The steps with their share of the one before, then the reasons for ending."""
    number = wording.number
    rows = [
        (
            wording.stage(step.stage),
            number.whole(step.n),
            number.percent(step.share) if step.share is not None else "–",
        )
        for step in funnel.steps
    ]
    rows += [(wording.stage(stage), number.whole(n), "–") for stage, n in funnel.reasons]
    if funnel.few:
        few = wording.text("Andra skäl, med färre än tio ärenden vart")
        rows.append((few, number.whole(funnel.few), "–"))
    return rows
