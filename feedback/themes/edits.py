"""What people change: each call is one transaction with its line in the log and in the audit.

`seen` is the theme's `newest_edit` on the page the person looked at. When somebody has changed the theme since,
Conflict says who, and nothing is overwritten. Everything here can be undone by the edit's id, which each gives.
"""

from __future__ import annotations

from collections.abc import Sequence

from feedback.database.writer import run_procedure
from feedback.errors import Fault, InputError, NotFound
from feedback.service import Service
from feedback.staff.roles import Viewer
from feedback.themes.comments import comment_of
from feedback.themes.containing import responses_with
from feedback.themes.hand import hand_of
from feedback.themes.naming import approving, keeping_apart, merging, renaming
from feedback.themes.placing import MOST_SPLIT, Split, moving, splitting
from feedback.themes.releasing import releasing, withdrawing
from feedback.themes.theme_names import tidy
from feedback.themes.undoing import undoing


async def rename(
    service: Service, viewer: Viewer, theme: int, name: str, name_en: str, seen: int | None
) -> int:
    """Give a theme a name of 3 to 60 characters that no other theme has; later groupings keep it."""
    hand = hand_of(service, viewer)
    return await run_procedure(service.engine, renaming(hand, theme, tidy(name), tidy(name_en), seen))


async def approve(service: Service, viewer: Viewer, theme: int, seen: int | None) -> int:
    """The name the grouping found is good; later groupings keep it."""
    return await run_procedure(service.engine, approving(hand_of(service, viewer), theme, seen))


async def merge(service: Service, viewer: Viewer, theme: int, into: int, seen: int | None) -> int:
    """The theme's comments count in another from now on, those of later groupings too."""
    return await run_procedure(service.engine, merging(hand_of(service, viewer), theme, into, seen))


async def keep_apart(service: Service, viewer: Viewer, first: int, second: int) -> int:
    """The two are not one: they are no longer suggested."""
    return await run_procedure(service.engine, keeping_apart(hand_of(service, viewer), first, second))


async def split_off(
    service: Service,
    viewer: Viewer,
    theme: int,
    name: str,
    name_en: str = "",
    words: str = "",
    responses: Sequence[int] = (),
    seen: int | None = None,
) -> tuple[int, int]:
    """A theme of its own for chosen comments, or for all of the theme that have the words; gives the edit and the
    new theme."""
    hand = hand_of(service, viewer)
    for response in responses:
        await _refuse_out_of_reach(viewer, response)
    chosen = {*responses, *(await responses_with(words, theme) if words.strip() else ())}
    if len(chosen) > MOST_SPLIT:
        raise InputError(
            "Urvalet är för stort.",
            [Fault("words", f"finns i fler än {MOST_SPLIT} kommentarer; välj ord som finns i färre")],
        )
    split = Split(theme, tidy(name), tidy(name_en), tidy(words), tuple(chosen))
    return await run_procedure(service.engine, splitting(hand, split, seen))


async def move(
    service: Service, viewer: Viewer, response: int, source: int | None, target: int | None
) -> int:
    """A comment out of one theme (None: it had none) into another (None: it does not belong in `source`)."""
    hand = hand_of(service, viewer)
    await _refuse_out_of_reach(viewer, response)
    return await run_procedure(service.engine, moving(hand, response, source, target))


async def release(service: Service, viewer: Viewer, response: int, theme: int, text: str) -> int:
    """Release a quote for publication. `text` is what the person has read on the page."""
    hand = hand_of(service, viewer)
    await _refuse_out_of_reach(viewer, response)
    return await run_procedure(service.engine, releasing(hand, response, theme, text))


async def withdraw(service: Service, viewer: Viewer, quote: int) -> int:
    """Take a released quote back."""
    return await run_procedure(service.engine, withdrawing(hand_of(service, viewer), quote))


async def undo(service: Service, viewer: Viewer, edit: int) -> int:
    """Undo an edit; raises Conflict with what stands in the way."""
    return await run_procedure(service.engine, undoing(hand_of(service, viewer), edit))


async def _refuse_out_of_reach(viewer: Viewer, response: int) -> None:
    """A comment that the person may not read is not there."""
    if await comment_of(response, viewer) is None:
        raise NotFound("Kommentaren finns inte längre.")
