"""The ways into the process that reads comments. What follows runs there; only there is the worker imported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from feedback.themes.found import Grouping, Placed


def ready() -> int:
    """Loads what is heavy to load; gives the process's id."""
    from feedback.themes.worker import work

    return work.ready()


def begin() -> None:
    from feedback.themes.worker import work

    work.begin()


def hold(rows: Sequence[tuple[int, date | str, str]]) -> None:
    """Comments to be grouped: response, week, text; one response may come more than once."""
    from feedback.themes.worker import work

    work.hold(rows)


def hold_before(rows: Sequence[tuple[int, int, bool]]) -> None:
    """Where comments belonged before: response, theme, whether a person placed it there."""
    from feedback.themes.worker import work

    work.hold_before(rows)


def group(
    wanted: int | None, seed: int, codebook: str, themes: Sequence[tuple[int, str | None]], told: str
) -> Grouping:
    """Group what is held. `themes`: id and codebook id of every earlier theme; `told` is the file that says how
    far it has come."""
    from feedback.themes.worker import work

    return work.group(wanted, seed, codebook, themes, told)


def part(start: int, number: int) -> list[Placed]:
    from feedback.themes.worker import work

    return work.part(start, number)


def load(model: bytes) -> None:
    """Keep a model warm for `assign`."""
    from feedback.themes.worker import work

    work.load(model)


def assign(rows: Sequence[tuple[int, str]]) -> list[Placed]:
    """Give new comments, response and text, their themes by the model loaded."""
    from feedback.themes.worker import work

    return work.assign(rows)
