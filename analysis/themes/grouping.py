"""From comments to groups: clusters language by language, joined to what the codebook knows.

Words do not meet across languages, so each language that enough people write in is clustered by itself, and
known themes are where languages meet. The language most write in may bring themes nobody expected; so may
another one, when it takes up enough of all comments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.themes.assigning import Assigner, Part
from analysis.themes.codebook import Codebook
from analysis.themes.embedding import Embedding
from analysis.themes.explaining import Explained, explained
from analysis.themes.finder import ThemeFinder, sampled
from analysis.themes.matching import Matcher

SAMPLE = 6_000  # comments of a language that themes are learned from
LEAST_OF_OWN, LEAST_SHARE = (
    300,
    0.01,
)  # of comments before a language beside the main one is clustered by itself
SAMPLE_DRAWN = 9_000  # … of which so many different ones at most, since short answers come many times
SAMPLE_BESIDE = 1_500  # comments that another language is learned from
_WORTH_SHARE = 0.03  # of all comments: an unexpected theme of a language beside the main one
_SERVICE = 0.3  # share of comments that name a known theme, from which they are about public service at all
_JOINS, _JOINS_ELSEWHERE = (
    0.3,
    0.5,
)  # share of a cluster's comments that name a known theme before it joins it …
_TELLING = 3.0  # … and how many times that is of the theme's share among all
_IN_USE, _IN_USE_SHARE = 10, 0.01  # comments that name a known theme before it is one here …
_FEW_SHARE = 0.02  # … or, where there are few, this share of them
_NEAR = 0.35


@dataclass(frozen=True)
class Grouping:
    """`keys` and `names` are by theme, for known themes; `near` pairs of themes with their nearness, 0 to 1."""

    assigner: Assigner
    keys: tuple[str | None, ...]
    names: Mapping[int, Mapping[str, str]]
    stability: float
    near: tuple[tuple[int, int, float], ...]


@dataclass
class _Book:
    """Themes as they come up: known ones once each, unexpected ones as they are."""

    codebook: Codebook | None
    place: dict[int, int]
    keys: list[str | None]

    def known(self, which: int) -> int:
        assert self.codebook is not None
        if which not in self.place:
            self.place[which] = len(self.keys)
            self.keys.append(self.codebook.themes[which].id)
        return self.place[which]

    def unexpected(self) -> int:
        self.keys.append(None)
        return len(self.keys) - 1


def grouped(
    texts: Sequence[str],
    languages: Sequence[str],
    themes: int | None,
    codebook: Codebook | None,
    seed: int,
    known: Sequence[tuple[int, int]] = (),
    embedding: Embedding | None = None,
) -> Grouping:
    """The themes of the comments and what assigns them. See `analysis.themes.discovery.discover`."""
    counts = Counter(language for language in languages if language)
    main = counts.most_common(1)[0][0] if counts else ""
    told = _Told(texts, languages, counts, main, known, seed, embedding)
    matcher = Matcher(codebook) if codebook else None
    book = _Book(codebook, {}, [])
    groups = [
        group
        for language, most in _own(counts, main, themes)
        if (group := _one_language(told, language, most, matcher, book)) is not None
    ]
    if matcher is not None and themes is None:
        _use_known(texts, languages, matcher, book, seed)
    parts = tuple(group.part for group in groups)
    assigner = Assigner(main, parts, codebook, dict(book.place), len(book.keys))
    names = {place: codebook.themes[which].names for which, place in book.place.items()} if codebook else {}
    first = next((group for group in groups if group.part.language == main), None)
    stability, near = (first.stability, first.near) if first else (1.0, ())
    return Grouping(assigner, tuple(book.keys), names, stability, near)


@dataclass(frozen=True)
class _Told:
    """The comments, and what is asked of them."""

    texts: Sequence[str]
    languages: Sequence[str]
    counts: Counter[str]
    main: str
    known: Sequence[tuple[int, int]]
    seed: int
    embedding: Embedding | None


@dataclass(frozen=True)
class _Group:
    part: Part
    stability: float
    near: tuple[tuple[int, int, float], ...] = ()


def _one_language(
    told: _Told, language: str, themes: int | None, matcher: Matcher | None, book: _Book
) -> _Group | None:
    """What is learned of one language's comments; None where there are none."""
    by_hand = [position for position, _ in told.known]
    chosen = _chosen(told.languages, language, told.main, themes, by_hand, told.seed)
    if not len(chosen):
        return None
    texts = [told.texts[i] for i in chosen]
    is_main = language == told.main
    if matcher is not None and themes is None and told.embedding is None:
        by_book = explained(texts, language, matcher, told.seed)
        if by_book is not None:
            share = 1.0 if is_main else told.counts[language] / len(told.texts)
            targets = _explained_targets(by_book, book, share)
            return _Group(Part(language, by_book.labeller, targets), by_book.stability)
    finder = _fitted(told.texts, chosen, language, themes, told.known, told.seed, told.embedding)
    least = 0.0 if is_main or themes is not None else _WORTH_SHARE * len(told.texts)
    scale = max(1.0, told.counts[language] / len(chosen))  # texts of no language are not counted
    targets = _joined(finder, texts, language, matcher, book, least / scale)
    near = _near(finder.merges_, targets)
    return _Group(Part(language, finder.labeller_, targets), float(finder.stability_), near)


