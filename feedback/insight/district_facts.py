"""The row of facts about a district, beside the municipality's where there is something to hold it against."""

from __future__ import annotations

from collections.abc import Sequence

from babel.dates import format_date

from feedback.insight.lines import Line
from feedback.insight.parts import Fact
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.wording import Wording
from survey_defs.municipality import District, Municipality


def district_facts(
    district: District, total: Line, whole: Line, funnel: ResponseFunnel | None, wording: Wording
) -> tuple[Fact, ...]:
    """Residents, born abroad, offices, answers, level, and the verdict of all channels together."""
    _ = wording.text
    offices = [
        wording.office(each.id) for each in wording.municipality.offices if each.district == district.id
    ]
    office = Fact(_("Kontor"), wording.listed(offices) if offices else _("Inget kontor"))
    return (*_people(district, wording), office, *_answers(total, whole, funnel, wording))


def _people(district: District, wording: Wording) -> list[Fact]:
    _ = wording.text
    municipality, facts = wording.municipality, []
    if district.population:
        counted = format_date(municipality.population_date, "d MMMM y", locale=wording.language)
        facts.append(Fact(_("Invånare"), wording.number.whole(district.population), counted))
    if district.born_abroad is not None:
        everywhere = born_abroad(municipality)
        beside = _beside(wording.number.percent(everywhere), wording) if everywhere is not None else ""
        facts.append(Fact(_("Födda utomlands"), wording.number.percent(district.born_abroad), beside))
    return facts


def _answers(total: Line, whole: Line, funnel: ResponseFunnel | None, wording: Wording) -> list[Fact]:
    _ = wording.text
    if total.judged is None:
        return [Fact(_("Bedömning, alla kanaler"), total.word, mark=total.mark)]
    closed = ""
    if funnel:
        closed = _("%(n)s avslutade ärenden") % {"n": wording.number.whole(funnel.closed)}
    level = _beside(wording.number.percent(whole.judged.share.value), wording) if whole.judged else ""
    detail = total.judged_gap
    if detail:
        detail = _("skillnad %(gap)s") % {"gap": detail}
    return [
        Fact(_("Svar"), wording.number.whole(total.judged.n), closed),
        Fact(_("Nöjda, alla kanaler"), total.share, level),
        Fact(_("Bedömning, alla kanaler"), total.word, detail, total.mark),
    ]


def _beside(value: str, wording: Wording) -> str:
    return wording.text("kommunen %(value)s") % {"value": value}


def born_abroad(municipality: Municipality) -> float | None:
    """The municipality's share, from its districts' by their residents; None where a district says nothing."""
    return _weighted([(each.population, each.born_abroad) for each in municipality.districts])


def _weighted(pairs: Sequence[tuple[int | None, float | None]]) -> float | None:
    known = [(n, share) for n, share in pairs if n and share is not None]
    if len(known) < len(pairs) or not known:
        return None
    return sum(n * share for n, share in known) / sum(n for n, _ in known)
