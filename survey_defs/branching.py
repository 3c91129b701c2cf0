"""When a question is shown: a small language of comparisons, never executed as code.

    channel not in ["e_service"]
    errand.district is missing
    helped == "no" or overall <= 2

Names are question ids; `errand.x` is a field of the errand, and `channel` is short for `errand.channel`.
Where an answer is missing every comparison is false, also `!=` and `not in`; only `is missing` holds.
With several chosen options, `==` and `in` ask whether a named option is among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from survey_defs.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Literal,
    NotTrue,
    Presence,
    Subject,
    evaluate,
)

__all__ = ["KEYWORDS", "Condition", "ConditionError", "evaluate", "parse"]

KEYWORDS = frozenset({"and", "or", "not", "in", "is", "missing", "answered", "errand", "channel"})
"""Words a question cannot have as its id."""

MAX_LENGTH = 2000
MAX_DEPTH = 30  # parentheses and nots within each other; keeps the parser's recursion small

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\["\\])*")|(?P<number>-?[0-9]{1,9}(?![0-9A-Za-z_]))'
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<mark>==|!=|<=|>=|[<>()\[\],.]))"
)
_COMPARING = ("==", "!=", "<", "<=", ">", ">=")


class ConditionError(Exception):
    """A condition that cannot be read. `position` counts characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message, position)
        self.message = message
        self.position = position

    def __str__(self) -> str:
        return f"{self.message} (at character {self.position + 1})"


def parse(text: str) -> Condition:
    """The condition a text means; raises ConditionError. `parse(str(condition)) == condition`."""
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"the condition is longer than {MAX_LENGTH} characters", MAX_LENGTH)
    return _Parser(text).whole()


class _Parser:
    """Recursive descent: or < and < not < comparison, one token of look-ahead."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.next = 0
        self.depth = 0

    def whole(self) -> Condition:
        condition = self._any_of()
        if self._peek():
            raise self._expected('"and", "or" or the end')
        return condition

    def _any_of(self) -> Condition:
        parts = [self._all_of()]
        while self._take("or"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all_of(self) -> Condition:
        parts = [self._single()]
        while self._take("and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _single(self) -> Condition:
        if self._take("not"):
            with self._one_deeper():
                return NotTrue(self._single())
        if self._take("("):
            with self._one_deeper():
                inside = self._any_of()
            self._need(")")
            return inside
        return self._comparison()

    @contextmanager
    def _one_deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ConditionError(
                f"more than {MAX_DEPTH} parentheses or nots within each other", self._position()
            )
        yield
        self.depth -= 1

    def _comparison(self) -> Condition:
        subject = self._subject()
        if self._take("is"):
            return self._presence(subject)
        if self._take("in"):
            return Comparison(subject, "in", self._list())
        if self._take("not"):
            self._need("in")
            return Comparison(subject, "not in", self._list())
        for operator in _COMPARING:
            if self._take(operator):
                return Comparison(subject, operator, (self._literal(),))
        raise self._expected(
            "a comparison: ==, !=, <, <=, >, >=, in […], not in […], is missing, is answered"
        )

    def _presence(self, subject: Subject) -> Condition:
        if self._take("missing"):
            return Presence(subject, answered=False)
        self._need("answered", '"missing" or "answered"')
        return Presence(subject, answered=True)

    def _subject(self) -> Subject:
        if self._take("channel"):
            return Subject("channel", of_errand=True)
        if self._take("errand"):
            self._need(".")
            if self._take("channel"):
                return Subject("channel", of_errand=True)
            return Subject(self._name("a field of the errand"), of_errand=True)
        return Subject(self._name('a question id, "channel" or "errand.…"'), of_errand=False)

    def _name(self, wanted: str) -> str:
        kind, written, _ = self._token()
        if kind != "name" or written in KEYWORDS:
            raise self._expected(wanted)
        self.next += 1
        return written

    def _list(self) -> tuple[Literal, ...]:
        self._need("[")
        literals = [self._literal()]
        while self._take(","):
            literals.append(self._literal())
        self._need("]")
        return tuple(literals)

    def _literal(self) -> Literal:
        kind, written, _ = self._token()
        if kind not in ("text", "number"):
            raise self._expected("a text in quotes or a whole number")
        self.next += 1
        return int(written) if kind == "number" else re.sub(r"\\(.)", r"\1", written[1:-1])

    # Tokens

    def _token(self) -> tuple[str, str, int]:
        return self.tokens[self.next]

    def _peek(self) -> str:
        return self._token()[1]

    def _position(self) -> int:
        return self._token()[2]

    def _take(self, word: str) -> bool:
        """Step past a word or mark if it stands here. A text in quotes keeps its quotes, so never matches."""
        found = self._peek() == word
        self.next += found
        return found

    def _need(self, word: str, wanted: str = "") -> None:
        if not self._take(word):
            raise self._expected(wanted or f'"{word}"')

    def _expected(self, wanted: str) -> ConditionError:
        found = f"found {self._peek()}" if self._peek() else "the condition ends"
        return ConditionError(f"expected {wanted}, but {found}", self._position())


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and position of each token; at the end an empty one, so that looking ahead is always safe."""
    position = 0
    end = len(text.rstrip())
    while position < end:
        token = _TOKEN.match(text, position, end)
        if token is None:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            raise ConditionError(f"cannot read {text[start : start + 10]!r}", start)
        kind = str(token.lastgroup)
        yield kind, token.group(kind), token.start(kind)
        position = token.end()
    yield "end", "", end
