"""The parsed form of a show-if condition, and whether it holds."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from survey_defs.values import Answers, Errand, Value

Literal = int | str


class Condition(ABC):
    """A claim about the errand and the answers so far. Its text form parses back to itself."""

    @abstractmethod
    def holds(self, answers: Answers, errand: Errand) -> bool: ...

    @abstractmethod
    def tests(self) -> Iterator[Comparison | Presence]:
        """The single comparisons inside, in reading order."""

    def references(self) -> frozenset[str]:
        """Ids of the questions it looks at."""
        return frozenset(test.subject.name for test in self.tests() if not test.subject.of_errand)

    def errand_references(self) -> frozenset[str]:
        """The errand's fields it looks at."""
        return frozenset(test.subject.name for test in self.tests() if test.subject.of_errand)


def evaluate(condition: Condition, answers: Answers, errand: Errand) -> bool:
    """Whether a condition holds. Total: a missing or unexpected value makes a comparison false, never an error."""
    return condition.holds(answers, errand)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a comparison looks at: a question's answer, or a field of the errand."""

    name: str
    of_errand: bool

    def value(self, answers: Answers, errand: Errand) -> Value | None:
        return (errand.get(self.name) or None) if self.of_errand else answers.get(self.name)

    def __str__(self) -> str:
        if not self.of_errand or self.name == "channel":
            return self.name
        return f"errand.{self.name}"


@dataclass(frozen=True, slots=True)
class Comparison(Condition):
    subject: Subject
    operator: str
    literals: tuple[Literal, ...]

    def holds(self, answers: Answers, errand: Errand) -> bool:
        value = self.subject.value(answers, errand)
        return value is not None and _OPERATORS[self.operator](value, self.literals)

    def tests(self) -> Iterator[Comparison | Presence]:
        yield self

    def __str__(self) -> str:
        written = ", ".join(_written(literal) for literal in self.literals)
        right = f"[{written}]" if self.operator in ("in", "not in") else written
        return f"{self.subject} {self.operator} {right}"


@dataclass(frozen=True, slots=True)
class Presence(Condition):
    subject: Subject
    answered: bool

    def holds(self, answers: Answers, errand: Errand) -> bool:
        return (self.subject.value(answers, errand) is not None) == self.answered

    def tests(self) -> Iterator[Comparison | Presence]:
        yield self

    def __str__(self) -> str:
        return f"{self.subject} is {'answered' if self.answered else 'missing'}"


@dataclass(frozen=True, slots=True)
class NotTrue(Condition):
    part: Condition

    def holds(self, answers: Answers, errand: Errand) -> bool:
        return not self.part.holds(answers, errand)

    def tests(self) -> Iterator[Comparison | Presence]:
        return self.part.tests()

    def __str__(self) -> str:
        return f"not {_grouped(self.part)}"


@dataclass(frozen=True, slots=True)
class AllOf(Condition):
    parts: tuple[Condition, ...]

    def holds(self, answers: Answers, errand: Errand) -> bool:
        return all(part.holds(answers, errand) for part in self.parts)

    def tests(self) -> Iterator[Comparison | Presence]:
        return chain.from_iterable(part.tests() for part in self.parts)

    def __str__(self) -> str:
        return " and ".join(_grouped(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    parts: tuple[Condition, ...]

    def holds(self, answers: Answers, errand: Errand) -> bool:
        return any(part.holds(answers, errand) for part in self.parts)

    def tests(self) -> Iterator[Comparison | Presence]:
        return chain.from_iterable(part.tests() for part in self.parts)

    def __str__(self) -> str:
        return " or ".join(_grouped(part) for part in self.parts)


def _grouped(part: Condition) -> str:
    """In parentheses where it joins several parts, so that the text keeps the grouping."""
    return f"({part})" if isinstance(part, AllOf | AnyOf) else str(part)


def _written(literal: Literal) -> str:
    if isinstance(literal, int):
        return str(literal)
    escaped = literal.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _matches(value: Value, literals: tuple[Literal, ...]) -> bool:
    """Whether the value, or one of several chosen ones, is among the literals."""
    return any(each in literals for each in value) if isinstance(value, tuple) else value in literals


def _ordering(compare: Callable[[int, int], bool]) -> Callable[[Value, tuple[Literal, ...]], bool]:
    """Only whole numbers have an order."""

    def holds(value: Value, literals: tuple[Literal, ...]) -> bool:
        limit = literals[0]
        return isinstance(value, int) and isinstance(limit, int) and compare(value, limit)

    return holds


_OPERATORS: Mapping[str, Callable[[Value, tuple[Literal, ...]], bool]] = {
    "==": _matches,
    "in": _matches,
    "!=": lambda value, literals: not _matches(value, literals),
    "not in": lambda value, literals: not _matches(value, literals),
    "<": _ordering(operator.lt),
    "<=": _ordering(operator.le),
    ">": _ordering(operator.gt),
    ">=": _ordering(operator.ge),
}
