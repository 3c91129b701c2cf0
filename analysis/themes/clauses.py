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
# What belongs together around an adding word, wherever it stands.
_PAIRS = {
    "sv": "fram och tillbaka|om och om|till och med|av och till|då och då|hit och dit|av och an"
    "|från och med|till och från|mer och mer|fler och fler|först och främst|i och med|rätt och slätt",
    "en": "back and forth|again and again|over and over|more and more|first and foremost|now and then|on and on"
    "|up and running|to and fro|here and there",
    "fi": "edes ja takaisin|yhä uudelleen ja uudelleen|aina ja uudestaan|siellä ja täällä",
    "so": "horay iyo gadaal|mar iyo laba|habeen iyo maalin",
    "tr": "tekrar ve tekrar|ileri ve geri",
    "fa": "رفت و آمد|پر و پا|سر و صدا|پرس و جو|گفت و گو|جست و جو",
    "es": "una y otra|de ida y vuelta|más y más|ida y vuelta|aquí y allá|idas y venidas",
    "pl": "tam i z powrotem|w kółko i w kółko|coraz więcej i więcej|tu i tam|wciąż i wciąż",
}
# What a pattern begins with is a set of characters, which are quickly found; what may follow which is asked then.
_BEGINS = r"!?…;.\n؟؛।\s"
_ENDS = (
    r"(?<=[!?…;\n؟؛।])[!?…;\n؟؛।]*"
    r"|(?<=[.])(?:(?<!\d[.])[.]*|[.]*(?!\d))"  # "kl. 10.30" has no sentence ending in it
    r"|(?<=\s)[–—-]\s"
)


def clauses(text: str, language: str) -> list[str]:
    """The clauses of one answer, in order; at least one for a text with words, none for an empty text.

    `language` is an ISO 639-1 code; with "" or one without rules only punctuation splits. What an adding word
    joins is split only where both sides have three words or more, and never within a fixed pair such as
    "fram och tillbaka".
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
    if not words:
        return re.compile(rf"[{_BEGINS}](?:{_ENDS})")
    turning = rf"(?<=[,،\s])\s*(?<!\w)(?:{words})(?!\w)"
    return re.compile(rf"[,،{_BEGINS}](?:{_ENDS}|{turning})", re.IGNORECASE)


@cache
def _adds(language: str) -> re.Pattern[str] | None:
    words = _ADDING.get(language)
    if not words:
        return None
    return re.compile(rf"[,،\s](?:(?<=[,،])\s*(?:(?:{words})\s)?|(?<=\s)(?:{words})\s)", re.IGNORECASE)


@cache
def _pairs(language: str) -> re.Pattern[str] | None:
    pairs = _PAIRS.get(language)
    return re.compile(rf"(?<!\w)(?:{pairs})(?!\w)", re.IGNORECASE) if pairs else None


def _held_together(piece: str, language: str) -> list[tuple[int, int]]:
    """Where fixed pairs stand in the piece."""
    pattern = _pairs(language)
    return [found.span() for found in pattern.finditer(piece)] if pattern else []


def _added(piece: str, language: str) -> list[str]:
    pattern = _adds(language)
    adding = list(pattern.finditer(piece)) if pattern else []
    if not adding:
        return [piece]
    parts, start = [], 0
    pairs = _held_together(piece, language)
    for found in adding:
        if any(first <= found.start() < last for first, last in pairs):
            continue
        before, after = piece[start : found.start()], piece[found.end() :]
        if _has(_ADDED_WORDS, before) and _has(_ADDED_WORDS, after):
            parts.append(before)
            start = found.end()
    return [*parts, piece[start:]]


def _joined(parts: Sequence[str]) -> list[str]:
    """Pieces too short to say anything go with their neighbour."""
    found: list[str] = []
    for part in (each.strip(" ,،:\t\r") for each in parts):
        if not part:
            continue
        if found and (len(found) >= MOST or not _has(_SHORTEST, part)):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    if len(found) > 1 and not _has(_SHORTEST, found[0]):
        found[:2] = [f"{found[0]} {found[1]}"]
    return found


def _has(words: int, piece: str) -> bool:
    """Whether there are so many; the rest of them is not counted."""
    return len(piece.split(None, words)) >= words
