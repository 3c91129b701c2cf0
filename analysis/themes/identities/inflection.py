"""Names with an ending of their language: "Annas", "Pekalla", "Fatma'ya", "Kowalskim", "Annie"."""

from __future__ import annotations

from collections.abc import Collection

# Ending, and what stands in its place in the name itself. The longest first.
_FINNISH = (
    "lta",
    "ltä",
    "lla",
    "llä",
    "lle",
    "sta",
    "stä",
    "ssa",
    "ssä",
    "an",
    "än",
    "en",
    "in",
    "on",
    "n",
    "a",
    "ä",
)
_POLISH = (
    ("iem", ""),
    ("owi", ""),
    ("em", ""),
    ("ą", "a"),
    ("ę", "a"),
    ("y", "a"),
    ("ie", "a"),
    ("i", "a"),
    ("a", ""),
)
_SHORTEST = 3


def is_form_of(word: str, names: Collection[str]) -> bool:
    """Whether a folded word is one of the names with a case or genitive ending."""
    if word.endswith("s") and word[:-1] in names:
        return True
    for apostrophe in "'’":
        if apostrophe in word:
            return word.split(apostrophe)[0] in names
    return _is_finnish(word, names) or _is_polish(word, names)


def _is_finnish(word: str, names: Collection[str]) -> bool:
    for ending in _FINNISH:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            if stem in names or _strong(stem) in names:
                return True
    return False


def _strong(stem: str) -> str:
    """ "Peka-" from Pekka, "Jukalla" from Jukka."""
    return stem[:-1] + stem[-2] + stem[-1] if stem[-2] in "kpt" else stem


def _is_polish(word: str, names: Collection[str]) -> bool:
    return any(
        word.endswith(ending) and word[: -len(ending)] + instead in names
        for ending, instead in _POLISH
        if len(word) - len(ending) >= _SHORTEST
    )
