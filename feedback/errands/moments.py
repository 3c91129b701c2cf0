"""Reading when something happened: dates in many spellings, timestamps in any time zone, one local date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}(?::?\d{2})?))?)?"
)
_CLOCK = r"(?:(?:,| kl\.?)? (?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?)?"
_SWEDISH = (
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})[/ -](?P<year>\d{4})" + _CLOCK),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})" + _CLOCK),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _CLOCK),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})" + _CLOCK),
    re.compile(r"(?P<day>\d{1,2})(?:\.|:e)? (?P<name>[a-z]{3,9})\.? (?P<year>\d{4})" + _CLOCK),
)
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_CLOCK_CODES = ("%H", "%I", "%X", "%c")


@dataclass(frozen=True)
class Written:
    """What a text says, before it is known where its clock stood."""

    at: datetime
    has_clock: bool


@dataclass(frozen=True)
class Moment:
    """The local day, and the exact time where one was written."""

    day: date
    at: datetime | None = None

    def is_before(self, other: Moment) -> bool:
        """By the clock where both have one, else by the day."""
        if self.at is not None and other.at is not None:
            return self.at < other.at
        return self.day < other.day


@dataclass(frozen=True)
class MomentReader:
    """Tries each format in turn: "iso", "swedish", or a pattern such as "%d/%m/%Y %H:%M".

    A time without offset was written by a clock of zone `written_in`; the day is that of zone `local`.
    A bare date is taken as it stands.
    """

    formats: tuple[str, ...]
    local: ZoneInfo
    written_in: ZoneInfo

    def read(self, text: str) -> Moment | None:
        """None when no format fits."""
        for form in self.formats:
            written = _written(text, form)
            if written is not None:
                return self._moment(written)
        return None

    def _moment(self, written: Written) -> Moment | None:
        if not written.has_clock:
            return Moment(written.at.date())
        at = written.at if written.at.tzinfo else written.at.replace(tzinfo=self.written_in)
        try:
            at = at.astimezone(self.local)
        except OverflowError:  # the last day of the year 9999, written where no day is known
            return None
        return Moment(at.date(), at)


def format_fault(form: str) -> str | None:
    """Why a format cannot be used, or None."""
    if form in PRESETS:
        return None
    try:
        shown = datetime(2026, 11, 28, 13, 5).strftime(form)  # noqa: DTZ001
        read = datetime.strptime(shown, form)  # noqa: DTZ007
    except (ValueError, re.error):
        return f'"{form}" is not a date format; write "iso", "swedish" or a pattern such as "%d/%m/%Y %H:%M"'
    if read.date() != date(2026, 11, 28):
        return f'"{form}" does not hold a whole date; it needs a day, a month and a year'
    return None


# Files repeat the same few thousand dates, and reading one by pattern is slow.
@lru_cache(maxsize=8192)
def _written(text: str, form: str) -> Written | None:
    try:
        preset = PRESETS.get(form)
        if preset is not None:
            return preset(" ".join(text.split()))
        at = datetime.strptime(text, form)  # noqa: DTZ007 (the zone is settled by the reader)
        return Written(at, any(code in form for code in _CLOCK_CODES))
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> Written | None:
    text = text.upper()
    if not _ISO.fullmatch(text):
        return None
    head, tail = text[:19], text[19:].replace(" ", "")
    return Written(datetime.fromisoformat(head + tail), len(text) > len("2026-11-17"))


def _swedish(text: str) -> Written | None:
    text = text.lower()
    for pattern in _SWEDISH:
        found = pattern.fullmatch(text)
        if found:
            return _from_parts(found.groupdict())
    return _iso(text)


def _from_parts(parts: dict[str, str | None]) -> Written | None:
    month = _month_of(parts["name"]) if parts.get("name") else int(parts["month"] or 0)
    if month is None:
        return None
    hour, minute, second = (int(parts[unit] or 0) for unit in ("hour", "minute", "second"))
    year, day = int(parts["year"] or 0), int(parts["day"] or 0)
    at = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    return Written(at, parts["hour"] is not None)


def _month_of(name: str | None) -> int | None:
    """`nov`, `sept` or `november`: a name or the beginning of just one."""
    fitting = [number for number, month in enumerate(_MONTHS, 1) if name and month.startswith(name)]
    return fitting[0] if len(fitting) == 1 else None


PRESETS: dict[str, Callable[[str], Written | None]] = {"iso": _iso, "swedish": _swedish}
