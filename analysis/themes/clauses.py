"""An answer in pieces that each say one thing: "bra bemötande | alldeles för lång väntan"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

LONGEST = 8_000  # characters read of one answer
MOST = 12  # clauses of one answer; what follows belongs to the last
_SHORTEST = 2  # words: a shorter piece belongs to the one before it

# Words that turn to something else, and words that add something, by language. A turning word splits wherever it
# stands; an adding one only between two pieces that could each stand alone.
_TURNING = {
    "sv": "men|fast|dock|däremot|ändå|tyvärr|förutom att|trots att|även om|å andra sidan|bara synd att",
    "en": "but|however|although|though|except that|unfortunately|whereas|on the other hand|yet",
    "fi": "mutta|vaikka|kuitenkin|valitettavasti|toisaalta",
    "ar": "لكن|ولكن|إلا أن|غير أن|رغم أن|للأسف|بينما",
    "so": "laakiin|laakin|hase yeeshee|balse|inkasta oo",
    "tr": "ama|fakat|ancak|lakin|maalesef|yine de|buna rağmen",
    "fa": "اما|ولی|متأسفانه|متاسفانه|با این حال|هرچند",
    "es": "pero|aunque|sin embargo|lamentablemente|en cambio|salvo que",
    "pl": "ale|lecz|jednak|niestety|chociaż|natomiast",
}
_ADDING = {
    "sv": "och|samt|dessutom",
    "en": "and|also|plus",
    "fi": "ja|sekä|lisäksi",
    "ar": "كما|أيضا",
    "so": "iyo|sidoo kale",
    "tr": "ve|ayrıca",
    "fa": "و|همچنین",
    "es": "y|además",
    "pl": "i|oraz|poza tym",
}
_ADDED_WORDS = 3  # on both sides of an adding word
_ENDS = r"[.!?…;\n؟؛।]+|\s[–—-]\s"


def clauses(text: str, language: str) -> list[str]:
    """The clauses of one answer, in order; at least one for a text with words, none for an empty text.

    `language` is an ISO 639-1 code; with "" or one without rules only punctuation splits. What an adding word
    joins is split only where both sides have three words or more, so that "fram och tillbaka" stays whole.
    """
    pieces = [piece for piece in _turns(language).split(text[:LONGEST]) if piece and piece.strip()]
    parts = [part for piece in pieces for part in _added(piece, language)]
    return _joined(parts)


def clauses_of(texts: Sequence[str], languages: Sequence[str]) -> list[list[str]]:
    """`clauses` of each text."""
    return [clauses(text, language) for text, language in zip(texts, languages, strict=True)]


@cache
def _turns(language: str) -> re.Pattern[str]:
    words = _TURNING.get(language)
    turning = rf"|[,\s]\s*(?<!\w)(?:{words})(?!\w)" if words else ""
    return re.compile(rf"{_ENDS}{turning}", re.IGNORECASE)


@cache
def _adds(language: str) -> re.Pattern[str] | None:
    words = _ADDING.get(language)
    return re.compile(rf",\s*(?:(?:{words})\s)?|\s(?:{words})\s", re.IGNORECASE) if words else None


def _added(piece: str, language: str) -> list[str]:
    pattern = _adds(language)
    if pattern is None:
        return [piece]
    parts, start = [], 0
    for found in pattern.finditer(piece):
        before, after = piece[start : found.start()], piece[found.end() :]
        if len(before.split()) >= _ADDED_WORDS and len(after.split()) >= _ADDED_WORDS:
            parts.append(before)
            start = found.end()
    return [*parts, piece[start:]]


def _joined(parts: Sequence[str]) -> list[str]:
    """Pieces too short to say anything go with their neighbour."""
    found: list[str] = []
    for part in (each.strip(" ,:\t\r") for each in parts):
        if not part:
            continue
        if found and (len(part.split()) < _SHORTEST or len(found) >= MOST):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    if len(found) > 1 and len(found[0].split()) < _SHORTEST:
        found[:2] = [f"{found[0]} {found[1]}"]
    return found
