"""Findings as a page says them: sentences with links, and who may read which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from feedback.insight.figures import SHOWN, Said, Slot, Words
from feedback.insight.lines import line
from feedback.insight.parts import Finding
from feedback.insight.wording import MARKS, Wording
from feedback.staff.roles import Viewer

E_WORD = re.compile(r"\b([eE])-(?=\w)")
Link = Callable[[str], str]


def may_read(said: Said, viewer: Viewer, wording: Wording) -> bool:
    """Whether a sentence names no district that lies outside what a person answers for."""
    districts = {each.id for each in wording.municipality.districts}
    named = {said.district, *(word.place for word in (*said.sv, *said.en))}
    return all(viewer.may_see("district", id) for id in named if id in districts)


def sentence(said: Said, wording: Wording, link: Link) -> Markup:
    """The sentence in the reader's language; places are links to their pages."""
    return Markup("").join(_piece(word, wording, link) for word in said.words(wording.language))


def _piece(word: Words, wording: Wording, link: Link) -> Markup:
    address = _address(word.place, wording)
    if not address:
        return escape(kept(word.text))
    return Markup('<a href="{}">{}</a>').format(link(address), kept(word.text))


def kept(text: str) -> str:
    """No line ends within `e-post` or `e-tjänster`."""
    return E_WORD.sub("\\1\u2011", text)


def _address(place: str | None, wording: Wording) -> str:
    municipality = wording.municipality
    if place in {each.id for each in municipality.districts}:
        return f"/insikt/kommundel/{place}"
    return f"/insikt/kanal/{place}" if place in {each.id for each in municipality.channels} else ""


def findings(
    said: Iterable[Said], viewer: Viewer, wording: Wording, margin: float, link: Link
) -> tuple[Finding, ...]:
    """The findings this person may read, each with its figures."""
    return tuple(_finding(each, wording, margin, link) for each in said if may_read(each, viewer, wording))


def _finding(said: Said, wording: Wording, margin: float, link: Link) -> Finding:
    mark, word, say = MARKS[said.mark], wording.verdict(said.mark), sentence(said, wording, link)
    if said.judged is None:
        return Finding(mark, word, say)
    _ = wording.text
    figures = line("", Slot(SHOWN, said.judged), wording, margin)
    every = _("Alla ärenden: %(gap)s") % {"gap": figures.gap} if figures.gap else ""
    evidence = " · ".join(text for text in (every if figures.like_gap else "", figures.n) if text)
    title = _("Samma slags ärenden:") if figures.like_gap else _("Alla ärenden:")
    return Finding(mark, word, say, strong=title, strong_span=figures.judged_gap, evidence=evidence)
