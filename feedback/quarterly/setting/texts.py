"""Texts as every form can carry them: no signs that XML, HTML or a PDF forbids."""

from __future__ import annotations

import re

from feedback.web.languages import direction

# Control signs (a line break is kept, a tab becomes a space), halves of surrogate pairs, what is no character, and
# signs that would turn the direction of the words after them too.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_NO_BREAK = re.compile(
    r"\u00ad+(?!\w)"
)  # soft hyphens that no letter follows: typst fails where a link ends with one
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ENDING = re.compile(r"[.!?…:]\W?$")
UPRIGHT = frozenset({"ar", "fa", "ckb", "ti"})  # languages whose script has no italics
QUOTATION = {"en": ("“", "”"), "ar": ("«", "»"), "fa": ("«", "»"), "ckb": ("«", "»"), "ti": ("«", "»")}
SWEDISH_QUOTATION = ("”", "”")
_OPENERS, _CLOSERS = "”“\"'«‘’„", "”“\"'»’"


def clean(text: str) -> str:
    """The text without what no form can carry. Everything a person can read stays."""
    whole = _BREAKS.sub("\n", text).replace("\t", " ")
    kept = "".join(sign for sign in _FORBIDDEN.sub("", whole) if not _is_no_character(sign))
    return _NO_BREAK.sub("", kept)


def one_line(text: str) -> str:
    return " ".join(clean(text).split("\n")).strip()


def sentence(text: str) -> str:
    """With a full stop where it has no ending of its own: a title that other words follow."""
    said = one_line(text)
    return said if not said or _ENDING.search(said) else f"{said}."


def quoted(text: str, language: str) -> str:
    """Within the quotation marks of its language, unless it already stands in some."""
    said = clean(text).strip()
    if len(said) > 1 and said[0] in _OPENERS and said[-1] in _CLOSERS:
        return said
    before, after = QUOTATION.get(language, SWEDISH_QUOTATION)
    return f"{before}{said}{after}"


def is_right_to_left(language: str) -> bool:
    return direction(language) == "rtl"


def _is_no_character(sign: str) -> bool:
    return ord(sign) & 0xFFFE == 0xFFFE
