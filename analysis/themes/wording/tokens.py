"""The words of one answer that can name a theme, each with its stem."""

from __future__ import annotations

from functools import lru_cache

from analysis.themes.wording.spelling import one_spelling, words
from analysis.themes.wording.stems import stem
from analysis.themes.wording.stop_words import STOP_WORDS

# Different words whose stems are kept at hand, some 50 MB with their parts: a grouping meets each of its words four
# times, and a memory smaller than its vocabulary would have forgotten every one of them by the next.
REMEMBERED = 120_000
_NO_STOP_WORDS: frozenset[str] = frozenset()


def tokens(text: str, language: str) -> list[tuple[str, str]]:
    """(word as written in small letters, its stem) in the order of the text.

    Stop words, single Latin letters, digits, emoji, links and the marks of redaction are left out; words that
    deny are kept. `language` is an ISO 639-1 code; with "" or one without rules each word is its own stem.
    """
    told = (token(word, language) for word in words(text))
    return [(word, stemmed) for word, stemmed in told if stemmed]


@lru_cache(maxsize=REMEMBERED)
def token(word: str, language: str) -> tuple[str, str]:
    """The folded word and its stem; the stem is "" for a word that says nothing of the matter."""
    spelt = one_spelling(word)
    if spelt in STOP_WORDS.get(language, _NO_STOP_WORDS) or (len(spelt) == 1 and spelt.isascii()):
        return word, ""
    return word, stem(spelt, language)
