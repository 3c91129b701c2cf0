"""Every different word met, numbered: what is worked out of a word is worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from analysis.themes.wording.filler import is_filler
from analysis.themes.wording.spelling import words
from analysis.themes.wording.tokens import REMEMBERED, token

SHORTEST_GRAM, LONGEST_GRAM = 3, 5


@dataclass(frozen=True)
class Read:
    """Texts as numbers of words: those of text i are `ids[ends[i]:ends[i + 1]]`, in the order of the text."""

    ids: np.ndarray
    ends: np.ndarray


class Lexicon:
    """Words of several languages under one numbering, each with its stem and its parts as 32-bit prints.

    Prints are CRC-32 sums, the same in every process. A word of one language and the same letters in another
    are two words with one print where the stems are the same.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew: the numbers of what was read before mean nothing after."""
        self.stems: list[int] = []
        self.grams: list[np.ndarray] = []
        self.tells: list[bool] = []
        self._columns: list[tuple[object, dict[int, np.ndarray]]] = []
        self._by_language: dict[str, _Numbering] = {}

    def read(self, texts: Sequence[str], languages: Sequence[str]) -> Read:
        """The words of each text that can name a theme."""
        ids: list[int] = []
        ends = [0]
        for text, language in zip(texts, languages, strict=True):
            ids.extend(map(self._numbering(language).__getitem__, words(text)))
            ends.append(len(ids))
        return _kept(np.array(ids, dtype=np.int64), np.array(ends))

    def columns(self, kind: object) -> dict[int, np.ndarray]:
        """What was worked out of each word for one kind of feature, which is known by being the same object."""
        for known, columns in self._columns:
            if known is kind:
                return columns
        self._columns.append((kind, {}))
        return self._columns[-1][1]

    def says_something(self, read: Read) -> np.ndarray:
        """Of each text, whether it holds more than greetings, thanks and "nothing to add"."""
        told = np.concatenate([[0], np.cumsum(np.array(self.tells, dtype=bool)[read.ids])])
        return told[read.ends[1:]] > told[read.ends[:-1]]

    def without_filler(self, read: Read) -> Read:
        """The same texts without words that alone are no opinion on anything, denials among them."""
        tells = np.array(self.tells, dtype=bool)[read.ids]
        return _kept(np.where(tells, read.ids, -1), read.ends)

    def _numbering(self, language: str) -> _Numbering:
        if language not in self._by_language:
            self._by_language[language] = _Numbering(self, language)
        return self._by_language[language]


class _Numbering(dict[str, int]):
    """The number of each word of one language, -1 for words that say nothing of the matter."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__()
        self._lexicon, self._language = lexicon, language

    def __missing__(self, word: str) -> int:
        spelt, stem = token(word, self._language)
        self[word] = len(self._lexicon.stems) if stem else -1
        if stem:
            self._lexicon.stems.append(crc32(stem.encode()))
            self._lexicon.grams.append(_grams(spelt))
            self._lexicon.tells.append(not is_filler(spelt))
        return self[word]


def _kept(ids: np.ndarray, ends: np.ndarray) -> Read:
    before = np.concatenate([[0], np.cumsum(ids >= 0)])
    return Read(ids[ids >= 0], before[ends])


@lru_cache(maxsize=REMEMBERED)
def _grams(word: str) -> np.ndarray:
    return np.array([crc32(part.encode()) for part in set(_parts(f" {word} "))], dtype=np.uint32)


def _parts(word: str) -> list[str]:
    return [
        word[start : start + length]
        for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1)
        for start in range(max(1, len(word) - length + 1))
    ]
