"""Taking identities out of free text before it is stored: identity numbers, phone numbers, e-mail addresses.

Each find is replaced by a mark that keeps its kind, such as `[phone]`; pages show marks in the reader's
language (see `marked_parts`). Numbers are read in any script's digits, and signs nobody sees hide nothing.
When in doubt about an identity number it goes; when in doubt about a phone number it stays, since
opening hours, prices, dates and case numbers are what residents mostly write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from feedback.answering.folding import fold
from feedback.answering.identity_numbers import identity_numbers
from feedback.answering.phone_numbers import phone_numbers

Find = tuple[int, int, str]  # start, stop, kind

_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LOCAL_END = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}\Z")


def _e_mail_addresses(text: str) -> Iterator[Find]:
    for at in re.finditer("@", text):
        local = _LOCAL_END.search(text, max(0, at.start() - 64), at.start())
        domain = _DOMAIN.match(text, at.end())
        if local and domain:
            yield local.start(), domain.end(), "e_mail"


# In order of precedence where two finds are equally long.
KINDS = ("e_mail", "personnummer", "samordningsnummer", "phone")
FINDERS: tuple[Callable[[str], Iterator[Find]], ...] = (_e_mail_addresses, identity_numbers, phone_numbers)
MARKS = {kind: f"[{kind}]" for kind in KINDS}
# What the themes' worker takes out of comments too; it leaves these marks.
TAKEN_OUT_LATER = ("name", "address", "registration")
_MARK = re.compile(rf"\[(?:{'|'.join((*KINDS, *TAKEN_OUT_LATER))})\]")


def redacted(text: str, kinds: Collection[str] = ()) -> str:
    """The text with every find of the kinds (all, where none is named) replaced by its mark.

    Redacting twice changes nothing more.
    """
    wanted = [kind for kind in KINDS if not kinds or kind in kinds]
    while (after := _once(text, wanted)) != text:  # what stood beside a find may now be found itself
        text = after
    return text


def marked_parts(text: str) -> list[tuple[str, str | None]]:
    """The stored text in pieces: (what was written, None) or (mark, its kind)."""
    parts: list[tuple[str, str | None]] = []
    end = 0
    for mark in _MARK.finditer(text):
        parts += [(text[end : mark.start()], None), (mark.group(), mark.group()[1:-1])]
        end = mark.end()
    return [part for part in (*parts, (text[end:], None)) if part[0]]


def _once(text: str, kinds: Collection[str]) -> str:
    folded = fold(text)
    if not folded.may_hold_contact_details:
        return text
    found = [find for finder in FINDERS for find in finder(folded.text) if find[2] in kinds]
    pieces, end = [], 0
    for start, stop, kind in _joined(found):
        pieces += [text[end : folded.origin(start)], MARKS[kind]]
        end = folded.origin(stop)
    return "".join((*pieces, text[end:]))


def _joined(found: Collection[Find]) -> list[Find]:
    """Overlapping finds as one, of the kind of the longest."""
    joined: list[Find] = []
    longest = 0
    for start, stop, kind in sorted(found, key=lambda each: (each[0], -each[1])):
        if not joined or start >= joined[-1][1]:
            joined.append((start, stop, kind))
            longest = stop - start
            continue
        first, last, held = joined[-1]
        joined[-1] = (first, max(last, stop), kind if stop - start > longest else held)
        longest = max(longest, stop - start)
    return joined
