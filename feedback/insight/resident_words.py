"""Residents' own words on a page: in their language and direction, with what was taken out said as such."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from feedback.insight.wording import Wording
from feedback.web.languages import direction

_TAKEN_OUT = re.compile(r"\[(e_mail|personnummer|samordningsnummer|phone|name|address|registration)\]")


def resident_words(text: str, language: str, wording: Wording) -> Markup:
    """The comment as HTML, between quotation marks, marked with its language where that is known and another than
    the page's. The marks stand inside, where they follow the words' direction."""
    pieces = _TAKEN_OUT.split(text.strip())
    said = Markup("").join(
        _removed(piece, wording) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )
    is_own = not language or language == wording.language
    way = "auto" if is_own else direction(language)
    left, right = ("«", "»") if way == "rtl" else wording.quotation_marks
    quoted = Markup("{}{}{}").format(left, said, right)
    if is_own:
        return Markup('<bdi dir="{}">{}</bdi>').format(way, quoted)
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, way, quoted)


def _removed(kind: str, wording: Wording) -> Markup:
    return Markup('<span class="red" lang="{}" dir="ltr">{}</span>').format(
        wording.language, wording.text(REMOVED[kind])
    )


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


REMOVED = {
    "e_mail": _("e-post borttagen"),
    "personnummer": _("personnummer borttaget"),
    "samordningsnummer": _("samordningsnummer borttaget"),
    "phone": _("telefonnummer borttaget"),
    "name": _("namn borttaget"),
    "address": _("adress borttagen"),
    "registration": _("registreringsnummer borttaget"),
}
