"""Residents' own words on a page: in their language and direction, with what was taken out said as such."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from feedback.insight.wording import Wording
from feedback.web.languages import direction

_MARK = re.compile(r"\[(e_mail|personnummer|samordningsnummer|phone|name|address|registration)\]")


def resident_words(text: str, language: str, wording: Wording) -> Markup:
    """The comment as HTML, marked with its language where that is known and another than the page's."""
    pieces = _MARK.split(text.strip())
    said = Markup("").join(
        _removed(piece, wording) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )
    if not language or language == wording.language:
        return Markup('<bdi dir="auto">{}</bdi>').format(said)
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, direction(language), said)


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
