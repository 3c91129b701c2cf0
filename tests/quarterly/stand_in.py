"""A small writing and setting for tests of the workflow: a document with one of each kind of block, and plain files.

Module-level functions, since they are run in a process of their own.
"""

from __future__ import annotations

from feedback.quarterly.craft import Craft
from feedback.quarterly.document import (
    Bullets,
    Cell,
    Chart,
    Decision,
    Document,
    Front,
    Grid,
    Heading,
    KeyFigure,
    KeyFigures,
    Kind,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Versions,
)
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.published import HIDDEN, SHOWN, Figure
from survey_defs.municipality import Municipality

SVG = '<svg class="chart wide" viewBox="0 0 920 20" role="img" aria-label="En linje"><path class="line" d="M0 10h900"/></svg>'


def figure_rows(facts: QuarterFacts, municipality: Municipality) -> tuple[Figure, ...]:
    period = facts.selection.period.code
    rows = [
        Figure("T1:1", "T1", period, "answers", SHOWN, n=_answers(facts)),
        Figure("T1:2", "T1", period, "satisfied_share", HIDDEN, district="oholm"),
    ]
    rows += [
        Figure(f"T2:{row}", "T2", period, "answers", SHOWN, theme=each.name, n=row)
        for row, each in enumerate(facts.theme_names, 1)
    ]
    return tuple(rows)


def _answers(facts: QuarterFacts) -> int:
    return sum(len(each.parts) for each in facts.districts)


def written(
    facts: QuarterFacts,
    municipality: Municipality,
    front: Front,
    versions: Versions,
    language: str,
    kind: Kind,
    notice: str = "",
) -> Document:
    answers = Span(f"{_answers(facts)}", ref="T1:1")
    return document_of(
        answers,
        facts.quarter.code,
        front,
        versions,
        language,
        kind,
        notice,
        [each.text for each in facts.quotes],
    )


def document_of(
    answers: Span,
    quarter: str,
    front: Front,
    versions: Versions,
    language: str,
    kind: Kind,
    notice: str = "",
    quotes: list[str] | None = None,
) -> Document:
    said = (Span("Av dem som tillfrågades svarade "), answers, Span(" under kvartal 3 2026."))
    quoted = tuple(Quote(text, "Tema") for text in quotes or [])
    return Document(
        language=language,
        kind=kind,
        title=f"Likvärdig service {quarter}" if language == "sv" else f"Equal service {quarter}",
        quarter=quarter,
        front=front,
        blocks=(
            Heading(2, "Förslag till beslut", "forslag"),
            Decision(("Demokratiberedningen godkänner redovisningen.",)),
            Heading(2, "Sammanfattning", "sammanfattning"),
            Paragraph(said, style="lead", id="svar"),
            KeyFigures((KeyFigure("Svar", answers.text, "i hela kommunen", "T1:1"),)),
            PageBreak(),
            Chart("c1", "Lika över tid", "Andel nöjda", "En rak linje.", SVG, "T1"),
            Bullets(((Span("Telefon: ", strong=True), Span("lika")), (Span("Besök: lika"),))),
            *quoted,
            Heading(2, "Förvaltningens synpunkter", "synpunkter"),
            Paragraph((Span("Förvaltningen har inget att tillägga."),), id="synpunkter-text", is_own=True),
            Paragraph((Span("Metoden beskrivs i bilagan."),), style="note"),
        ),
        appendix=(
            Heading(2, "Bilaga", "bilaga-rubrik"),
            Grid(
                "T1",
                "Svar",
                "Hela kommunen",
                ("Plats", "Svar", "Bedömning"),
                (
                    (
                        Cell("Alla", is_strong=True),
                        Cell(answers.text, is_number=True),
                        Cell("Brister", mark="lacking"),
                    ),
                    (
                        Cell("Öholm", sub="inget kontor"),
                        Cell("–", is_number=True),
                        Cell("Dolt", mark="hidden"),
                    ),
                ),
                refs=("T1:1", "T1:2"),
                note="Påhittat.",
            ),
        ),
        versions=versions,
        notice=notice,
    )


def text_of(document: Document) -> str:
    return repr(document)


def pdf_of(document: Document) -> bytes:
    return b"%PDF-stand-in\n" + text_of(document).encode()


def html_of(document: Document) -> str:
    body = "".join(f"<p>{block.text}</p>" for block in document.blocks if isinstance(block, Paragraph))
    return (
        f'<!doctype html><html lang="{document.language}"><head><title>{document.title}</title>'
        f"<style>p{{color:#123}}</style></head><body><main><h1>{document.title}</h1>{body}</main></body></html>"
    )


def docx_of(document: Document) -> bytes:
    return b"PK-stand-in\n" + text_of(document).encode()


def stand_in() -> Craft:
    return Craft(figure_rows, written, pdf_of, html_of, docx_of)


def fails(document: Document) -> bytes:
    raise RuntimeError("no ink")


def without_ink() -> Craft:
    return Craft(figure_rows, written, fails, html_of, docx_of)
