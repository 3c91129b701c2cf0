"""Writing and setting, as the workflow is handed them: what tests may replace, and nothing else may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feedback.quarterly.document import Document, Front, Kind, Versions
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.published import Figure
from survey_defs.municipality import Municipality

Writing = Callable[[QuarterFacts, Municipality, Front, Versions, str, Kind, str], Document]


@dataclass(frozen=True, slots=True)
class Craft:
    """From facts to figures and a document, and from a document to files."""

    figure_rows: Callable[[QuarterFacts, Municipality], tuple[Figure, ...]]
    written: Writing
    pdf_of: Callable[[Document], bytes]
    html_of: Callable[[Document], str]
    docx_of: Callable[[Document], bytes]


CraftMaker = Callable[[], Craft]


def usual_craft() -> Craft:
    """The service's own. Loads what is heavy: to be called in a worker or a command."""
    from feedback.quarterly.setting import docx_of, html_of, pdf_of
    from feedback.quarterly.writing import figure_rows, written

    return Craft(figure_rows, written, pdf_of, html_of, docx_of)
