"""What the answers show: the overview's first sentence, its findings, and what is equal or cannot be told.

A person who sees some districts only is told of those alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.asking import Asked
from feedback.insight.charts import Mark
from feedback.insight.csv_file import Table
from feedback.insight.figures import EMPTY, HIDDEN, OverviewFigures, Slot
from feedback.insight.lines import Line, line
from feedback.insight.parts import Finding
from feedback.insight.saying import findings, may_read, sentence
from feedback.insight.wording import BETTER, CANNOT_TELL, EQUAL, LACKING, Wording

Place = tuple[str, str, Slot]
"""A district, a channel, and what is known of them."""


@dataclass(frozen=True)
class Unclear:
    """How many places cannot be told, and the channels where none can."""

    n: str
    all: str
    channels: str


@dataclass(frozen=True)
class Shown:
    """`rows` are the findings, `uncertain` those that cannot be told whether they remain like with like; `equal`
    the places shown to be equal, for a list that can be opened."""

    lead: Markup
    rows: tuple[Finding, ...]
    uncertain: tuple[Finding, ...]
    equal: tuple[Line, ...]
    unclear: Unclear | None


def shown(asked: Asked, figures: OverviewFigures) -> Shown:
    wording, margin = asked.wording, figures.scope.margin
    places = list(judged_places(asked, figures))
    is_all_readable = asked.viewer.sees_everything and may_read(figures.lead, asked.viewer, wording)
    rows = findings(figures.findings, asked.viewer, wording, margin, asked.link)
    return Shown(
        lead=sentence(figures.lead, wording, asked.link) if is_all_readable else _own_lead(places, wording),
        rows=tuple(row for row in rows if row.mark is not Mark.UNCLEAR),
        uncertain=tuple(row for row in rows if row.mark is Mark.UNCLEAR),
        equal=tuple(
            line(
                f"{wording.district(district)}, {wording.channel(channel).lower()}",
                slot,
                wording,
                margin,
                asked.link(f"/insikt/kommundel/{district}"),
            )
            for district, channel, slot in places
            if slot.mark == EQUAL
        ),
        unclear=_unclear(places, wording),
    )


def judged_places(asked: Asked, figures: OverviewFigures) -> Iterator[Place]:
    """Every combination of district and channel this person sees and that had errands."""
    wording, matrix = asked.wording, figures.matrix
    for district in wording.in_order(id for id in matrix.rows if id):
        if not asked.viewer.may_see("district", district):
            continue
        for channel in matrix.columns:
            slot = matrix.slot(district, channel)
            if slot.mark != EMPTY:
                yield district, channel, slot


def _own_lead(places: list[Place], wording: Wording) -> Markup:
    """The counts of a person's own places."""
    _ = wording.text
    templates = {
        LACKING: _("Likvärdig service brister på %(places)s av dem du svarar för."),
        EQUAL: _("På %(places)s kan vi visa att servicen är likvärdig."),
        BETTER: _("På %(places)s får servicen bättre omdömen."),
        CANNOT_TELL: _("På %(places)s går det inte att avgöra ännu."),
        HIDDEN: _("Resultatet är dolt på %(places)s."),
    }
    counted = {mark: sum(slot.mark == mark for _d, _c, slot in places) for mark in templates}
    said = [
        template % {"places": wording.places(counted[mark])}
        for mark, template in templates.items()
        if counted[mark]
    ]
    if not counted[LACKING]:
        said.insert(0, _("Där du svarar för servicen visar svaren inte på något ställe att den brister."))
    return Markup("{}").format(" ".join(said))


def _unclear(places: list[Place], wording: Wording) -> Unclear | None:
    untold = [place for place in places if place[2].mark == CANNOT_TELL]
    if not untold:
        return None
    told = {channel for _, channel, slot in places if slot.mark in {LACKING, EQUAL, BETTER}}
    channels = dict.fromkeys(channel for _, channel, _slot in untold if channel not in told)
    names = [wording.channel(channel).lower() for channel in channels]
    whole = wording.number.whole
    return Unclear(whole(len(untold)), whole(len(places)), wording.listed(names) if told else "")


def table(asked: Asked, figures: OverviewFigures) -> Table:
    """The findings as a section of the page's file: a verdict and a sentence each."""
    wording = asked.wording
    _ = wording.text
    told = shown(asked, figures)
    said = [figure for figure in figures.findings if may_read(figure, asked.viewer, wording)]
    rows = [["", told.lead.striptags()]]
    rows += [
        [wording.verdict(each.mark), "".join(word.text for word in each.words(wording.language))]
        for each in said
    ]
    return Table([_("Bedömning"), _("Det här visar svaren")], rows, _("Det här visar svaren"))
