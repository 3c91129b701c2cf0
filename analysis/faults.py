"""Input that cannot be used, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence


class InputError(ValueError):
    """What was given cannot be used; `faults` says each reason, never only the first."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[str, ...]]]:
        """Comes whole out of a process of its own."""
        return type(self), (self.faults,)
