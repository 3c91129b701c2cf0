"""Languages as the reader calls them, with the speakers' own name beside."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale

from feedback.insight.wording import Wording

# Plainer than the standard's word, and the one that municipalities use.
PLAINER = {("sv", "ckb"): "sorani", ("en", "ckb"): "Sorani"}


@dataclass(frozen=True)
class Spoken:
    """`name` in the reader's language; `own` as its speakers write it, empty where that is the same."""

    name: str
    own: str = ""
    code: str = ""
    direction: str = "ltr"


def spoken(code: str | None, wording: Wording) -> Spoken:
    """The language of this code; None is another one or unknown."""
    if code is None:
        return Spoken(wording.text("Annat eller okänt"))
    given = wording.municipality.language(code)
    known = PLAINER.get((wording.language, code)) or Locale.parse(wording.language).languages.get(code)
    name = known or given.name
    is_same = name.casefold() == given.name.casefold()
    return Spoken(name, "" if is_same else given.name, code, given.dir)
