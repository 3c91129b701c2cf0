"""The fonts the build puts beside this file, and which characters they can draw.

A PDF/A may hold no character without a shape. What none of the fonts has is said in words instead.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

import typst

from feedback.errors import InputError

FONTS = Path(__file__).parent / "fonts"
SANS, SERIF = "Source Sans 3", "Source Serif 4"
OTHERS = ("Noto Naskh Arabic", "Noto Sans Ethiopic", "Noto Emoji")
MISSING = "Sammanfattningens typsnitt saknas. Kör make assets och försök igen."
# Signs that have no shape of their own: joiners, directions, variation selectors and the like.
_SHAPELESS = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def folder() -> Path:
    """Where the fonts are. Raises InputError with what to do where they are not."""
    if not any(FONTS.glob("*.ttf")):
        raise InputError(MISSING)
    return FONTS


@lru_cache(maxsize=1)
def loaded() -> typst.Fonts:
    """Ours and no others: what a machine has must not change the bytes."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())])


def drawable(text: str, undrawable: str) -> str:
    """The text with each run of characters that no font has replaced by `undrawable` with their number."""
    if not (missing := set(text) - drawn()):
        return text
    marked = "".join("\0" if sign in missing and not _is_shapeless(sign) else sign for sign in text)
    kept = "".join(sign for sign in marked if sign == "\0" or sign not in missing or sign == "\n")
    return re.sub("\0+", lambda run: undrawable.format(n=len(run[0])), kept)


@lru_cache(maxsize=1)
def drawn() -> frozenset[str]:
    """Every character that at least one of the fonts has."""
    found: set[int] = set()
    for path in sorted(folder().glob("*_400Regular.ttf")):
        found |= _characters(path.read_bytes())
    return frozenset(chr(code) for code in found if not _PRIVATE.match(chr(code))) | {"\n"}


def _is_shapeless(sign: str) -> bool:
    return bool(_SHAPELESS.match(sign)) or unicodedata.category(sign) == "Cf"


def _characters(font: bytes) -> set[int]:
    """The characters of a TrueType font's widest character map (formats 4 and 12)."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {
        font[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">L", font, 20 + 16 * i)[0] for i in range(count)
    }
    cmap = tables[b"cmap"]
    (maps,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for number in range(maps):
        (offset,) = struct.unpack_from(">L", font, cmap + 8 + 8 * number)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form == 12:
            found |= _grouped(font, cmap + offset)
        elif form == 4:
            found |= _segmented(font, cmap + offset)
    return found


def _grouped(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">L", font, at + 12)
    spans = (struct.unpack_from(">LL", font, at + 16 + 12 * group) for group in range(groups))
    return {code for first, last in spans for code in range(first, last + 1)}


def _segmented(font: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    lasts = struct.unpack_from(f">{doubled // 2}H", font, at + 14)
    firsts = struct.unpack_from(f">{doubled // 2}H", font, at + 16 + doubled)
    return {
        code
        for first, last in zip(firsts, lasts, strict=True)
        for code in range(first, last + 1)
        if last != 0xFFFF
    }
