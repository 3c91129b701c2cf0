"""How a file's bytes are to be read as text, found out from all of them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from feedback.errors import Fault, InputError

CHOICES = ("auto", "utf-8", "windows-1252")
_PIECE_BYTES = 1 << 20
_REPLACEMENT = "\ufffd"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Encoding:
    """A codec's name, and whether some bytes do not fit it and are read as the replacement character."""

    name: str
    is_damaged: bool = False


@dataclass
class _Census:
    """Characters beyond ASCII that are right UTF-8, places that are not, and the first line with one."""

    right: int = 0
    wrong: int = 0
    lines: int = 0
    first_wrong_line: int = 0

    def take(self, piece: bytes) -> None:
        """Count one piece that ends with a line."""
        if not piece.isascii():
            text = piece.decode("utf-8", "replace")
            written = piece.count(_REPLACEMENT.encode())  # debris of an earlier, lossy conversion
            replaced = text.count(_REPLACEMENT) - written
            if replaced and not self.wrong:
                self.first_wrong_line = self.lines + _line_of_fault(piece)
            self.wrong += replaced
            self.right += len(text) - len(text.encode("ascii", "ignore")) - replaced
        self.lines += piece.count(b"\n")


def encoding_of(path: Path, stated: str = "auto") -> Encoding:
    """The encoding stated, or the one the whole file is in; a byte order mark is always believed.

    Without a mark it is UTF-8 if everything is, and Windows-1252 otherwise, unless only a few bytes
    spoil a text that plainly is UTF-8. Raises InputError for a file stated to be UTF-8 that is not.
    """
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in _MARKS:
            if start.startswith(mark):
                return Encoding(name)
        if stated == "windows-1252":
            return Encoding("cp1252")
        file.seek(0)
        census = _Census()
        for piece in _pieces(file):
            census.take(piece)
    return _decided(path, stated, census)


def _decided(path: Path, stated: str, census: _Census) -> Encoding:
    if not census.wrong:
        return Encoding("utf-8")
    if stated == "utf-8":
        wanted = 'is not UTF-8; save it as UTF-8, or set encoding = "auto" or "windows-1252" in the mapping'
        raise InputError(f"{path} cannot be read:", [Fault(f"line {census.first_wrong_line}", wanted)])
    return Encoding("utf-8", is_damaged=True) if census.right > census.wrong else Encoding("cp1252")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces that end with a line, so that no character is cut in two."""
    while piece := file.read(_PIECE_BYTES):
        yield piece + file.readline(_PIECE_BYTES)


def _line_of_fault(piece: bytes) -> int:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError as error:
        return piece.count(b"\n", 0, error.start) + 1
    return 1
