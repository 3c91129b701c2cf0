"""Phone numbers in a text: those that are surely one by their first digits, length and grouping."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SUBSCRIBER = r"(?:[1-9]\d{2,3}(?:[ -]?\d{2,4}){1,2}|[1-9]\d(?: \d\d){2,3}|[1-9]\d \d{3} \d\d)"


def _beginning(digits: str, rest: str) -> str:
    """A number that begins so and is not the end of a longer one. Plain digits first: they are found fast."""
    return rf"{digits}(?<!\d{digits}){rest}"


def _national(digits: str, rest: str) -> str:
    """As `_beginning`, and not the day or month of a date."""
    return _beginning(digits, rf"(?<!\d[-/.]{digits}){rest}")


_SURE = (
    # Abroad or with Sweden's own code: +46 70 123 45 67, 0046 8 …, +46 (0)8 …
    r"\+[1-9](?:[ ./()-]{0,3}\d){7,14}(?!\d)",
    _beginning("00", r"[1-9](?:[ ./()-]{0,3}\d){8,14}(?!\d)"),
    _beginning("46", r" ?7\d(?:[ -]?\d){7}(?!\d)"),
    # Mobile: 070 and seven digits, grouped anyhow.
    _national("07", r"\d(?:[ ./-]{0,3}\d){7}(?!\d)"),
    # An area code set apart: 08-123 456, 0680-123 45, (08) 12 34 56; but not 08-12 13-17, which are hours.
    _national("0", r"(?:8|[1-9]\d{1,2})\)?[ /-]{1,3}" + _SUBSCRIBER + r"(?![-/.]?\d)"),
    # Nine or ten digits in a row or two, beginning as an area code does.
    _national("0", r"(?=(?:[ -]?\d){8,9}(?![ -]?\d))[1-9]\d{0,3}[ -]?\d{5,8}"),
)
_PATTERNS = tuple(re.compile(pattern) for pattern in _SURE)


def phone_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Where phone numbers stand; places may overlap."""
    for pattern in _PATTERNS:
        yield from ((*match.span(), "phone") for match in pattern.finditer(text))
