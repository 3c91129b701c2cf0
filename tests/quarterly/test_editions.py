"""A draft with people's words, heads, approval and what differs, put together as it will be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from feedback.quarterly.differences import Differences, FigureChange, ProseChange
from feedback.quarterly.document import Decision, Front, Grid, Heading, Paragraph, Span, Versions
from feedback.quarterly.editions import MOST_LISTED, Approved, Heads, edition_of, front_of
from feedback.quarterly.published import SHOWN, Figure
from survey_defs.municipality import SummaryRules, builtin_municipality, load_municipality
from tests.quarterly.stand_in import document_of

FRONT = Front("Kansliet", "3 december 2026", "", "", "Beredningen", "Lillåker")
VERSIONS = Versions("d", "0.1", 2, "2026-12-03")
DRAFT = document_of(Span("77", ref="T1:1"), "2026Q3", FRONT, VERSIONS, "sv", "full", "Utkast")
HEADS = Heads("LS-2026/7", "Dag")


def texts(blocks: object) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]  # type: ignore[attr-defined]


def test_untouched_it_is_the_draft_with_its_heads() -> None:
    made = edition_of(DRAFT, {}, HEADS, "")
    assert made == replace(DRAFT, notice="", front=replace(FRONT, case_number="LS-2026/7", officer="Dag"))


def test_words_stand_where_the_draft_s_stood_and_figures_keep_their_rows() -> None:
    prose = {"svar": "Bara [77] svarade.", "synpunkter-text": "", "decision": "Godkänna.\nÅterkomma."}
    made = edition_of(DRAFT, prose, HEADS, "")
    assert texts(made.blocks) == ["Bara 77 svarade.", "Metoden beskrivs i bilagan."]
    [paragraph] = [block for block in made.blocks if isinstance(block, Paragraph) and block.id == "svar"]
    assert [span.ref for span in paragraph.spans if span.ref] == ["T1:1"]
    assert [block.points for block in made.blocks if isinstance(block, Decision)] == [
        ("Godkänna.", "Återkomma.")
    ]


def test_the_approval_stands_last_in_the_text() -> None:
    made = edition_of(DRAFT, {}, HEADS, "", None, Approved("Cia Ek", date(2026, 12, 7)))
    assert texts(made.blocks)[-1] == "Godkänd av Cia Ek den 7 december 2026."
    english = document_of(Span("77", ref="T1:1"), "2026Q3", FRONT, VERSIONS, "en", "full")
    made = edition_of(english, {}, HEADS, "", None, Approved("Cia Ek", date(2026, 12, 7)))
    assert texts(made.blocks)[-1] == "Approved by Cia Ek on 7 December 2026."


def test_what_differs_stands_in_the_appendix() -> None:
    figure = Figure("T1:1", "T1", "12m-2026Q3", "answers", SHOWN, value=77, n=77)
    many = tuple(
        FigureChange(
            replace(figure, district=f"d{each}"), replace(figure, district=f"d{each}", value=78, n=78)
        )
        for each in range(MOST_LISTED + 5)
    )
    prose = (
        ProseChange("sv", "full", "Text (1)", "Förr", "Nu"),
        ProseChange("en", "full", "Text (1)", "Then", "Now"),
    )
    made = edition_of(DRAFT, {}, HEADS, "", Differences(many, prose))
    added = made.appendix[len(DRAFT.appendix) :]
    assert isinstance(added[0], Heading)
    assert added[0].text == "Ändrat sedan utgåva 1"
    grid = added[1]
    assert isinstance(grid, Grid)
    assert len(grid.rows) == MOST_LISTED
    assert grid.note == "Och 5 siffror till; de står i filerna med siffror."
    assert [cell.text for cell in grid.rows[0]] == ["Antal svar, 12m-2026Q3: d0", "77, n = 77", "78, n = 78"]
    assert "Förr" in repr(added)
    assert "Then" not in repr(added)
    same = edition_of(DRAFT, {}, HEADS, "", Differences())
    assert texts(same.appendix) == ["Inga siffror och ingen text skiljer sig från den förra utgåvan."]


def test_the_front_falls_back_to_the_municipality() -> None:
    huddinge = load_municipality(builtin_municipality("huddinge"))
    front = front_of(huddinge, HEADS, date(2026, 12, 3), "en")
    assert (front.date, front.recipient) == ("3 December 2026", "The Democracy Committee")
    bare = replace(huddinge, summary=SummaryRules())
    assert front_of(bare, HEADS, date(2026, 12, 3), "sv").administration == "Huddinge kommun"
