"""Looking into the forms: a PDF's tags and words, all words of a document in their order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
import pypdfium2

from feedback.quarterly.document import (
    Block,
    Bullets,
    Chart,
    Decision,
    Document,
    Grid,
    Heading,
    KeyFigures,
    Paragraph,
    Quote,
)

_INVISIBLE = re.compile("[\\s\u00a0\u00ad\u200b\u2060\u2028\u2029\ufffe\ufe0f]+")


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree, with the elements under it."""

    kind: str
    alternative: str
    title: str
    language: str
    attributes: dict[str, str]
    under: tuple[Tag, ...]

    def every(self) -> Iterator[Tag]:
        yield self
        for tag in self.under:
            yield from tag.every()


@lru_cache(maxsize=16)  # what is read from a file lives as long as the file
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def tags(pdf: bytes) -> list[Tag]:
    """Every tag in reading order."""
    return [tag for top in _tags(opened(pdf).Root.StructTreeRoot.K) for tag in top.every()]


def words_in(pdf: bytes) -> str:
    """All text of the pages in the order it stands in the file, without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def squeezed(text: str) -> str:
    return _INVISIBLE.sub("", text)


def texts(document: Document) -> list[str]:
    """Everything the document's blocks say, in order, but what charts hold and what names a table's subtitle."""
    return [text for block in (*document.blocks, *document.appendix) for text in _texts(block) if text]


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Decision):
        yield from block.points
    elif isinstance(block, Bullets):
        yield from ("".join(span.text for span in item) for item in block.items)
    elif isinstance(block, KeyFigures):
        for item in block.items:
            yield from (item.label, item.value, item.note)
    elif isinstance(block, Grid):
        yield from (block.title, block.subtitle, *block.headings)
        for row in block.rows:
            for cell in row:
                yield from (cell.text, cell.sub)
    elif isinstance(block, Chart):
        yield from (block.title, block.subtitle)
    elif isinstance(block, Quote):
        yield from (block.text, block.source)


def _tags(found: pikepdf.Object) -> tuple[Tag, ...]:
    if isinstance(found, pikepdf.Array):
        return tuple(tag for each in found for tag in _tags(each))
    if not isinstance(found, pikepdf.Dictionary) or "/S" not in found:
        return ()
    under = _tags(found["/K"]) if "/K" in found else ()
    told = {name: str(found[f"/{name}"]) if f"/{name}" in found else "" for name in ("Alt", "T", "Lang")}
    return (Tag(str(found.S)[1:], told["Alt"], told["T"], told["Lang"], _attributes(found), under),)


def _attributes(found: pikepdf.Object) -> dict[str, str]:
    given = found["/A"] if "/A" in found else pikepdf.Array([])
    each = given if isinstance(given, pikepdf.Array) else [given]
    return {name[1:]: str(value) for one in each for name, value in one.items()}
