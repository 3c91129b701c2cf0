"""The cube: one packed key per combination of dimensions, question and score, and how many answers carry it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from feedback.packing import Packing, week_number
from feedback.vocabulary import RESPONSE, Vocabulary

CELLS = Packing(week=12, district=9, channel=4, office=7, service=9, language=5, mode=4, question=8, score=4)


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Where an answer belongs. Every word is of the vocabulary; None means not known."""

    week: date
    channel: str
    district: str | None = None
    office: str | None = None
    service: str | None = None
    language: str | None = None
    mode: str | None = None

    def codes(self, vocabulary: Vocabulary) -> dict[str, int]:
        words = ("district", "channel", "office", "service", "language", "mode")
        return {"week": week_number(self.week)} | {
            word: vocabulary.code(word, getattr(self, word)) for word in words
        }


def cell_keys(vocabulary: Vocabulary, dimensions: Dimensions, scores: Iterable[tuple[str, int]]) -> list[int]:
    """The keys one response counts into: one for itself, one per (question word, score)."""
    base = _base(vocabulary, dimensions)
    shift = CELLS.shift["question"]
    keys = [base | (vocabulary.code("question", RESPONSE) << shift) | 1]
    return keys + [base | (vocabulary.code("question", word) << shift) | score for word, score in scores]


@lru_cache(maxsize=8192)
def _base(vocabulary: Vocabulary, dimensions: Dimensions) -> int:
    return CELLS.pack(dimensions.codes(vocabulary))


def counted(keys: Iterable[int], sign: int = 1) -> list[tuple[int, int]]:
    """(key, change) pairs in key order, so that two writers never lock in opposite order."""
    return sorted((key, sign * n) for key, n in Counter(keys).items())


UPSERT_CELL = (
    "INSERT INTO cell (key, n) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n = cell.n + excluded.n"
)


def readable(vocabulary: Vocabulary, key: int) -> Mapping[str, object]:
    """A key spelled out, for tests and for people."""
    codes = CELLS.unpack(key)
    spelled: dict[str, object] = {"week": codes["week"], "score": codes["score"]}
    for word in ("district", "channel", "office", "service", "language", "mode", "question"):
        spelled[word] = vocabulary.value(word, codes[word])
    return spelled
