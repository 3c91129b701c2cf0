"""What is wrong with a definition file, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing to correct: the file, the place inside it, and a sentence that says what to do."""

    file: str
    place: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (where, self.place, self.message) if part)


class DefinitionError(Exception):
    """A definition cannot be used. Carries every fault found, never only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def in_file_order(faults: Iterable[Fault]) -> list[Fault]:
    """The faults as a reader meets them, top to bottom, each said once."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line or 0))
