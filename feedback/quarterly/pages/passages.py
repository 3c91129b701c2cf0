"""A document for the page: its blocks in order, each with what may be done to it and what has been said about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from feedback.insight.charts import Mark
from feedback.insight.wording import MARKS
from feedback.quarterly.document import Block, Chart, Decision, Document, Grid, Heading, PageBreak, Paragraph
from feedback.quarterly.editing import block_text
from feedback.quarterly.prose import decided, edited, tokens_of
from feedback.quarterly.reading import StoredComment


@dataclass(frozen=True)
class Asked:
    """What the page was opened for: which paragraph is edited or commented on, what was typed into it, and why
    that could not be saved."""

    edit: str = ""
    comment: str = ""
    typed: str | None = None
    shown: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Passage:
    """A block. `kind` is its name in small letters; `text` what the form holds; `shown` what it began from."""

    kind: str
    block: Any
    id: str
    is_editable: bool = False
    is_edited: bool = False
    is_own: bool = False
    is_open: bool = False
    is_commented: bool = False
    text: str = ""
    shown: str = ""
    tokens: tuple[str, ...] = ()
    comments: tuple[StoredComment, ...] = ()

    @property
    def svg(self) -> Markup:
        """A chart's picture. The service itself draws it; no word of anybody's is in it unescaped."""
        return Markup(self.block.svg if isinstance(self.block, Chart) else "")

    @property
    def open_comments(self) -> int:
        return sum(each.settled_at is None for each in self.comments)


def place_of(key: str, id: str) -> str:
    """How a comment names its paragraph."""
    return f"{key} {id}"


def passages(
    document: Document,
    key: str,
    prose: Mapping[str, str],
    comments: Sequence[StoredComment],
    asked: Asked,
    blocks: Sequence[Block] | None = None,
) -> Iterator[Passage]:
    """The text, or `blocks` of the same document."""
    for block in document.blocks if blocks is None else blocks:
        if isinstance(block, Paragraph | Decision) and block.id:
            yield _editable(block, key, prose, comments, asked)
        elif not isinstance(block, PageBreak):
            yield _fixed(block)


def _fixed(block: Block) -> Passage:
    id = block.id if isinstance(block, Heading | Grid | Chart) else ""
    return Passage(type(block).__name__.lower(), block, id)


def _editable(
    block: Paragraph | Decision,
    key: str,
    prose: Mapping[str, str],
    comments: Sequence[StoredComment],
    asked: Asked,
) -> Passage:
    written = prose.get(block.id)
    shown = block_text(block) if written is None else written
    is_open = asked.edit == block.id
    return Passage(
        kind=type(block).__name__.lower(),
        block=block if written is None else _worded(block, written),
        id=block.id,
        is_editable=True,
        is_edited=written is not None,
        is_own=isinstance(block, Decision) or block.is_own,
        is_open=is_open,
        is_commented=asked.comment == block.id,
        text=asked.typed if is_open and asked.typed is not None else shown,
        shown=shown,
        tokens=() if isinstance(block, Decision) or block.is_own else tokens_of(block),
        comments=tuple(each for each in comments if each.place == place_of(key, block.id)),
    )


def _worded(block: Paragraph | Decision, text: str) -> Paragraph | Decision:
    if isinstance(block, Decision):
        return Decision(decided(text), block.id)
    return edited(block, text)


def mark_of(name: str) -> str:
    """A cell's verdict as the page's signs are named; empty for none."""
    mark: Mark | None = MARKS.get(name)
    return mark.value if mark else ""
