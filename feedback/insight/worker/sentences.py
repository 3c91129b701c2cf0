"""What the figures say in words: findings of `analysis`, handed on as plain pieces of text."""

from __future__ import annotations

from analysis.findings import (
    Cell,
    Finding,
    Kind,
    Named,
    Sentence,
    cell_findings,
    district_lead,
)
from analysis.findings import overview_lead as lead_of
from analysis.uncertainty import Estimate
from analysis.verdict import Standing, Verdict
from feedback.insight.figures import (
    DISTRICT,
    EMPTY,
    HIDDEN,
    Judged,
    Matrix,
    Measure,
    Said,
    Scope,
    Slot,
    Words,
)
from feedback.insight.worker.holdings import Holdings

LANGUAGES = ("sv", "en")
MONTHS_PER_QUARTER = 3
Parts = tuple[tuple[str | None, Slot], ...]


def overview_lead(holdings: Holdings, matrix: Matrix) -> Said:
    """How many places lack equal service, have it, or cannot be judged."""
    return _said(lead_of(_cells(holdings, matrix)), HIDDEN)


def findings(holdings: Holdings, matrix: Matrix, scope: Scope) -> tuple[Said, ...]:
    """Every lacking, better and vanishing difference by itself. What is simply equal, or cannot be told, is
    counted in the matrix and makes no row of its own."""
    cells = _cells(holdings, matrix)
    months = MONTHS_PER_QUARTER * len(scope.quarters)
    told = [
        each
        for each in cell_findings(cells, margin=scope.margin, months=months)
        if each.kind is Kind.MIX or each.verdict in {Verdict.LACKING, Verdict.BETTER}
    ]
    told.sort(key=lambda each: each.verdict is Verdict.CANNOT_TELL)
    judged = {
        (row, column): matrix.slot(row, column).judged for row in matrix.rows for column in matrix.columns
    }
    return tuple(_said(each, HIDDEN, judged.get((each.district, each.channel or ""))) for each in told)


def place_lead(holdings: Holdings, scope: Scope, kind: str, id: str, parts: Parts) -> Said:
    """What is said at the top of a district's page, or of a channel's."""
    pairs = [(id, part) if kind == DISTRICT else (part, id) for part, _ in parts]
    cells = [
        _cell(holdings, district, channel, slot)
        for (district, channel), (_, slot) in zip(pairs, parts, strict=True)
        if district and channel and slot.state != EMPTY
    ]
    if kind == DISTRICT:
        return _said(district_lead(district_named(holdings, id), cells, margin=scope.margin), HIDDEN)
    return _said(lead_of(cells), HIDDEN)


def district_named(holdings: Holdings, id: str) -> Named:
    return Named(id, _texts(holdings, "district", id))


def channel_named(holdings: Holdings, id: str) -> Named:
    """By its phrase for the inside of a sentence, or by name where the municipality gave none."""
    phrase = holdings.municipality.channel(id).phrase
    return Named(
        id, {code: phrase.get(code) or holdings.municipality.name("channel", id, code) for code in LANGUAGES}
    )


def said_of(finding: Finding, mark: str = HIDDEN) -> Said:
    return _said(finding, mark)


def standing_of(judged: Judged) -> Standing:
    """The standing a slot was made from."""
    return Standing(
        n=judged.n,
        satisfied=judged.satisfied,
        share=_estimate(judged.share),
        index=_estimate(judged.index),
        reference_n=judged.reference_n,
        reference_share=_perhaps(judged.reference),
        gap=_perhaps(judged.gap),
        adjusted_gap=_perhaps(judged.like_gap),
        coverage=judged.coverage,
        p_value=judged.p_value,
        score_p_value=None,
        p_adjusted=judged.p_adjusted,
        verdict=Verdict(judged.verdict),
        detectable_gap=judged.detectable,
        answers_needed=judged.needed,
    )


def _cells(holdings: Holdings, matrix: Matrix) -> list[Cell]:
    return [
        _cell(holdings, row, column, matrix.slot(row, column))
        for row in matrix.rows
        if row is not None
        for column in matrix.columns
        if matrix.slot(row, column).state != EMPTY
    ]


def _cell(holdings: Holdings, district: str, channel: str, slot: Slot) -> Cell:
    standing = standing_of(slot.judged) if slot.judged else None
    return Cell(district_named(holdings, district), channel_named(holdings, channel), standing)


def _said(finding: Finding, mark: str, judged: Judged | None = None) -> Said:
    return Said(
        mark=str(finding.verdict or mark),
        sv=_words(finding.sentences["sv"]),
        en=_words(finding.sentences["en"]),
        district=finding.district,
        channel=finding.channel,
        judged=judged,
    )


def _words(sentence: Sentence) -> tuple[Words, ...]:
    return tuple(Words(part.text, part.place) for part in sentence)


def _texts(holdings: Holdings, kind: str, id: str) -> dict[str, str]:
    return {code: holdings.municipality.name(kind, id, code) for code in LANGUAGES}


def _estimate(measure: Measure) -> Estimate:
    return Estimate(measure.value, measure.low, measure.high)


def _perhaps(measure: Measure | None) -> Estimate | None:
    return None if measure is None else _estimate(measure)
