"""Every sentence says what its figures say, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, is_dataclass, replace

import pytest

from analysis.findings import (
    Cell,
    Finding,
    Kind,
    Named,
    Part,
    cannot_tell_finding,
    cell_finding,
    cell_findings,
    district_lead,
    overview_lead,
    plain,
)
from analysis.findings.tongue import WORDS, Tongue
from analysis.uncertainty import Estimate, index_of_counts, wilson
from analysis.verdict import Standing, Verdict

VARBY = Named("varby", {"sv": "Vårby", "en": "Vårby"})
ANGEN = Named("angen", {"sv": "Ängen", "en": "Ängen"})
PHONE = Named("phone", {"sv": "i telefon", "en": "by phone"})
MAIL = Named("mail", {"sv": "med e-post", "en": "by e-mail"})
VISIT = Named("visit", {"sv": "vid besök", "en": "at visits"})
CAUSAL = re.compile(
    r"\b(beror|orsak\w*|därför|eftersom|leder till|ingen skillnad|because|cause\w*|no difference|most of all)\b"
)


def standing(
    verdict: Verdict, gap: tuple[float, float, float], like: tuple[float, float, float] | None
) -> Standing:
    return Standing(
        n=356, satisfied=224, share=wilson(224, 356), index=index_of_counts((20, 40, 72, 100, 124)),
        reference_n=4000, reference_share=wilson(3120, 4000), gap=Estimate(*gap),
        adjusted_gap=Estimate(*like) if like else None, coverage=0.92 if like else 1.0, p_value=0.001,
        score_p_value=0.002, p_adjusted=0.01, verdict=verdict, detectable_gap=0.07, answers_needed=240,
    )  # fmt: skip


LACKING = standing(Verdict.LACKING, (-0.151, -0.18, -0.12), (-0.12, -0.149, -0.09))
BETTER = standing(Verdict.BETTER, (0.04, 0.02, 0.054), None)
EQUAL = standing(Verdict.EQUAL, (-0.01, -0.03, 0.002), (-0.01, -0.049, 0.0004))
MIXED = standing(Verdict.EQUAL, (-0.07, -0.1, -0.04), (-0.01, -0.04, 0.02))
MIXED_UNTOLD = standing(Verdict.CANNOT_TELL, (0.09, 0.06, 0.12), (0.02, -0.02, 0.07))
UNTOLD = standing(Verdict.CANNOT_TELL, (-0.03, -0.08, 0.02), None)
ALL = (LACKING, BETTER, EQUAL, MIXED, MIXED_UNTOLD, UNTOLD)
CELLS = [Cell(VARBY, PHONE, each) for each in ALL] + [Cell(ANGEN, VISIT, None), Cell(ANGEN, PHONE, LACKING)]


def findings() -> list[Finding]:
    summary = cannot_tell_finding(CELLS)
    assert summary is not None
    return [*cell_findings(CELLS, months=12), overview_lead(CELLS), district_lead(VARBY, CELLS), summary]


def figures_in(thing: object) -> Iterator[float]:
    if isinstance(thing, bool) or thing is None or isinstance(thing, str):
        return
    if is_dataclass(thing) and not isinstance(thing, type):
        yield from figures_in(astuple(thing))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from figures_in(each)
    elif isinstance(thing, int | float):
        yield float(thing)


def numbers_in(text: str, language: str) -> list[float]:
    """Numbers written with digits or, to twelve, as words. "Of 100" is the unit of a share and no figure."""
    text = re.sub(r"(?:av|of) 100", "", text).replace("\u2212", "-").replace("\u00a0", "")
    text = text.replace(",", ".") if language == "sv" else text
    digits = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", text)]
    spoken = re.findall(r"\w+", text.lower())
    return digits + [float(WORDS[language].index(word)) for word in spoken if word in WORDS[language][1:]]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_number_can_be_recomputed_from_the_figures(language: str) -> None:
    for finding in findings():
        text = plain(finding.sentences[language])
        raw = [value for each in finding.figures for value in figures_in(each)]
        known = {round(value * scale, places) for value in raw for scale in (1, 100) for places in (0, 1)}
        assert set(numbers_in(text, language)) <= known, text


def test_no_sentence_says_more_than_the_figures() -> None:
    for finding in findings():
        for sentence in finding.sentences.values():
            assert not CAUSAL.search(plain(sentence).lower()), plain(sentence)


def test_what_is_lacking_is_said_with_shares_and_the_difference_judged() -> None:
    finding = cell_finding(Cell(VARBY, PHONE, LACKING))
    assert (finding.kind, finding.verdict, finding.district) == (Kind.CELL, Verdict.LACKING, "varby")
    assert plain(finding.sentences["sv"]) == (
        "I Vårby brister likvärdig service i telefon. 63 av 100 är nöjda, mot 78 i övriga kommunen. "
        "Med samma slags ärenden är skillnaden −12\u00a0procentenheter, mellan −15 och −9. "
        "Det gäller de 92\u00a0% av svaren som har motsvarande ärenden i övriga kommunen."
    )
    assert finding.sentences["sv"][:2] == (Part("I "), Part("Vårby", "varby"))


def test_better_is_said_of_ratings_beside_the_rest() -> None:
    sentences = cell_finding(Cell(VARBY, VISIT, BETTER)).sentences
    assert plain(sentences["sv"]).startswith(
        "I Vårby får servicen vid besök bättre omdömen än i övriga kommunen. "
    )
    assert plain(sentences["en"]).startswith(
        "In Vårby, the service at visits is rated better than in the rest"
    )


def test_a_gap_that_is_the_errands_is_said_to_be_so() -> None:
    finding = cell_finding(Cell(VARBY, PHONE, MIXED))
    assert finding.kind is Kind.MIX
    text = plain(finding.sentences["sv"])
    assert text.startswith(
        "I Vårby ser servicen i telefon sämre ut än den är. Skillnaden är −7\u00a0procentenheter"
    )
    assert "skillnaden −1\u00a0procentenhet, mellan −4 och +2. Det är inom marginalen ±5." in text
    untold = plain(cell_finding(Cell(VARBY, PHONE, MIXED_UNTOLD)).sentences["sv"])
    assert "sämre ut" not in untold
    assert "Det går inte att avgöra om den finns kvar." in untold


def test_an_equal_cell_looks_no_worse_than_it_is_where_like_with_like_is_no_smaller() -> None:
    same = standing(Verdict.EQUAL, (-0.034, -0.06, -0.002), (-0.031, -0.048, -0.008))
    finding = cell_finding(Cell(VARBY, PHONE, same))
    assert finding.kind is Kind.CELL
    text = plain(finding.sentences["sv"])
    assert text.startswith("I Vårby är servicen i telefon likvärdig, inom ±5 procentenheter.")
    assert "ser" not in text.split()
    larger = replace(same, adjusted_gap=Estimate(-0.041, -0.049, -0.01))
    assert cell_finding(Cell(VARBY, PHONE, larger)).kind is Kind.CELL


def test_too_few_answers_are_not_called_equal() -> None:
    text = plain(cell_finding(Cell(VARBY, PHONE, UNTOLD), months=12).sentences["sv"])
    assert text == (
        "356 svar på tolv månader räcker inte för att avgöra om servicen i telefon i Vårby är likvärdig. "
        "Det betyder inte att den är det. Ungefär 240 svar till behövs."
    )


def test_a_hidden_cell_says_nothing_of_its_figures() -> None:
    finding = cell_finding(Cell(VARBY, PHONE, None))
    assert (finding.kind, finding.verdict, finding.figures) == (Kind.HIDDEN, None, ())
    assert plain(finding.sentences["sv"]) == "Vårby, i telefon: dolt för att skydda de som svarat."


def test_findings_come_by_verdict_and_then_alphabetically_never_by_size() -> None:
    small = replace(LACKING, gap=Estimate(-0.09, -0.1, -0.08), adjusted_gap=None)
    cells = [Cell(ANGEN, PHONE, LACKING), Cell(VARBY, PHONE, small), *CELLS[1:6], Cell(ANGEN, VISIT, None)]
    found = cell_findings(cells)
    assert [finding.district for finding in found[:2]] == ["varby", "angen"]
    assert [(each.kind, each.verdict) for each in found[2:]] == [
        (Kind.CELL, Verdict.BETTER), (Kind.MIX, Verdict.EQUAL), (Kind.MIX, Verdict.CANNOT_TELL),
        (Kind.CELL, Verdict.EQUAL), (Kind.CELL, Verdict.CANNOT_TELL),
    ]  # fmt: skip


def test_the_leads_count_and_name_the_places() -> None:
    lead = plain(overview_lead(CELLS).sentences["sv"])
    assert lead == (
        "Likvärdig service brister på två ställen: i Vårby och Ängen. "
        "På två ställen kan vi visa att servicen är likvärdig. På ett ställe får servicen bättre omdömen. "
        "På två ställen går det inte att avgöra ännu. Resultatet är dolt på ett ställe."
    )
    none = plain(overview_lead([Cell(VARBY, PHONE, UNTOLD)]).sentences["en"])
    assert none.startswith(
        "Nowhere do the answers show that equal service is lacking. In one place it cannot"
    )
    assert cannot_tell_finding([Cell(VARBY, PHONE, EQUAL)]) is None


def test_the_district_lead_says_like_with_like_only_where_it_was() -> None:
    alike = plain(district_lead(VARBY, [Cell(VARBY, PHONE, LACKING)]).sentences["sv"])
    assert alike == (
        "De som bor i Vårby är mindre nöjda med servicen i telefon än andra i kommunen, "
        "även när ärendena är av samma slag."
    )
    raw = replace(LACKING, adjusted_gap=None)
    both = [Cell(VARBY, VISIT, raw), Cell(VARBY, PHONE, LACKING), Cell(ANGEN, PHONE, EQUAL)]
    text = plain(district_lead(VARBY, both).sentences["sv"])
    assert "i telefon och vid besök än andra i kommunen." in text
    assert "likvärdig" not in text


def test_the_district_lead_names_the_district_once() -> None:
    cells = [Cell(VARBY, PHONE, LACKING), Cell(VARBY, VISIT, EQUAL), Cell(VARBY, MAIL, UNTOLD)]
    finding = district_lead(VARBY, cells)
    assert plain(finding.sentences["sv"]) == (
        "De som bor i Vårby är mindre nöjda med servicen i telefon än andra i kommunen, "
        "även när ärendena är av samma slag. Här är servicen vid besök likvärdig, inom ±5 procentenheter. "
        "Här går det ännu inte att avgöra om servicen med e-post är likvärdig."
    )
    assert plain(finding.sentences["en"]).count("Vårby") == 1
    assert [part.place for part in finding.sentences["sv"]] == [None, "varby", None]


def test_the_district_lead_of_too_few_answers_does_not_hint_at_equality() -> None:
    cells = [Cell(VARBY, PHONE, UNTOLD), Cell(VARBY, VISIT, None)]
    assert plain(district_lead(VARBY, cells).sentences["sv"]) == (
        "I Vårby går det ännu inte att avgöra om servicen i telefon är likvärdig. "
        "Det betyder inte att den är det."
    )


@pytest.mark.parametrize(
    ("language", "limit", "text"),
    [
        ("sv", -0.049, "−4,9"),
        ("sv", 0.054, "+5,4"),
        ("en", 0.002, "+0.2"),
        ("sv", -0.12, "−12"),
        ("sv", -0.0004, "−0,0"),
    ],
)
def test_a_limit_that_rounds_onto_an_edge_has_a_decimal(language: str, limit: float, text: str) -> None:
    assert Tongue(language).limit(limit) == text


def test_numbers_are_written_as_the_language_does() -> None:
    assert Tongue("sv").whole(1385) == "1\u00a0385"
    assert Tongue("en").whole(1385) == "1,385"
    assert Tongue("sv").decimal(-1385.25, 1) == "−1\u00a0385,2"
    assert [Tongue("sv").count(number) for number in (1, 12, 13)] == ["ett", "tolv", "13"]
    assert Tongue("sv").gap(0.01) == "+1\u00a0procentenhet"
