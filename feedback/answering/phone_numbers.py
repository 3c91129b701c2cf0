"""Phone numbers in a text: those that are surely one by their first digits, length and grouping."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NOT_AFTER_DATE = r"(?<!\d)(?<!\d[-/.])"
_SUBSCRIBER = r"(?:[1-9]\d{2,3}(?:[ -]?\d{2,4}){1,2}|[1-9]\d(?: \d\d){2,3}|[1-9]\d \d{3} \d\d)"
_SURE = (
    # Abroad or with Sweden's own code: +46 70 123 45 67, 0046 8 …, +46 (0)8 …
    r"\+[1-9](?:[ ./()-]{0,3}\d){7,14}(?!\d)",
    r"(?<!\d)00[1-9](?:[ ./()-]{0,3}\d){8,14}(?!\d)",
    r"(?<!\d)46 ?7\d(?:[ -]?\d){7}(?!\d)",
    # Mobile: 070 and seven digits, grouped anyhow.
    _NOT_AFTER_DATE + r"07\d(?:[ ./-]{0,3}\d){7}(?!\d)",
    # An area code set apart: 08-123 456, 0680-123 45, (08) 12 34 56; but not 08-12 13-17, which are hours.
    _NOT_AFTER_DATE + r"0(?:8|[1-9]\d{1,2})\)?[ /-]{1,3}" + _SUBSCRIBER + r"(?![-/.]?\d)",
    # Nine or ten digits in a row or two, beginning as an area code does.
    _NOT_AFTER_DATE + r"(?=(?:[ -]?\d){9,10}(?![ -]?\d))0[1-9]\d{0,3}[ -]?\d{5,8}",
)
_PATTERNS = tuple(re.compile(pattern) for pattern in _SURE)


def phone_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where phone numbers stand; places may overlap."""
    for pattern in _PATTERNS:
        yield from (match.span() for match in pattern.finditer(text))
