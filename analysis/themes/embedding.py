"""Where a sentence-embedding model can be plugged in.

None is needed, and none is brought along: themes are found from words. Who has a model (an optional extra, such
as a multilingual sentence encoder) gives an object with `encode`, and its vectors are read beside the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

WEIGHT = 2.0  # of the vectors beside the words: meaning leads, words name


class Embedding(Protocol):
    """A model that turns each text into a vector. The same text must always give the same vector."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Texts × dimensions, finite numbers."""
        ...


def beside(rows: sparse.csr_matrix, embedding: Embedding | None, texts: Sequence[str]) -> sparse.csr_matrix:
    """The rows with the embedding's vectors as further columns; as they are without an embedding."""
    if embedding is None or not texts:
        return rows
    vectors = normalize(np.asarray(embedding.encode(texts), dtype=np.float32)) * np.float32(WEIGHT)
    return sparse.hstack([rows, sparse.csr_matrix(vectors)], format="csr", dtype=np.float32)
