"""What charts are told in words. They have no language of their own: every text is given, ready to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MINUS = "\u2212"


def plain(number: float) -> str:
    """A whole number as it is, for axes where nothing else is given."""
    return f"{number:.0f}".replace("-", MINUS)


def signed(number: float) -> str:
    """`+6`, `0`, `−6`: differences in percentage points."""
    return f"+{number:.0f}" if round(number) > 0 else plain(abs(number) if round(number) == 0 else number)


@dataclass(frozen=True)
class Words:
    """What a chart says, in the reader's language. `id` is unique on the page.

    `reference` names the line that rows are held beside, `hidden` stands where nothing may be shown, and
    `tick` writes a number of the axis.
    """

    id: str
    title: str
    description: str
    reference: str = ""
    hidden: str = ""
    tick: Callable[[float], str] = plain


@dataclass(frozen=True)
class PairWords(Words):
    """`every` and `alike` name the two lines of a row: all errands, and errands of the same kind."""

    every: str = ""
    alike: str = ""


@dataclass(frozen=True)
class ControlWords(Words):
    """`level` names the dashed line with its value, `band` the grey area."""

    level: str = ""
    band: str = ""
