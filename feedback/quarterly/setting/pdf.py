"""The document as PDF/A-2a and PDF/UA-1 together, set by typst from its data. Import it in a worker process only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

from feedback.quarterly.document import (
    SWEDISH,
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
from feedback.quarterly.setting import fonts
from feedback.quarterly.setting.charts import wide
from feedback.quarterly.setting.colouring import coloured, tokens
from feedback.quarterly.setting.columns import Layout, broken_sub, full, layout, number_columns
from feedback.quarterly.setting.front import colophon, fields, kicker, notice_parts
from feedback.quarterly.setting.numbering import Numbering, numbering
from feedback.quarterly.setting.row_headings import with_row_headings
from feedback.quarterly.setting.texts import UPRIGHT, clean, is_right_to_left, one_line, quoted, sentence
from feedback.quarterly.setting.words import SettingWords, words_of

TEMPLATE = Path(__file__).parent / "template.typ"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
OUTSIDE = re.compile(r"(https?://|mailto:)")
LONG_WORD = 30  # letters
NO_WIDTH = "\u200b"  # where a word longer than any line may be broken
NOTE_FIRST_FROM = 20  # rows: a note after a table that breaks over pages would stand alone on the next
SPAN = re.compile("(?<=[0-9%])–(?=[0-9−])")  # from–to: never broken within a cell
TALL = 400  # a cell of so many letters may break over pages

Data = dict[str, Any]


def pdf_of(document: Document) -> bytes:
    """The same document gives the same bytes, in any process and time zone."""
    made = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=fonts.loaded(),
        sys_inputs={"document": json.dumps(_Setting(document).data(), ensure_ascii=True)},
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=datetime.combine(_day(document), time(), UTC),
    )
    return with_row_headings(made)


def _day(document: Document) -> date:
    return date.fromisoformat(document.versions.day)


class _Setting:
    """One document's data as the template reads them: every text drawable, every link with a place to go to."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: SettingWords = words_of(document)
        self.numbering: Numbering = numbering(document)

    def data(self) -> Data:
        document, day = self.document, _day(self.document)
        front = document.front
        return {
            "language": document.language,
            "region": "SE" if document.language == SWEDISH else "GB",
            "kind": document.kind,
            "title": self.line(document.title),
            "day": [day.year, day.month, day.day],
            "kicker": self.line(kicker(document)).upper(),
            "fields": [[name, self.line(said)] for name, said in fields(document)],
            "front": {
                "administration": self.line(front.administration),
                "case_number": self.line(front.case_number),
                "organisation": self.line(front.organisation),
                "logo": front.logo,
            },
            "notice": [self.line(part) for part in notice_parts(document.notice)],
            "colophon": self.line(colophon(document)),
            "words": {"row": self.words.row},
            "fonts": {"sans": fonts.SANS, "serif": fonts.SERIF, "others": list(fonts.OTHERS)},
            "tokens": {name: tokens()[f"--{css}"] for name, css in _TOKENS.items()},
            "blocks": self.blocks(document.blocks),
            "appendix": self.blocks(document.appendix),
        }

    def blocks(self, blocks: Sequence[Block]) -> list[Data]:
        """The blocks in their order. Headings go with a table that is turned to a page of its own."""
        made: list[Data] = []
        for block in map(self.block, blocks):
            if block.get("wide"):
                block["before"] = []
                while made and made[-1]["block"] == "heading":
                    block["before"].insert(0, made.pop())
            made.append(block)
        return made

    def text(self, text: str) -> str:
        """Lines are kept; what no font has is said in words; what no line holds may be broken."""
        return broken(fonts.drawable(clean(text), self.words.undrawable), LONG_WORD)

    def line(self, text: str) -> str:
        return self.text(one_line(text))

    def block(self, block: Block) -> Data:
        made = _BLOCKS[type(block)](self, block)
        return {"block": made[0], **made[1]}

    def spans(self, spans: Spans) -> list[Data]:
        return [self.span(span) for span in spans]

    def span(self, span: Span) -> Data:
        return {
            "text": self.text(span.text),
            "strong": span.strong,
            "emphasis": span.emphasis,
            "target": self.row(span.ref),
            "address": span.address if OUTSIDE.match(span.address) else "",
        }

    def row(self, ref: str) -> str:
        """The name of an appendix row's place, empty where there is no such row."""
        return f"row-{ref}" if ref in self.numbering.rows else ""

    def table(self, table: str) -> str:
        return f"table-{table}" if table in self.numbering.tables else ""

    def named(self, block: Grid | Chart) -> Data:
        return {
            "number": self.line(self.numbering.names.get(id(block), "")),
            "title": self.line(sentence(block.title)),
            "subtitle": self.text(block.subtitle),
        }

    def grid(self, grid: Grid) -> Data:
        width, laid = len(grid.headings), layout(grid)
        rows = [full(row, width) for row in grid.rows]
        return {
            **self.named(grid),
            "target": self.table(grid.id),
            "headings": [broken(self.text(heading), laid.longest_word) for heading in grid.headings],
            "rows": [[self.cell(cell, laid) for cell in row] for row in rows],
            "refs": [
                {"text": ref, "target": self.row(ref)}
                for ref in (*grid.refs, *("" for _ in rows))[: len(rows)]
            ]
            if grid.refs
            else [],
            "note": self.text(grid.note),
            "note_first": len(rows) > NOTE_FIRST_FROM,
            "columns": laid.shares,
            "size": laid.size,
            "boxed": laid.is_boxed,
            "wide": laid.is_turned,
            "numbers": number_columns(grid),
            "tall": any(len(cell.text) > TALL for row in rows for cell in row),
        }

    def cell(self, cell: Cell, laid: Layout) -> Data | str:
        """Text alone where it is no more than that, as most of thousands are."""
        text = SPAN.sub("\u2060–\u2060", broken(self.text(cell.text), laid.longest_word))
        sub = broken(self.text(cell.sub), laid.longest_word)
        if not (laid.is_boxed or cell.mark or cell.sub or cell.is_strong or "\n" in text):
            return text
        return {
            "text": text,
            "words": _pieces(text),
            "sub": broken_sub(sub) if laid.is_boxed else SPAN.sub("\u2060–\u2060", sub),
            "mark": cell.mark,
            "strong": cell.is_strong,
            "number": cell.is_number,
        }

    def chart(self, chart: Chart) -> Data:
        family = ", ".join((fonts.SANS, *fonts.OTHERS))
        same = (
            self.words.same_numbers.format(table=chart.table) if chart.table in self.numbering.tables else ""
        )
        return {
            **self.named(chart),
            "alt": self.line(chart.alt) or self.line(chart.title),
            "svg": coloured(fonts.drawable(clean(wide(chart.svg)), "…"), family),
            "same": same,
            "target": self.table(chart.table),
        }

    def quote(self, quote: Quote) -> Data:
        return {
            "text": self.text(quoted(quote.text, quote.language)),
            "source": self.text(quote.source),
            "language": quote.language,
            "rtl": is_right_to_left(quote.language),
            "upright": quote.language in UPRIGHT,
        }

    def key_figures(self, block: KeyFigures) -> list[Data]:
        return [
            {
                "label": self.text(item.label),
                "value": self.text(item.value),
                "note": self.text(item.note),
                "target": self.row(item.ref),
            }
            for item in block.items
        ]


