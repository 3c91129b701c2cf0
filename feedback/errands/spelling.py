"""When two written names or values are the same: spaces, case and the coding of accents play no part."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


# A file repeats a few values in every row.
@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """The text as compared; `Skogås `, `SKOGÅS` and `Skoga` + ring + `s` are one."""
    return tidied(text).casefold()


@lru_cache(maxsize=8192)
def tidied(text: str) -> str:
    """Without spaces around, with single ones inside (a no-break space is one too), accents composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())