def _explained_targets(told: Explained, book: _Book, share: float) -> tuple[int, ...]:
    """Themes of what the codebook explains, in the labeller's order. `share`: the language's of all comments."""
    known = [book.known(which) for which in told.known]
    new = [
        book.unexpected() if share * each >= _WORTH_SHARE or share == 1 else -1 for each in told.new_shares
    ]
    return (*known, *new)


def _own(counts: Counter[str], main: str, themes: int | None) -> list[tuple[str, int | None]]:
    """The languages that are clustered by themselves, the main one first, and how many themes each may have.

    Texts of no language go with the main one. A number of themes is shared by how many write each language; one
    that gets none is not clustered.
    """
    least = max(LEAST_OF_OWN, LEAST_SHARE * sum(counts.values()))
    beside = [(each, n) for each, n in counts.most_common() if each != main and n >= least]
    if themes is None:
        return [(main, None), *((each, None) for each, _ in beside)]
    written = counts[main] + sum(n for _, n in beside)
    shares, left = [], themes - 1
    for each, n in beside:
        own = min(left, round(themes * n / written))
        if own > 0:
            shares.append((each, own))
            left -= own
    return [(main, left + 1), *shares]


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


def _joined(
    finder: ThemeFinder,
    texts: Sequence[str],
    language: str,
    matcher: Matcher | None,
    book: _Book,
    least: float,
) -> tuple[int, ...]:
    """The theme of each cluster: a known one it is close to, or one of its own; -1 for too small a one."""
    clusters = range(finder.n_themes_)
    sizes = np.bincount(finder.labels_[finder.labels_ >= 0], minlength=len(clusters))
    near = _nearest_known(finder.labels_, texts, language, matcher, len(clusters))
    found = []
    for cluster in clusters:
        which = near[cluster]
        if which is not None:
            found.append(book.known(which))
        else:
            found.append(book.unexpected() if sizes[cluster] >= least else -1)
    return tuple(found)


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


def _use_known(
    texts: Sequence[str], languages: Sequence[str], matcher: Matcher, book: _Book, seed: int
) -> None:
    """Known themes that enough comments name are themes here, whether or not a cluster is about them."""
    read = range(len(texts))
    if len(texts) > SAMPLE:
        read = np.random.default_rng(seed).choice(len(texts), SAMPLE, replace=False).tolist()
    matches = matcher.many([texts[i] for i in read], [languages[i] for i in read])
    if _named_share(matches) < _SERVICE:
        return
    counts = Counter(theme for each in matches for theme in set(each))
    for which, n in sorted(counts.items()):
        if n >= max(min(_IN_USE, _FEW_SHARE * len(matches)), _IN_USE_SHARE * len(matches)):
            book.known(which)


def _named_share(matches: Sequence[tuple[int, ...]]) -> float:
    return sum(1 for each in matches if each) / max(1, len(matches))


def _near(
    merges: Sequence[tuple[int, int, float]] | np.ndarray, targets: Sequence[int]
) -> tuple[tuple[int, int, float], ...]:
    pairs: dict[tuple[int, int], float] = {}
    for first, second, nearness in merges:
        pair = sorted((targets[int(first)], targets[int(second)]))
        if pair[0] >= 0 and pair[0] != pair[1] and nearness >= _NEAR:
            pairs.setdefault((pair[0], pair[1]), float(nearness))
    return tuple((first, second, nearness) for (first, second), nearness in pairs.items())[:5]
