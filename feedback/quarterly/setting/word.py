"""The document as DOCX, for those who must edit it. Import it in a worker process only."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Mm

from feedback.quarterly.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Decision,
    Document,
    Grid,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Spans,
)
from feedback.quarterly.setting import word_parts as parts
from feedback.quarterly.setting.charts import wide
from feedback.quarterly.setting.columns import TURNED_LINE, Layout, full, layout, number_columns
from feedback.quarterly.setting.front import colophon, fields, kicker, notice_parts
from feedback.quarterly.setting.numbering import every, numbering
from feedback.quarterly.setting.pictures import WIDTH_MM, drawn, pictured
from feedback.quarterly.setting.texts import clean, is_right_to_left, one_line, quoted, sentence
from feedback.quarterly.setting.word_styles import INK2, SIGNAL_SOFT, VERDICTS, prepare
from feedback.quarterly.setting.word_tables import Box, Piece, table_xml
from feedback.quarterly.setting.words import words_of

OUTSIDE = re.compile(r"(https?://|mailto:)")
ACROSS = 4  # key figures beside each other


def docx_of(document: Document) -> bytes:
    """The same document gives the same bytes."""
    made = io.BytesIO()
    _Word(document).written().save(made)
    return parts.fixed(made.getvalue())


class _Word:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = words_of(document)
        self.numbering = numbering(document)
        self.bookmarks = 0
        charts = [block for block in every(document) if isinstance(block, Chart)]
        pictures = drawn([clean(wide(chart.svg)) for chart in charts])
        self.pictures = {id(chart): picture for chart, picture in zip(charts, pictures, strict=True)}
        self.file: Any = docx.Document()

    def written(self) -> Any:
        prepare(self.file, self.document)
        self.properties()
        self.margins()
        self.front()
        for block in self.document.blocks:
            self.block(block)
        if self.document.appendix:
            self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in self.document.appendix:
            self.block(block)
        if last := colophon(self.document):
            self.file.add_paragraph(last, style="Note")
        return self.file

    def properties(self) -> None:
        document, core = self.document, self.file.core_properties
        day = datetime.fromisoformat(document.versions.day)
        core.title, core.author = one_line(document.title), one_line(document.front.organisation)
        core.subject, core.language = document.quarter, document.language
        core.created = core.modified = core.last_printed = day
        core.last_modified_by, core.revision = core.author, 1
        core.comments, core.identifier = colophon(document), document.versions.data
        core.keywords = core.category = ""

    def margins(self) -> None:
        section, front = self.file.sections[0], self.document.front
        header = section.header.paragraphs[0]
        header.paragraph_format.tab_stops.clear_all()
        for place, side in ((118, WD_TAB_ALIGNMENT.RIGHT), (WIDTH_MM, WD_TAB_ALIGNMENT.RIGHT)):
            header.paragraph_format.tab_stops.add_tab_stop(Mm(place), side)
        header.add_run(f"{one_line(front.administration)}\t{one_line(front.case_number)}\t")
        parts.field(header, "PAGE")
        header.add_run(" (")
        parts.field(header, "NUMPAGES")
        header.add_run(")")
        first, rest = notice_parts(one_line(self.document.notice))
        footer = section.footer.paragraphs[0]
        if first:
            footer.add_run(first).bold = True
            footer.add_run(f" {rest}")

    def front(self) -> None:
        if self.document.front.logo:
            paragraph = self.file.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            (picture,) = pictured([self.document.front.logo])
            inline = paragraph.add_run().add_picture(io.BytesIO(picture), width=Mm(40))
            parts.described(inline, one_line(self.document.front.organisation))
        self.file.add_paragraph(kicker(self.document).upper(), style="Kicker")
        for name, said in fields(self.document):
            paragraph = self.file.add_paragraph(style="Fields")
            paragraph.add_run(f"{name}\t").font.color.rgb = parts.colour(INK2)
            paragraph.add_run(one_line(said))
        self.file.add_heading(one_line(self.document.title), 1)

    def block(self, block: Block) -> None:
        _BLOCKS[type(block)](self, block)

    def heading(self, heading: Heading) -> None:
        self.file.add_heading(one_line(heading.text), heading.level)

    def paragraph(self, paragraph: Paragraph) -> None:
        style = {"lead": "Lead", "note": "Note"}.get(paragraph.style, "Body Text")
        self.spans(self.file.add_paragraph(style=style), paragraph.spans)

    def spans(self, paragraph: Any, spans: Spans) -> None:
        for span in spans:
            self.span(paragraph, span)

    def span(self, paragraph: Any, span: Span) -> None:
        run = paragraph.add_run(clean(span.text))
        run.bold, run.italic = span.strong or None, span.emphasis or None
        if span.ref in self.numbering.rows:
            parts.link(paragraph, run, anchor=_bookmark(span.ref))
        elif OUTSIDE.match(span.address):
            run.style = "Link"
            parts.link(paragraph, run, address=span.address)

    def decision(self, decision: Decision) -> None:
        style = "Decision" if len(decision.points) == 1 else "List Number"
        for point in decision.points:
            self.file.add_paragraph(clean(point), style=style)

    def bullets(self, bullets: Bullets) -> None:
        for item in bullets.items:
            self.spans(self.file.add_paragraph(style="List Bullet"), item)

    def key_figures(self, block: KeyFigures) -> None:
        for start in range(0, len(block.items), ACROSS):
            items = block.items[start : start + ACROSS]
            rows = [
                [Box("CellHeading", (Piece(clean(item.label), 0),)) for item in items],
                [
                    Box("Figure", (Piece(clean(item.value), 0),), target=self.place(item.ref))
                    for item in items
                ],
                [Box("CellNote", (Piece(clean(item.note), 0),)) for item in items],
            ]
            self.put(rows, [WIDTH_MM / len(items)] * len(items), "", "", False)
            self.file.add_paragraph(style="Note")

    def grid(self, grid: Grid) -> None:
        laid = layout(grid)
        if laid.is_turned:
            self.turned(True)
        self.caption(grid)
        self.table(grid, laid)
        self.file.add_paragraph(clean(grid.note), style="Note")
        if laid.is_turned:
            self.turned(False)

    def caption(self, block: Grid | Chart) -> None:
        named = f"{self.numbering.names.get(id(block), '')} {sentence(block.title)}".strip()
        if not named and not block.subtitle:
            return
        paragraph = self.file.add_paragraph(style="Caption")
        paragraph.add_run(named).bold = True
        paragraph.add_run(f" {clean(block.subtitle)}" if block.subtitle else "")
        if isinstance(block, Grid) and block.id:
            self.bookmarked(paragraph, block.id)

    def table(self, grid: Grid, laid: Layout) -> None:
        width, numbers = len(grid.headings), (*number_columns(grid), True)
        headings = (*grid.headings, self.words.row) if grid.refs else grid.headings
        rows = [
            [
                Box("CellHeading", (Piece(clean(heading), laid.size),), numbers[place])
                for place, heading in enumerate(headings)
            ]
        ]
        for number, row in enumerate(grid.rows):
            boxes = [
                _box(cell, laid, place == 0, numbers[place]) for place, cell in enumerate(full(row, width))
            ]
            if grid.refs:
                ref = grid.refs[number] if number < len(grid.refs) else ""
                boxes.append(Box("CellNote", (Piece(ref, laid.size),), True, place=self.place(ref)))
            rows.append(boxes)
        line = TURNED_LINE if laid.is_turned else WIDTH_MM
        widths = [line * share / sum(laid.shares) for share in laid.shares]
        self.put(rows, widths, one_line(grid.title), one_line(grid.subtitle), laid.is_boxed)

    def put(
        self, rows: list[list[Box]], widths: list[float], title: str, description: str, is_boxed: bool
    ) -> None:
        """A table after what has been written, before the last section's own properties."""
        made = table_xml(rows, widths, title, description, is_boxed, self.bookmarks + 1)
        self.bookmarks += sum(len(row) for row in rows)
        self.file.element.body.insert_element_before(made, "w:sectPr")

    def place(self, ref: str) -> str:
        return _bookmark(ref) if ref in self.numbering.rows else ""

    def bookmarked(self, paragraph: Any, place: str) -> None:
        self.bookmarks += 1
        parts.bookmark(paragraph, _bookmark(place), self.bookmarks)

    def chart(self, chart: Chart) -> None:
        self.caption(chart)
        paragraph = self.file.add_paragraph(style="Body Text")
        inline = paragraph.add_run().add_picture(io.BytesIO(self.pictures[id(chart)]), width=Mm(WIDTH_MM))
        parts.described(inline, one_line(chart.alt) or one_line(chart.title))
        if chart.table in self.numbering.tables:
            under = self.file.add_paragraph(style="Note")
            run = under.add_run(self.words.same_numbers.format(table=chart.table))
            parts.link(under, run, anchor=_bookmark(chart.table))

    def quote(self, quote: Quote) -> None:
        paragraph = self.file.add_paragraph(style="Words")
        run = paragraph.add_run(quoted(quote.text, quote.language))
        turned = is_right_to_left(quote.language)
        parts.language(run, quote.language, turned)
        if turned:
            run.italic = False
            parts.right_to_left(paragraph)
        if quote.source:
            paragraph.paragraph_format.keep_with_next = True
            self.file.add_paragraph(clean(quote.source), style="Source")

    def turned(self, is_landscape: bool) -> None:
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))

    def page_break(self, _: PageBreak) -> None:
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


_BLOCKS: dict[type, Callable[[_Word, Any], None]] = {
    Heading: _Word.heading,
    Paragraph: _Word.paragraph,
    Decision: _Word.decision,
    Bullets: _Word.bullets,
    KeyFigures: _Word.key_figures,
    Grid: _Word.grid,
    Chart: _Word.chart,
    Quote: _Word.quote,
    PageBreak: _Word.page_break,
}


def _box(cell: Cell, laid: Layout, is_heading: bool, is_number_column: bool) -> Box:
    is_bold = cell.is_strong or is_heading or cell.mark in VERDICTS
    colour = VERDICTS.get(cell.mark, INK2) if cell.mark else ""
    pieces = [Piece(clean(cell.text), laid.size, colour.removeprefix("#"), is_bold)]
    if cell.sub:
        pieces.append(Piece(clean(cell.sub), laid.size, INK2.removeprefix("#")))
    shade = SIGNAL_SOFT.removeprefix("#") if cell.mark == "lacking" else ""
    return Box("Cell", tuple(pieces), cell.is_number and is_number_column, shade)


def _bookmark(place: str) -> str:
    return "r_" + re.sub(r"\W", "_", place)[:36]
