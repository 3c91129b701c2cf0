"""What a theme is called: words and phrases its writers used themselves, more than others do. Never stems."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.themes.wording.filler import is_filler
from analysis.themes.wording.spelling import folded, words
from analysis.themes.wording.stop_words import STOP_WORDS
from analysis.themes.wording.tokens import tokens

KEYWORDS = 8
READ = 1_500  # comments of each theme: the words that tell them apart are there long before
_PHRASE_WORDS = 4
_LEAST = 2  # comments a word or phrase must be in
_PRIOR = 0.5


@dataclass(frozen=True)
class Named:
    """The keywords, most telling first, and a short phrase that occurs among the comments."""

    keywords: tuple[str, ...]
    phrase: str


def named(groups: Sequence[Sequence[str]], languages: Sequence[Sequence[str]]) -> list[Named]:
    """What each group of comments is about, beside the other groups.

    Words are scored by the weighted log-odds of being in a comment of the group, with the share among all
    comments as prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008). Each stem is shown by the form its
    writers use most. A group is read in the language most of it is in, beside what others write in that language:
    otherwise everyday words of a smaller language would tell every theme it is common in. A group without words
    gets no keywords and an empty phrase.
    """
    read = [_Group(texts[:READ], spoken[:READ]) for texts, spoken in zip(groups, languages, strict=True)]
    beside: dict[str, _Group] = {}
    for each in read:
        if each.main not in beside:
            beside[each.main] = _Group.of_all(groups, languages, each.main)
    return [_named(each, beside[each.main].stems, beside[each.main].n) for each in read]


class _Group:
    """The words of one group in its main language: in how many comments each stem is, and how it is written."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str], main: str | None = None) -> None:
        spoken = Counter(language for language in languages if language).most_common(1)
        self.main = main if main is not None else spoken[0][0] if spoken else ""
        self.texts = [text for text, each in zip(texts, languages, strict=True) if each == self.main]
        self.languages = [self.main] * len(self.texts)
        self.n = len(self.texts)
        self.stems: Counter[str] = Counter()
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)
        for text, language in zip(self.texts, self.languages, strict=True):
            found = [(word, stem) for word, stem in tokens(text, language) if not is_filler(word)]
            self.stems.update({stem for _, stem in found})
            for word, stem in found:
                self.forms[stem][word] += 1

    @classmethod
    def of_all(cls, groups: Sequence[Sequence[str]], languages: Sequence[Sequence[str]], main: str) -> _Group:
        """What all groups write in one language."""
        texts = [text for group in groups for text in group[:READ]]
        return cls(texts, [each for group in languages for each in group[:READ]], main)


def _named(group: _Group, everywhere: Counter[str], total: int) -> Named:
    scores = _scores(group, everywhere, total)
    telling = sorted(scores, key=lambda stem: (-scores[stem], stem))[:KEYWORDS]
    keywords = tuple(group.forms[stem].most_common(1)[0][0] for stem in telling if scores[stem] > 0)
    return Named(keywords, _phrase(group, scores) or _capital(", ".join(keywords[:2])))


def _scores(group: _Group, everywhere: Counter[str], total: int) -> dict[str, float]:
    """By stem: the z value of the log-odds inside the group against outside it."""
    stems = [stem for stem, n in group.stems.items() if n >= min(_LEAST, group.n)]
    if not stems:
        return {}
    if group.n == total:  # nothing to be told apart from: what most write
        return {stem: float(np.sqrt(group.stems[stem])) for stem in stems}
    inside = np.array([group.stems[stem] for stem in stems], dtype=float)
    all_of = np.array([everywhere[stem] for stem in stems], dtype=float)
    outside, others = all_of - inside, total - group.n
    prior = _PRIOR + all_of / max(total, 1)
    gap = _log_odds(inside + prior, group.n + 1 + 2 * _PRIOR) - _log_odds(
        outside + prior, others + 1 + 2 * _PRIOR
    )
    spread = np.sqrt(1 / (inside + prior) + 1 / (outside + prior))
    return dict(zip(stems, (gap / spread).tolist(), strict=True))


def _log_odds(found: np.ndarray, among: float) -> np.ndarray:
    return np.log(found / np.maximum(among - found, _PRIOR))


def _phrase(group: _Group, scores: dict[str, float]) -> str:
    """The run of two to four words that best sums the group up: frequent in it, made of telling words."""
    counts: Counter[str] = Counter()
    worth: dict[str, float] = {}
    for text, language in zip(group.texts, group.languages, strict=True):
        seen = set()
        for phrase, value in _runs(text, language, scores):
            seen.add(phrase)
            worth[phrase] = value
        counts.update(seen)
    common = [phrase for phrase, n in counts.items() if n >= max(_LEAST, 0.01 * group.n)]
    if not common:
        return ""
    best = max(common, key=lambda phrase: (worth[phrase] * np.sqrt(counts[phrase]), phrase))
    return _capital(best)


def _runs(text: str, language: str, scores: dict[str, float]) -> Iterable[tuple[str, float]]:
    """Runs of words within a sentence that begin and end with a telling word."""
    silent = STOP_WORDS.get(language, frozenset())
    for piece in re.split(r"[.!?;:,\n()\[\]\"]", folded(text)):
        spoken = words(piece)
        worth = [_worth(word, language, scores, silent) for word in spoken]
        for start in range(len(spoken)):
            for stop in range(start + 2, min(start + _PHRASE_WORDS, len(spoken)) + 1):
                if worth[start] > 0 and worth[stop - 1] > 0:
                    told = [value for value in worth[start:stop] if value > 0]
                    yield (
                        " ".join(spoken[start:stop]),
                        sum(told) / (len(told) + 0.5 * (stop - start - len(told))),
                    )


def _worth(word: str, language: str, scores: dict[str, float], silent: frozenset[str]) -> float:
    if word in silent or is_filler(word):
        return 0.0
    found = tokens(word, language)
    return max(scores.get(found[0][1], 0.0), 0.0) if found else 0.0


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
