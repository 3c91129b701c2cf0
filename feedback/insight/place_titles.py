"""What the charts of a district or a channel are called: what they show, never why, and nothing stronger."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feedback.insight.charts import Mark
from feedback.insight.figures import Judged
from feedback.insight.lines import Line
from feedback.insight.place_parts import TrendText
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.wording import Wording

# A row's name as it stands inside a sentence: Swedish writes channels small there.
Inside = Callable[[str], str]


def parts_title(lines: Sequence[Line], inside: Inside, wording: Wording) -> str:
    """Which are surely under or over the rest; else which are equal; else that the answers are not enough."""
    _ = wording.text
    lacking, better, equal = (
        _named(lines, mark, inside, wording) for mark in (Mark.LACKING, Mark.BETTER, Mark.EQUAL)
    )
    if lacking and better:
        said = _("%(lacking)s ligger säkert under övriga kommunen, %(better)s säkert över")
        return capital(said % {"lacking": lacking, "better": better})
    if lacking:
        return capital(_("%(names)s ligger säkert under övriga kommunen") % {"names": lacking})
    if better:
        return capital(_("%(names)s ligger säkert över övriga kommunen") % {"names": better})
    if equal:
        return capital(_("%(names)s ligger säkert inom marginalen") % {"names": equal})
    return _("Svaren räcker inte för någon slutsats")


def pairs_title(lines: Sequence[Line], inside: Inside, wording: Wording) -> str:
    """Which differences remain when errands are of the same kinds, and which do not."""
    _ = wording.text
    remain = [
        each for each in lines if each.mark in (Mark.LACKING, Mark.BETTER) and each.judged and each.like_gap
    ]
    gone = [each for each in lines if each.mark is Mark.EQUAL and each.judged and leaves_margin(each.judged)]
    if remain:
        named = _listed(remain, inside, wording)
        return capital(_("%(names)s: skillnaden finns kvar när ärendena är av samma slag") % {"names": named})
    if gone:
        named = _listed(gone, inside, wording)
        return capital(
            _("%(names)s: skillnaden ryms inom marginalen när ärendena är av samma slag") % {"names": named}
        )
    if any(each.mark is Mark.EQUAL for each in lines):
        equal = _named(lines, Mark.EQUAL, inside, wording)
        return capital(_("%(names)s: inom marginalen också med samma slags ärenden") % {"names": equal})
    return _("Svaren räcker inte för en slutsats om samma slags ärenden")


def trend_title(trend: TrendText, wording: Wording) -> str:
    """Which quarters left the normal variation round the own level."""
    _ = wording.text
    outside = [row.name for row in trend.rows if row.is_outside]
    if trend.level is None:
        return _("För få kvartal kan visas för att ha en egen nivå")
    if not outside:
        return _("Alla kvartal som kan visas ligger inom normal variation")
    return capital(_("Utanför normal variation: %(quarters)s") % {"quarters": wording.listed(outside)})


def funnel_title(funnel: ResponseFunnel, wording: Wording) -> str:
    share = funnel.answered / funnel.closed if funnel.closed else 0.0
    return wording.text("%(share)s av de avslutade ärendena fick ett svar") % {
        "share": wording.number.percent(share)
    }


def leaves_margin(judged: Judged) -> bool:
    """Whether the gap of all errands is larger, as written, than the one with the same kinds of errands."""
    if judged.gap is None or judged.like_gap is None:
        return False
    stands_out = judged.gap.high < 0 or judged.gap.low > 0
    return stands_out and abs(round(100 * judged.like_gap.value)) < abs(round(100 * judged.gap.value))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(lines: Sequence[Line], mark: Mark, inside: Inside, wording: Wording) -> str:
    return _listed([each for each in lines if each.mark is mark], inside, wording)


def _listed(lines: Sequence[Line], inside: Inside, wording: Wording) -> str:
    return wording.listed([inside(each.name) for each in lines])
