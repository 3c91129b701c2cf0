"""What became of the rows of a file, and the summary a person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from feedback.errands.csv_file import Reason
from feedback.errands.intake import Intake
from feedback.errands.row_reading import Unknown

MOST_UNKNOWN = 1000  # different values remembered; a wrong column could bring a new one in every row
SHOWN_UNKNOWN = 20
OTHERS = "(other values)"


@dataclass
class Tally:
    """A rejected row counts under its first reason, so that the reasons add up."""

    intake: Intake = field(default_factory=Intake)
    rejected_for: Counter[str] = field(default_factory=Counter)
    unknown: Counter[Unknown] = field(default_factory=Counter)

    @property
    def rejected(self) -> int:
        return self.rejected_for.total()

    @property
    def read(self) -> int:
        return self.intake.stored + self.intake.already_known + self.rejected

    def reject(self, reasons: Iterable[Reason]) -> None:
        self.rejected_for[next(iter(reasons)).sentence] += 1

    def meet(self, unknown: Iterable[Unknown]) -> None:
        for value in unknown:
            is_remembered = value in self.unknown or len(self.unknown) < MOST_UNKNOWN
            self.unknown[value if is_remembered else Unknown(value.dimension, OTHERS)] += 1


def summary(tally: Tally, is_dry_run: bool) -> Iterator[str]:
    """The lines printed at the end."""
    yield f"  {'rows read':<16}{tally.read:>10,}"
    yield f"  {'would be stored' if is_dry_run else 'stored':<16}{tally.intake.stored:>10,}"
    yield f"  {'already known':<16}{tally.intake.already_known:>10,}"
    yield f"  {'rejected':<16}{tally.rejected:>10,}"
    for sentence, count in tally.rejected_for.most_common():
        yield f"{count:>28,}  {sentence}"
    yield from _unknown_lines(tally.unknown)


def _unknown_lines(unknown: Counter[Unknown]) -> Iterator[str]:
    if not unknown:
        return
    yield "Unknown values, to be added to [values] in the mapping:"
    for value, count in unknown.most_common(SHOWN_UNKNOWN):
        yield f"{count:>28,}  {value.dimension} {value.value!r}"
    left = unknown.total() - sum(count for _, count in unknown.most_common(SHOWN_UNKNOWN))
    if left:
        yield f"{left:>28,}  in {len(unknown) - SHOWN_UNKNOWN} other values"
