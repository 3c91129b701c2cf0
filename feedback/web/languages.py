"""The interface in several languages. Swedish is the source; other languages are .po files beside it.

Two domains: `resident` (what residents read) and `staff`. A catalogue whose header says
`X-Origin: machine` is a machine draft until `X-Reviewed-By` names a person.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "sv"
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa"})
STAFF_LANGUAGES = ("sv", "en")
_HEADER_LINE = re.compile(r'^"([A-Za-z-]+): *(.*?) *\\n"$', re.MULTILINE)


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def catalogue(domain: str, language: str) -> Catalog | None:
    """The messages of one domain in one language; None where there is no such file."""
    path = LOCALES / language / f"{domain}.po"
    if not path.is_file():
        return None
    with path.open("rb") as source:
        return read_po(source, locale=language, domain=domain)


@lru_cache(maxsize=64)
def translations(domain: str, language: str) -> NullTranslations:
    """What gettext needs; the Swedish source text where there is no translation."""
    messages = catalogue(domain, language)
    if messages is None:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled, domain=domain)


def is_draft(domain: str, language: str) -> bool:
    """Whether a translation was drafted by a machine and not yet approved by a named person."""
    path = LOCALES / language / f"{domain}.po"
    if not path.is_file():
        return False
    header = _header(path.read_text(encoding="utf-8"))
    return header.get("X-Origin") == "machine" and not header.get("X-Reviewed-By")


def _header(po_file: str) -> dict[str, str]:
    """The fields of the first entry; Babel's reader keeps only those it knows."""
    return dict(_HEADER_LINE.findall(po_file.partition("\n\n")[0]))
