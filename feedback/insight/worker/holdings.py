"""The closed quarters in memory, as arrays, and the tables counted from them.

A closed quarter never changes, so every table counted from it is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import add
from typing import Any, TypeVar

import numpy as np

from analysis.cube import Cube
from feedback.cells import CELLS
from feedback.funnel import FUNNEL, Stage
from feedback.insight.figures import ITEM_POINTS, ITEMS
from feedback.insight.worker.comments import Comments
from feedback.packing import Packing
from feedback.vocabulary import MODES, Vocabulary
from survey_defs.municipality import Municipality

OVERALL, LANGUAGE, RESPONSE = "overall", "language", "response"
POINTS = {OVERALL: 5, LANGUAGE: 3, RESPONSE: 1, **dict.fromkeys(ITEMS, ITEM_POINTS)}
STAGES = max(Stage)
KNOWN = ("district", "channel", "office", "service", "language")
E_SERVICE = "e_service"
UNKNOWN = ""  # the label of what has no place of its own: always the last

RESULTS_KEPT = 256

Places = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Snapshot:
    """One closed quarter: packed keys without the week, and their counts; the pattern of what is hidden."""

    code: str
    cells: tuple[np.ndarray, np.ndarray]
    funnel: tuple[np.ndarray, np.ndarray]
    hidden: str = ""


@dataclass
class Holdings:
    """What the desk knows: the municipality, the meaning of codes, and the closed quarters."""

    municipality: Municipality
    vocabulary: Vocabulary
    questions: dict[str, tuple[str, ...]]  # a question's id → its words in the vocabulary
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    comments: Comments | None = None
    _kept: dict[tuple[object, ...], np.ndarray] = field(default_factory=dict)
    _cubes: dict[tuple[str, str], Cube] = field(default_factory=dict)
    _results: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)

    def hold(self, snapshot: Snapshot) -> None:
        self.snapshots[snapshot.code] = snapshot
        self._kept = {key: table for key, table in self._kept.items() if snapshot.code not in key}
        self._cubes = {key: cube for key, cube in self._cubes.items() if snapshot.code not in key}
        self._results.clear()

    def comments_held(self, version: str) -> Comments:
        """The comments in this state. Raises LookupError when they are held in another, or not at all."""
        if self.comments is None or self.comments.version != version:
            raise LookupError(f"The comments are not held as {version}.")
        return self.comments

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, kept for the next page that needs the same, until another quarter is held."""
        if key not in self._results:
            self._results[key] = work()
            if len(self._results) > RESULTS_KEPT:
                self._results.popitem(last=False)
        found: T = self._results[key]
        return found

    @cached_property
    def labels(self) -> dict[str, Places]:
        """Every dimension's labels in the municipality's order, what is unknown last."""
        municipality = self.municipality
        return {
            "district": (*(each.id for each in municipality.districts), UNKNOWN),
            "channel": tuple(each.id for each in municipality.channels),
            "office": (*(each.id for each in municipality.offices), UNKNOWN),
            "service": (*(each.id for each in municipality.services), UNKNOWN),
            "language": (*(each.code for each in municipality.languages), UNKNOWN),
            "mode": (*MODES, UNKNOWN),
        }

    @cached_property
    def visit(self) -> str | None:
        """The channel of visits to an office: the first physical one. None where there are no offices."""
        physical = [each.id for each in self.municipality.channels if each.physical]
        return physical[0] if physical and self.municipality.offices else None

    def scores(self, quarters: Sequence[str], question: str, *dimensions: str, **where: str) -> np.ndarray:
        """Answers to a question by the dimensions named and score: the last axis, the worst first."""
        return self._added("cells", quarters, question, dimensions, where)

    def stages(self, quarters: Sequence[str], *dimensions: str, **where: str) -> np.ndarray:
        """Errands by the dimensions named and stage: the last axis, stage 1 first."""
        return self._added("funnel", quarters, "", dimensions, where)

    def closed(self, quarters: Sequence[str], *dimensions: str, **where: str) -> np.ndarray:
        """Closed errands by the dimensions named."""
        stages: np.ndarray = self.stages(quarters, *dimensions, **where)[..., Stage.CLOSED - 1]
        return stages

    def answered(self, quarters: Sequence[str], *dimensions: str, **where: str) -> np.ndarray:
        """Whole responses by the dimensions named."""
        responses: np.ndarray = self.scores(quarters, RESPONSE, *dimensions, **where)[..., 0]
        return responses

    def _added(
        self,
        kind: str,
        quarters: Sequence[str],
        question: str,
        dimensions: tuple[str, ...],
        where: dict[str, str],
    ) -> np.ndarray:
        return reduce(add, (self._one(kind, code, question, dimensions, where) for code in quarters))

    def _one(
        self, kind: str, code: str, question: str, dimensions: tuple[str, ...], where: dict[str, str]
    ) -> np.ndarray:
        key = (kind, code, question, dimensions, tuple(sorted(where.items())))
        if key not in self._kept:
            cube = self._cube(code, question) if kind == "cells" else self._errands(code)
            self._kept[key] = (cube.where(**where) if where else cube).table(*dimensions)
        return self._kept[key]

    def _cube(self, code: str, question: str) -> Cube:
        if (code, question) not in self._cubes:
            keys, n = self.snapshots[code].cells
            asked = [
                self.vocabulary.code("question", word)
                for word in self.questions.get(question, ())
                if word in self.vocabulary.codes("question")
            ]
            wanted = np.isin(_field(CELLS, "question", keys), asked)
            self._cubes[code, question] = self._counted(
                CELLS, keys[wanted], n[wanted], "score", POINTS[question], (*KNOWN, "mode")
            )
        return self._cubes[code, question]

    def _errands(self, code: str) -> Cube:
        if (code, "") not in self._cubes:
            keys, n = self.snapshots[code].funnel
            self._cubes[code, ""] = self._counted(FUNNEL, keys, n, "stage", STAGES, KNOWN)
        return self._cubes[code, ""]

    def _counted(
        self,
        packing: Packing,
        keys: np.ndarray,
        n: np.ndarray,
        counted: str,
        points: int,
        dimensions: Sequence[str],
    ) -> Cube:
        codes = {name: self._positions(name)[_field(packing, name, keys)] for name in dimensions}
        named = codes["channel"] >= 0
        return Cube(
            points=points,
            labels=self.labels,
            codes={name: places[named] for name, places in codes.items()},
            score=_field(packing, counted, keys)[named],
            n=n[named].astype(np.int64),
        )

    def _positions(self, dimension: str) -> np.ndarray:
        """Code → position among the labels. What has no label of its own takes the last, or −1 for channels."""
        labels = self.labels[dimension]
        elsewhere = -1 if dimension == "channel" else len(labels) - 1
        known = self.vocabulary.codes(dimension)
        positions = np.full(max(known.values(), default=0) + 1, elsewhere, dtype=np.int64)
        for place, label in enumerate(labels):
            if label in known:
                positions[known[label]] = place
        return positions


def _field(packing: Packing, name: str, keys: np.ndarray) -> np.ndarray:
    field: np.ndarray = (keys >> packing.shift[name]) & ((1 << packing.width[name]) - 1)
    return field
