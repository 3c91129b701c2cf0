"""The document put together: its sections in the order a committee reads them."""

from __future__ import annotations

from collections.abc import Callable

from feedback.quarterly.document import EASY, Block, Document, Front, Kind, Versions
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.writing.access import access
from feedback.quarterly.writing.appendix import appendix
from feedback.quarterly.writing.beside_others import beside_others
from feedback.quarterly.writing.changes import changes
from feedback.quarterly.writing.easy import easy_blocks, easy_title
from feedback.quarterly.writing.ending import attachments, limits, own_words
from feedback.quarterly.writing.figure_rows import figure_rows
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.missing import missing
from feedback.quarterly.writing.mix import mix
from feedback.quarterly.writing.named_themes import themes
from feedback.quarterly.writing.opening import opening
from feedback.quarterly.writing.overview import background, district_map, reading
from feedback.quarterly.writing.presence import presence
from feedback.quarterly.writing.sentences import Texts, plain
from feedback.quarterly.writing.use import use
from feedback.quarterly.writing.verdicts import verdicts
from survey_defs.municipality import Municipality

TITLE: Texts = {"sv": "Likvärdig service i {place}, {quarter}", "en": "Equal service in {place}, {quarter}"}
Section = Callable[[Given], tuple[Block, ...]]
FULL_SECTIONS: tuple[Section, ...] = (
    opening,
    district_map,
    reading,
    background,
    verdicts,
    mix,
    changes,
    missing,
    themes,
    use,
    presence,
    access,
    beside_others,
    limits,
    own_words,
    attachments,
)
WITHOUT_ERRANDS: tuple[Section, ...] = (opening, background, limits, own_words, attachments)


def written(
    facts: QuarterFacts,
    municipality: Municipality,
    front: Front,
    versions: Versions,
    language: str,
    kind: Kind,
    notice: str = "",
) -> Document:
    """The document of a quarter. Its figures are those of `figure_rows`, and nothing else is said in numbers."""
    given = Given(facts, municipality, language, front, figure_rows(facts, municipality))
    is_easy = kind == EASY
    return Document(
        language=language,
        kind=kind,
        title=easy_title(given) if is_easy else _title(given),
        quarter=facts.quarter.code,
        front=front,
        blocks=easy_blocks(given) if is_easy else _full(given),
        appendix=() if is_easy else appendix(given),
        versions=versions,
        notice=notice,
    )


def _full(given: Given) -> tuple[Block, ...]:
    """Every section; only those with something to say where there was no errand at all."""
    sections = WITHOUT_ERRANDS if given.is_without_errands else FULL_SECTIONS
    return tuple(block for section in sections for block in section(given))


def _title(given: Given) -> str:
    names = given.municipality.short_names
    place = names.get(given.language) or names["sv"]
    return plain(TITLE, given.language, place=place, quarter=given.wording.quarter(given.facts.quarter))
