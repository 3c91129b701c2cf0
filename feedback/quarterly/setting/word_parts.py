"""What python-docx has no words for: fields, bookmarks, links inside, headings of tables, languages, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can name


def element(name: str, /, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn("w:" + key), value)
    return made


def colour(hexadecimal: str) -> RGBColor:
    return RGBColor.from_string(hexadecimal.removeprefix("#").upper())


def field(paragraph: Any, code: str) -> None:
    """A field that the reader's program fills in: PAGE, NUMPAGES."""
    made = element("w:fldSimple", instr=code)
    run, text = element("w:r"), element("w:t")
    text.text = "1"
    run.append(text)
    made.append(run)
    paragraph._p.append(made)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that links may point at; around the whole paragraph."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link(paragraph: Any, run: Any, anchor: str = "", address: str = "") -> None:
    """Moves a run of the paragraph into a link, to a place in the document or to an address."""
    made = element("w:hyperlink", anchor=anchor) if anchor else element("w:hyperlink")
    if address:
        made.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.replace(run._r, made)
    made.append(run._r)


def language(run: Any, code: str, is_right_to_left: bool) -> None:
    """The language of a run; for Arabic script also its direction."""
    properties = run._r.get_or_add_rPr()
    if is_right_to_left:
        properties.append(element("w:rtl"))
        properties.append(element("w:lang", bidi=code))
    else:
        properties.append(element("w:lang", val=code))


def right_to_left(paragraph: Any) -> None:
    paragraph._p.get_or_add_pPr().insert_element_before(
        element("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def described(picture: Any, alternative: str) -> None:
    """The words that stand for a picture."""
    properties = picture._inline.docPr
    properties.set("descr", alternative)
    properties.set("title", "")


def fixed(archive: bytes) -> bytes:
    """The same files in the same order, none with a time of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return made.getvalue()
