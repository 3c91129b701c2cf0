"""The appendix: one table for each published table, one row for each published row, and the method in plain words."""

from __future__ import annotations

from feedback.quarterly.document import Block, Heading, PageBreak
from feedback.quarterly.writing.appendix.grids import grids
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.method import method
from feedback.quarterly.writing.sentences import Texts, paragraph, said
from feedback.quarterly.writing.tables import TITLES

FIRST: Texts = {"sv": "Bilaga 1. Tabeller", "en": "Appendix 1. Tables"}
SECOND: Texts = {"sv": "Bilaga 2. Metod", "en": "Appendix 2. Method"}
HOW_TO_READ: Texts = {
    "sv": "Varje rad har en referens, och samma rad med fler decimaler finns i de öppna data. Raderna står i den ordning "
    "som kommunens kommundelar och kanaler har, så att en rad behåller sin referens. Rader utan ärenden är utelämnade. "
    "Tal inom parentes är 95 procents osäkerhet, skillnader är i procentenheter.",
    "en": "Each row has a reference, and the same row with more decimals is in the open data. The rows stand in the order of "
    "the municipality's districts and channels, so that a row keeps its reference. Rows without errands are left out. "
    "Numbers in brackets are the 95 per cent uncertainty, differences are in percentage points.",
}


def appendix(given: Given) -> tuple[Block, ...]:
    language = given.language
    return (
        PageBreak(),
        Heading(2, FIRST[language], "bilaga-1"),
        paragraph(said(HOW_TO_READ, language), style="note"),
        *(grid for table in TITLES for grid in grids(table, given)),
        Heading(2, SECOND[language], "bilaga-2"),
        *method(given),
    )
