"""The first cell of every table row as its heading, in the tags of the PDF.

The typesetter marks the headings of columns and has no way to mark those of rows. Its tags are plain text in the
file, so the mark is put in their place, byte for byte as long, and every offset stays as it is. A data cell's list
of headings goes too: without it, readers find both headings by their scope.
"""

from __future__ import annotations

import re

_CELL = re.compile(rb"<</Type/StructElem/S/TD/P \d+ 0 R[^\n]*?/Headers\[\(U\d+x(\d+)y\d+\)\][^\n]*")
_LIST = re.compile(rb"/Headers\[\(U\d+x\d+y\d+\)\]")
_SCOPE = b"/Scope/Row"


def with_row_headings(pdf: bytes) -> bytes:
    return _CELL.sub(_marked, pdf)


def _marked(found: re.Match[bytes]) -> bytes:
    if int(found[1]) > 0:
        return _LIST.sub(lambda each: b" " * len(each[0]), found[0])
    row = found[0].replace(b"/S/TD/", b"/S/TH/", 1)
    return _LIST.sub(lambda each: _SCOPE.ljust(len(each[0])), row)
