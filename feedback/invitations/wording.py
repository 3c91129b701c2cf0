"""The texts of invitations and reminders, per language, from texts.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date

FILE = Path(__file__).parent / "texts.toml"
LAST_RESORT = "sv"
ABOUT_THE_TEXTS = ("origin", "reviewed_by", "locale")

Wording = Mapping[str, str]


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, Wording]:
    """Every language's texts, with their blanks unfilled."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def language_of_message(wanted: str, default: str) -> str:
    """The language to write in: the wanted one, else the municipality's, else Swedish."""
    return next(code for code in (wanted, default, LAST_RESORT) if code in wordings())


def drafts() -> tuple[str, ...]:
    """Languages whose texts a machine drafted and no named person has approved."""
    return tuple(
        code
        for code, texts in wordings().items()
        if texts["origin"] == "machine" and not texts["reviewed_by"]
    )


def filled(language: str, blanks: Mapping[str, object]) -> dict[str, str]:
    """A language's texts with their blanks filled in."""
    texts = wordings()[language]
    return {key: text.format_map(blanks) for key, text in texts.items() if key not in ABOUT_THE_TEXTS}


def long_date(day: date, language: str) -> str:
    """`7 december 2026`, as the language writes it."""
    return format_date(day, "long", locale=wordings()[language]["locale"])
