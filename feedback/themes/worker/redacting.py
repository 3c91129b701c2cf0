"""Names and addresses out of a comment, before anything else is done with it."""

from __future__ import annotations


def readable(text: str) -> str:
    """The text as staff may read it."""
    return text
