"""What says which theme a new answer belongs to, without the answers it was learned from."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np

from analysis.faults import InputError
from analysis.themes.embedding import Embedding, beside
from analysis.themes.features import Features, Kind
from analysis.themes.lexicon import Lexicon
from analysis.themes.wording.language import identified

OTHER = -1
BLOCK = 10_000  # texts at a time, which bounds the memory
_WORDS_KEPT = 250_000  # in the lexicon before it is begun anew
_FORMAT = 1
_KINDS = ("stems", "pairs", "grams")


@dataclass(frozen=True)
class Labeller:
    """Linear margins: features @ `weights`.T + `offsets`; the best theme, if its margin is at least `least`."""

    features: Features
    weights: np.ndarray  # themes × features
    offsets: np.ndarray
    least: float
    embedding: Embedding | None = None

    def margins(
        self,
        texts: Sequence[str],
        languages: Sequence[str] | None = None,
        lexicon: Lexicon | None = None,
    ) -> np.ndarray:
        """Texts × themes, float32: the higher, the surer that the theme is there.

        NaN throughout for a text that says nothing: no words we know, or greetings and "nothing to add" only.
        A `lexicon` given keeps the words it met for the next time; it changes nothing else.
        """
        none = np.empty((0, len(self.offsets)), dtype=np.float32)
        return np.concatenate([none, *self._blocks(texts, languages, lexicon)])

    def labels(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> np.ndarray:
        """The best theme of each text, -1 (*other*) for one that says nothing or fits nowhere."""
        none = np.empty(0, dtype=np.int64)
        blocks = self._blocks(texts, languages)
        return np.concatenate([none, *(labels_from(block, self.least) for block in blocks)])

    def _blocks(
        self, texts: Sequence[str], languages: Sequence[str] | None, lexicon: Lexicon | None = None
    ) -> Iterator[np.ndarray]:
        told = identified(texts) if languages is None else languages
        lexicon = Lexicon() if lexicon is None else lexicon
        for start in range(0, len(texts), BLOCK):
            if len(lexicon.stems) > _WORDS_KEPT:
                lexicon.forget()
            different, place = _different(texts[start : start + BLOCK], told[start : start + BLOCK])
            yield self._block(lexicon, different)[place]

    def _block(self, lexicon: Lexicon, block: list[tuple[str, str]]) -> np.ndarray:
        texts = [text for text, _ in block]
        read = lexicon.read(texts, [language for _, language in block])
        rows = self.features.matrix(lexicon, read)
        speaks = (np.diff(rows.indptr) > 0) & lexicon.says_something(read)
        margins = beside(rows, self.embedding, texts) @ self.weights.T + self.offsets
        margins[~speaks] = np.nan
        return margins.astype(np.float32)

    def as_bytes(self) -> bytes:
        """An npz archive of plain numbers; an embedding is not in it and is to be given again."""
        held = io.BytesIO()
        told = json.dumps({"format": _FORMAT, "least": self.least})
        np.savez_compressed(
            held,
            allow_pickle=False,
            told=np.frombuffer(told.encode(), dtype=np.uint8),
            weights=self.weights.astype(np.float32),
            offsets=self.offsets.astype(np.float32),
            **{f"{kind}_prints": getattr(self.features, kind).prints for kind in _KINDS},
            **{f"{kind}_weights": getattr(self.features, kind).weights for kind in _KINDS},
        )
        return held.getvalue()

    @classmethod
    def from_bytes(cls, held: bytes, embedding: Embedding | None = None) -> Labeller:
        """What `as_bytes` gave. Raises InputError for anything else."""
        try:
            with np.load(io.BytesIO(held), allow_pickle=False) as arrays:
                told = json.loads(arrays["told"].tobytes())
                kinds = [Kind(arrays[f"{kind}_prints"], arrays[f"{kind}_weights"]) for kind in _KINDS]
                weights, offsets = arrays["weights"], arrays["offsets"]
        except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
            raise InputError(["these bytes hold no themes"]) from error
        if told.get("format") != _FORMAT:
            raise InputError([f"themes saved in format {told.get('format')}; format {_FORMAT} is read"])
        return cls(Features(*kinds), weights, offsets, float(told["least"]), embedding)


def labels_from(margins: np.ndarray, least: float) -> np.ndarray:
    """The best theme of each row of margins, -1 where there is none of at least `least`."""
    if margins.shape[1] == 0:
        return np.full(len(margins), OTHER)
    known = np.where(np.isnan(margins), -np.inf, margins)
    return np.where(known.max(axis=1) >= least, known.argmax(axis=1), OTHER)


def _different(texts: Sequence[str], languages: Sequence[str]) -> tuple[list[tuple[str, str]], np.ndarray]:
    """Each (text, language) once, and for each text its place among them: short answers come many times."""
    number: dict[tuple[str, str], int] = {}
    place = [number.setdefault(pair, len(number)) for pair in zip(texts, languages, strict=True)]
    return list(number), np.array(place, dtype=np.int64)
