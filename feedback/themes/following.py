"""Where a merged theme went."""

from __future__ import annotations

from collections.abc import Mapping


def followed(merged_into: Mapping[int, int | None]) -> dict[int, int]:
    """Every theme to the one its comments count in now: itself, or what it was merged into, however far."""
    return {theme: _end(theme, merged_into) for theme in merged_into}


def joined_in(theme: int, merged_into: Mapping[int, int | None]) -> list[int]:
    """The theme and all that were merged into it."""
    return sorted(each for each, end in followed(merged_into).items() if end == theme)


def _end(theme: int, merged_into: Mapping[int, int | None]) -> int:
    seen = {theme}
    while (further := merged_into.get(theme)) is not None and further not in seen:
        seen.add(further)
        theme = further
    return theme
