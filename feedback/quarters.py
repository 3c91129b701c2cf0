"""Quarters made of whole ISO weeks: a week belongs to the quarter its Thursday lies in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

CODE = re.compile(r"(20\d\d)Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    @property
    def code(self) -> str:
        """`2026Q3`, as in addresses and commands."""
        return f"{self.year}Q{self.number}"

    @property
    def first_monday(self) -> date:
        """The Monday of the quarter's first week."""
        first = date(self.year, 3 * self.number - 2, 1)
        thursday = first + timedelta(days=(3 - first.weekday()) % 7)
        return thursday - timedelta(days=3)

    @property
    def last_monday(self) -> date:
        return self.following.first_monday - timedelta(days=7)

    @property
    def following(self) -> Quarter:
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def is_over(self, today: date) -> bool:
        return today >= self.following.first_monday


def quarter_of(day: date) -> Quarter:
    """The quarter of the week a day lies in."""
    thursday = day + timedelta(days=3 - day.weekday())
    return Quarter(thursday.year, (thursday.month + 2) // 3)


def parsed_quarter(code: str) -> Quarter | None:
    """`2026Q3` as a quarter; None for anything else."""
    found = CODE.fullmatch(code)
    return Quarter(int(found[1]), int(found[2])) if found else None


def quarters_between(first: date, last: date) -> tuple[Quarter, ...]:
    """Every quarter from the one of `first` to the one of `last`, the newest first."""
    quarter, end = quarter_of(first), quarter_of(last)
    found = []
    while quarter <= end:
        found.append(quarter)
        quarter = quarter.following
    return tuple(reversed(found))
