"""The document as one page that needs nothing else: no script, no address is asked, one style block."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from feedback.errors import SettingsError
from feedback.quarterly.document import (
    EASY,
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
from feedback.quarterly.setting.anchors import Anchors
from feedback.quarterly.setting.charts import named, narrow, wide
from feedback.quarterly.setting.colouring import chart_css, tokens
from feedback.quarterly.setting.columns import full, layout, number_columns
from feedback.quarterly.setting.front import colophon, fields, kicker, notice_parts
from feedback.quarterly.setting.numbering import numbering
from feedback.quarterly.setting.texts import UPRIGHT, clean, one_line, quoted, sentence
from feedback.quarterly.setting.words import words_of
from feedback.web.assets import BUILT
from feedback.web.languages import direction

HERE = Path(__file__).parent
SAFE = re.compile(r"(https?://|mailto:|/(?!/)|#)")
CONTENTS_FROM = 4  # headings
FACES = (
    ("Source Sans 3", "source-sans-3-latin-wght-normal", "normal"),
    ("Source Serif 4", "source-serif-4-latin-wght-normal", "normal"),
    ("Source Serif 4", "source-serif-4-latin-wght-italic", "italic"),
)
SIGNS = Markup(
    '<symbol id="g-lacking" viewBox="0 0 16 16"><path fill="#96290c" d="M1 3h14L8 15z"/></symbol>'
    '<symbol id="g-equal" viewBox="0 0 16 16"><path fill="#16222b" d="M2 4h12v3H2zM2 9h12v3H2z"/></symbol>'
    '<symbol id="g-better" viewBox="0 0 16 16"><path fill="#0b5168" fill-rule="evenodd" '
    'd="M8 1l7 12H1zM8 5.1L4.5 11h7z"/></symbol>'
    '<symbol id="g-cannot_tell" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.4" fill="none" stroke="#45535e" '
    'stroke-width="1.6" stroke-dasharray="2.6 1.9"/></symbol>'
    '<symbol id="g-hidden" viewBox="0 0 16 16"><path fill="#45535e" '
    'd="M4.5 7V5a3.5 3.5 0 0 1 7 0v2H13v7H3V7zm1.6 0h3.8V5a1.9 1.9 0 0 0-3.8 0z"/></symbol>'
    '<symbol id="g-empty" viewBox="0 0 16 16"><path fill="#45535e" d="M2 7.3h12v1.4H2z"/></symbol>'
)
Data = dict[str, Any]


def html_of(document: Document) -> str:
    """The whole page. The same document and program give the same text."""
    return str(_template().render(_Page(document).data()))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template() -> Any:
    return _environment().get_template("page.html")


@lru_cache(maxsize=1)
def style() -> Markup:
    """Tokens, typefaces, the page's own rules and the charts': one block, the same for every document."""
    values = "".join(f"{name}:{value};" for name, value in tokens().items() if value.startswith("#"))
    families = '--sans:"Source Sans 3",system-ui,sans-serif;--serif:"Source Serif 4",Georgia,serif'
    own = re.sub(r"\s*\n\s*", "\n", (HERE / "page.css").read_text(encoding="utf-8")).strip()
    faces = "\n".join(_face(*face) for face in FACES)
    return Markup(f"\n{faces}\n:root{{{values}{families}}}\n{own}\n{chart_css()}\n")


def _face(family: str, file: str, slant: str) -> str:
    found = sorted(BUILT.glob(f"{file}-*.woff2"))
    if not found:
        raise SettingsError("The style sheets have not been built. Run: make assets")
    data = base64.b64encode(found[0].read_bytes()).decode()
    return (
        f'@font-face{{font-family:"{family}";font-style:{slant};font-weight:200 900;'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
    )


class _Page:
    """One document's data as the template reads them. Texts are escaped there; only pictures are markup."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = words_of(document)
        self.numbering = numbering(document)
        self.anchors = Anchors(self.numbering.rows | self.numbering.tables | {"innehall"})
        self.labels: set[str] = set()
        self.contents: list[tuple[str, str]] = []

    def data(self) -> Data:
        document = self.document
        blocks = [self.block(block) for block in document.blocks]
        appendix = [self.block(block) for block in document.appendix]
        return {
            "language": document.language,
            "title": one_line(document.title),
            "is_easy": document.kind == EASY,
            "style": style(),
            "signs": SIGNS,
            "words": self.words,
            "front": document.front,
            "logo": _logo(document.front.logo),
            "kicker": kicker(document),
            "fields": [(name, one_line(said)) for name, said in fields(document)],
            "notice": notice_parts(one_line(document.notice)),
            "colophon": colophon(document),
            "contents": self.contents
            if len(self.contents) >= CONTENTS_FROM and document.kind != EASY
            else [],
            "blocks": blocks,
            "appendix": appendix,
        }

    def block(self, block: Block) -> Data:
        return _BLOCKS[type(block)](self, block)

    def heading(self, heading: Heading) -> Data:
        name, text = self.anchors.named(heading.id or heading.text), one_line(heading.text)
        if heading.level == 2:
            self.contents.append((name, text))
        return {"block": "heading", "level": heading.level, "text": text, "target": name}

    def spans(self, spans: Spans) -> list[Data]:
        return [self.span(span) for span in spans]

    def span(self, span: Span) -> Data:
        return {
            "text": clean(span.text),
            "strong": span.strong,
            "emphasis": span.emphasis,
            "target": self.row(span.ref),
            "address": span.address if SAFE.match(span.address) else "",
        }

    def row(self, ref: str) -> str:
        return ref if ref in self.numbering.rows else ""

    def table(self, table: str) -> str:
        return table if table in self.numbering.tables else ""

    def named(self, block: Grid | Chart) -> Data:
        title, number = one_line(block.title), self.numbering.names.get(id(block), "")
        return {
            "number": number,
            "title": sentence(title) if block.subtitle else title,
            "subtitle": clean(block.subtitle),
            "label": self.label(f"{number} {title}".strip() or self.words.table),
        }

    def label(self, wanted: str) -> str:
        """A name no other part of the page has."""
        told, number = wanted, 2
        while told in self.labels:
            told, number = f"{wanted} ({number})", number + 1
        self.labels.add(told)
        return told

    def grid(self, grid: Grid) -> Data:
        laid, width = layout(grid), len(grid.headings)
        return {
            "block": "grid",
            **self.named(grid),
            "target": self.table(grid.id),
            "headings": [clean(heading) for heading in grid.headings],
            "rows": [[_cell(cell) for cell in full(row, width)] for row in grid.rows],
            "refs": (*grid.refs, *("" for _ in grid.rows))[: len(grid.rows)] if grid.refs else (),
            "numbers": number_columns(grid),
            "note": clean(grid.note),
            "dense": grid.is_dense,
            "boxed": laid.is_boxed,
            "wide": laid.is_turned,
        }

    def chart(self, chart: Chart) -> Data:
        table = self.table(chart.table)
        alternative = one_line(chart.alt) or one_line(chart.title)
        phone = narrow(chart.svg)
        return {
            "block": "chart",
            **self.named(chart),
            "target": self.anchors.named(f"figur-{chart.id}"),
            "wide": Markup(named(wide(chart.svg), alternative)),
            "narrow": Markup(named(phone, alternative)) if phone else "",
            "table": table,
            "same": self.words.same_numbers.format(table=table) if table else "",
        }

    def quote(self, quote: Quote) -> Data:
        return {
            "block": "quote",
            "text": quoted(quote.text, quote.language),
            "source": clean(quote.source),
            "language": quote.language,
            "dir": direction(quote.language),
            "upright": quote.language in UPRIGHT,
        }

    def facts(self, block: KeyFigures) -> Data:
        items = [
            {
                "label": clean(item.label),
                "value": clean(item.value),
                "note": clean(item.note),
                "target": self.row(item.ref),
            }
            for item in block.items
        ]
        return {"block": "facts", "items_": items}


_BLOCKS: dict[type, Callable[[_Page, Any], Data]] = {
    Heading: _Page.heading,
    Paragraph: lambda page, b: {"block": "paragraph", "style": b.style, "spans": page.spans(b.spans)},
    Decision: lambda page, b: {"block": "decision", "points": [clean(point) for point in b.points]},
    Bullets: lambda page, b: {"block": "bullets", "items_": [page.spans(item) for item in b.items]},
    KeyFigures: _Page.facts,
    Grid: _Page.grid,
    Chart: _Page.chart,
    Quote: _Page.quote,
    PageBreak: lambda page, b: {"block": "page-break"},
}


def _cell(cell: Cell) -> Data:
    return {
        "text": clean(cell.text),
        "sub": clean(cell.sub),
        "mark": cell.mark,
        "strong": cell.is_strong,
        "number": cell.is_number,
    }


def _logo(svg: str) -> str:
    """As an image of its own, so that nothing in it can reach the page."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" if svg else ""
