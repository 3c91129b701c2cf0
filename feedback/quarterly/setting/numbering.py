"""What figures and tables are called, and which places of the document can be pointed at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedback.quarterly.document import Block, Chart, Document, Grid
from feedback.quarterly.setting.words import words_of

_NUMBERED = re.compile(r"[A-Z]?\d+")


@dataclass(frozen=True, slots=True)
class Numbering:
    """`names` has what stands before a block's title, by the block's place; `rows` and `tables` what a link may
    point at."""

    names: dict[int, str]
    rows: frozenset[str]
    tables: frozenset[str]


def numbering(document: Document) -> Numbering:
    """Charts are numbered in their order; a table has a number only where it has one by its id (`T4`)."""
    words, names, charts = words_of(document), {}, 0
    for block in every(document):
        if isinstance(block, Chart):
            charts += 1
            names[id(block)] = f"{words.figure} {charts}."
        elif isinstance(block, Grid) and _NUMBERED.fullmatch(block.id):
            names[id(block)] = f"{words.table} {block.id}."
    grids = [block for block in every(document) if isinstance(block, Grid)]
    rows = frozenset(ref for grid in grids for ref in grid.refs if ref)
    return Numbering(names, rows, frozenset(grid.id for grid in grids if grid.id))


def every(document: Document) -> tuple[Block, ...]:
    return (*document.blocks, *document.appendix)
