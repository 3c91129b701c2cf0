"""Så räknar vi: how the figures are made, in plain words, with one example worked out step by step."""

from __future__ import annotations

from litestar import Response, get
from markupsafe import Markup

from feedback.access import Access
from feedback.insight.asking import AnyRequest
from feedback.insight.charts import Interval, Mark, PairRow, PairWords, pair_plot, signed
from feedback.insight.figures import Measure
from feedback.insight.method_example import WORKED
from feedback.insight.selection import MARGIN
from feedback.insight.verdict_words import verdict_word
from feedback.insight.wording import Wording
from feedback.staff.guard import session_of, viewer_in
from feedback.web.rendering import staff_page

ADDRESS = "/sa-raknar-vi"


def pair_of_example(wording: Wording) -> Markup:
    """The example's difference before and after errands of the same kind are compared."""
    _, one = wording.text, WORKED.compared
    change = _("%(gap)s blir %(like)s") % {
        "gap": wording.signed(one.gap.value),
        "like": wording.signed(one.like_gap.value),
    }
    word = verdict_word(Mark.LACKING, wording)
    row = PairRow(
        label=_("Telefon, Ekbyn"),
        mark=Mark.LACKING,
        raw=_points(one.gap),
        alike=_points(one.like_gap),
        verdict=word,
        change=change,
    )
    words = PairWords(
        id="exempelpar",
        title=_("Telefon i Ekbyn: alla ärenden och samma slags ärenden"),
        description=_(
            "Skillnaden i procentenheter mot övriga kommunen. Alla ärenden %(gap)s, samma slags %(like)s."
        )
        % {"gap": wording.points(one.gap, MARGIN), "like": wording.points(one.like_gap, MARGIN)},
        reference=_("Lika med övriga kommunen"),
        tick=signed,
        every=_("alla ärenden"),
        alike=_("samma slags ärenden"),
    )
    return pair_plot([row], words, 100 * MARGIN)


def _points(measure: Measure) -> Interval:
    return Interval(100 * measure.value, 100 * measure.low, 100 * measure.high)


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    service, viewer = request.app.state.service, viewer_in(request)
    wording = Wording(service.municipality, viewer.language)
    return staff_page(
        service,
        viewer,
        "staff/method.html",
        csrf=session_of(request).csrf,
        here=ADDRESS,
        say=wording,
        worked=WORKED,
        margin=MARGIN,
        pair=pair_of_example(wording),
    )


HANDLERS = (page,)
