"""Bemötande, enkelhet, tydlighet in one channel, with others' values of the same questions beside them: texts for the
page and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.insight.csv_file import Table, plain, repeated
from feedback.insight.figures import EMPTY, ItemsFigures, Measure, Slot
from feedback.insight.reference_values import NATIONAL_ANSWERS, Reference
from feedback.insight.wording import Wording

INDEX = "index"


@dataclass(frozen=True)
class Beside:
    """Somebody else's value, and where it is from. `value` is empty where ours is of too few answers to be put beside
    it; `why` then says so."""

    organisation: str
    value: str
    source: str
    year: int
    why: str = ""


@dataclass(frozen=True)
class ItemLine:
    """One question. `index` and `share` hold their intervals; they say that they are hidden where they are."""

    name: str
    slot: Slot
    index: str
    share: str
    n: str
    beside: tuple[Beside, ...]


@dataclass(frozen=True)
class ItemTable:
    """The questions that were answered in a channel. `has_others`: somebody else's values stand beside them;
    `is_all_services`: a kind of errand was chosen, and these are of all kinds."""

    lines: tuple[ItemLine, ...]
    has_others: bool
    is_all_services: bool


def item_table(
    figures: ItemsFigures,
    references: Sequence[Reference],
    channel: str,
    wording: Wording,
    is_all_services: bool = False,
) -> ItemTable | None:
    """None where none of the questions has an answer."""
    slots = {item: figures.slot(item, channel) for item in figures.items}
    lines = tuple(
        _line(
            item,
            slot,
            [each for each in references if (each.measure, each.channel) == (item, channel)],
            wording,
        )
        for item, slot in slots.items()
        if slot.state != EMPTY
    )
    if not lines:
        return None
    return ItemTable(lines, any(line.beside for line in lines), is_all_services)


def _line(item: str, slot: Slot, references: Sequence[Reference], wording: Wording) -> ItemLine:
    judged = slot.judged
    hidden = wording.verdict(slot.mark)
    return ItemLine(
        name=item_name(item, wording),
        slot=slot,
        index=index_text(judged.index, wording) if judged else hidden,
        share=wording.share(judged.share) if judged else hidden,
        n=wording.number.whole(judged.n) if judged else hidden,
        beside=tuple(_beside(each, slot, wording) for each in references),
    )


def item_name(item: str, wording: Wording) -> str:
    _ = wording.text
    return {"bemotande": _("Bemötande"), "enkelhet": _("Enkelhet"), "tydlighet": _("Tydlighet")}[item]


def measure_name(measure: str, wording: Wording) -> str:
    """What others' values are of: an item, or satisfaction as a whole."""
    _ = wording.text
    known = {"satisfied_share": _("Andel nöjda"), "index": _("Index, helheten")}
    return known[measure] if measure in known else item_name(measure, wording)


def value_text(value: float, unit: str, wording: Wording) -> str:
    """An index with one decimal, as the national measurement publishes it; a share in per cent."""
    return wording.number.decimal(value) if unit == INDEX else wording.number.percent(value)


def _beside(reference: Reference, slot: Slot, wording: Wording) -> Beside:
    why = _why_not(slot, wording)
    value = "" if why else value_text(reference.value, reference.unit, wording)
    return Beside(reference.organisation, value, reference.source, reference.year, why)


def _why_not(slot: Slot, wording: Wording) -> str:
    _ = wording.text
    if slot.judged is None:
        return _("Vårt värde är dolt")
    if slot.judged.n < NATIONAL_ANSWERS:
        return _("Jämförs först vid %(n)s svar") % {"n": NATIONAL_ANSWERS}
    return ""


def index_text(measure: Measure, wording: Wording) -> str:
    value, low, high = (wording.number.decimal(each) for each in (measure.value, measure.low, measure.high))
    return f"{value} ({low}–{high})"


def items_section(table: ItemTable | None, wording: Wording) -> list[Table]:
    """A row for each question, and one more for each further value beside it."""
    _ = wording.text
    if table is None:
        return []
    headings = [
        _("Fråga"),
        _("Svar"),
        _("Index"),
        _("Index, från"),
        _("Index, till"),
        _("Andel 4–5, procent"),
        _("Andel 4–5, från"),
        _("Andel 4–5, till"),
        _("Jämförelsevärde"),
        _("Vems"),
        _("Källa"),
        _("År"),
    ]
    rows = [
        [line.name, *_own(line.slot, wording), *_others(beside)]
        for line in table.lines
        for beside in (line.beside or (None,))
    ]
    return [Table(headings, rows, _("Bemötande, enkelhet, tydlighet"))]


def _own(slot: Slot, wording: Wording) -> list[str]:
    if slot.judged is None:
        return repeated(wording.verdict(slot.mark), 7)
    index, share = slot.judged.index, slot.judged.share
    return [
        str(slot.judged.n),
        *(plain(wording.number.decimal(each)) for each in (index.value, index.low, index.high)),
        *(f"{100 * each:.0f}" for each in (share.value, share.low, share.high)),
    ]


def _others(beside: Beside | None) -> list[str]:
    if beside is None:
        return repeated("", 4)
    return [plain(beside.value) or beside.why, beside.organisation, beside.source, str(beside.year)]