_TOKENS = {
    "ink": "ink",
    "ink2": "ink-2",
    "accent": "accent",
    "signal": "signal",
    "signal-soft": "signal-soft",
    "line": "line",
    "band": "band",
}
_BLOCKS: dict[type, Callable[[_Setting, Any], tuple[str, Data]]] = {
    Heading: lambda s, b: ("heading", {"level": b.level, "text": s.line(b.text)}),
    Paragraph: lambda s, b: ("paragraph", {"style": b.style, "spans": s.spans(b.spans)}),
    Decision: lambda s, b: ("decision", {"points": [s.text(point) for point in b.points]}),
    Bullets: lambda s, b: ("bullets", {"items": [s.spans(item) for item in b.items]}),
    KeyFigures: lambda s, b: ("key-figures", {"items": s.key_figures(b)}),
    Grid: lambda s, b: ("grid", s.grid(b)),
    Chart: lambda s, b: ("chart", s.chart(b)),
    Quote: lambda s, b: ("quote", s.quote(b)),
    PageBreak: lambda s, b: ("page-break", {}),
}


def broken(text: str, most: int) -> str:
    """The text with places in each word of more than so many letters where a line may end."""
    piece = max(most // 2, 3)
    return re.sub(
        rf"[^\s\u200b-]{{{most + 1},}}",
        lambda word: NO_WIDTH.join(word[0][at : at + piece] for at in range(0, len(word[0]), piece)),
        text,
    )


def _pieces(text: str) -> list[str]:
    """The first word, which keeps to its sign, and the rest."""
    first, space, rest = text.partition(" ")
    return [first, space + rest]
