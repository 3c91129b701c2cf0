"""One place, judged: its texts ready to show, on pages and in files alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from feedback.insight.charts import Mark
from feedback.insight.csv_file import plain, repeated
from feedback.insight.figures import Judged, Measure, Slot
from feedback.insight.wording import MARKS, Wording


@dataclass(frozen=True)
class Line:
    """`slot` holds the figures for charts; the texts are what is read beside them.

    `mark` is None where nothing is judged: no errands (`word` says so), or a level alone (`word` is empty).
    `share` is `63 % (61–66)`, `n` `1 385 svar`, `reference` the others' share, `gap` the difference between all
    errands, `like_gap` between errands of the same kind, `judged_gap` the one the verdict is about, `needed`
    how many answers more it would take.
    """

    name: str
    href: str
    slot: Slot
    mark: Mark | None
    word: str
    share: str
    n: str
    reference: str
    gap: str
    like_gap: str
    judged_gap: str
    needed: str
    needed_n: str

    @property
    def judged(self) -> Judged | None:
        return self.slot.judged


def line(name: str, slot: Slot, wording: Wording, margin: float, href: str = "") -> Line:
    judged = slot.judged
    return Line(
        name=name,
        href=href,
        slot=slot,
        mark=mark_of(slot),
        word=word_of(slot, wording),
        share=wording.share(judged.share) if judged else "",
        n=wording.answers(judged.n) if judged else "",
        reference=wording.share(judged.reference) if judged and judged.reference else "",
        gap=wording.points(judged.gap, margin) if judged and judged.gap else "",
        like_gap=wording.points(judged.like_gap, margin) if judged and judged.like_gap else "",
        judged_gap=wording.gap(judged, margin) if judged else "",
        needed=wording.needed(judged) if judged and mark_of(slot) is Mark.UNCLEAR else "",
        needed_n=_needed_n(slot, wording),
    )


def _needed_n(slot: Slot, wording: Wording) -> str:
    """The number alone of `needed`."""
    if slot.judged is None or slot.judged.needed is None or mark_of(slot) is not Mark.UNCLEAR:
        return ""
    return wording.number.whole(slot.judged.needed)


def level_line(name: str, slot: Slot, wording: Wording) -> Line:
    """A place's level, whatever it was compared with elsewhere."""
    return line(name, level_of(slot), wording, 0.0)


def level_of(slot: Slot) -> Slot:
    """The same place without its comparison."""
    if slot.judged is None:
        return slot
    alone = replace(slot.judged, reference_n=0, reference=None, gap=None, like_gap=None, needed=None)
    return replace(slot, judged=alone)


def mark_of(slot: Slot) -> Mark | None:
    """The verdict's mark; None where nothing is judged."""
    if slot.judged and slot.judged.judged_gap is None:
        return None
    return MARKS.get(slot.mark)


def word_of(slot: Slot, wording: Wording) -> str:
    """The verdict's word, or why there is none; empty for a level alone."""
    return "" if slot.judged and mark_of(slot) is None else wording.verdict(slot.mark)


def headings(wording: Wording) -> list[str]:
    """The columns of a judged place in a file."""
    _ = wording.text
    return [
        _("Svar"),
        _("Nöjda, procent"),
        _("Nöjda, från"),
        _("Nöjda, till"),
        _("Index"),
        _("Index, från"),
        _("Index, till"),
        _("Övriga, procent"),
        _("Skillnad, alla ärenden"),
        _("Skillnad, från"),
        _("Skillnad, till"),
        _("Skillnad, samma slags ärenden"),
        _("Samma slags ärenden, från"),
        _("Samma slags ärenden, till"),
        _("Bedömning"),
        _("Svar till som behövs"),
    ]


def cells(slot: Slot, wording: Wording, margin: float) -> list[str]:
    """The same figures as `line` shows, one in each column."""
    judged = slot.judged
    if judged is None:
        return repeated(wording.verdict(slot.mark), len(headings(wording)))
    unclear = mark_of(slot) is Mark.UNCLEAR and judged.needed is not None
    return [
        str(judged.n),
        *percents(judged.share),
        *(f"{value:.0f}" for value in (judged.index.value, judged.index.low, judged.index.high)),
        f"{100 * judged.reference.value:.0f}" if judged.reference else "",
        *points(judged.gap, wording, margin),
        *points(judged.like_gap, wording, margin),
        word_of(slot, wording),
        str(judged.needed) if unclear else "",
    ]


def percents(measure: Measure | None) -> list[str]:
    """A share and its limits in whole per cent."""
    if measure is None:
        return repeated("", 3)
    return [f"{100 * value:.0f}" for value in (measure.value, measure.low, measure.high)]


def points(measure: Measure | None, wording: Wording, margin: float) -> list[str]:
    """A difference and its limits in percentage points, rounded as on the page."""
    if measure is None:
        return repeated("", 3)
    limits = [wording.limit(each, margin) for each in (measure.low, measure.high)]
    return [plain(text) for text in (wording.signed(measure.value), *limits)]
