"""What a later edition says otherwise than the one before: figure by figure, and paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from feedback.quarterly.document import Block, Decision, Document, Heading, Paragraph, Quote
from feedback.quarterly.published import DIMENSIONS, Figure, number_text, read_figures

Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure that is another. `before` and `after` are None where the edition does not have it."""

    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        figure = self.after or self.before
        assert figure is not None
        return figure


@dataclass(frozen=True, slots=True)
class ProseChange:
    """One passage in one language that is another; empty where the edition does not have it."""

    language: str
    kind: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Differences:
    figures: tuple[FigureChange, ...] = ()
    prose: tuple[ProseChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.prose)

    def in_language(self, language: str) -> tuple[ProseChange, ...]:
        return tuple(each for each in self.prose if each.language == language)


def differences(
    before: Mapping[str, Document], before_figures: bytes, after: Mapping[str, Document], after_figures: bytes
) -> Differences:
    """Documents by language and kind, and the figures file of each edition."""
    return Differences(
        figure_changes(read_figures(before_figures), read_figures(after_figures)),
        tuple(change for key in after if key in before for change in _prose_changes(before[key], after[key])),
    )


def figure_changes(before: Iterable[Figure], after: Iterable[Figure]) -> tuple[FigureChange, ...]:
    """In the order of the later file, what it has lost last. Where a figure stands is no difference."""
    old, new = _by_identity(before), _by_identity(after)
    changed = [
        FigureChange(old.get(key), figure) for key, figure in new.items() if _differ(old.get(key), figure)
    ]
    return tuple(changed + [FigureChange(figure, None) for key, figure in old.items() if key not in new])


def _by_identity(figures: Iterable[Figure]) -> dict[Identity, Figure]:
    found: dict[Identity, Figure] = {}
    for figure in figures:
        key = (
            figure.table.partition(":")[0],
            figure.period,
            figure.measure,
            figure.organisation,
            figure.source,
        )
        key += tuple(getattr(figure, name) for name in DIMENSIONS)
        number = 0
        while (*key, str(number)) in found:
            number += 1
        found[(*key, str(number))] = figure
    return found


def _differ(before: Figure | None, after: Figure) -> bool:
    return before is None or said(before) != said(after)


def said(figure: Figure) -> tuple[str, ...]:
    """What a figure tells, as the file writes it."""
    numbers = (figure.value, figure.low, figure.high)
    n = "" if figure.n is None else str(figure.n)
    return (figure.state, *map(number_text, numbers), n, figure.word)


def _prose_changes(before: Document, after: Document) -> list[ProseChange]:
    old, new = dict(_passages(before)), dict(_passages(after))
    places = [*new, *(place for place in old if place not in new)]
    return [
        ProseChange(after.language, after.kind, place, old.get(place, ""), new.get(place, ""))
        for place in places
        if old.get(place, "") != new.get(place, "")
    ]


def _passages(document: Document) -> Iterable[tuple[str, str]]:
    """Every text in running words: paragraphs by their id or the heading they stand under, quotes, the decision."""
    heading, number = document.title, 0
    for block in document.blocks:
        if isinstance(block, Heading):
            heading, number = block.text, 0
            continue
        text = _words(block)
        if text is not None:
            number += 1
            yield f"{heading} ({number})", text


def _words(block: Block) -> str | None:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Decision):
        return " · ".join(block.points)
    if isinstance(block, Quote):
        return block.text
    return None


def stored_differences(found: Differences) -> str:
    """As JSON, for the summary's own row."""
    return msgspec.json.encode(found, order="deterministic").decode()


def read_differences(stored: str) -> Differences:
    """What was stored; nothing where the edition is the first."""
    return Differences() if stored in ("", "[]") else msgspec.json.decode(stored, type=Differences)
