"""Which known themes a clause names, from the codebook's phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

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


_NOTHING: frozenset[tuple[int, int]] = frozenset()


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
        return tuple(self.ids[theme] for theme in self._themes(text, language))

    def many(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> list[tuple[int, ...]]:
        """For each clause, positions among the codebook's themes, the strongest first; empty for none."""
        told = languages if languages is not None else [""] * len(texts)
        return [self._themes(text, language) for text, language in zip(texts, told, strict=True)]

    def readings(self, said: Iterable[str], language: str) -> dict[str, Reading]:
        """What each of some words can be, to be kept at hand by a copy of this in another process."""
        known = self._phrases(language).readings
        return {word: known[word] for word in said}

    def keep_at_hand(self, readings: Mapping[str, Reading], language: str) -> None:
        """What `readings` gave elsewhere, not to be worked out again here."""
        self._phrases(language).readings.update(readings)

    def _themes(self, text: str, language: str) -> tuple[int, ...]:
        return self._phrases(language).themes(words(text))

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
        self.readings = _Readings(self)

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

    def themes(self, said: Sequence[str]) -> tuple[int, ...]:
        """The themes of a text's words, the strongest first."""
        readings = list(map(self.readings.__getitem__, said))
        starts = [(start, reading.begins) for start, reading in enumerate(readings) if reading.begins]
        if not starts:
            return ()
        # Most phrases that begin are never gone on with: one look at what is there at all spares the search.
        there = _NOTHING.union(*[reading.continues for reading in readings if reading.continues])
        found = [
            match
            for start, begins in starts
            for phrase in begins
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


class _Readings(dict[str, Reading]):
    """The reading of each word met."""

    def __init__(self, phrases: _Phrases) -> None:
        super().__init__()
        self._read = phrases.read

    def __missing__(self, word: str) -> Reading:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = reading = self._read(word)
        return reading
