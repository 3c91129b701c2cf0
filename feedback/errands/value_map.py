"""The file's own words for channels, services and districts, and ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feedback.errands.spelling import folded, tidied

REJECT, MISSING = "reject", "missing"  # what may stand in a map instead of an id
OTHERWISE = "otherwise"


@dataclass(frozen=True)
class Meaning:
    """What a value of the file stands for. No id and not refused: it is not known."""

    id: str | None
    is_refused: bool = False
    is_unknown: bool = False


@dataclass(frozen=True)
class ValueMap:
    """Value, as compared → id of ours, `missing` or `reject`."""

    entries: Mapping[str, str]
    otherwise: str = REJECT
    is_exact: bool = False

    def meaning(self, value: str) -> Meaning:
        key = compared(value, self.is_exact)
        if key in self.entries:
            return self._standing_for(self.entries[key], is_unknown=False)
        if not value:
            return Meaning(None)
        return self._standing_for(self.otherwise, is_unknown=True)

    @staticmethod
    def _standing_for(target: str, is_unknown: bool) -> Meaning:
        if target == REJECT:
            return Meaning(None, is_refused=True, is_unknown=is_unknown)
        return Meaning(None if target == MISSING else target, is_unknown=is_unknown)


def compared(value: str, is_exact: bool) -> str:
    """The value in the spelling under which it is looked up."""
    return tidied(value) if is_exact else folded(value)
