"""Sentences in two languages side by side, filled with words and with figures that know their row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import Formatter

from feedback.quarterly.document import Paragraph, Span, Spans

Texts = Mapping[str, str]
Filling = str | Span | Spans
_FORMATTER = Formatter()


def said(texts: Texts, language: str, /, **values: Filling) -> Spans:
    """The sentence in a language, each `{name}` filled in; `*words*` are strong."""
    found: list[Span] = []
    for literal, name, _spec, _conversion in _FORMATTER.parse(texts[language]):
        found += _strong(literal)
        if name:
            found += _spans(values[name])
    return joined(found)


def plain(texts: Texts, language: str, /, **values: str) -> str:
    return texts[language].format(**values)


def paragraph(*sentences: Filling, style: str = "body", id: str = "", is_own: bool = False) -> Paragraph:
    """Sentences after each other, with a space between; empty ones are left out."""
    told = [spans for spans in map(_spans, sentences) if any(span.text for span in spans)]
    return Paragraph(spaced(told), style=style, id=id, is_own=is_own)  # type: ignore[arg-type]


def spaced(parts: Iterable[Spans]) -> Spans:
    found: list[Span] = []
    for number, each in enumerate(parts):
        found += [Span(" "), *each] if number else each
    return joined(found)


def listed(items: Iterable[Filling], language: str) -> Spans:
    """`a`, `a och b`, `a, b och c`."""
    parts = [_spans(each) for each in items]
    last = {"sv": " och ", "en": " and "}[language]
    found: list[Span] = []
    for number, each in enumerate(parts):
        if number:
            found.append(Span(last if number == len(parts) - 1 else ", "))
        found += each
    return joined(found)


def joined(spans: Iterable[Span]) -> Spans:
    """The same words in as few pieces as there are kinds of piece."""
    found: list[Span] = []
    for span in spans:
        if found and not span.ref and found[-1] == replace(span, text=found[-1].text):
            found[-1] = replace(span, text=found[-1].text + span.text)
        elif span.text:
            found.append(span)
    return tuple(found)


def beside(name: str, figure: Span) -> Spans:
    """A name followed by its figure: `Vårby 16 %`."""
    return Span(f"{name} "), figure


def bracketed(name: str, figure: Span) -> Spans:
    """`Vårby (16 %)`."""
    return Span(f"{name} ("), figure, Span(")")


def capital(spans: Spans) -> Spans:
    """Begun with a capital letter."""
    if not spans:
        return spans
    first, *rest = spans
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *rest)


def _spans(filling: Filling) -> Spans:
    if isinstance(filling, str):
        return (Span(filling),) if filling else ()
    return (filling,) if isinstance(filling, Span) else filling


def _strong(literal: str) -> list[Span]:
    pieces = literal.split("*")
    return [Span(piece, strong=bool(number % 2)) for number, piece in enumerate(pieces) if piece]
