"""One spelling of a word to look it up by."""

from __future__ import annotations

# Arabic and Persian letters that are written in several ways.
_LETTERS = str.maketrans("أإآٱىیکةۀئ", "ااااييكههي")


def folded(word: str) -> str:
    """Lower case, with Arabic letters' variants as one."""
    return word.lower() if word.isascii() else word.lower().translate(_LETTERS)
