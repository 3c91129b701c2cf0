"""Where the codebook explains much of what is said: its themes learned from clauses that name them, and the rest
clustered for what nobody expected.

A clause that names one known theme is an example of it. A classifier made of those examples recognises the
theme in other words too, and clauses that neither name nor resemble a known theme are clustered by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.themes.clauses import clauses
from analysis.themes.clustering import clustered
from analysis.themes.features import learned
from analysis.themes.labelling import Labeller
from analysis.themes.lexicon import Lexicon
from analysis.themes.matching import Matcher
from analysis.themes.refinement import classifier

UNITS = 12_000  # clauses learned from
FEWEST = 500  # clauses: with fewer, examples of each theme are too few to learn from
EXPLAINED = 0.3  # share of telling clauses that name a known theme before this way is taken
_LOOKED_AT, _HOPELESS = 1_500, 0.2  # clauses looked at first, and the share at which the rest is not read
MOST = 15  # themes in all, unless the codebook alone has more
_FEWEST_NEW = 3
_EXAMPLES, _EXAMPLES_SHARE = 8, 0.004  # clauses that name a known theme before it is one here
_RESEMBLES = -0.3  # margin from which a clause that does not name a theme is about it all the same
_CLOSE, _CLOSE_SHARE = -0.5, 0.5  # a new cluster joins a known theme when so many lie so near it
_WORTH = 0.02  # of the clauses: a smaller new cluster is no theme
_LEAST = -0.5


@dataclass(frozen=True)
class Explained:
    """`labeller` tells known themes (codebook positions, in `known`) and then `new` unexpected ones apart."""

    labeller: Labeller
    known: tuple[int, ...]
    new: int
    stability: float
    new_shares: tuple[float, ...]


def explained(texts: Sequence[str], language: str, matcher: Matcher, seed: int) -> Explained | None:
    """What is learned of texts in one language; None where the codebook explains too little of them."""
    units = _units(texts, language, seed)
    if len(units) < FEWEST:
        return None
    if _named_share(units[:: max(1, len(units) // _LOOKED_AT)], language, matcher) < _HOPELESS:
        return None
    lexicon = Lexicon()
    read = lexicon.read(units, [language] * len(units))
    telling = lexicon.says_something(read)
    matches = matcher.many(units, [language] * len(units))
    named = np.array([len(each) > 0 for each in matches]) & telling
    if not telling.any() or named.sum() < EXPLAINED * telling.sum():
        return None
    features = learned(lexicon, read)
    rows = features.matrix(lexicon, read)
    labels, known = _examples(matches, telling)
    matters = features.matrix(lexicon, lexicon.without_filler(read))
    labels, new, shares, stability = _with_new(
        rows, matters, features.words, labels, telling & ~named, known, seed
    )
    weights, offsets = _told_apart(rows, labels, len(known) + new, telling, seed)
    labeller = Labeller(features, weights, offsets, _LEAST)
    return Explained(labeller, known, new, stability, shares)


def _named_share(units: Sequence[str], language: str, matcher: Matcher) -> float:
    matches = matcher.many(units, [language] * len(units))
    return sum(1 for each in matches if each) / len(matches)


def _units(texts: Sequence[str], language: str, seed: int) -> list[str]:
    """Different clauses, at most `UNITS`, drawn by the seed."""
    found = sorted({clause for text in texts for clause in clauses(text, language)})
    if len(found) <= UNITS:
        return found
    chosen = np.random.default_rng(seed).choice(len(found), UNITS, replace=False)
    return [found[i] for i in np.sort(chosen)]


def _examples(matches: Sequence[tuple[int, ...]], telling: np.ndarray) -> tuple[np.ndarray, tuple[int, ...]]:
    """Each clause's known theme, -1 for none or several, and the codebook positions of themes with examples."""
    single = [
        each[0] if len(each) == 1 and tells else -1 for each, tells in zip(matches, telling, strict=True)
    ]
    counts = Counter(each for each in single if each >= 0)
    enough = max(_EXAMPLES, _EXAMPLES_SHARE * int(telling.sum()))
    known = tuple(sorted(each for each, n in counts.items() if n >= enough))
    place = {which: number for number, which in enumerate(known)}
    return np.array([place.get(each, -1) for each in single]), known


def _with_new(
    rows: sparse.csr_matrix,
    matters: sparse.csr_matrix,
    words: int,
    labels: np.ndarray,
    silent: np.ndarray,
    known: tuple[int, ...],
    seed: int,
) -> tuple[np.ndarray, int, tuple[float, ...], float]:
    """(labels with the unnamed clauses placed, number of new themes, their shares, stability)."""
    labels = labels.copy()
    nearest = np.full(len(labels), -1)
    margin = np.full(len(labels), -np.inf)
    if len(known) > 1:
        weights, offsets = classifier(rows, labels, labels >= 0, seed)
        margins = rows @ weights.T + offsets
        nearest, margin = margins.argmax(axis=1), margins.max(axis=1)
    resembling = silent & (margin >= _RESEMBLES)
    labels[resembling] = nearest[resembling]
    left = np.flatnonzero(silent & ~resembling)
    found = clustered(matters[left], words, None, np.full(len(left), -1), seed)
    candidates = []
    for cluster in range(found.labels.max() + 1 if len(left) else 0):
        members = left[found.labels == cluster]
        close = margin[members] >= _CLOSE
        which, n = Counter(nearest[members[close]].tolist()).most_common(1)[0] if close.any() else (-1, 0)
        if n >= _CLOSE_SHARE * len(members):
            labels[members] = which
        elif len(members) >= _WORTH * len(labels):
            candidates.append((_cohesion(matters[members]), members))
    kept = sorted(candidates, key=lambda each: -each[0])[: max(_FEWEST_NEW, MOST - len(known))]
    for number, (_, members) in enumerate(kept):
        labels[members] = len(known) + number
    return labels, len(kept), tuple(len(members) / len(labels) for _, members in kept), found.stability


def _cohesion(rows: sparse.csr_matrix) -> float:
    """How alike the rows are: the mean cosine between any two, each of length 1."""
    middle = np.asarray(rows.mean(axis=0)).ravel()
    return float(middle @ middle)


def _told_apart(
    rows: sparse.csr_matrix, labels: np.ndarray, themes: int, telling: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """The last classifier; what belongs to no theme is a class of its own while it is learned."""
    rest = np.where(labels < 0, themes, labels)
    weights, offsets = classifier(rows, rest, telling, seed)
    return weights[:themes], offsets[:themes]
