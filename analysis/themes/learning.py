"""What is learned of the comments in one language: clusters, and the known theme that each is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.themes.embedding import Embedding
from analysis.themes.explaining import Explained, explained
from analysis.themes.finder import ThemeFinder, sampled
from analysis.themes.labelling import Labeller
from analysis.themes.matching import Matcher

SAMPLE = 4_000  # comments of a language that themes are learned from
SAMPLE_DRAWN = 6_000  # … of which so many different ones at most, since short answers come many times
SAMPLE_BESIDE = 1_500  # comments that another language is learned from
_WORTH_SHARE = 0.03  # of all comments: an unexpected theme of a language beside the main one
_SERVICE = 0.3  # share of comments that name a known theme, from which they are about public service at all
# Share of a cluster's comments that name a known theme before it joins it …
_JOINS, _JOINS_ELSEWHERE = 0.3, 0.5
_TELLING = 3.0  # … and how many times that is of the theme's share among all
_IN_USE, _IN_USE_SHARE = 10, 0.01  # comments that name a known theme before it is one here …
_FEW_SHARE = 0.02  # … or, where there are few, this share of them


@dataclass(frozen=True)
class Asked:
    """The comments, and what is asked of them."""

    texts: Sequence[str]
    languages: Sequence[str]
    counts: Counter[str]
    main: str
    known: Sequence[tuple[int, int]]
    seed: int
    embedding: Embedding | None
    matcher: Matcher | None


@dataclass(frozen=True)
class Learned:
    """`known`: for each cluster, the codebook's theme that it is about, None where nobody expected it; `worth`:
    whether a cluster that nobody expected is a theme at all; `near`: pairs of clusters with their nearness."""

    language: str
    labeller: Labeller
    known: tuple[int | None, ...]
    worth: tuple[bool, ...]
    stability: float
    near: tuple[tuple[int, int, float], ...] = ()


def learned_of(asked: Asked, language: str, themes: int | None) -> Learned | None:
    """What is learned of one language's comments; None where there are none."""
    by_hand = [position for position, _ in asked.known]
    chosen = _chosen(asked.languages, language, asked.main, themes, by_hand, asked.seed)
    if not len(chosen):
        return None
    texts = [asked.texts[i] for i in chosen]
    if asked.matcher is not None and themes is None and asked.embedding is None:
        by_book = explained(texts, language, asked.matcher, asked.seed)
        if by_book is not None:
            return _from_book(asked, language, by_book)
    return _from_clusters(asked, language, themes, chosen, texts)


def in_use(asked: Asked) -> tuple[int, ...]:
    """Known themes that enough comments name to be themes here, whether or not a cluster is about them."""
    assert asked.matcher is not None
    read = range(len(asked.texts))
    if len(read) > SAMPLE:
        read = np.random.default_rng(asked.seed).choice(len(read), SAMPLE, replace=False).tolist()
    matches = asked.matcher.many([asked.texts[i] for i in read], [asked.languages[i] for i in read])
    if _named_share(matches) < _SERVICE:
        return ()
    counts = Counter(theme for each in matches for theme in set(each))
    least = max(min(_IN_USE, _FEW_SHARE * len(matches)), _IN_USE_SHARE * len(matches))
    return tuple(which for which, n in sorted(counts.items()) if n >= least)


def _from_book(asked: Asked, language: str, told: Explained) -> Learned:
    share = 1.0 if language == asked.main else asked.counts[language] / len(asked.texts)
    worth = [share * each >= _WORTH_SHARE or share == 1 for each in told.new_shares]
    return Learned(
        language,
        told.labeller,
        (*told.known, *(None for _ in worth)),
        (*(True for _ in told.known), *worth),
        told.stability,
    )


def _from_clusters(
    asked: Asked, language: str, themes: int | None, chosen: np.ndarray, texts: Sequence[str]
) -> Learned:
    finder = _fitted(asked.texts, chosen, language, themes, asked.known, asked.seed, asked.embedding)
    is_main = language == asked.main
    least = 0.0 if is_main or themes is not None else _WORTH_SHARE * len(asked.texts)
    scale = max(1.0, asked.counts[language] / len(chosen))  # texts of no language are not counted
    sizes = np.bincount(finder.labels_[finder.labels_ >= 0], minlength=finder.n_themes_)
    return Learned(
        language,
        finder.labeller_,
        tuple(_nearest_known(finder.labels_, texts, language, asked.matcher, finder.n_themes_)),
        tuple((sizes >= least / scale).tolist()),
        float(finder.stability_),
        tuple((int(first), int(second), float(near)) for first, second, near in finder.merges_),
    )


def _chosen(
    languages: Sequence[str],
    language: str,
    main: str,
    themes: int | None,
    placed: Sequence[int],
    seed: int,
) -> np.ndarray:
    """Positions of the comments learned from; those placed by hand always among them."""
    spoken = {language, ""} if language == main else {language}
    positions = np.array([i for i, each in enumerate(languages) if each in spoken], dtype=np.int64)
    most = sampled(SAMPLE_DRAWN, themes) if language == main else SAMPLE_BESIDE
    if len(positions) <= most:
        return positions
    drawn = np.random.default_rng(seed).choice(positions, most, replace=False)
    by_hand = [i for i in placed if languages[i] in spoken]
    return np.unique(np.concatenate([drawn, np.array(by_hand, dtype=np.int64)]))


def _fitted(
    texts: Sequence[str],
    chosen: np.ndarray,
    language: str,
    themes: int | None,
    known: Sequence[tuple[int, int]],
    seed: int,
    embedding: Embedding | None,
) -> ThemeFinder:
    placed = dict(known)
    finder = ThemeFinder(themes, seed=seed, embedding=embedding, sample=SAMPLE)
    finder.fit(
        [texts[i] for i in chosen],
        languages=[language] * len(chosen),
        groups=[placed.get(i, -1) for i in chosen.tolist()],
    )
    return finder


def _nearest_known(
    labels: np.ndarray, texts: Sequence[str], language: str, matcher: Matcher | None, clusters: int
) -> list[int | None]:
    if matcher is None:
        return [None] * clusters
    matches = matcher.many(texts, [language] * len(texts))
    joins = _JOINS if _named_share(matches) >= _SERVICE else _JOINS_ELSEWHERE
    among = Counter(theme for each in matches for theme in set(each))
    found: list[int | None] = []
    for cluster in range(clusters):
        members = np.flatnonzero(labels == cluster)
        inside = Counter(theme for i in members.tolist() for theme in set(matches[i]))
        best = max(inside, key=lambda theme: (inside[theme], -theme), default=None)
        if best is None:
            found.append(None)
            continue
        share = inside[best] / len(members)
        usual = among[best] / len(texts)
        # A theme that is half of everything cannot be three times as common anywhere.
        found.append(best if share >= joins and share >= min(_TELLING * usual, 0.6) else None)
    return found


def _named_share(matches: Sequence[tuple[int, ...]]) -> float:
    return sum(1 for each in matches if each) / max(1, len(matches))
