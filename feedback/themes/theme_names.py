"""What a person may call a theme."""

from __future__ import annotations

from collections.abc import Iterable

from feedback.errors import Fault, InputError
from feedback.themes.becoming import Known

SHORTEST, LONGEST = 3, 60


def tidy(name: str) -> str:
    return " ".join(name.split())


def check_names(name: str, name_en: str, themes: Iterable[Known], own: int | None = None) -> None:
    """Raises InputError with everything wrong. `own` is the theme that is renamed; an English name may be missing."""
    active = [each for each in themes if each.state == "active" and each.id != own]
    faults = _faults("name", name, {each.name for each in active})
    if name_en:
        faults += _faults("name_en", name_en, {each.name_en for each in active})
    if faults:
        raise InputError("Namnet går inte att använda.", faults)


def _faults(place: str, name: str, taken: set[str]) -> list[Fault]:
    faults = []
    if not SHORTEST <= len(name) <= LONGEST:
        faults.append(Fault(place, f"ska vara {SHORTEST} till {LONGEST} tecken långt"))
    if not name.isprintable():
        faults.append(Fault(place, "innehåller tecken som inte syns"))
    if name.casefold() in {each.casefold() for each in taken}:
        faults.append(Fault(place, "används redan av ett annat tema"))
    return faults
