"""How many requests somebody may make in a minute, counted in this process alone."""

from __future__ import annotations

from datetime import datetime

SECONDS = 60


class Pace:
    """Counts requests by whole minutes; what is counted under is forgotten when the minute is over."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._minute = -1
        self._counts: dict[int, int] = {}

    def wait(self, subject: int, now: datetime) -> int:
        """Counts one request; 0 where it may be made, else the seconds until the next minute."""
        seconds = int(now.timestamp())
        minute, into = divmod(seconds, SECONDS)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
        made = self._counts.get(subject, 0)
        if made >= self.per_minute:
            return SECONDS - into
        self._counts[subject] = made + 1
        return 0
