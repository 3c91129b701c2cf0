"""Stored answers as arrays of packed keys, a page of rows at a time. Loads numpy: not for the web process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

import numpy as np

from feedback.cells import CELLS, Dimensions
from feedback.database.statements import Row
from feedback.errors import SettingsError
from feedback.packing import WEEK_ZERO, week_number
from feedback.vocabulary import RESPONSE, Vocabulary

# Expressions instead of bare columns: the driver then hands numbers and texts over as they are.
# The words come as one text, each followed by a bar, because making nine objects a row is what takes time.
WORDS = ("survey", "channel", "district", "office", "service", "language", "mode")
BAR = "|"  # no word holds it: words are identifiers and language codes
_JOINED = f" || '{BAR}' || ".join(f"COALESCE({word}, '')" for word in WORDS)
RESPONSES = f"SELECT id + 0, CAST(week AS TEXT), {_JOINED} FROM response ORDER BY id"
UNKNOWN = -1
SCORE_BITS = CELLS.width["score"]
MERGE_AT = 1 << 21  # keys waiting to be counted: 16 MB


class _Weeks(dict[str, int]):
    """A Monday, as the database writes it, to its place in a key."""

    def __missing__(self, monday: str) -> int:
        self[monday] = week_number(date.fromisoformat(monday)) << CELLS.shift["week"]
        return self[monday]


class _Kinds(dict[str, int]):
    """The words of a response to a number; `packed` and `surveys` say what each number means."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self.packed: list[int] = []
        self.surveys: list[str] = []

    def __missing__(self, words: str) -> int:
        survey, channel, *others = words.split(BAR)
        at = Dimensions(WEEK_ZERO, channel, *(word or None for word in others))
        self.packed.append(CELLS.pack(at.codes(self._vocabulary)))
        self.surveys.append(survey)
        self[words] = len(self)
        return self[words]


class Responses:
    """Every response: its id, in ascending order, the packed key of where it belongs, and its survey."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._weeks, self._kinds = _Weeks(), _Kinds(vocabulary)
        self._pages: list[np.ndarray] = []
        self.read = 0

    def add(self, rows: Sequence[Row]) -> None:
        weeks, kinds = self._weeks, self._kinds
        page = np.empty((3, len(rows)), dtype=np.int64)
        page[0] = [row[0] for row in rows]
        page[1] = [weeks[row[1]] for row in rows]
        page[2] = [kinds[row[2]] for row in rows]
        self._pages.append(page)
        self.read += len(rows)

    def finish(self) -> None:
        """Every page is in: one array each of ids, keys and surveys."""
        table = np.concatenate([np.empty((3, 0), dtype=np.int64), *self._pages], axis=1)
        self._pages.clear()
        packed = np.array([*self._kinds.packed, 0], dtype=np.int64)
        self.surveys = sorted(set(self._kinds.surveys))
        place = {survey: number for number, survey in enumerate(self.surveys)}
        survey_of = np.array([*(place[survey] for survey in self._kinds.surveys), 0], dtype=np.int16)
        self.ids = table[0].copy()
        self.keys = table[1] | packed[table[2]]
        self.survey_of = survey_of[table[2]]

    def where(self, ids: np.ndarray) -> np.ndarray:
        """The places of these responses. The answers of one mostly stand together: each run is looked up once."""
        first = np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))
        places = np.searchsorted(self.ids, ids[first])
        if not np.array_equal(self.ids[np.minimum(places, len(self.ids) - 1)], ids[first]):
            raise SettingsError("There are answers that belong to no response. Restore a whole backup.")
        return np.repeat(places, np.diff(first, append=len(ids)))


class Questions:
    """Question names as the small numbers the database sends instead of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._codes = vocabulary.codes("question")
        words = (word for word in self._codes if word != RESPONSE)
        self.names = list(dict.fromkeys(word.partition(".")[2] for word in words))

    @property
    def statement(self) -> str:
        """Per scored answer: its response, and question and score in one number."""
        return (
            f"SELECT response + 0, ({self._numbered()}) * {1 << SCORE_BITS} + score "
            "FROM answer WHERE score IS NOT NULL"
        )

    def _numbered(self) -> str:
        if not self.names:
            return str(UNKNOWN)
        quoted = (name.replace("'", "''") for name in self.names)
        cases = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(quoted))
        return f"CASE question {cases} ELSE {UNKNOWN} END"

    def codes(self, surveys: Sequence[str]) -> np.ndarray:
        """surveys × names: the code of each question; 0 where the survey has no such question."""
        table = [[self._codes.get(f"{survey}.{name}", 0) for name in self.names] for survey in surveys]
        return np.array(table, dtype=np.int64).reshape(len(surveys), len(self.names))


class Recount:
    """The cube's keys of every answer, from pages of `Questions.statement`."""

    def __init__(self, responses: Responses, questions: Questions) -> None:
        self._responses = responses
        self._codes = questions.codes(responses.surveys)
        self.tally = Tally()
        itself = questions._codes[RESPONSE] << CELLS.shift["question"] | 1
        self.tally.add(responses.keys | itself)

    def add(self, rows: Sequence[Row]) -> None:
        numbers = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=2 * len(rows))
        ids, packed = numbers[::2], numbers[1::2]
        question, score = packed >> SCORE_BITS, packed & ((1 << SCORE_BITS) - 1)
        places = self._responses.where(ids)
        if (question < 0).any():
            raise SettingsError("There are answers to a question that no survey has ever had.")
        codes = self._codes[self._responses.survey_of[places], question]
        if not codes.all():
            raise SettingsError("There are answers to a question that their survey has never had.")
        self.tally.add(self._responses.keys[places] | (codes << CELLS.shift["question"]) | score)


class Tally:
    """How often each key came, as two sorted arrays; what waits to be counted is bounded."""

    def __init__(self) -> None:
        self._keys, self._counts = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        self._waiting: list[np.ndarray] = []
        self._number = 0

    def add(self, keys: np.ndarray) -> None:
        self._waiting.append(keys)
        self._number += len(keys)
        if self._number >= MERGE_AT:
            self._merge()

    def counted(self) -> tuple[np.ndarray, np.ndarray]:
        """Keys in ascending order, and their counts."""
        self._merge()
        return self._keys, self._counts

    def _merge(self) -> None:
        if not self._waiting:
            return
        fresh, counts = np.unique(np.concatenate(self._waiting), return_counts=True)
        self._waiting, self._number = [], 0
        keys = np.concatenate((self._keys, fresh))
        order = np.argsort(keys, kind="stable")  # two sorted runs: merged, not sorted anew
        keys, counts = keys[order], np.concatenate((self._counts, counts))[order]
        first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))[: len(keys)]
        self._keys, self._counts = keys[first], np.add.reduceat(counts, first) if len(first) else counts


def pairs(keys: np.ndarray, counts: np.ndarray, size: int) -> Iterator[list[tuple[int, int]]]:
    """(key, count) as plain numbers, at most `size` at a time."""
    for start in range(0, len(keys), size):
        part = slice(start, start + size)
        yield list(zip(keys[part].tolist(), counts[part].tolist(), strict=True))
