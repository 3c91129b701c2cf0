"""The comments in the process's memory while they are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from feedback.themes.worker.redacting import readable


@dataclass
class Held:
    """Comments by position, and where they belonged before."""

    responses: list[int] = field(default_factory=list)
    weeks: list[date] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    place_of: dict[int, int] = field(default_factory=dict)
    before: dict[int, set[int]] = field(default_factory=dict)  # theme → responses
    known: list[tuple[int, int]] = field(default_factory=list)  # (response, theme), by hand

    def add(self, rows: Sequence[tuple[int, date | str, str]]) -> None:
        """A response with several free texts is one comment, a paragraph each."""
        for response, week, text in rows:
            place = self.place_of.setdefault(response, len(self.responses))
            if place == len(self.responses):
                self.responses.append(response)
                self.weeks.append(week if isinstance(week, date) else date.fromisoformat(week))
                self.texts.append(readable(text))
            else:
                self.texts[place] += "\n" + readable(text)

    def add_before(self, rows: Sequence[tuple[int, int, bool]]) -> None:
        for response, theme, by_person in rows:
            self.before.setdefault(theme, set()).add(response)
            if by_person:
                self.known.append((response, theme))

    def examples(self) -> list[tuple[int, int]]:
        """Comments placed by hand as (position, number of their theme), those still there."""
        number: dict[int, int] = {}
        return [
            (self.place_of[response], number.setdefault(theme, len(number)))
            for response, theme in self.known
            if response in self.place_of
        ]
