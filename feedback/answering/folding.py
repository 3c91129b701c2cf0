"""A text as a searcher should see it: any script's digits as 0–9, look-alike signs as one, unseen signs gone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters and signs that fold to themselves, so that most texts need no work sign by sign.
_ORDINARY = re.compile("[\n -~À-ɏ‘’“”…–—]*")
_DASHES = {ord(sign): "-" for sign in "‐‑‒–—―−﹣－"}
# Between digits these say nothing to a reader: joiners and direction marks, and accents on a digit.
_UNSEEN = ("Cf", "Mn", "Me")
_LONG_DASH = re.compile("[–—]")
_DETAIL = re.compile("[0-9@]")


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text and where each of its signs came from; no `origins` where nothing moved."""

    text: str
    length: int
    origins: tuple[int, ...] | None = None

    @property
    def may_hold_contact_details(self) -> bool:
        return _DETAIL.search(self.text) is not None

    def origin(self, place: int) -> int:
        """The place in the written text; the place behind the last sign is the end of that text."""
        if self.origins is None:
            return place
        return self.origins[place] if place < len(self.origins) else self.length


def fold(text: str) -> Folded:
    if _ORDINARY.fullmatch(text):
        return Folded(text.translate(_DASHES) if _LONG_DASH.search(text) else text, len(text))
    pairs = [(sign, place) for place, written in enumerate(text) for sign in _folded(written)]
    return Folded("".join(sign for sign, _ in pairs), len(text), tuple(place for _, place in pairs))


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """What one sign counts as; empty for one that nobody sees."""
    category = unicodedata.category(sign)
    if category in _UNSEEN:
        return ""
    if category == "Zs" or sign == "\t":
        return " "
    if ord(sign) in _DASHES:
        return "-"
    return "".join(_digit(each) for each in unicodedata.normalize("NFKC", sign))


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
