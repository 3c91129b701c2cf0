"""What a theme is called: words and phrases its writers used themselves, more than others do. Never stems."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.themes.wording.filler import is_filler
from analysis.themes.wording.spelling import folded, words
from analysis.themes.wording.stop_words import STOP_WORDS
from analysis.themes.wording.tokens import tokens

KEYWORDS = 8
READ = 400  # comments of each theme: the words that tell them apart are there long before
_PHRASE_WORDS = 4
_LEAST = 2  # comments a word or phrase must be in
_COMMON = 0.03  # of the group's comments: a rarer phrase does not name it
_LONGER = 0.15  # for each word more: "kom inte fram" says more than "kom fram"
_ENOUGH = 0.2  # of a group's comments are in the language it is shown in
_PRIOR = 0.5
_SENTENCES = re.compile(r"[.!?;:,\n()\[\]\"]")
# Words that turn a phrase round may begin it ("inte fram"), never end it.
_DENIES = frozenset({"inte", "ej", "aldrig", "utan", "ingen", "not", "no", "never", "without", "ei"})


@dataclass(frozen=True)
class Named:
    """The keywords, most telling first, and a short phrase that occurs among the comments."""

    keywords: tuple[str, ...]
    phrase: str


@dataclass
class Spoken:
    """What a group writes in one language: how many comments have each stem and run of words, and the forms."""

    n: int = 0
    stems: Counter[str] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def read(self, text: str, language: str) -> None:
        found = [(word, stem) for word, stem in tokens(text, language) if not is_filler(word)]
        self.n += 1
        self.stems.update({stem for _, stem in found})
        self.runs.update(set(_runs(text, language)))
        for word, stem in found:
            self.forms[stem][word] += 1


Heard = Mapping[str, Spoken]  # by language


def named(groups: Sequence[Sequence[str]], languages: Sequence[Sequence[str]]) -> list[Named]:
    """What each group of comments is about, beside the other groups.

    Words, and runs of two to four words, are scored by the weighted log-odds of being in a comment of the group,
    with the share among all comments as prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008). Each stem is
    shown by the form its writers use most. A group is read in the language most comments are in, or in its own
    where few in it write that one, beside what others write in the same language: otherwise everyday words of a
    smaller language would tell every theme. A group without words gets no keywords and an empty phrase.
    """
    return named_from([heard(texts, spoken) for texts, spoken in zip(groups, languages, strict=True)])


def named_from(read: Sequence[Heard]) -> list[Named]:
    """What each group is about, from what `heard` gives of each."""
    main = _most(
        {language: sum(each[language].n for each in read if language in each) for language in _all_of(read)}
    )
    shown = [_shown_in(group, main) for group in read]
    everybody = {language: _together(read, language) for language in set(shown)}
    return [
        _named(group.get(language, Spoken()), everybody[language])
        for group, language in zip(read, shown, strict=True)
    ]


def heard(texts: Sequence[str], languages: Sequence[str]) -> Heard:
    """What one group writes, by language: of its first `READ` comments."""
    spoken: dict[str, Spoken] = defaultdict(Spoken)
    for text, language in zip(texts[:READ], languages[:READ], strict=True):
        spoken[language].read(text, language)
    return dict(spoken)


def _all_of(read: Sequence[Heard]) -> list[str]:
    return sorted({language for each in read for language in each})


def _most(n: Mapping[str, int]) -> str:
    """The language most write in; "" only where no other is."""
    return max(sorted(n), key=lambda language: (language != "", n[language]), default="")


def _shown_in(group: Heard, main: str) -> str:
    written = {language: spoken.n for language, spoken in group.items()}
    enough = written.get(main, 0) >= _ENOUGH * sum(written.values())
    return main if enough else _most(written)


def _together(read: Sequence[Heard], language: str) -> Spoken:
    """What all groups write in a language; the forms, which nobody asks for, are left out."""
    added = Spoken()
    for each in read:
        if language in each:
            added.n += each[language].n
            added.stems.update(each[language].stems)
            added.runs.update(each[language].runs)
    return added


def _named(group: Spoken, everybody: Spoken) -> Named:
    scores = _scores(group.stems, group.n, everybody.stems, everybody.n, min(_LEAST, group.n))
    telling = sorted(scores, key=lambda stem: (-scores[stem], stem))[:KEYWORDS]
    keywords = tuple(group.forms[stem].most_common(1)[0][0] for stem in telling if scores[stem] > 0)
    phrases = _scores(group.runs, group.n, everybody.runs, everybody.n, max(_LEAST, _COMMON * group.n))
    return Named(keywords, _capital(_phrase(phrases) or ", ".join(keywords[:2])))


def _scores(
    inside_of: Counter[str], n: int, everywhere: Counter[str], total: int, least: float
) -> dict[str, float]:
    """The z value of the log-odds inside the group against outside it, of what `least` comments have."""
    names = [name for name, count in inside_of.items() if count >= least]
    if not names:
        return {}
    if n == total:  # nothing to be told apart from: what most write
        return {name: float(np.sqrt(inside_of[name])) for name in names}
    inside = np.array([inside_of[name] for name in names], dtype=float)
    all_of = np.array([everywhere[name] for name in names], dtype=float)
    outside, others = all_of - inside, total - n
    prior = _PRIOR + all_of / max(total, 1)
    gap = _log_odds(inside + prior, n + 1 + 2 * _PRIOR) - _log_odds(outside + prior, others + 1 + 2 * _PRIOR)
    spread = np.sqrt(1 / (inside + prior) + 1 / (outside + prior))
    return dict(zip(names, (gap / spread).tolist(), strict=True))


def _log_odds(found: np.ndarray, among: float) -> np.ndarray:
    return np.log(found / np.maximum(among - found, _PRIOR))


def _phrase(scores: Mapping[str, float]) -> str:
    """The run of words that best tells the group; of two that tell it nearly as well, the longer."""
    telling = {run: score for run, score in scores.items() if score > 0}
    if not telling:
        return ""
    return max(telling, key=lambda run: (telling[run] * (1 + _LONGER * run.count(" ")), run))


def _runs(text: str, language: str) -> Iterable[str]:
    """Runs of two to four words within a sentence that begin and end with a word that means something."""
    silent = STOP_WORDS.get(language, frozenset()) | _DENIES
    for piece in _SENTENCES.split(folded(text)):
        spoken = words(piece)
        means = [word not in silent and not is_filler(word) for word in spoken]
        for start in range(len(spoken)):
            for stop in range(start + 2, min(start + _PHRASE_WORDS, len(spoken)) + 1):
                if (means[start] or spoken[start] in _DENIES) and means[stop - 1]:
                    tells = {
                        word for word, does in zip(spoken[start:stop], means[start:stop], strict=True) if does
                    }
                    # "Inte var er sak" and "fem av fem" hold one telling word and name nothing; "inte trevlig" does.
                    if len(tells) > 1 or (stop - start == 2 and spoken[start] in _DENIES):
                        yield " ".join(spoken[start:stop])


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
