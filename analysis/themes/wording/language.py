"""Which language each answer is written in, told from its words.

py3langid takes 0.2 ms for a text, minutes for a million. Each different word is put to its model once, and an
answer is the language its words speak for together. Where an answer has too little to go by, the languages that the
other answers are in decide, as a person reading the pile would.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from scipy import sparse

from analysis.themes.wording.spelling import one_spelling, words
from analysis.themes.wording.stop_words import STOP_WORDS
from analysis.themes.wording.word_scores import scores

# Those we ask in, and others that are likely in a Swedish municipality.
LANGUAGES = ("sv", "en", "fi", "ar", "so", "tr", "fa", "es", "pl", "ru", "de", "fr", "no", "da", "uk", "ku")
LETTERS_READ = 160  # of each answer: more do not change what language it is in
WORDS_READ = 20
DIFFERENT_WORDS = 40_000  # of one block of texts, put to the identifier at most
REMEMBERED = 150_000  # words, over all blocks
_BLOCK = 5_000  # texts at a time, which bounds the memory
_STOP_WORD_COUNTS = 4.0  # a stop word speaks for its language about as loudly as a long word does
_WORST = -12.0  # no single word, a name say, rules a language out
_SURE = 4.0  # between the best two: what one ordinary word makes
_HEARD_OF = 0.002  # the share that a language the others do not write in is given beforehand
_ANY_STOP_WORD = frozenset().union(*STOP_WORDS.values())


def identified(texts: Sequence[str]) -> list[str]:
    """The ISO 639-1 code of each text's language, "" where it cannot be told (no words, or too few)."""
    return decided([votes(texts[start : start + _BLOCK]) for start in range(0, len(texts), _BLOCK)])


def decided(voted: Sequence[np.ndarray]) -> list[str]:
    """The language of each text, block after block, from what `votes` gives of each block. What most texts are
    clearly in is taken to be likelier for the rest, so all are needed at once."""
    company = _company(voted)
    best = (np.where(block.any(axis=1), _decided(block + company), -1) for block in voted)
    return [LANGUAGES[each] if each >= 0 else "" for block in best for each in block.tolist()]


def _company(voted: Sequence[np.ndarray]) -> np.ndarray:
    """For each language, the log of its share among the rows that are clear by themselves."""
    clear = np.concatenate([np.empty(0, dtype=np.int64), *map(_decided, voted)])
    share = np.bincount(clear[clear >= 0], minlength=len(LANGUAGES)) / max(1, int((clear >= 0).sum()))
    return np.log(np.maximum(share, _HEARD_OF)).astype(np.float32)


def _decided(votes: np.ndarray) -> np.ndarray:
    best = votes.argmax(axis=1)
    two = np.partition(votes, -2, axis=1)[:, -2:]
    return np.where(two[:, 1] - two[:, 0] >= _SURE, best, -1)


def votes(texts: Sequence[str]) -> np.ndarray:
    """Texts × LANGUAGES, float32: the sum over words of how well each language explains the word, 0 the best.

    A row of zeros for a text without words.
    """
    read = [words(text[:LETTERS_READ])[:WORDS_READ] for text in texts]
    number: dict[str, int] = {}
    ids = np.fromiter(
        (number.setdefault(word, len(number)) for word in chain.from_iterable(read)), dtype=np.int64
    )
    ends = np.cumsum([0, *map(len, read)])
    # Nothing of rare words once enough are known: their company tells.
    told = np.zeros((len(number), len(LANGUAGES)), dtype=np.float32)
    told[:DIFFERENT_WORDS] = _remembered.each(list(number)[:DIFFERENT_WORDS])
    counts = sparse.csr_matrix(
        (np.ones(len(ids), dtype=np.float32), ids, ends), shape=(len(read), len(number))
    )
    return counts @ told


class _Remembered:
    """What `_speak_for` said of the words met so far; forgotten all at once when they are too many."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._told = np.empty((REMEMBERED, len(LANGUAGES)), dtype=np.float32)  # no memory until it is written

    def each(self, words: Sequence[str]) -> np.ndarray:
        """Words × LANGUAGES. The words are different, at most `DIFFERENT_WORDS`."""
        new = [word for word in words if word not in self._rows]
        if len(self._rows) + len(new) > REMEMBERED:
            self._rows.clear()
            new = list(words)
        if new:
            known = len(self._rows)
            self._told[known : known + len(new)] = _speak_for(new)
            self._rows.update(zip(new, range(known, known + len(new)), strict=True))
        return self._told[[self._rows[word] for word in words]]


_remembered = _Remembered()


def _speak_for(words: Sequence[str]) -> np.ndarray:
    """Words × LANGUAGES: how well each explains the word; 0 the best, less the worse."""
    told = scores(words, LANGUAGES)
    for row, word in enumerate(words):
        spelt = one_spelling(word)
        if spelt in _ANY_STOP_WORD:
            told[row] += [
                _STOP_WORD_COUNTS * (spelt in STOP_WORDS.get(language, ())) for language in LANGUAGES
            ]
    return np.maximum(told - told.max(axis=1, keepdims=True), _WORST)
