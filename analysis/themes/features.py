"""Texts as numbers: weighted stems, pairs of stems, and parts of words.

Parts of words join what stems do not: compounds, misspellings, and languages without a stemmer. Weights are
TF-IDF with damped counts, each kind scaled to one length, parts of words at `GRAM_WEIGHT` of stems.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.themes.lexicon import Lexicon, Read

GRAM_WEIGHT = 0.6
SEEN_IN = 2  # texts: what only one text has says nothing of what texts share
MOST_STEMS, MOST_PAIRS, MOST_GRAMS = 20_000, 20_000, 50_000
_PAIR = np.uint64(0x9E3779B97F4A7C15)  # spreads the first stem over 64 bits, so that order counts


@dataclass(frozen=True)
class Kind:
    """One kind of feature: prints in rising order, and the weight (inverse document frequency) of each."""

    prints: np.ndarray
    weights: np.ndarray

    def columns(self, prints: np.ndarray) -> np.ndarray:
        """The column of each print, -1 for one not known."""
        if not len(self.prints):
            return np.full(len(prints), -1, dtype=np.int64)
        place = np.minimum(np.searchsorted(self.prints, prints), len(self.prints) - 1)
        return np.where(self.prints[place] == prints, place, -1)

    def weighted(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Damped counts (rows × prints) times weights."""
        counts.data = (1 + np.log(counts.data)) * self.weights[counts.indices]
        return counts


@dataclass(frozen=True)
class Features:
    """What a fitted finder looks for in a text."""

    stems: Kind
    pairs: Kind
    grams: Kind

    @property
    def words(self) -> int:
        """The number of columns that are whole words and pairs of them; they come first."""
        return len(self.stems.prints) + len(self.pairs.prints)

    def matrix(self, lexicon: Lexicon, read: Read) -> sparse.csr_matrix:
        """Texts × features, float32. A text without known features is a row of zeros."""
        words = sparse.hstack(
            [
                self.stems.weighted(_counted(*_stem_prints(lexicon, read), self.stems)),
                self.pairs.weighted(_counted(*_pair_prints(lexicon, read), self.pairs)),
            ],
            format="csr",
        )
        grams = self.grams.weighted(_gram_counts(lexicon, read, self.grams))
        return sparse.hstack([_unit(words, 1.0), _unit(grams, GRAM_WEIGHT)], format="csr", dtype=np.float32)


def learned(lexicon: Lexicon, read: Read) -> Features:
    """The features of these texts: what at least two of them have (any, when they are fewer than 20)."""
    n = len(read.ends) - 1
    least = SEEN_IN if n >= 20 else 1
    grams, rows = _gram_prints(lexicon, read)
    return Features(
        _kind(*_stem_prints(lexicon, read)[:2], n, least, MOST_STEMS),
        _kind(*_pair_prints(lexicon, read)[:2], n, least, MOST_PAIRS),
        _kind(grams, rows, n, least, MOST_GRAMS),
    )


def _kind(prints: np.ndarray, rows: np.ndarray, n: int, least: int, most: int) -> Kind:
    known, place = np.unique(prints, return_inverse=True)
    texts = np.bincount(_once(place * np.int64(n) + rows) // max(1, n), minlength=len(known))
    kept = np.flatnonzero(texts >= least)
    if len(kept) > most:
        kept = np.sort(kept[np.argsort(-texts[kept], kind="stable")[:most]])
    weights = np.log((1 + n) / (1 + texts[kept])) + 1
    return Kind(known[kept], weights.astype(np.float32))


def _once(numbers: np.ndarray) -> np.ndarray:
    """Each number once, in rising order: thirty times as fast as `np.unique`, which hashes them."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def _rows(read: Read) -> np.ndarray:
    return np.repeat(np.arange(len(read.ends) - 1), np.diff(read.ends))


def _stem_prints(lexicon: Lexicon, read: Read) -> tuple[np.ndarray, np.ndarray, int]:
    used, place = np.unique(read.ids, return_inverse=True)
    prints = np.fromiter((lexicon.stems[word] for word in used.tolist()), dtype=np.uint32, count=len(used))
    return prints[place], _rows(read), len(read.ends) - 1


def _pair_prints(lexicon: Lexicon, read: Read) -> tuple[np.ndarray, np.ndarray, int]:
    stems, rows, n = _stem_prints(lexicon, read)
    both = rows[1:] == rows[:-1]
    prints = stems[:-1][both].astype(np.uint64) * _PAIR + stems[1:][both]
    return prints, rows[1:][both], n


def _gram_prints(lexicon: Lexicon, read: Read) -> tuple[np.ndarray, np.ndarray]:
    grams = [lexicon.grams[word] for word in read.ids.tolist()]
    rows = np.repeat(_rows(read), [len(each) for each in grams])
    return np.concatenate([np.empty(0, dtype=np.uint32), *grams]), rows


def _counted(prints: np.ndarray, rows: np.ndarray, n: int, kind: Kind) -> sparse.csr_matrix:
    columns = kind.columns(prints)
    kept = columns >= 0
    ones = np.ones(int(kept.sum()), dtype=np.float32)
    counts = sparse.csr_matrix((ones, (rows[kept], columns[kept])), shape=(n, len(kind.prints)))
    counts.sum_duplicates()
    return counts


def _gram_counts(lexicon: Lexicon, read: Read, kind: Kind) -> sparse.csr_matrix:
    """Words × grams is small and made once; texts × words times it is the count."""
    used, place = np.unique(read.ids, return_inverse=True)
    columns = _gram_columns(lexicon, used.tolist(), kind)
    ends = np.cumsum([0, *map(len, columns)])
    indices = np.concatenate([np.empty(0, dtype=np.int32), *columns])
    shape = (len(used), len(kind.prints))
    words = sparse.csr_matrix((np.ones(len(indices), dtype=np.float32), indices, ends), shape=shape)
    ones = np.ones(len(place), dtype=np.float32)
    texts = sparse.csr_matrix((ones, place, read.ends), shape=(len(read.ends) - 1, len(used)))
    return texts @ words


def _gram_columns(lexicon: Lexicon, used: Sequence[int], kind: Kind) -> list[np.ndarray]:
    """The columns of each word's grams, in rising order; of those not known, none."""
    known = lexicon.columns(kind)
    new = [word for word in used if word not in known]
    if new:
        grams = [lexicon.grams[word] for word in new]
        found = kind.columns(np.concatenate(grams)).astype(np.int32)
        for word, each in zip(new, np.split(found, np.cumsum([len(one) for one in grams])[:-1]), strict=True):
            known[word] = np.sort(each[each >= 0])
    return [known[word] for word in used]


def _unit(rows: sparse.csr_matrix, length: float) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    scale = np.divide(length, norms, out=np.zeros_like(norms), where=norms > 0)
    rows.data *= np.repeat(scale, np.diff(rows.indptr)).astype(np.float32)
    return rows
