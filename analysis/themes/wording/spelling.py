"""One spelling for what people write in several ways, and the words of a text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_TEXT = 20_000  # characters read of one answer: beyond this it is a pasted document, not an opinion
REMEMBERED = 30_000  # texts
LONGEST_WORD = 40  # characters; longer runs are noise, or writing without spaces, where the beginning tells

_MARKS = "name|address|e_mail|phone|personnummer|samordningsnummer"
_NOT_WORDS = re.compile(rf"\[(?:{_MARKS})\]|https?://\S+|www\.\S+|\S+@\S+")
# Letters, with the vowel signs and joiners of scripts that write them as characters of their own.
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u200c\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e\u1040-\u109f\u135d-\u135f])"
_WORD = re.compile(rf"{_LETTER}+(?:['’-]{_LETTER}+)*")
_LATIN_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['’-][a-zà-öø-ÿ]+)*")
_ONLY_LATIN = re.compile(r"[\x00-\xa9\xab-\xb4\xb6-\xb9\xbb-\xff’‘“”–—…•€]*")

_ARABIC = re.compile(r"[\u0600-\u06ff]")
# Vowel signs and the stretching line are left out; letters that keyboards mix up become one.
_LEFT_OUT = (*range(0x064B, 0x0660), 0x0670, 0x0640, 0x200C, 0x200D)
_ONE_LETTER = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ی": "ي", "ى": "ي", "ک": "ك", "ۀ": "ه"}
_ONE_ARABIC_SPELLING = {
    **dict.fromkeys(_LEFT_OUT),
    **{ord(letter): one for letter, one in _ONE_LETTER.items()},
}


def folded(text: str) -> str:
    """The text in small letters and one spelling, without links, addresses and the marks of redaction."""
    text = text[:LONGEST_TEXT]
    if "[" in text or "@" in text or "://" in text or "www." in text:  # each a sign of what is no word
        text = _NOT_WORDS.sub(" ", text)
    if text.isascii():
        return text.lower()
    # The Turkish capital "İ" leaves a loose dot behind in small letters.
    return unicodedata.normalize("NFC", text).lower().replace("\u0307", "")


def one_spelling(word: str) -> str:
    """The folded word where keyboards and habits differ in Arabic script; other words as they are."""
    return word if word.isascii() or not _ARABIC.search(word) else word.translate(_ONE_ARABIC_SPELLING)


@lru_cache(
    maxsize=REMEMBERED
)  # a comment is read several times over: for its language, its themes, its clauses
def words(text: str) -> tuple[str, ...]:
    """The words of a text, as `folded` spells them. Digits, emoji and punctuation are no words."""
    text = folded(text)
    pattern = _LATIN_WORD if text.isascii() or _ONLY_LATIN.fullmatch(text) else _WORD
    found = pattern.findall(text)
    if len(text) > LONGEST_WORD and max(map(len, found), default=0) > LONGEST_WORD:
        return tuple(word[:LONGEST_WORD] for word in found)
    return tuple(found)
