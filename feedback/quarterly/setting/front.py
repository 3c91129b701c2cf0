"""What stands around the text in every form: the fields of a tjänsteutlåtande, the notice, the last line."""

from __future__ import annotations

from feedback.quarterly.document import EASY, Document
from feedback.quarterly.setting.words import words_of

VERSION_LETTERS = 12  # of the data's hash: enough to tell two apart


def kicker(document: Document) -> str:
    words = words_of(document)
    return words.easy if document.kind == EASY else words.kind


def fields(document: Document) -> tuple[tuple[str, str], ...]:
    """Name and value of each field that is filled in. A one-page summary in plain language has only its date."""
    words, front = words_of(document), document.front
    every = [
        (words.date, front.date),
        (words.case_number, front.case_number),
        (words.officer, front.officer),
        (words.recipient, front.recipient),
    ]
    told = every[:2] if document.kind == EASY else every
    return tuple((name, said) for name, said in told if said)


def notice_parts(notice: str) -> tuple[str, str]:
    """The first sentence, which is strong, and the rest."""
    first, stop, rest = notice.partition(". ")
    return (first + stop.strip(), rest) if stop else (notice, "")


def colophon(document: Document) -> str:
    """Edition, version of the data and of the program: what the same bytes can be made from again."""
    words, versions = words_of(document), document.versions
    parts = [words.edition.format(edition=versions.edition)] if versions.edition else []
    if versions.data or versions.program:
        said = words.made_from.format(data=versions.data[:VERSION_LETTERS], program=versions.program)
        parts.append(said)
    return " · ".join(parts)
