"""A draft and what people did to it, put together: the document as it will be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_date

from feedback.quarterly.differences import Differences, FigureChange, ProseChange
from feedback.quarterly.document import (
    Block,
    Bullets,
    Cell,
    Decision,
    Document,
    Front,
    Grid,
    Heading,
    Paragraph,
    Span,
)
from feedback.quarterly.figure_words import figure_text, figure_title
from feedback.quarterly.prose import edited
from feedback.service import Service
from feedback.web.languages import translations
from survey_defs.municipality import Municipality, text_in

Say = Callable[[str], str]
MOST_LISTED = 300
DIFFERS = "andringar"


@dataclass(frozen=True, slots=True)
class Approved:
    """Who approved it, and on which day."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Heads:
    """What people fill in: the case number and the officer in charge."""

    case_number: str
    officer: str


def front_of(municipality: Municipality, heads: Heads, day: date, language: str) -> Front:
    """The fields of a tjänsteutlåtande in one language."""
    rules, usual = municipality.summary, municipality.default_language
    organisation = text_in(municipality.names, language, usual)
    return Front(
        administration=text_in(rules.administration, language, usual) or organisation,
        date=format_date(day, "d MMMM y", locale=language),
        case_number=heads.case_number,
        officer=heads.officer,
        recipient=text_in(rules.recipient, language, usual),
        organisation=organisation,
        logo=rules.logo,
    )


def draft_notice(service: Service, language: str) -> str:
    """What stands on every page of what is not approved."""
    say = _say(language)
    return " ".join(filter(None, (say("Utkast, inte godkänt."), example_notice(service, language))))


def example_notice(service: Service, language: str) -> str:
    """What stands on every page made from example data; empty otherwise."""
    say = _say(language)
    return f"{say('Exempeldata.')} {say('Alla siffror är påhittade.')}" if service.is_example else ""


def edition_of(
    document: Document,
    prose: Mapping[str, str],
    heads: Heads,
    notice: str,
    differs: Differences | None = None,
    approved: Approved | None = None,
) -> Document:
    """The document with the words people gave it, its heads, what differs from the edition before, and who
    approved it."""
    say = _say(document.language)
    blocks = tuple(_worded(document.blocks, prose))
    if approved:
        blocks += (_approval(approved, document.language, say),)
    appendix = document.appendix
    if differs is not None:
        appendix += tuple(_differs(document, differs, say))
    front = replace(document.front, case_number=heads.case_number, officer=heads.officer)
    return replace(document, blocks=blocks, appendix=appendix, front=front, notice=notice)


def editable(document: Document) -> Mapping[str, Paragraph | Decision]:
    """What may be edited, by id."""
    return {
        block.id: block
        for block in document.blocks
        if isinstance(block, Decision) or (isinstance(block, Paragraph) and block.id)
    }


def _worded(blocks: Sequence[Block], prose: Mapping[str, str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Decision) and block.id in prose:
            yield replace(block, points=tuple(prose[block.id].splitlines()))
        elif isinstance(block, Paragraph) and block.id in prose:
            worded = edited(block, prose[block.id])
            if worded.spans:
                yield worded
        else:
            yield block


def _approval(approved: Approved, language: str, say: Say) -> Paragraph:
    text = say("Godkänd av %(name)s den %(day)s.") % {
        "name": approved.name,
        "day": format_date(approved.day, "d MMMM y", locale=language),
    }
    return Paragraph((Span(text),), style="note")


def _differs(document: Document, found: Differences, say: Say) -> Iterator[Block]:
    edition = document.versions.edition
    yield Heading(2, say("Ändrat sedan utgåva %(edition)s") % {"edition": edition - 1}, DIFFERS)
    prose = [each for each in found.in_language(document.language) if each.kind == document.kind]
    if not found.figures and not prose:
        yield Paragraph((Span(say("Inga siffror och ingen text skiljer sig från den förra utgåvan.")),))
    if found.figures:
        yield _figure_grid(found.figures, document.language)
    if prose:
        yield Heading(3, say("Text som är en annan"), f"{DIFFERS}-text")
        yield Bullets(tuple(_prose_item(each, say) for each in prose))


def _figure_grid(changes: Sequence[FigureChange], language: str) -> Grid:
    say = _say(language)
    left = len(changes) - MOST_LISTED
    note = say("Och %(n)s siffror till; de står i filerna med siffror.") % {"n": left} if left > 0 else ""
    return Grid(
        id="",
        title=say("Siffror som är andra"),
        subtitle="",
        headings=(say("Siffra"), say("Förra utgåvan"), say("Den här utgåvan")),
        rows=tuple(_figure_row(each, language) for each in changes[:MOST_LISTED]),
        note=note,
        is_dense=True,
    )


def _figure_row(change: FigureChange, language: str) -> tuple[Cell, ...]:
    return (
        Cell(figure_title(change.figure, language), sub=change.figure.ref),
        Cell(figure_text(change.before, language)),
        Cell(figure_text(change.after, language)),
    )


def _prose_item(change: ProseChange, say: Say) -> tuple[Span, ...]:
    spans = [Span(f"{change.place}: ", strong=True)]
    if change.before:
        spans.append(Span(say("Förut: ”%(text)s”") % {"text": change.before} + " "))
    spans.append(
        Span(say("Nu: ”%(text)s”") % {"text": change.after} if change.after else say("Nu borttaget."))
    )
    return tuple(spans)


def _say(language: str) -> Say:
    return translations("staff", language).gettext
