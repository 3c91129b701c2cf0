"""Changes, use, response and the parts of a gap: said only as far as the figures go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.findings import (
    Change,
    GapSplit,
    Named,
    Response,
    Use,
    change_finding,
    plain,
    response_finding,
    split_finding,
    unchanged_finding,
    use_finding,
)
from analysis.uncertainty import Estimate
from analysis.verdict import Verdict
from tests.analysis.test_findings import LACKING, PHONE, UNTOLD, VARBY, figures_in, numbers_in

NORMAL = Estimate(0.66, 0.58, 0.74)
STEADY = Change(VARBY, PHONE, LACKING, LACKING, 0.65, 0.64, NORMAL)
VISITS = Named("visits", {"sv": "besök", "en": "visits"})
TURKISH = Named("tr", {"sv": "Ärenden på turkiska", "en": "Errands in Turkish"})


def said(change: Change) -> str:
    finding = change_finding(change)
    assert finding is not None
    return plain(finding.sentences["sv"])


def test_nothing_is_said_of_what_stays_within_normal_variation() -> None:
    assert change_finding(STEADY) is None


def test_a_fall_is_told_only_outside_normal_variation() -> None:
    assert said(replace(STEADY, level=0.55)) == (
        "Vårby, i telefon: nöjdheten föll från 65\u00a0% till 55\u00a0%, utanför normal variation "
        "(58\u00a0% till 74\u00a0%)."
    )
    assert "nöjdheten är 55" in said(replace(STEADY, level_before=0.50, level=0.55))


def test_more_answers_are_named_only_when_there_are_more() -> None:
    fewer_before = replace(STEADY, before=replace(UNTOLD, n=300))
    assert "Med fler svar (356 mot 300) går det att dra en slutsats." in said(fewer_before)
    assert said(replace(STEADY, before=UNTOLD)).endswith("Nu går det att dra en slutsats.")


def test_a_lost_conclusion_is_not_an_equal_one() -> None:
    text = said(replace(STEADY, now=UNTOLD))
    assert text.endswith("Det går inte att avgöra om skillnaden är borta.")
    assert replace(LACKING, verdict=Verdict.EQUAL) != LACKING
    assert "slutsats" not in said(replace(STEADY, now=replace(LACKING, verdict=Verdict.EQUAL)))


@pytest.mark.parametrize(
    ("number", "text"), [(1, "En bedömning är"), (2, "Två bedömningar är"), (52, "52 b")]
)
def test_the_unchanged_are_counted(number: int, text: str) -> None:
    assert plain(unchanged_finding(number).sentences["sv"]).startswith(text)


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Estimate(0.5, 0.45, 0.56), "ungefär hälften så många"),
        (Estimate(2.0, 1.8, 2.2), "ungefär dubbelt så många"),
        (
            Estimate(0.5, 0.3, 0.7),
            "0,50 gånger så många per invånare som i övriga kommunen, mellan 0,30 och 0,70",
        ),
        (Estimate(0.9, 0.7, 1.1), "går inte att avgöra"),
    ],
)
def test_half_is_said_only_when_the_interval_bears_it(ratio: Estimate, text: str) -> None:
    finding = use_finding(Use(VARBY, VISITS, Estimate(95, 90, 100), ratio))
    sentence = plain(finding.sentences["sv"])
    assert sentence.startswith("I Vårby är det 95 besök per tusen invånare, mellan 90 och 100. ")
    assert text in sentence


def test_response_is_told_beside_the_others() -> None:
    finding = response_finding(Response(TURKISH, 0.11, 0.18))
    assert plain(finding.sentences["sv"]) == (
        "Ärenden på turkiska: 11 av 100 gav ett svar, mot 18 av 100 i övrigt."
    )


def test_the_parts_of_a_gap_are_arithmetic_and_add_up() -> None:
    finding = split_finding(GapSplit(VARBY, PHONE, -0.15, -0.03, -0.12))
    text = plain(finding.sentences["sv"])
    assert text.startswith(
        "Skillnaden är −15\u00a0procentenheter. Av den följer −3 av att ärendena är av annat slag"
    )
    known = {round(100 * figure) for figure in figures_in(finding.figures)}
    assert set(numbers_in(text, "sv")) == known
    with pytest.raises(ValueError, match="do not make"):
        split_finding(GapSplit(VARBY, PHONE, -0.15, -0.03, -0.1))
