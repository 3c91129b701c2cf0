"""Swedish personal identity numbers and coordination numbers in a text: a possible date and a right check digit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

COORDINATION_DAYS = 60  # added to the day of birth in a samordningsnummer

# Year, month and day may be set apart, and the last four; also every single digit, all in the same way.
_PARTS = re.compile(
    r"(?=((?:(?:18|19|20)[ ./-]?)?\d\d[ ./-]?\d\d[ ./-]?\d\d[ ]{0,2}[-+]?[ ]{0,2}\d\d ?\d\d))"
)
_SHORT = re.compile(r"(?=(\d\d[ ./-]?\d\d[ ./-]?\d\d[ ]{0,2}[-+]?[ ]{0,2}\d\d ?\d\d))")
_SPACED = re.compile(r"(?=(\d(?P<gap>[ .-])\d(?:(?P=gap)\d){8}(?:(?P=gap)\d(?P=gap)\d)?))")
_NOT_DIGIT = re.compile(r"[^0-9]")


def identity_numbers(text: str, coordination: bool) -> Iterator[tuple[int, int]]:
    """Where numbers of one kind stand, also inside a longer row of digits; places may overlap."""
    for pattern in (_PARTS, _SHORT, _SPACED):
        for match in pattern.finditer(text):
            digits = _NOT_DIGIT.sub("", match.group(1))
            if is_identity_number(digits, coordination):
                yield match.span(1)


def is_identity_number(digits: str, coordination: bool) -> bool:
    """Whether ten or twelve digits can be one; twelve begin with a century."""
    if len(digits) == 12 and digits[:2] not in ("18", "19", "20"):
        return False
    short = digits[-10:]
    month, day = int(short[2:4]), int(short[4:6]) - coordination * COORDINATION_DAYS
    return _is_day(int(short[:2]), month, day) and _luhn_sum(short) % 10 == 0


def _is_day(year_of_century: int, month: int, day: int) -> bool:
    """29 February counts in every fourth year: without the century nothing more is known."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year_of_century, month)[1]


def _luhn_sum(digits: str) -> int:
    doubled = "".join(str(int(digit) * (2 - place % 2)) for place, digit in enumerate(digits))
    return sum(map(int, doubled))
