"""A search for words as a pattern that no letter's case and no sign's meaning disturbs.

SQLite's LIKE and PostgreSQL's ILIKE each know the case of some letters only: å, ö or Cyrillic may be left out.
So each letter is written as a class of its two forms, which both GLOB and a regular expression understand.
"""

from __future__ import annotations

import re

WORD_SIGNS = "*?["  # what GLOB would read as more than itself


def glob_of(text: str) -> str:
    """For SQLite's GLOB: contains `text`, whatever the case of its letters."""
    return f"*{''.join(_classed(sign) or (f'[{sign}]' if sign in WORD_SIGNS else sign) for sign in text)}*"


def regex_of(text: str) -> str:
    """For PostgreSQL's ~: contains `text`, whatever the case of its letters."""
    return "".join(_classed(sign) or re.escape(sign) for sign in text)


def _classed(sign: str) -> str | None:
    """`[åÅ]`; None where a sign has one form only."""
    forms = dict.fromkeys(form for form in (sign, sign.lower(), sign.upper()) if len(form) == 1)
    return f"[{''.join(forms)}]" if len(forms) > 1 else None
