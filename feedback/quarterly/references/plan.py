"""What taking in others' values would change, so that it can be told before it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from feedback.quarterly.references.values import Key, Value


@dataclass(frozen=True)
class Plan:
    """`new` values, those that take the place of another (old and new), those that are the `same` as before, and
    stored ones that are `removed` since the new file shows nothing there."""

    new: tuple[Value, ...]
    replaced: tuple[tuple[Value, Value], ...]
    same: tuple[Value, ...]
    removed: tuple[Value, ...]

    @property
    def changes(self) -> int:
        return len(self.new) + len(self.replaced) + len(self.removed)

    @property
    def takes_away(self) -> bool:
        """Whether something stored would no longer be there: that is asked about first."""
        return bool(self.replaced or self.removed)

    @property
    def fingerprint(self) -> str:
        """The same for the same plan beside the same stored values, so that only what was seen is done."""
        told = repr(
            (sorted(map(repr, self.new)), sorted(map(repr, self.replaced)), sorted(map(repr, self.removed)))
        )
        return hashlib.sha256(told.encode()).hexdigest()


def plan(given: Iterable[Value], stored: Sequence[Value], without: Collection[Key] = ()) -> Plan:
    """`without` are the places that the new source shows nothing of."""
    here = {each.key: each for each in stored}
    new: list[Value] = []
    replaced: list[tuple[Value, Value]] = []
    same: list[Value] = []
    for value in given:
        old = here.get(value.key)
        if old is None:
            new.append(value)
        elif old == value:
            same.append(value)
        else:
            replaced.append((old, value))
    removed = tuple(here[key] for key in dict.fromkeys(without) if key in here)
    return Plan(tuple(new), tuple(replaced), tuple(same), removed)
