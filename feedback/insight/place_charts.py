"""The charts of a district or a channel, each with its finding as title and its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.insight.charts import (
    Interval,
    Mark,
    PairRow,
    PairWords,
    VerdictRow,
    Words,
    pair_plot,
    signed,
    verdict_plot,
)
from feedback.insight.figures import Measure
from feedback.insight.lines import Line
from feedback.insight.parts import ChartFigure, ChartTable
from feedback.insight.place_parts import SplitRow
from feedback.insight.place_titles import Inside, pairs_title, parts_title
from feedback.insight.wording import Wording


def parts_figure(
    lines: Sequence[Line],
    others: Sequence[Line],
    rows_are: str,
    inside: Inside,
    wording: Wording,
    margin: float,
) -> ChartFigure | None:
    """Shares with their verdicts; None where nothing can be concluded of any part: a list says more then.

    `others` stand in the table and the chart, and not in the title: all parts together, the municipality.
    """
    if not any(each.mark in (Mark.LACKING, Mark.EQUAL, Mark.BETTER) for each in lines):
        return None
    _ = wording.text
    title = parts_title(lines, inside, wording)
    points = _margin(margin, wording)
    words = Words(
        "delar",
        title,
        _(
            "Andel nöjda med 95 procents osäkerhet, rad för rad. Samma siffror står i tabellen efter diagrammet."
        ),
        reference=_("Övriga kommunen, med marginalen ±%(margin)s") % {"margin": points},
        hidden=_("Dolt"),
    )
    subtitle = _(
        "Andel nöjda i procent med 95 procents osäkerhet. Strecket är övriga kommunen i samma kanal, "
        "den grå rutan marginalen ±%(margin)s."
    )
    rows = [_verdict_row(each, margin) for each in (*lines, *others) if each.mark or not each.judged]
    return ChartFigure(
        title,
        subtitle % {"margin": points},
        verdict_plot(rows, words),
        parts_table((*lines, *others), rows_are, title, wording),
    )


def _verdict_row(each: Line, margin: float) -> VerdictRow:
    judged = each.judged
    return VerdictRow(
        each.name,
        each.mark or Mark.HIDDEN,
        percents(judged.share) if judged else None,
        each.word,
        each.share,
        100 * judged.reference.value if judged and judged.reference else None,
        100 * margin,
    )


def parts_table(lines: Sequence[Line], rows_are: str, label: str, wording: Wording) -> ChartTable:
    _ = wording.text
    headings = (
        rows_are,
        _("Bedömning"),
        _("Nöjda"),
        _("Övriga kommunen"),
        _("Skillnad, alla ärenden"),
        _("Svar"),
        _("Svar till som behövs"),
    )
    return ChartTable(
        label,
        headings,
        tuple(
            (
                each.name,
                each.word or "–",
                each.share or "–",
                each.reference or "–",
                each.gap or "–",
                each.n or "–",
                _needed(each, wording),
            )
            for each in lines
        ),
    )


def _needed(each: Line, wording: Wording) -> str:
    if each.judged is None or each.mark is not Mark.UNCLEAR or each.judged.needed is None:
        return "–"
    return wording.number.whole(each.judged.needed)


def pairs_figure(
    lines: Sequence[Line],
    splits: Sequence[SplitRow],
    rows_are: str,
    inside: Inside,
    wording: Wording,
    margin: float,
) -> ChartFigure | None:
    """The gap of all errands beside the one of errands of the same kinds; None where nothing is compared so."""
    compared = [each for each in lines if each.judged and each.judged.gap and each.judged.like_gap]
    if not compared:
        return None
    _ = wording.text
    title, points = pairs_title(compared, inside, wording), _margin(margin, wording)
    words = PairWords(
        "par",
        title,
        _(
            "Skillnaden i procentenheter, två linjer i varje rad. Samma siffror står i tabellen efter diagrammet."
        ),
        reference=_("Lika med övriga kommunen"),
        hidden=_("Dolt"),
        tick=signed,
        every=_("alla ärenden"),
        alike=_("samma slags ärenden"),
    )
    subtitle = _(
        "Skillnad i procentenheter mot övriga kommunen i samma kanal. Streckad linje och ring: alla ärenden. "
        "Heldragen linje: samma slags ärenden. Grått: inom marginalen ±%(margin)s."
    )
    return ChartFigure(
        title,
        subtitle % {"margin": points},
        pair_plot([_pair_row(each, wording) for each in compared], words, 100 * margin),
        _pairs_table(compared, splits, rows_are, title, wording),
    )


def _pair_row(each: Line, wording: Wording) -> PairRow:
    assert each.judged
    assert each.judged.gap
    assert each.judged.like_gap
    change = wording.text("%(raw)s blir %(alike)s") % {
        "raw": wording.signed(each.judged.gap.value),
        "alike": wording.signed(each.judged.like_gap.value),
    }
    return PairRow(
        each.name,
        each.mark or Mark.UNCLEAR,
        percents(each.judged.gap),
        percents(each.judged.like_gap),
        each.word,
        change,
    )


def _pairs_table(
    lines: Sequence[Line], splits: Sequence[SplitRow], rows_are: str, label: str, wording: Wording
) -> ChartTable:
    _ = wording.text
    parted = {split.name: split for split in splits}
    headings = (
        rows_are,
        _("Alla ärenden"),
        _("Samma slags ärenden"),
        _("Del: slag av ärenden"),
        _("Del: kanaler"),
        _("Del: sätt att svara"),
        _("Del: utan motsvarighet"),
        _("Resten"),
    )
    rows = tuple((each.name, each.gap, each.like_gap, *_parts_of(parted.get(each.name))) for each in lines)
    return ChartTable(label, headings, rows)


def _parts_of(split: SplitRow | None) -> tuple[str, ...]:
    if split is None:
        return ("–",) * 5
    return split.errands, split.channels, split.mode, split.not_comparable, split.rest


def percents(measure: Measure) -> Interval:
    return Interval(100 * measure.value, 100 * measure.low, 100 * measure.high)


def _margin(margin: float, wording: Wording) -> str:
    points = 100 * margin
    return (
        wording.number.whole(points) if abs(points - round(points)) < 1e-9 else wording.number.decimal(points)
    )
