"""From comments to groups: clusters language by language, joined to what the codebook knows.

Words do not meet across languages, so each language that enough people write in is clustered by itself, and
known themes are where languages meet. The language most write in may bring themes nobody expected; so may
another one, when it takes up enough of all comments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from analysis.themes.assigning import Assigner, Part
from analysis.themes.blocks import Blocks, Piece
from analysis.themes.codebook import Codebook
from analysis.themes.embedding import Embedding
from analysis.themes.learning import Asked, Learned, in_use, learned_of
from analysis.themes.matching import Matcher
from analysis.themes.vocabulary import look_up

# Comments before a language beside the main one is clustered by itself.
LEAST_OF_OWN, LEAST_SHARE = 300, 0.01
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
    blocks: Blocks | None = None,
) -> Grouping:
    """The themes of the comments and what assigns them. See `analysis.themes.discovery.discover`."""
    counts = Counter(language for language in languages if language)
    main = counts.most_common(1)[0][0] if counts else ""
    matcher = Matcher(codebook) if codebook else None
    asked = Asked(texts, languages, counts, main, known, seed, embedding, matcher)
    blocks = blocks or Blocks()
    look_up(blocks, texts, languages, matcher)
    learned, used = _learned(asked, _own(counts, main, themes), themes, blocks)
    book = _Book(codebook, {}, [])
    groups = [_group(each, book) for each in learned]
    for which in used:
        book.known(which)
    parts = tuple(group.part for group in groups)
    assigner = Assigner(main, parts, codebook, dict(book.place), len(book.keys), matcher)
    names = {place: codebook.themes[which].names for which, place in book.place.items()} if codebook else {}
    first = next((group for group in groups if group.part.language == main), None)
    stability, near = (first.stability, first.near) if first else (1.0, ())
    return Grouping(assigner, tuple(book.keys), names, stability, near)


def _learned(
    asked: Asked, own: Sequence[tuple[str, int | None]], themes: int | None, blocks: Blocks
) -> tuple[list[Learned], tuple[int, ...]]:
    """What is learned of each language, and the known themes in use: beside each other, since none needs another."""
    by_language: list[Piece[Learned | tuple[int, ...] | None]] = [
        partial(learned_of, asked, language, most) for language, most in own
    ]
    if asked.matcher is not None and themes is None:
        by_language.append(partial(in_use, asked))
    done = list(blocks.done(by_language))
    used = done[-1] if isinstance(done[-1], tuple) else ()
    return [each for each in done if isinstance(each, Learned)], used


@dataclass(frozen=True)
class _Group:
    part: Part
    stability: float
    near: tuple[tuple[int, int, float], ...]


def _group(learned: Learned, book: _Book) -> _Group:
    """With the theme of each cluster: a known one it is close to, or one of its own; -1 for too small a one."""
    targets = tuple(
        book.known(which) if which is not None else book.unexpected() if worth else -1
        for which, worth in zip(learned.known, learned.worth, strict=True)
    )
    part = Part(learned.language, learned.labeller, targets)
    return _Group(part, learned.stability, _near(learned.near, targets))


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


def _near(
    merges: Sequence[tuple[int, int, float]], targets: Sequence[int]
) -> tuple[tuple[int, int, float], ...]:
    pairs: dict[tuple[int, int], float] = {}
    for first, second, nearness in merges:
        pair = sorted((targets[first], targets[second]))
        if pair[0] >= 0 and pair[0] != pair[1] and nearness >= _NEAR:
            pairs.setdefault((pair[0], pair[1]), nearness)
    return tuple((first, second, nearness) for (first, second), nearness in pairs.items())[:5]
