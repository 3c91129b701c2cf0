"""The styles of the DOCX: real headings, so that a reader can move among them and an officer can restyle them."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from feedback.quarterly.document import EASY, SWEDISH, Document
from feedback.quarterly.setting import word_parts as parts
from feedback.quarterly.setting.colouring import tokens

# Typefaces that the officer's machine is sure to have.
SANS, SERIF = "Calibri", "Georgia"
INK, INK2, ACCENT = tokens()["--ink"], tokens()["--ink-2"], tokens()["--accent"]
SIGNAL, SIGNAL_SOFT = tokens()["--signal"], tokens()["--signal-soft"]
VERDICTS = {"lacking": SIGNAL, "equal": INK, "better": ACCENT}


def prepare(file: Any, document: Document) -> None:
    """Page, language and styles, before anything is written."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(30), Mm(24)
    _language(file, "sv-SE" if document.language == SWEDISH else "en-GB")
    base = 14.0 if document.kind == EASY else 10.5
    _set(file, "Normal", SANS, base, INK, after=4)
    _set(file, "Body Text", SANS, base, INK, after=6)
    for level, size, face, before in ((1, 20, SERIF, 18), (2, 14, SANS, 18), (3, 11.5, SANS, 12)):
        larger = 4 if document.kind == EASY else 0
        _set(file, f"Heading {level}", face, size + larger, INK, before=before, after=4, bold=True)
    for name in ("List Bullet", "List Number"):
        _set(file, name, SANS, base, INK, after=3)
    _set(file, "Caption", SANS, 9, INK2, before=10, after=4, keeps=True)
    file.styles["Caption"].font.bold = False
    _set(file, "Header", SANS, 8.5, INK2)
    _set(file, "Footer", SANS, 8.5, INK2)
    _added(file, base)


def _added(file: Any, base: float) -> None:
    _new(file, "Kicker", SANS, 8.5, INK2, bold=True, after=6)
    _new(file, "Fields", SANS, 10.5, INK, after=1)
    file.styles["Fields"].paragraph_format.tab_stops.add_tab_stop(Mm(32))
    _new(file, "Lead", SERIF, base + 1.5, INK, after=8)
    _new(file, "Note", SANS, max(base - 1.5, 9), INK2, after=6)
    _new(file, "Decision", SANS, base, INK, before=2, after=6)
    _new(file, "Words", SERIF, base + 0.5, INK, before=6, after=1)
    _new(file, "Source", SANS, 9, INK2, after=8)
    _new(file, "Cell", SANS, 9.5, INK, before=1, after=1)
    _new(file, "Cell Heading", SANS, 9, INK2, before=1, after=1, bold=True)
    _new(file, "Cell Note", SANS, 9, INK2, before=1, after=1)
    _new(file, "Figure", SANS, base + 5, INK, bold=True)
    file.styles["Words"].font.italic = True
    for name in ("Words", "Source", "Decision"):
        file.styles[name].paragraph_format.left_indent = Mm(5)
    link = file.styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = parts.colour(ACCENT), True


def _new(file: Any, name: str, face: str, size: float, colour: str, **rest: Any) -> None:
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Normal"]
    _set(file, name, face, size, colour, **rest)


def _set(
    file: Any,
    name: str,
    face: str,
    size: float,
    colour: str,
    before: float = 0,
    after: float = 0,
    bold: bool | None = None,
    keeps: bool | None = None,
) -> None:
    style = file.styles[name]
    style.font.name, style.font.size, style.font.color.rgb, style.font.bold = (
        face,
        Pt(size),
        parts.colour(colour),
        bold,
    )
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if keeps is not None:
        style.paragraph_format.keep_with_next = keeps


def _language(file: Any, code: str) -> None:
    """What the spelling checker and the screen reader take the text to be in."""
    for each in file.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), code)
