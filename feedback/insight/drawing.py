"""The overview's charts: what of a dashboard is drawn, and what it says."""

from __future__ import annotations

from markupsafe import Markup

from feedback.insight.charts import Bar, Dot, Words, bar_chart, dot_plot
from feedback.insight.dashboard import ALL, ALL_CHANNELS, Dashboard, Point
from feedback.insight.response_funnel import ResponseFunnel, Step
from feedback.insight.wording import Wording


def share_chart(dashboard: Dashboard, wording: Wording) -> Markup:
    """The share satisfied with its interval, one row per district, office or channel."""
    _ = wording.text
    dots = [_dot(dashboard, point, wording) for point in dashboard.points()]
    shown = sum(dot.value is not None for dot in dots)
    description = _(
        "Andel nöjda med 95 procents osäkerhet, %(shown)s av %(rows)s rader visas. Samma siffror finns i tabellen."
    )
    words = Words(
        id="andel",
        title=_("Andel nöjda med osäkerhet"),
        description=description % {"shown": shown, "rows": len(dots)},
        reference=_("Strecket är hela kommunen"),
        hidden=_("Dolt"),
    )
    return dot_plot(dots, words)


def _dot(dashboard: Dashboard, point: Point, wording: Wording) -> Dot:
    label = wording.point(dashboard, point)
    strong = point.kind in {ALL, ALL_CHANNELS}
    reference = point.reference.share.value * 100 if point.reference else None
    if point.figure is None:
        return Dot(label, reference=reference, strong=strong)
    share = point.figure.share
    return Dot(
        label,
        value=share.value * 100,
        low=share.low * 100,
        high=share.high * 100,
        reference=reference,
        figure=wording.share(point.figure),
        n=wording.answers(point.figure.n),
        strong=strong,
    )


def funnel_chart(funnel: ResponseFunnel, wording: Wording) -> Markup:
    """How many errands came to each stage."""
    _ = wording.text
    description = _("Av %(closed)s avslutade ärenden ledde %(answered)s till ett svar.")
    words = Words(
        id="svarstratt",
        title=_("Svarstratt"),
        description=description
        % {
            "closed": wording.number.whole(funnel.closed),
            "answered": wording.number.whole(funnel.answered),
        },
    )
    last = funnel.steps[-1].stage
    bars = [
        Bar(wording.stage(step.stage), step.n, step_text(step, wording), strong=step.stage == last)
        for step in funnel.steps
    ]
    return bar_chart(bars, words)


def step_text(step: Step, wording: Wording) -> str:
    """`168 900 (79 %)`."""
    n = wording.number.whole(step.n)
    return n if step.share is None else f"{n} ({wording.number.percent(step.share)})"
