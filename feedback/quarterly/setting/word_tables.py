"""Tables of the DOCX, written as XML: python-docx takes ten seconds where a tenth of one is enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from markupsafe import escape

from feedback.quarterly.setting.colouring import tokens

TWIPS = 56.6929  # in a millimetre
SIDES, LINES = ("top", "left", "bottom", "right", "insideH", "insideV"), ("bottom", "insideH")
LOOK = (
    '<w:tblLook w:val="0480" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
    'w:noHBand="0" w:noVBand="1"/>'
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a cell; a line break in it stays one. `colour` is hexadecimal, without a sign before it."""

    text: str
    size: float
    colour: str = ""
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its style, its runs (each on a line of its own), and the place that links may point at."""

    style: str
    pieces: tuple[Piece, ...]
    is_right: bool = False
    shade: str = ""
    place: str = ""
    target: str = ""


def table_xml(
    rows: Sequence[Sequence[Box]],
    widths: Sequence[float],
    title: str,
    description: str,
    is_boxed: bool,
    first_place: int,
) -> Any:
    """The table's element. The first row is repeated on each page; `widths` are in millimetres; bookmarks are
    numbered from `first_place`."""
    numbers = iter(range(first_place, first_place + sum(len(row) for row in rows)))
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    body = "".join(_row(row, widths, number == 0, numbers) for number, row in enumerate(rows))
    properties = _properties(title, description, is_boxed)
    return parse_xml(f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")


def _properties(title: str, description: str, is_boxed: bool) -> str:
    colour = tokens()["--line"].removeprefix("#")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'
        for side in (SIDES if is_boxed else LINES)
    )
    said = "".join(
        f'<w:{name} w:val="{escape(text)}"/>'
        for name, text in (("tblCaption", title), ("tblDescription", description))
        if text
    )
    return (
        f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{LOOK}{said}</w:tblPr>'
    )


def _row(row: Sequence[Box], widths: Sequence[float], is_heading: bool, numbers: Any) -> str:
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if is_heading else "") + "</w:trPr>"
    cells = "".join(_cell(box, width, numbers) for box, width in zip(row, widths, strict=True))
    return f"<w:tr>{properties}{cells}</w:tr>"


def _cell(box: Box, width: float, numbers: Any) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{box.shade}"/>' if box.shade else ""
    side = '<w:jc w:val="right"/>' if box.is_right else ""
    runs = "<w:r><w:br/></w:r>".join(_run(piece) for piece in box.pieces)
    if box.target:
        runs = f'<w:hyperlink w:anchor="{box.target}">{runs}</w:hyperlink>'
    if box.place:
        number = next(numbers)
        runs = (
            f'<w:bookmarkStart w:id="{number}" w:name="{box.place}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
        )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{box.style}"/>{side}</w:pPr>{runs}</w:p></w:tc>'
    )


def _run(piece: Piece) -> str:
    bold = "<w:b/>" if piece.is_bold else ""
    colour = f'<w:color w:val="{piece.colour}"/>' if piece.colour else ""
    size = f'<w:sz w:val="{round(piece.size * 2)}"/>' if piece.size else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in piece.text.split("\n")
    )
    return f"<w:r><w:rPr>{bold}{colour}{size}</w:rPr>{lines}</w:r>"


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS)
