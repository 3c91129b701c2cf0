"""Labels that are one and the same although written in different ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

import numpy as np

MISSING = "(saknas)"
"""What a blank is called: those without a value are a group of their own, never dropped."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A spelling that was read as another; `rows` is how many rows had it."""

    written: str
    read_as: str
    rows: int


@dataclass(frozen=True)
class Labels:
    """`names` in alphabetical order, `position[k]` where the k-th spelling went, `joined` every change."""

    names: tuple[str, ...]
    position: np.ndarray
    joined: tuple[Joined, ...]


def joined_labels(spellings: Sequence[str], rows: Sequence[int]) -> Labels:
    """One name for all spellings that differ only in case and in spaces around or between words.

    `rows[k]` is how many rows have `spellings[k]`. The name is the spelling most rows have, once spaces are
    tidied; among equally frequent ones the first in code order. Blank spellings are named MISSING. Letters
    that look alike but are coded differently (Unicode NFC) are the same. Raises ValueError when the two
    sequences differ in length.
    """
    tidied = [tidy(spelling) or MISSING for spelling in spellings]
    frequency: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, count in zip(tidied, rows, strict=True):
        frequency[name.casefold()][name] += int(count)
    chosen = {key: min(names, key=lambda n: (-names[n], n)) for key, names in frequency.items()}
    read_as = [chosen[name.casefold()] for name in tidied]
    names = sorted(set(read_as), key=alphabetical)
    place = {name: number for number, name in enumerate(names)}
    return Labels(
        names=tuple(names),
        position=np.array([place[name] for name in read_as], dtype=np.int64),
        joined=tuple(
            Joined(spelling, name, int(count))
            for spelling, name, count in sorted(zip(spellings, read_as, rows, strict=True))
            if spelling != name and count
        ),
    )


def tidy(spelling: str) -> str:
    """Without spaces around, with one space between words, in Unicode's composed form."""
    return " ".join(normalize("NFC", spelling).split())


def alphabetical(name: str) -> tuple[bool, str, str]:
    """Sorting key: å, ä, ö stand last as in Swedish (é among e); those without a value come after all."""
    lower = name.casefold()
    plain = "".join(c if c in "åäö" else normalize("NFD", c)[0] for c in lower)
    return name == MISSING, plain.translate(_SWEDISH_ORDER), name


_SWEDISH_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"})
