"""Themes among free-text answers, found without anybody saying beforehand what they are about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from analysis.faults import InputError
from analysis.themes.clustering import clustered
from analysis.themes.embedding import Embedding, beside
from analysis.themes.features import learned
from analysis.themes.labelling import Labeller
from analysis.themes.lexicon import Lexicon
from analysis.themes.wording.language import identified

PER_THEME, MOST_SAMPLED = 150, 15_000  # where many themes are asked for, each is to have its examples
SAMPLE = 6_000  # different texts the themes are learned from; more change them little and cost much


def sampled(sample: int, n_themes: int | None) -> int:
    """How many texts are learned from: more than `sample` where more than usual themes are asked for."""
    return max(sample, min(PER_THEME * (n_themes or 0), MOST_SAMPLED))


class ThemeFinder(ClusterMixin, BaseEstimator):
    """Clusters of answers by what they are about; a scikit-learn estimator.

    Parameters: `n_themes` None lets the texts decide (usually 8 to 15). Equal `seed` and texts give equal
    themes. `embedding` is read beside the words. `sample` texts at most are learned from, the rest labelled.

    Fitted: `labels_` (theme of each text, -1 *other*), `n_themes_`, `stability_` (0 to 1, the adjusted mutual
    information of two clusterings begun elsewhere), `tree_` (a MergeTree of small clusters), `merges_` (pairs
    of themes × (first, second, nearness 0 to 1), nearest first), `labeller_` (what labels new texts),
    `languages_`.
    """

    def __init__(
        self,
        n_themes: int | None = None,
        *,
        seed: int = 0,
        embedding: Embedding | None = None,
        sample: int = SAMPLE,
    ) -> None:
        self.n_themes = n_themes
        self.seed = seed
        self.embedding = embedding
        self.sample = sample

    def fit(
        self,
        texts: Sequence[str],
        y: object = None,
        *,
        languages: Sequence[str] | None = None,
        groups: Sequence[int] | np.ndarray | None = None,
    ) -> ThemeFinder:
        """Find the themes. `y` is ignored.

        `languages`: ISO 639-1 codes, "" unknown; found out when not given. `groups`: for each text -1, or a
        number shared by texts that a person or a codebook has put together, which then get one theme. Texts
        that say nothing (empty, emoji, "nej") are *other*. Fewer different texts than `n_themes` give as many
        themes as there are. Raises InputError for lengths that differ, or a number below 1.
        """
        texts = list(texts)
        self.languages_ = list(identified(texts) if languages is None else languages)
        grouped = np.full(len(texts), -1) if groups is None else np.asarray(groups, dtype=np.int64)
        self._check(texts, grouped)
        chosen = self._chosen(texts, grouped)
        self._learn([texts[i] for i in chosen], [self.languages_[i] for i in chosen], grouped[chosen])
        self.labels_ = self.labeller_.labels(texts, self.languages_)
        self._keep_together(texts, grouped)
        return self

    def predict(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> np.ndarray:
        """The theme of each text, 0 to `n_themes_` - 1, or -1: *other*."""
        check_is_fitted(self)
        return self.labeller_.labels(list(texts), languages)

    def decision(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> np.ndarray:
        """Texts × themes: the margin by which each theme is there, so that a text may be given several.

        Above 0 a theme is clearly there; NaN for a text that says nothing.
        """
        check_is_fitted(self)
        return self.labeller_.margins(list(texts), languages)

    def as_bytes(self) -> bytes:
        """What labels new texts, without the texts, the embedding and anything pickled."""
        check_is_fitted(self)
        return self.labeller_.as_bytes()

    @classmethod
    def from_bytes(cls, held: bytes, embedding: Embedding | None = None) -> ThemeFinder:
        """A finder that predicts as the one saved did; it has no `labels_`. Raises InputError for other bytes."""
        finder = cls(embedding=embedding)
        finder.labeller_ = Labeller.from_bytes(held, embedding)
        finder.n_themes_ = len(finder.labeller_.offsets)
        return finder

    def _check(self, texts: list[str], groups: np.ndarray) -> None:
        faults = []
        if self.n_themes is not None and self.n_themes < 1:
            faults.append(f"the number of themes is {self.n_themes}; it must be 1 or more")
        faults += [
            f"{len(texts)} texts, but {len(given)} {name}"
            for name, given in (("languages", self.languages_), ("groups", groups))
            if len(given) != len(texts)
        ]
        if faults:
            raise InputError(faults)

    def _chosen(self, texts: list[str], groups: np.ndarray) -> np.ndarray:
        """The texts to learn from: each different text once, grouped ones first, at most `sample`."""
        first = {text: i for i, text in reversed(list(enumerate(texts))) if groups[i] < 0}
        first |= {text: i for i, text in enumerate(texts) if groups[i] >= 0}
        different = np.sort(np.fromiter(first.values(), dtype=np.int64, count=len(first)))
        order = np.random.default_rng(self.seed).permutation(different)
        return np.sort(
            order[np.argsort(groups[order] < 0, kind="stable")][: sampled(self.sample, self.n_themes)]
        )

    def _learn(self, texts: list[str], languages: list[str], groups: np.ndarray) -> None:
        lexicon = Lexicon()
        read = lexicon.read(texts, languages)
        telling = lexicon.says_something(read)
        features = learned(lexicon, read)
        rows = beside(features.matrix(lexicon, read), self.embedding, texts)[telling]
        # One thread: equal results on every machine, and no waiting for cores that others use.
        with threadpool_limits(limits=1):
            found = clustered(rows, features.words, self.n_themes, groups[telling], self.seed)
        self.n_themes_, self.stability_, self.tree_ = len(found.offsets), found.stability, found.tree
        self.merges_ = found.nearest
        self.labeller_ = Labeller(features, found.weights, found.offsets, found.least, self.embedding)

    def _keep_together(self, texts: list[str], groups: np.ndarray) -> None:
        """Texts of one group get the theme that fits them best taken together."""
        held = np.flatnonzero(groups >= 0)
        margins = self.labeller_.margins([texts[i] for i in held], [self.languages_[i] for i in held])
        for group in np.unique(groups[held]):
            known = margins[(groups[held] == group) & ~np.isnan(margins).any(axis=1)]
            if len(known):
                self.labels_[groups == group] = known.sum(axis=0).argmax()
