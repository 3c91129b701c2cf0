"""The stem that joins the forms of a word: "köerna" and "kö" are one word to a reader.

Swedish goes by a dictionary first, since its stemmer leaves irregular forms apart. The same dictionaries for
Finnish and Polish take 400 MB each, and gain little over the stemmer. Persian and Somali have light rules of
our own: the Persian stemmer cuts "employee" to "work", and for Somali there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import StreamDictionaryFactory
from Stemmer import Stemmer as Snowball

from analysis.themes.wording.spelling import one_spelling

Stemmer = Callable[[str], str]

_SNOWBALL = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "no": "norwegian",
    "pl": "polish",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
# Longest first: plural and case, possessive, the verb's person.
_ENDINGS = {
    "fa": ("هایشان", "هایمان", "هایی", "های", "ها", "ترین", "تر", "شان", "مان", "تان", "ات", "ان", "ی"),
    "so": ("yaasha", "yaal", "yada", "yaha", "kii", "tii", "kiisa", "teeda", "ooyin", "oyin", "ayn", "een",
           "aha", "ada", "ihii", "kani", "tani", "da", "ta", "ka", "ga", "ha", "ay", "o"),
}  # fmt: skip
_SHORTEST_STEM = {"fa": 3, "so": 4}


MOST_AT_HAND = 150_000  # words of a language
_at_hand: dict[str, dict[str, str]] = {}  # what another process worked out


def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language we have no rules for."""
    known = _at_hand.get(language)
    if known is not None and word in known:
        return known[word]
    return _stemmer(language)(word)


def read_dictionary() -> None:
    """Read Swedish's dictionary, which takes most of a second: copies of this process need not do so again."""
    _stemmer("sv")("ord")


def keep_at_hand(language: str, stems: Mapping[str, str]) -> None:
    """Stems that `stem` gave elsewhere, not to be worked out again here."""
    known = _at_hand.setdefault(language, {})
    if len(known) + len(stems) > MOST_AT_HAND:
        known.clear()
    known.update(stems)


@cache
def _stemmer(language: str) -> Stemmer:
    if language == "sv":
        return _swedish(_snowball("swedish"))
    if language in _SNOWBALL:
        return _snowball(_SNOWBALL[language])
    if language in _ENDINGS:
        return _by_endings(_ENDINGS[language], _SHORTEST_STEM[language])
    return lambda word: word


def _snowball(name: str) -> Stemmer:
    stem_word: Stemmer = Snowball(name).stemWord
    return stem_word


def _swedish(stem_word: Stemmer) -> Stemmer:
    # Read as it is stored, 14 MB; as Python's own words it would be 100 MB, and copied by each process that looks.
    forms = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=StreamDictionaryFactory()))
    return lambda word: stem_word(forms.lemmatize(word, lang="sv").lower())


def _by_endings(endings: tuple[str, ...], shortest: int) -> Stemmer:
    spelt = tuple(map(one_spelling, endings))

    def cut(word: str) -> str:
        for ending in spelt:
            if word.endswith(ending) and len(word) - len(ending) >= shortest:
                return word[: -len(ending)]
        return word

    return cut
