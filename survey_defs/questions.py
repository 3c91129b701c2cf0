"""The kinds of question: what each needs in a definition, what counts as an answer, and what it scores.

Decoding is strict and total: whatever a form sends, the outcome is a value, no answer, or one named problem.
A new kind is one entry in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from survey_defs.conditions import Condition
from survey_defs.free_text import cleaned
from survey_defs.texts import Texts
from survey_defs.values import Value

__all__ = ["KINDS", "MAX_OPTIONS", "Kind", "Problem", "Question", "Value", "decode_answer", "score_of"]

MAX_OPTIONS = 15  # a score is packed into four bits of the cube's key, and 0 means no answer

LabelLists = Mapping[str, tuple[str, ...]]


class Problem(Enum):
    """Why an answer is not accepted."""

    MISSING = "missing"
    UNKNOWN_OPTION = "unknown_option"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a survey version. Fields that do not belong to its kind are empty.

    `labels` has one word per scale point, blank where only the ends are labelled; `visible_labels` are the points
    whose word stays visible on a narrow screen. `extra` are answers beside the municipality's districts.
    """

    id: str
    kind: str
    required: bool
    texts: Texts
    hint: Texts = field(default_factory=dict)
    error: Texts = field(default_factory=dict)
    points: int = 0
    labels: LabelLists = field(default_factory=dict)
    visible_labels: tuple[int, ...] = ()
    values: tuple[str, ...] = ()
    value_labels: LabelLists = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    extra_labels: LabelLists = field(default_factory=dict)
    max_length: int = 0
    show_if: Condition | None = None
    redact: tuple[str, ...] = ()
    measures: str | None = None
    kiosk: bool = True
    ivr: bool = True

    def options(self, language: str, fallback: str) -> tuple[tuple[str, str], ...]:
        """Form value and label of each fixed answer, in order; of a district question only the extra ones."""
        values, labels = {
            "scale": (tuple(str(point) for point in range(1, self.points + 1)), self.labels),
            "district": (self.extra, self.extra_labels),
        }.get(self.kind, (self.values, self.value_labels))
        words = labels.get(language) or labels.get(fallback, ())
        return tuple(zip(values, words, strict=False))


Decoder = Callable[[Question, Sequence[str], Collection[str]], Value | Problem | None]


@dataclass(frozen=True)
class Kind:
    """A kind of question: the definition keys it needs and may have beside the common ones, and its rules."""

    name: str
    decode: Decoder
    score: Callable[[Question, Value], int | None]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    ordered: bool = False  # whether answers can be compared with < and >


def decode_answer(
    question: Question, raw: Sequence[str], districts: Collection[str]
) -> Value | Problem | None:
    """What a form's entries for a question mean. `None` is no answer, which a required question reports as missing."""
    answer = KINDS[question.kind].decode(question, raw, districts)
    return Problem.MISSING if answer is None and question.required else answer


def score_of(question: Question, value: Value) -> int | None:
    """The number an answer counts as: a scale's point, yes 3, partly 2, no 1, a single choice's place from 1.

    None for kinds without a score, and for a value the question cannot take.
    """
    return KINDS[question.kind].score(question, value)


def _given(raw: Sequence[str]) -> list[str]:
    """The entries that hold something; browsers send an empty one for an untouched field."""
    return [entry for entry in raw if entry.strip()]


def _one_of(allowed: Collection[str], raw: Sequence[str]) -> str | Problem | None:
    given = _given(raw)
    if not given:
        return None
    if len(given) > 1:
        return Problem.TOO_MANY
    return given[0] if given[0] in allowed else Problem.UNKNOWN_OPTION


def _scale_point(
    question: Question, raw: Sequence[str], districts: Collection[str]
) -> Value | Problem | None:
    points = {str(point): point for point in range(1, question.points + 1)}
    chosen = _one_of(points, raw)
    return points[chosen] if isinstance(chosen, str) else chosen


def _one_value(question: Question, raw: Sequence[str], districts: Collection[str]) -> Value | Problem | None:
    return _one_of(question.values, raw)


def _some_values(
    question: Question, raw: Sequence[str], districts: Collection[str]
) -> Value | Problem | None:
    given = _given(raw)
    if len(given) > len(question.values):
        return Problem.TOO_MANY
    if any(entry not in question.values for entry in given):
        return Problem.UNKNOWN_OPTION
    return tuple(value for value in question.values if value in given) or None


def _district(question: Question, raw: Sequence[str], districts: Collection[str]) -> Value | Problem | None:
    return _one_of((*districts, *question.extra), raw)


def _text(question: Question, raw: Sequence[str], districts: Collection[str]) -> Value | Problem | None:
    given = [text for entry in raw if (text := cleaned(entry))]
    if not given:
        return None
    if len(given) > 1:
        return Problem.TOO_MANY
    return given[0] if len(given[0]) <= question.max_length else Problem.TOO_LONG


def _point_itself(question: Question, value: Value) -> int | None:
    return value if isinstance(value, int) and 1 <= value <= question.points else None


def _place_in_list(question: Question, value: Value) -> int | None:
    return question.values.index(value) + 1 if isinstance(value, str) and value in question.values else None


def _agreement(question: Question, value: Value) -> int | None:
    return {"yes": 3, "partly": 2, "no": 1}.get(value) if isinstance(value, str) else None


def _no_score(question: Question, value: Value) -> int | None:
    return None


_KINDS = (
    Kind("scale", _scale_point, _point_itself, ("points", "labels"), ("visible_labels",), ordered=True),
    Kind("single_choice", _one_value, _place_in_list, ("values", "value_labels"), ("choices",)),
    Kind("multiple_choice", _some_values, _no_score, ("values", "value_labels"), ("choices",)),
    Kind("yes_partly_no", _one_value, _agreement, ("value_labels",), ("choices",)),
    Kind("district", _district, _no_score, (), ("extra", "extra_labels")),
    Kind("free_text", _text, _no_score, ("max_length",), ("redact",)),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _KINDS}
