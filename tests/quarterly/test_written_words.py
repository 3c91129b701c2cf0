"""The document in words: what a committee reads in an ordinary quarter, and in the quarters that are not."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest

from feedback.insight.figures import HIDDEN, Slot
from feedback.quarterly.document import (
    EASY,
    FULL,
    Block,
    Bullets,
    Chart,
    Decision,
    Document,
    Grid,
    Heading,
    KeyFigures,
    Paragraph,
    Quote,
    Span,
)
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.writing import written
from feedback.quarterly.writing.rows.others import item_rows
from feedback.quarterly.writing.rows.sheet import Axes
from survey_defs.municipality import Municipality
from tests.quarterly import closed_quarters as quarters

NEVER = re.compile(r"\bNone\b|\bnan\b|[{}]|  | ,| \.|\.\.")


def document(
    facts: QuarterFacts, language: str = "sv", kind: str = FULL, municipality: Municipality | None = None
) -> Document:
    place = municipality or quarters.lillaker()
    return written(facts, place, quarters.FRONT, quarters.VERSIONS, language, kind)  # type: ignore[arg-type]


def text_of(blocks: tuple[Block, ...]) -> str:
    """Everything a reader sees, line by line."""
    return "\n".join(line for block in blocks for line in lines_of(block))


def lines_of(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [block.text]
        case Decision():
            return list(block.points)
        case Bullets():
            return ["".join(span.text for span in item) for item in block.items]
        case KeyFigures():
            return [f"{each.label}: {each.value} ({each.note})" for each in block.items]
        case Grid():
            return [
                block.title,
                block.subtitle,
                *(" | ".join(cell.text for cell in row) for row in block.rows),
                block.note,
            ]
        case Chart():
            return [block.title, block.subtitle, block.alt]
        case Quote():
            return [block.text, block.source]
        case _:
            return []


def paragraph(made: Document, id: str) -> str:
    [found] = [block.text for block in made.blocks if isinstance(block, Paragraph) and block.id == id]
    return found


def headings(made: Document) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Heading)]


def sentences(text: str) -> int:
    return text.count(". ") + 1


def test_the_sections_stand_in_the_order_of_a_decision() -> None:
    assert headings(document(quarters.town())) == [
        "Förslag till beslut",
        "Sammanfattning",
        "Kommundelarna",
        "Så ska siffrorna läsas",
        "Beskrivning av ärendet",
        "Var servicen brister, är likvärdig eller inte kan bedömas",
        "Beror skillnaderna på ärendena?",
        "Vad som har ändrats",
        "Vilkas röster saknas?",
        "Vad invånarna skriver, kommundel för kommundel",
        "Användning per 1\u00a0000 invånare",
        "Närvaro",
        "Språk och digital tillgång",
        "Jämförelsevärden",
        "Vad vi inte kan säga",
        "Metod och begränsningar",
        "Förvaltningens synpunkter",
        "Ekonomiska och juridiska konsekvenser",
        "Bilagor",
    ]


def test_nothing_but_approval_is_proposed() -> None:
    for language, words in (
        ("sv", "Medborgarnämnden godkänner redovisningen."),
        ("en", "Medborgarnämnden approves the report."),
    ):
        [decision] = [
            block for block in document(quarters.town(), language).blocks if isinstance(block, Decision)
        ]
        assert decision.points == (words,)


def test_without_a_recipient_the_report_is_approved() -> None:
    front = replace(quarters.FRONT, recipient="")
    made = written(quarters.town(), quarters.lillaker(), front, quarters.VERSIONS, "sv", FULL)
    assert Decision(("Redovisningen godkänns.",)) in made.blocks


def test_a_year_that_is_certainly_worse_is_said_with_its_points() -> None:
    worse = tuple(
        replace(each, scores=(60, 60, 60, 60, 60)) if each.channel == "e_service" else each
        for each in quarters.TOWN
    )
    earlier = [replace(each, week=week) for week in quarters.QUARTERS_EARLIER[1:5] for each in quarters.TOWN]
    facts = quarters.facts_of(quarters.held(quarters.lillaker(), [*worse, *earlier]), quarters.SUMMER)
    said = paragraph(document(facts), "andrat-ar")
    assert "är större än slumpen ger." in said
    assert "Säkert lägre än då, i procentenheter: " in said
    assert "e-tjänst −45 (" in said
    assert "Färre är nöjda nu än för ett år sedan." in text_of(document(facts, kind=EASY).blocks)


def test_the_summary_of_an_ordinary_year() -> None:
    assert paragraph(document(quarters.town()), "sammanfattning-text") == (
        "Likvärdig service brister på två ställen: i telefon i Söderhagen och vid besök i Öholm. "
        "På fyra ställen är servicen likvärdig, och på två ställen får den bättre omdömen än i övriga kommunen. "
        "För tre av elva kombinationer av kommundel och kanal räcker svaren inte för en slutsats, vilket inte betyder "
        "att servicen är lika. "
        "Ärenden på arabiska får i någon kommundel säkert svar mer sällan än andra ärenden."
    )


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "world", ["town", "first_quarter", "silent_district", "all_hidden", "nothing_at_all"]
)
def test_the_summary_is_at_most_five_sentences(world: str, language: str) -> None:
    made = document(getattr(quarters, world)(), language)
    assert 1 <= sentences(paragraph(made, "sammanfattning-text")) <= 5


def test_the_findings_are_those_of_the_dashboards() -> None:
    facts = quarters.town()
    said = ["".join(word.text for word in each.sv) for each in facts.overview.findings]
    items = [
        line for block in document(facts).blocks if isinstance(block, Bullets) for line in lines_of(block)
    ]
    assert said[0].startswith("I Söderhagen brister likvärdig service i telefon.")
    assert said[0] in items


def test_what_cannot_be_told_is_never_said_to_be_equal() -> None:
    text = text_of(document(quarters.town()).blocks)
    assert "ingen skillnad" not in text.lower()
    assert "Det som inte kan avgöras kan vara både bättre och sämre." in text
    assert "Hur servicen är på de tre ställen där svaren inte räcker." in text


def test_against_the_year_before() -> None:
    said = paragraph(document(quarters.town()), "andrat-ar")
    assert "mot 80\u00a0% i kvartal 3 2025, alla ärenden räknade." in said
    assert "procentenheter, kan vara slump." in said
    assert said.endswith("Ingen kommundel och ingen kanal har säkert ändrats på ett år.")


def test_the_first_quarter_has_nothing_before_it() -> None:
    made = document(quarters.first_quarter())
    assert paragraph(made, "andrat-text") == (
        "Det finns ännu inget tidigare kvartal att jämföra bedömningarna med."
    )
    assert paragraph(made, "andrat-ar") == "Samma kvartal ett år tidigare finns inte att jämföra med."
    assert [block.id for block in made.blocks if isinstance(block, Chart) and block.id == "tid"] == []


def test_a_silent_district_is_hidden_and_not_judged() -> None:
    made = document(quarters.silent_district())
    [matrix] = [block for block in made.blocks if isinstance(block, Grid) and block.id == "matris"]
    [row] = [row for row in matrix.rows if row[0].text == "Öholm"]
    assert {cell.text for cell in row[1:]} == {"Dolt", "Inga ärenden"}
    assert {cell.mark for cell in row[1:]} == {"hidden", "empty"}
    assert "Hur servicen är på de två ställen där resultatet är dolt. Dolt är ingen bedömning." in text_of(
        made.blocks
    )


def test_everything_hidden_says_so_and_nothing_else() -> None:
    made = document(quarters.all_hidden())
    assert paragraph(made, "sammanfattning-text") == (
        "Alla resultat är dolda för att skydda dem som svarat. Sammanfattningen säger därför ingenting om hur servicen är."
    )
    text = text_of(made.blocks)
    assert "Resultaten är dolda i alla kommundelar" in text
    assert "Hur många som tillfrågats och svarat är dolt för perioden." in text
    assert "Användningen är dold för att skydda dem som haft ärenden." in text
    assert "visar inte på något ställe" not in text
    assert "likvärdig service brister på" not in text.lower()


def test_a_quarter_without_errands_is_short_and_dignified() -> None:
    made = document(quarters.nothing_at_all())
    assert headings(made) == [
        "Förslag till beslut",
        "Sammanfattning",
        "Beskrivning av ärendet",
        "Vad vi inte kan säga",
        "Metod och begränsningar",
        "Förvaltningens synpunkter",
        "Ekonomiska och juridiska konsekvenser",
        "Bilagor",
    ]
    assert paragraph(made, "sammanfattning-text") == (
        "Det finns inga avslutade ärenden att redovisa för perioden. "
        "Sammanfattningen säger därför ingenting om hur servicen är."
    )
    assert "finns inga avslutade ärenden. Därför redovisas inga svar" in paragraph(made, "beskrivning-text")


def test_forty_districts_are_told_where_there_is_something_to_tell() -> None:
    facts, municipality = quarters.forty()
    made = document(facts, municipality=municipality)
    [matrix] = [block for block in made.blocks if isinstance(block, Grid) and block.id == "matris"]
    assert [row[0].text for row in matrix.rows] == [
        "Område 01",
        "Område 08",
        "Område 15",
        "Område 22",
        "Område 29",
        "Område 36",
        "Hela kommunen",
    ]
    assert matrix.note == "34 kommundelar där inget brister eller är bättre står bara i bilagan, tabell T1."
    assert paragraph(made, "sammanfattning-text").startswith(
        "Likvärdig service brister på sex ställen: i telefon i Område 01, Område 08, Område 15, Område 22, Område 29 och "
        "Område 36. "
    )
    assert "Likvärdig service brister på något sätt i sex av 40 kommundelar" in text_of(made.blocks)
    [whole] = [block for block in made.appendix if isinstance(block, Grid) and block.id == "T1"]
    assert len(whole.rows) == 40 * 3 + 3
    assert [block.id for block in made.blocks if isinstance(block, Chart)].count("anvandning") == 0


def test_the_main_part_stays_short_with_forty_districts() -> None:
    """No text or table of it grows with the districts beyond its limit; the map and the appendix do."""
    facts, municipality = quarters.forty()
    for block in document(facts, municipality=municipality).blocks:
        if isinstance(block, Grid):
            assert len(block.rows) <= 15
        if isinstance(block, Bullets):
            assert len(block.items) <= 10
        if isinstance(block, Paragraph):
            assert len(block.text) < 1500, block.text


def test_themes_are_named_with_their_quotes_and_hidden_ones_are_not() -> None:
    made = document(quarters.with_themes())
    assert paragraph(made, "teman-text") == (
        "4\u00a0021 av 8\u00a0156 svar har en kommentar. De handlar mest om ”Vänligt bemötande” och ”Lång väntan”. "
        "Säkert vanligare än förut: ”Lång väntan”."
    )
    [quote] = [block for block in made.blocks if isinstance(block, Quote)]
    assert (quote.text, quote.source) == (
        "Satt i kö i 50 minuter.",
        "Om ”Lång väntan”. Frisläppt av E. Ek 2026-10-02.",
    )
    every = text_of((*made.blocks, *made.appendix))
    assert "Hemligt" not in every
    assert "får inte synas" not in every


def test_a_quote_carries_no_place() -> None:
    names = ("Norrbyn", "Söderhagen", "Öholm", "telefon", "besök")
    for block in document(quarters.with_themes()).blocks:
        if isinstance(block, Quote):
            assert not any(name in block.source for name in names)


def test_without_themes_and_references_it_says_so_in_a_line() -> None:
    text = text_of(document(quarters.first_quarter()).blocks)
    assert "Kommentarerna har inte grupperats i teman för perioden. Därför redovisas inga." in text
    assert "Inga jämförelsevärden från andra har lagts in för perioden." in text


def test_references_stand_beside_ours_with_source_and_year() -> None:
    [grid] = [
        block
        for block in document(quarters.town()).blocks
        if isinstance(block, Grid) and block.id == "jamforelse"
    ]
    told = [[(cell.text, cell.sub) for cell in row] for row in grid.rows]
    assert told[0][0] == ("Bemötande", "")
    assert told[0][2:] == [("–", ""), ("83,8", ""), ("SKR", "Servicemätning, 2025")]
    assert told[1][2][0].startswith("73\u00a0%")
    assert told[1][3:] == [("74\u00a0%", ""), ("Storåker", "Storåkers öppna data, 2026")]


def test_our_own_indices_stand_beside_others() -> None:
    """As the desk tells them: an item in a channel, a level alone."""
    whole = quarters.town().overview.matrix.total
    items = SimpleNamespace(
        items=("bemotande", "enkelhet"),
        channels=("phone", "e_mail"),
        slot=lambda item, channel: whole if (item, channel) == ("bemotande", "phone") else Slot(HIDDEN),
    )
    facts = SimpleNamespace(items=items)
    rows = item_rows(Axes(quarters.lillaker()), "12m-2026Q3", facts).figures  # type: ignore[arg-type]
    told = {(each.channel, each.measure): (each.state, each.value) for each in rows}
    assert whole.judged is not None
    assert told["phone", "bemotande"] == ("shown", round(whole.judged.index.value, 1))
    assert {state for place, (state, _value) in told.items() if place != ("phone", "bemotande")} == {"hidden"}


def test_another_municipality_has_its_own_names_recipient_and_districts() -> None:
    municipality = replace(
        quarters.lillaker(),
        names={"sv": "Storåkers kommun", "en": "Storåker Municipality"},
        short_names={"sv": "Storåker", "en": "Storåker"},
    )
    front = replace(quarters.FRONT, recipient="Nämnden för medborgarservice")
    made = written(quarters.town(), municipality, front, quarters.VERSIONS, "sv", FULL)
    text = text_of(made.blocks)
    assert made.title == "Likvärdig service i Storåker, kvartal 3 2026"
    assert "Nämnden för medborgarservice godkänner redovisningen." in text
    assert "Storåkers kommun frågar efter avslutade ärenden" in text
    assert "Lillåker" not in text
    assert "Demokratiberedningen" not in text


def test_the_margin_is_the_municipalitys() -> None:
    facts = quarters.town()
    wider = replace(
        facts, overview=replace(facts.overview, scope=replace(facts.overview.scope, margin=0.075))
    )
    assert "marginalen på ±7,5 procentenheter" in text_of(document(wider).blocks)
    assert "marginalen på ±5 procentenheter" in text_of(document(facts).blocks)


def test_one_place_is_said_in_the_singular() -> None:
    answers = (
        quarters.Spoken("phone", "norrbyn", (8, 12, 30, 110, 160)),
        quarters.Spoken("phone", "soderhagen", (60, 36, 50, 60, 40)),
        quarters.Spoken("e_mail", "norrbyn", (5, 5, 8, 12, 11)),
        quarters.Spoken("e_mail", "soderhagen", (5, 5, 8, 12, 11)),
    )
    facts = quarters.facts_of(quarters.held(quarters.lillaker(), answers), quarters.SUMMER)
    text = text_of(document(facts).blocks)
    assert "Likvärdig service brister på ett ställe: i telefon i Söderhagen. Skillnaden" in text or (
        "Likvärdig service brister på ett ställe: i telefon i Söderhagen. På ett ställe får" in text
    )
    assert "1 ställen" not in text
    assert "ett ställen" not in text
    assert "en är bättre" in text
    assert "Fyra kombinationer av kommundel och kanal har ärenden: en brister" in text
    easy = text_of(document(facts, kind=EASY).blocks)
    assert "På ett ställe är servicen sämre än i resten av kommunen: i telefon i Söderhagen." in easy


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", [FULL, EASY])
@pytest.mark.parametrize(
    "world", ["town", "with_themes", "first_quarter", "silent_district", "all_hidden", "nothing_at_all"]
)
def test_every_text_is_whole(world: str, kind: str, language: str) -> None:
    made = document(getattr(quarters, world)(), language, kind)
    for block in (*made.blocks, *made.appendix):
        for line in lines_of(block):
            assert not NEVER.search(line), line
        if isinstance(block, Paragraph):
            assert block.text
            assert block.text[-1] in ".?:"
            assert block.text[0] == block.text[0].upper()
        if isinstance(block, Chart):
            assert block.alt
            assert "<svg" in block.svg


@pytest.mark.parametrize("world", ["town", "with_themes", "all_hidden"])
def test_swedish_words_never_stand_in_the_english_document(world: str) -> None:
    text = text_of((*document(getattr(quarters, world)(), "en").blocks,))
    for word in ("procentenheter", "kommundel", "Dolt", "Brister", "svar ", " och ", "kvartal", "ställen"):
        assert word not in text, word


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_people_may_edit_has_an_id_of_its_own(language: str) -> None:
    made = document(quarters.with_themes(), language)
    ids = [block.id for block in made.blocks if isinstance(block, Paragraph) and block.id]
    assert len(ids) == len(set(ids))
    assert ids == [
        block.id
        for block in document(quarters.with_themes()).blocks
        if isinstance(block, Paragraph) and block.id
    ]
    own = [block for block in made.blocks if isinstance(block, Paragraph) and block.is_own]
    assert [block.id for block in own] == ["synpunkter", "konsekvenser"]


def test_an_own_paragraph_is_true_when_nobody_has_written_it() -> None:
    text = text_of(document(quarters.town()).blocks)
    assert "Förvaltningen har inte lämnat några synpunkter utöver redovisningen." in text
    assert "Inga konsekvenser har beskrivits i ärendet." in text


def test_every_chart_names_a_table_of_the_appendix() -> None:
    made = document(quarters.with_themes())
    tables = {block.id for block in made.appendix if isinstance(block, Grid)}
    charts = [block for block in made.blocks if isinstance(block, Chart)]
    assert [chart.id for chart in charts] == ["karta", "par", "tid", "teman", "anvandning"]
    assert {chart.table for chart in charts} <= tables


def test_headings_never_skip_a_level() -> None:
    made = document(quarters.with_themes())
    levels = [1, *(block.level for block in (*made.blocks, *made.appendix) if isinstance(block, Heading))]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [block.id for block in (*made.blocks, *made.appendix) if isinstance(block, Heading)]
    assert len(ids) == len(set(ids))


def test_every_table_is_as_wide_as_its_headings() -> None:
    made = document(quarters.with_themes())
    for block in (*made.blocks, *made.appendix):
        if isinstance(block, Grid):
            assert {len(row) for row in block.rows} == {len(block.headings)}, block.id
            assert not block.refs or len(block.refs) == len(block.rows)


def test_the_easy_page() -> None:
    made = document(quarters.town(), kind=EASY)
    assert made.title == "Är servicen lika bra för alla i Lillåker?"
    assert made.appendix == ()
    assert text_of(made.blocks) == (
        "När du har haft kontakt med kommunen frågar vi hur det gick. Vi vill veta om alla får lika bra service, var de än "
        "bor. Vi har fått 9\u00a0884 svar. De gäller ett år, till och med september 2026.\n"
        "Det här vet vi\n"
        "79 av 100 är nöjda med servicen.\n"
        "På två ställen är servicen sämre än i resten av kommunen: i telefon i Söderhagen och vid besök i Öholm.\n"
        "På fyra ställen är servicen lika bra som i resten av kommunen.\n"
        "På två ställen är servicen bättre än i resten av kommunen.\n"
        "Ett ställe är en del av kommunen och ett sätt att ta kontakt. Till exempel: i telefon i Norrbyn.\n"
        "Det här vet vi inte\n"
        "På tre ställen har vi för få svar. Där vet vi inte om servicen är lika bra, bättre eller sämre.\n"
        "Vi vet inte varför det är skillnad mellan olika ställen.\n"
        "Vi vet inte vad de tycker som aldrig kontaktar kommunen.\n"
        "Vad händer nu?\n"
        "Medborgarnämnden får en redovisning och ska säga om den är godkänd. Alla siffror finns i den långa redovisningen."
    )


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "world", ["town", "first_quarter", "silent_district", "all_hidden", "nothing_at_all"]
)
def test_the_easy_page_is_short_and_its_sentences_too(world: str, language: str) -> None:
    text = text_of(document(getattr(quarters, world)(), language, EASY).blocks)
    assert len(text) < 1600
    for sentence in text.replace("\n", ". ").split(". "):
        assert len(sentence.split()) <= 24, sentence
    for word in (
        "interval",
        "procentenhet",
        "signifikan",
        "percentage point",
        "standardis",
        "vägd",
        "viktad",
    ):
        assert word not in text


def test_full_and_easy_point_at_the_same_rows() -> None:
    def refs(kind: str) -> set[str]:
        made = document(quarters.town(), kind=kind)
        found: set[str] = set()
        for block in made.blocks:
            spans: tuple[Span, ...] = ()
            if isinstance(block, Paragraph):
                spans = block.spans
            elif isinstance(block, Bullets):
                spans = tuple(span for item in block.items for span in item)
            elif isinstance(block, KeyFigures):
                spans = tuple(Span(each.value, ref=each.ref) for each in block.items)
            found |= {span.ref for span in spans if span.ref}
        return found

    assert refs(EASY)
    assert refs(EASY) <= refs(FULL)
