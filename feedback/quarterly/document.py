"""A document as data: what it says and in what order, not how it looks.

PDF, HTML and DOCX are made from the same `Document`, so that they cannot say different things. A figure in running
text is a span with a `ref`: the row of the appendix that holds it (`T1:12`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SWEDISH, ENGLISH = "sv", "en"
FULL, EASY = "full", "easy"
Kind = Literal["full", "easy"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of running text. `ref` is the appendix row its figure stands in; `address` makes it a link."""

    text: str
    strong: bool = False
    emphasis: bool = False
    ref: str = ""
    address: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 2 or 3; the document's title is the only level 1."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` is larger, `note` smaller. One with an `id` may be edited by a person: its figures may be moved or left
    out, never changed. `is_own`: in such a one a person writes freely, as the administration's own words."""

    spans: Spans
    style: Literal["body", "lead", "note"] = "body"
    id: str = ""
    is_own: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is proposed to be decided, point by point; always editable by its id."""

    points: tuple[str, ...]
    id: str = "decision"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str
    value: str
    note: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table. `mark` is a verdict (lacking, equal, better, cannot_tell, hidden, empty) whose sign is shown
    before its word; `sub` a second, quieter line."""

    text: str
    sub: str = ""
    mark: str = ""
    is_strong: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first cell of every row is its heading. `refs` has a row's reference for each row where the table
    is part of the appendix; `id` is its number (`T1`)."""

    id: str
    title: str
    subtitle: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    refs: tuple[str, ...] = ()
    note: str = ""
    is_dense: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as the dashboards draw it: `svg` holds one wide picture whose classes the style sheet colours. `alt`
    says in words what it shows; `table` names the grid with the same numbers."""

    id: str
    title: str
    subtitle: str
    alt: str
    svg: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A resident's words, released by a person; `language` is the language they are in."""

    text: str
    source: str
    language: str = SWEDISH


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Decision | Bullets | KeyFigures | Grid | Chart | Quote | PageBreak


@dataclass(frozen=True, slots=True)
class Front:
    """A tjänsteutlåtande's fields, texts ready to show. `logo` is an SVG picture or empty."""

    administration: str
    date: str
    case_number: str
    officer: str
    recipient: str
    organisation: str
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Versions:
    """What the document was made from and by; the same three give the same bytes. `day` is the ISO date it carries."""

    data: str
    program: str
    edition: int
    day: str


@dataclass(frozen=True, slots=True)
class Document:
    """`blocks` are the text, at most eight pages; `appendix` every table. `notice` stands on each page where the data
    are examples, or where the document is still a draft; empty otherwise."""

    language: str
    kind: Kind
    title: str
    quarter: str
    front: Front
    blocks: tuple[Block, ...]
    appendix: tuple[Block, ...]
    versions: Versions
    notice: str = ""
