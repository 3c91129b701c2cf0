"""Free text as it is stored: what the resident wrote, without what no reader can see."""

from __future__ import annotations

import re
import unicodedata

_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Marks that reorder or hide what follows. Joiners stay: Persian, Kurdish and emoji are spelt with them.
# Most texts are of these signs alone, and need no work sign by sign.
_PLAIN = re.compile("[ -~¡-¬®-ɏ–—‘’“”…]*")
_HIDDEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_UNSTORABLE = ("Cc", "Cs")


def cleaned(text: str) -> str:
    """Trimmed, with newlines as `\\n`, composed letters, and no control characters; empty where nothing is readable.

    Cleaning twice changes nothing more.
    """
    if _PLAIN.fullmatch(text):
        return text.strip(" ")
    lines = _NEWLINE.sub("\n", text).replace("\t", " ").translate(_HIDDEN)
    kept = lines if lines.isprintable() else _storable(lines)
    composed = unicodedata.normalize("NFC", kept).strip()
    return composed if any(_is_readable(sign) for sign in composed) else ""


def _storable(text: str) -> str:
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in _UNSTORABLE)


def _is_readable(sign: str) -> bool:
    return not sign.isspace() and unicodedata.category(sign) != "Cf"
