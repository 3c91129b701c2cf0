"""Swedish personal identity numbers and coordination numbers in a text: a possible date and a right check digit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

COORDINATION_DAYS = 60  # added to the day of birth in a samordningsnummer

# Year, month and day may be set apart, and the last four; also every single digit, all in the same way.
_CENTURIES = ("18", "19", "20")
_TEN = r"\d\d[ ./-]?\d\d[ ./-]?\d\d {0,2}[-+]? {0,2}\d\d ?\d\d"
_SHORT = re.compile(rf"(?=({_TEN}))")
_LONG = re.compile(rf"(?=((?:18|19|20)[ ./-]?{_TEN}))")
_SPACED = re.compile(r"(?=(\d(?P<gap>[ .-])\d(?:(?P=gap)\d){8}(?:(?P=gap)\d(?P=gap)\d)?))")
_DOUBLED = {str(digit): sum(map(int, str(2 * digit))) for digit in range(10)}
_NOT_DIGIT = re.compile(r"[^0-9]")


def identity_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Where numbers stand, and their kind, also inside a longer row of digits; places may overlap."""
    for pattern in (_LONG, _SHORT, _SPACED):
        for match in pattern.finditer(text):
            kind = kind_of(_NOT_DIGIT.sub("", match.group(1)))
            if kind:
                yield *match.span(1), kind


def kind_of(digits: str) -> str | None:
    """What ten or twelve digits can be; twelve begin with a century."""
    if len(digits) == 12 and digits[:2] not in _CENTURIES:
        return None
    year, month, day = int(digits[-10:-8]), int(digits[-8:-6]), int(digits[-6:-4])
    is_coordination = day > COORDINATION_DAYS
    if not _is_day(year, month, day - COORDINATION_DAYS * is_coordination) or not _has_check_digit(
        digits[-10:]
    ):
        return None
    return "samordningsnummer" if is_coordination else "personnummer"


def _is_day(year_of_century: int, month: int, day: int) -> bool:
    """29 February counts in every fourth year: without the century nothing more is known."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year_of_century, month)[1]


def _has_check_digit(digits: str) -> bool:
    """Every other digit doubled; the digits of the products add up to whole tens."""
    doubled = sum(_DOUBLED[digit] for digit in digits[::2])
    return (doubled + sum(map(int, digits[1::2]))) % 10 == 0
