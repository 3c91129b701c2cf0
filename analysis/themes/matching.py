"""Which known themes a clause names, from the codebook's phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import NamedTuple

import numpy as np

from analysis.themes.codebook import Codebook, Part, parts_of
from analysis.themes.wording.spelling import one_spelling, words

WORDS_BETWEEN = 2  # of other words between two words of one phrase
_HEAD = 2  # letters: no part that may stand inside a word has fewer
_REMEMBERED = 200_000  # words whose readings are kept; a language's everyday words many times over


class _Phrase(NamedTuple):
    theme: int
    size: int  # words
    letters: int


class _Match(NamedTuple):
    start: int
    end: int
    phrase: _Phrase

    def hides(self, other: _Match) -> bool:
        """ "Inte trevlig" is never also "trevlig": the longer wording of another theme has the last word."""
        return (
            self.phrase.theme != other.phrase.theme
            and self.start <= other.start
            and self.end >= other.end
            and self.phrase[1:] > other.phrase[1:]
        )


class Reading(NamedTuple):
    """What one word of a text can be: the first word of phrases, and the n-th word of phrases."""

    begins: tuple[int, ...]
    continues: frozenset[tuple[int, int]]


_NOTHING = Reading((), frozenset())


class Matcher:
    """Finds a codebook's themes in texts. Texts in a language the codebook has no phrases of are tried in all."""

    def __init__(self, codebook: Codebook) -> None:
        self.ids = tuple(theme.id for theme in codebook.themes)
        self._all = _Phrases(codebook, codebook.languages)
        self._by_language = {language: _Phrases(codebook, (language,)) for language in codebook.languages}

    def matches(self, text: str, language: str = "") -> tuple[str, ...]:
        """Ids of the themes one clause names, the strongest first; empty for none.

        `language` is an ISO 639-1 code, or "" where it is not known.
        """
        return tuple(self.ids[theme] for theme in self.many([text], [language])[0])

    def many(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> list[tuple[int, ...]]:
        """For each clause, positions among the codebook's themes, the strongest first; empty for none."""
        told = languages if languages is not None else [""] * len(texts)
        spoken: dict[str, list[int]] = {}
        for place, language in enumerate(told):
            spoken.setdefault(language, []).append(place)
        found: list[tuple[int, ...]] = [()] * len(texts)
        for language, places in spoken.items():
            each = self._phrases(language).themes([words(texts[place]) for place in places])
            for place, themes in zip(places, each, strict=True):
                found[place] = themes
        return found

    def readings(self, said: Iterable[str], language: str) -> dict[str, Reading]:
        """What each of some words can be, to be kept at hand by a copy of this in another process."""
        known = self._phrases(language).readings
        return {word: known.told[known[word]] for word in said}

    def keep_at_hand(self, readings: Mapping[str, Reading], language: str) -> None:
        """What `readings` gave elsewhere, not to be worked out again here."""
        self._phrases(language).readings.keep(readings)

    def _phrases(self, language: str) -> _Phrases:
        return self._by_language.get(language, self._all)


class _Phrases:
    """Phrases of some languages, found word by word: each different word is looked up once and remembered."""

    def __init__(self, codebook: Codebook, languages: Sequence[str]) -> None:
        self._phrases: list[_Phrase] = []
        place = {theme.id: number for number, theme in enumerate(codebook.themes)}
        self._narrower = {place[each.id]: {place[id] for id in each.yields_to} for each in codebook.themes}
        self._parts: dict[str, list[tuple[Part, int, int]]] = {}
        self._heads: set[str] = set()  # of the parts: most of a word's letters begin none
        for (number, theme), language in product(enumerate(codebook.themes), languages):
            for phrase in theme.phrases.get(language, ()):
                self._add(number, parts_of(phrase) or ())
        sizes = [phrase.size for phrase in self._phrases]
        self.readings = _Readings(self, np.array(sizes, dtype=np.int64))

    def _add(self, theme: int, parts: tuple[Part, ...]) -> None:
        for place, part in enumerate(parts):
            self._parts.setdefault(part.letters, []).append((part, len(self._phrases), place))
            if part.open_start:
                self._heads.add(part.letters[:_HEAD])
        self._phrases.append(_Phrase(theme, len(parts), sum(len(part.letters) for part in parts)))

    def read(self, word: str) -> Reading:
        found = set(self._within(one_spelling(word)))
        begins = tuple(sorted(phrase for phrase, place in found if place == 0))
        return Reading(begins, frozenset(one for one in found if one[1] > 0))

    def _within(self, word: str) -> Iterator[tuple[int, int]]:
        """Every part of the word, looked up: the number of phrases does not matter to the time it takes."""
        size = len(word)
        for start in range(size):
            if start and word[start : start + _HEAD] not in self._heads:
                continue
            for end in range(start + 1, size + 1):
                for part, phrase, place in self._parts.get(word[start:end], ()):
                    if (start == 0 or part.open_start) and (end == size or part.open_end):
                        yield phrase, place

    def themes(self, several: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
        """The themes of each text's words, the strongest first."""
        sizes = np.fromiter(map(len, several), dtype=np.int64, count=len(several))
        rows = self.readings.rows(chain.from_iterable(several), int(sizes.sum()))
        ends = np.cumsum(sizes)
        found: list[tuple[int, ...]] = [()] * len(several)
        # Most phrases that begin are never gone on with: one look at all texts spares most of them the search.
        for place in self.readings.with_a_phrase(rows, sizes).tolist():
            mine = rows[ends[place] - sizes[place] : ends[place]].tolist()
            found[place] = self._themes([self.readings.told[row] for row in mine])
        return found

    def _themes(self, readings: Sequence[Reading]) -> tuple[int, ...]:
        there = frozenset[tuple[int, int]]().union(*(reading.continues for reading in readings))
        found = [
            match
            for start, reading in enumerate(readings)
            for phrase in reading.begins
            if (self._phrases[phrase].size == 1 or (phrase, 1) in there)
            and (match := self._match(readings, start, phrase))
        ]
        if not found:
            return ()
        named = {match.phrase.theme for match in found}
        return _strongest_first([one for one in found if not self._narrower[one.phrase.theme] & named])

    def _match(self, readings: Sequence[Reading], start: int, number: int) -> _Match | None:
        phrase = self._phrases[number]
        ends = {start}
        for place in range(1, phrase.size):
            wanted = (number, place)
            ends = {
                later
                for end in ends
                for later in range(end + 1, min(end + 2 + WORDS_BETWEEN, len(readings)))
                if wanted in readings[later].continues
            }
        return _Match(start, min(ends), phrase) if ends else None


def _strongest_first(found: Sequence[_Match]) -> tuple[int, ...]:
    """By the number of words that name the theme; then the one named first."""
    around: dict[int, list[_Match]] = {}  # only what covers its first word can hide a match
    for match in found:
        for place in range(match.start, match.end + 1):
            around.setdefault(place, []).append(match)
    standing = [match for match in found if not any(other.hides(match) for other in around[match.start])]
    weight: dict[int, int] = {}
    for match in {(match.phrase, match.start): match for match in standing}.values():
        weight[match.phrase.theme] = weight.get(match.phrase.theme, 0) + match.phrase.size
    return tuple(sorted(weight, key=lambda theme: -weight[theme]))


class _Readings(dict[str, int]):
    """The number of each word's reading, in `told`; 0 for the many words that are in no phrase."""

    def __init__(self, phrases: _Phrases, sizes: np.ndarray) -> None:
        super().__init__()
        self._read, self._sizes = phrases.read, sizes
        self._forget()

    def _forget(self) -> None:
        self.clear()
        self.told: list[Reading] = []
        self._numbers: dict[Reading, int] = {}
        none = np.zeros((0, len(self._sizes)), dtype=bool)
        self._begun, self._gone_on = _bits(none), _bits(none)
        self._number(_NOTHING)

    def __missing__(self, word: str) -> int:
        self[word] = number = self._number(self._read(word))
        return number

    def keep(self, readings: Mapping[str, Reading]) -> None:
        self.update({word: self._number(reading) for word, reading in readings.items()})

    def rows(self, said: Iterable[str], count: int) -> np.ndarray:
        """The number of each word's reading."""
        if len(self) >= _REMEMBERED:
            self._forget()
        return np.fromiter(map(self.__getitem__, said), dtype=np.int64, count=count)

    def with_a_phrase(self, rows: np.ndarray, sizes: np.ndarray) -> np.ndarray:
        """Which texts, of `sizes` words, have the first word of a phrase and its second, if it has one."""
        self._spread_out()
        spoken = np.flatnonzero(sizes)
        if not len(spoken):
            return spoken
        begins = np.cumsum(sizes[spoken]) - sizes[spoken]
        begun, gone_on = (np.bitwise_or.reduceat(each[rows], begins) for each in (self._begun, self._gone_on))
        return spoken[(begun & gone_on).any(axis=1)]

    def _number(self, reading: Reading) -> int:
        number = self._numbers.setdefault(reading, len(self.told))
        if number == len(self.told):
            self.told.append(reading)
        return number

    def _spread_out(self) -> None:
        """Readings × phrases in bits: which a reading can begin, and of which it can be the second word or all."""
        new = self.told[len(self._begun) :]
        if not new:
            return
        begun = np.zeros((len(new), len(self._sizes)), dtype=bool)
        gone_on = np.zeros_like(begun)
        for row, reading in enumerate(new):
            begun[row, list(reading.begins)] = True
            gone_on[row, [phrase for phrase, place in reading.continues if place == 1]] = True
        gone_on |= begun & (self._sizes == 1)
        self._begun = np.concatenate([self._begun, _bits(begun)])
        self._gone_on = np.concatenate([self._gone_on, _bits(gone_on)])


def _bits(rows: np.ndarray) -> np.ndarray:
    """Rows of truth values, 64 in one number."""
    spare = -rows.shape[1] % 64
    return np.packbits(np.pad(rows, ((0, 0), (0, spare))), axis=1).view(np.uint64)
