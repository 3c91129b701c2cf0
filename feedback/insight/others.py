"""Other municipalities' satisfaction beside ours, channel by channel: two measurements side by side, nothing judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.insight.csv_file import Table, plain, repeated
from feedback.insight.figures import OverviewFigures, Slot
from feedback.insight.item_lines import index_text, value_text
from feedback.insight.reference_values import Reference
from feedback.insight.wording import Wording

SATISFIED, INDEX = "satisfied_share", "index"
MEASURES = (SATISFIED, INDEX)


@dataclass(frozen=True)
class Theirs:
    """Their share satisfied and index; empty where they tell none. `n` is the answers of the first that is told."""

    share: str
    index: str
    n: str


@dataclass(frozen=True)
class Row:
    """A channel, or all of them together."""

    name: str
    slot: Slot
    share: str
    index: str
    n: str
    theirs: Theirs


@dataclass(frozen=True)
class Other:
    """One organisation with its sources and the years of its values."""

    organisation: str
    sources: tuple[str, ...]
    years: tuple[int, ...]
    rows: tuple[Row, ...]


def others(figures: OverviewFigures, references: Sequence[Reference], wording: Wording) -> tuple[Other, ...]:
    """One for each organisation that tells of satisfaction as a whole, in alphabetical order of the references."""
    told = [each for each in references if each.measure in MEASURES]
    names = dict.fromkeys(each.organisation for each in told)
    return tuple(
        _other(name, [each for each in told if each.organisation == name], figures, wording) for name in names
    )


def _other(
    organisation: str, values: Sequence[Reference], figures: OverviewFigures, wording: Wording
) -> Other:
    matrix = figures.matrix
    places: list[tuple[str, Slot]] = [
        *zip(matrix.columns, matrix.column_totals, strict=True),
        ("", matrix.total),
    ]
    return Other(
        organisation,
        tuple(dict.fromkeys(each.source for each in values)),
        tuple(sorted({each.year for each in values})),
        tuple(
            _row(channel, slot, of_place, wording)
            for channel, slot in places
            if (of_place := [each for each in values if each.channel == channel])
        ),
    )


def _row(channel: str, slot: Slot, values: Sequence[Reference], wording: Wording) -> Row:
    judged = slot.judged
    absent = wording.verdict(slot.mark)
    told = {each.measure: value_text(each.value, each.unit, wording) for each in values}
    n = next((each.n for each in values if each.n is not None), None)
    return Row(
        name=wording.channel(channel or None),
        slot=slot,
        share=wording.share(judged.share) if judged else absent,
        index=index_text(judged.index, wording) if judged else absent,
        n=wording.number.whole(judged.n) if judged else absent,
        theirs=Theirs(
            told.get(SATISFIED, ""), told.get(INDEX, ""), wording.number.whole(n) if n is not None else ""
        ),
    )


def others_sections(found: Sequence[Other], wording: Wording) -> list[Table]:
    """A table for each organisation."""
    _ = wording.text
    headings = [
        _("Kanal"),
        _("Svar"),
        _("Nöjda, procent"),
        _("Nöjda, från"),
        _("Nöjda, till"),
        _("Index"),
        _("Deras svar"),
        _("Deras nöjda"),
        _("Deras index"),
        _("Källa"),
        _("År"),
    ]
    return [
        Table(
            headings,
            [
                [
                    row.name,
                    *_own(row.slot, row.share),
                    *(plain(each) for each in (row.theirs.n, row.theirs.share, row.theirs.index)),
                    "; ".join(other.sources),
                    ", ".join(map(str, other.years)),
                ]
                for row in other.rows
            ],
            other.organisation,
        )
        for other in found
    ]


def _own(slot: Slot, absent: str) -> list[str]:
    if slot.judged is None:
        return repeated(absent, 5)
    share = slot.judged.share
    return [
        str(slot.judged.n),
        *(f"{100 * each:.0f}" for each in (share.value, share.low, share.high)),
        f"{slot.judged.index.value:.0f}",
    ]
