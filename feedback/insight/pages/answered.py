"""Who answered: the response funnel as a chart with its tables, and as a section of a file."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from feedback.funnel import Stage
from feedback.insight.charts import Bar, Words, bar_chart
from feedback.insight.csv_file import Table
from feedback.insight.figures import Stages
from feedback.insight.parts import ChartTable
from feedback.insight.response_funnel import ResponseFunnel, Step, response_funnel
from feedback.insight.wording import Wording


@dataclass(frozen=True)
class Answered:
    """The funnel as a page shows it: its finding, the chart, the numbers, and where the others went."""

    title: str
    subtitle: str
    chart: Markup
    steps: ChartTable
    gone: ChartTable | None


def funnel_of(stages: Stages | None) -> ResponseFunnel | None:
    """The response funnel, where it may be shown."""
    if stages is None:
        return None
    return response_funnel({Stage(stage): n for stage, n in stages.counts})


def answered(funnel: ResponseFunnel | None, wording: Wording, where: str) -> Answered | None:
    """The funnel in words and bars; None where it may not be shown. `where` is the place it is of."""
    if funnel is None or not funnel.closed:
        return None
    _ = wording.text
    title = _("%(n)s av 100 avslutade ärenden gav ett svar") % {
        "n": wording.number.whole(100 * funnel.answered / funnel.closed)
    }
    subtitle = _("Antal ärenden i varje steg, %(where)s. Andelen räknas av steget före.") % {"where": where}
    bars = [_bar(step, wording) for step in funnel.steps]
    described = "; ".join(f"{each.label}: {each.text}" for each in bars)
    return Answered(
        title,
        subtitle,
        bar_chart(bars, Words("svar", title, described)),
        _steps(funnel, wording),
        _gone(funnel, wording),
    )


def _bar(step: Step, wording: Wording) -> Bar:
    share = f" ({wording.number.percent(step.share)})" if step.share is not None else ""
    text = wording.number.whole(step.n) + share
    return Bar(wording.stage(step.stage), step.n, text, step.stage is Stage.ANSWERED)


def _steps(funnel: ResponseFunnel, wording: Wording) -> ChartTable:
    _ = wording.text
    rows = tuple(
        (
            wording.stage(step.stage),
            wording.number.whole(step.n),
            wording.number.percent(step.share) if step.share is not None else "–",
        )
        for step in funnel.steps
    )
    return ChartTable(_("Vilka har svarat?"), (_("Steg"), _("Antal"), _("Andel av steget före")), rows)


def _gone(funnel: ResponseFunnel, wording: Wording) -> ChartTable | None:
    """Where the others went; reasons of fewer than ten errands each are one row."""
    _ = wording.text
    rows = [(wording.stage(stage), wording.number.whole(n)) for stage, n in funnel.reasons]
    if funnel.few:
        rows.append((_("Andra skäl, med färre än tio ärenden vart"), wording.number.whole(funnel.few)))
    if not rows:
        return None
    return ChartTable(_("Vart de andra tog vägen"), (_("Varför"), _("Ärenden")), tuple(rows))


def table(funnel: ResponseFunnel | None, wording: Wording) -> Table:
    """The funnel as a section of a page's file."""
    _ = wording.text
    headings = [_("Steg"), _("Antal"), _("Andel av steget före, procent")]
    title = _("Vilka har svarat?")
    if funnel is None:
        return Table(headings, [[_("Dolt"), _("Dolt"), _("Dolt")]], title)
    rows = [
        [
            wording.stage(step.stage),
            str(step.n),
            f"{100 * step.share:.0f}" if step.share is not None else "",
        ]
        for step in funnel.steps
    ]
    rows += [[wording.stage(stage), str(n), ""] for stage, n in funnel.reasons]
    few = [[_("Andra skäl, med färre än tio ärenden vart"), str(funnel.few), ""]] if funnel.few else []
    return Table(headings, rows + few, title)
