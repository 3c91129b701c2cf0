"""Several small numbers in one 63-bit integer, so that a cube cell is one indexed key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

WEEK_ZERO = date(2001, 1, 1)  # a Monday; twelve bits of weeks last until 2079


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_number(day: date) -> int:
    """Weeks since WEEK_ZERO; raises ValueError outside 2001–2079."""
    week = (day - WEEK_ZERO).days // 7
    if not 0 <= week < 4096:
        raise ValueError(f"{day} is outside the years 2001–2079")
    return week


def week_start(week: int) -> date:
    return WEEK_ZERO + timedelta(weeks=week)


class Packing:
    """A fixed order of fields, the first in the highest bits."""

    def __init__(self, **widths: int) -> None:
        if sum(widths.values()) > 63:
            raise ValueError("a packed key holds 63 bits")
        self.fields = tuple(widths)
        self.width = widths
        self.shift: dict[str, int] = {}
        below = 0
        for name in reversed(self.fields):
            self.shift[name] = below
            below += widths[name]

    def pack(self, values: Mapping[str, int]) -> int:
        """The key of these codes; raises ValueError when a code does not fit its field."""
        key = 0
        for name in self.fields:
            value = values.get(name, 0)
            if value >> self.width[name]:
                raise ValueError(f"{name} code {value} does not fit {self.width[name]} bits")
            key |= value << self.shift[name]
        return key

    def unpack(self, key: int) -> dict[str, int]:
        return {name: self.field(name, key) for name in self.fields}

    def field(self, name: str, key: int) -> int:
        return (key >> self.shift[name]) & ((1 << self.width[name]) - 1)

    def mask(self, *names: str) -> int:
        """The bits of some fields: `key & mask` is the key of these alone."""
        return sum(((1 << self.width[name]) - 1) << self.shift[name] for name in names)

    def sql(self, name: str, column: str = "key") -> str:
        """The same as `field`, in SQL that SQLite, PostgreSQL and CockroachDB share."""
        return f"(({column} >> {self.shift[name]}) & {(1 << self.width[name]) - 1})"

    def week_range(self, first: date, last: date) -> tuple[int, int]:
        """Lowest and highest key of the weeks from `first` to `last`, both included (`week` must lead)."""
        shift = self.shift["week"]
        return week_number(first) << shift, ((week_number(last) + 1) << shift) - 1
