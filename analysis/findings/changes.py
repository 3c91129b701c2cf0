"""What is said of a change since the quarter before."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.findings.sentence import Finding, Kind, Named, Sentences, Texts, place, together, told
from analysis.uncertainty import Estimate
from analysis.verdict import Standing, Verdict

ROSE: Texts = {"sv": "steg", "en": "rose"}
FELL: Texts = {"sv": "föll", "en": "fell"}
MOVED: Texts = {
    "sv": "{district}, {channel}: nöjdheten {moved} från {before} till {now}, utanför normal variation "
    "({low} till {high}).",
    "en": "{district}, {channel}: satisfaction {moved} from {before} to {now}, outside normal variation "
    "({low} to {high}).",
}
OUTSIDE: Texts = {
    "sv": "{district}, {channel}: nöjdheten är {now}, utanför normal variation ({low} till {high}).",
    "en": "{district}, {channel}: satisfaction is {now}, outside normal variation ({low} to {high}).",
}
WITHIN: Texts = {
    "sv": "{district}, {channel}: nivån är {now}, inom normal variation ({low} till {high}).",
    "en": "{district}, {channel}: the level is {now}, within normal variation ({low} to {high}).",
}
SURE: Texts = {
    "sv": "Med fler svar ({n_now} mot {n_before}) går det att dra en slutsats.",
    "en": "With more answers ({n_now} against {n_before}) a conclusion can be drawn.",
}
SURE_NOW: Texts = {"sv": "Nu går det att dra en slutsats.", "en": "A conclusion can be drawn now."}
UNSURE: Texts = {
    "sv": "Slutsatsen håller inte längre. Det går inte att avgöra om skillnaden är borta.",
    "en": "The conclusion no longer holds. Whether the difference is gone cannot be told.",
}
UNCHANGED: Texts = {
    "sv": "{number} bedömningar är oförändrade.",
    "en": "{number} verdicts are unchanged.",
}
UNCHANGED_ONE: Texts = {"sv": "En bedömning är oförändrad.", "en": "One verdict is unchanged."}


@dataclass(frozen=True, slots=True)
class Change:
    """A cell at the end of two quarters. `level` is the share of the quarter itself, `level_before` that of
    the quarter before, `normal` the limits of normal variation around the cell's own level (0–1)."""

    district: Named
    channel: Named
    before: Standing
    now: Standing
    level_before: float
    level: float
    normal: Estimate

    @property
    def is_outside(self) -> bool:
        return not self.normal.low <= self.level <= self.normal.high


def change_finding(change: Change) -> Finding | None:
    """The change in words; None when the verdict is the same and the level within normal variation.

    A rise or fall is told only outside normal variation, and only when the move goes to that side. More
    answers are named only when there are more. Limits are rounded to whole percent.
    """
    shifted = change.before.verdict is not change.now.verdict
    if not shifted and not change.is_outside:
        return None
    said = together(_level(change), _conclusion(change) if shifted else None)
    figures = (change.before, change.now, change.level_before, change.level, change.normal)
    return Finding(Kind.CHANGE, change.now.verdict, said, change.district.id, change.channel.id, figures)


def unchanged_finding(number: int) -> Finding:
    """How many verdicts are as they were."""
    template = UNCHANGED_ONE if number == 1 else UNCHANGED
    said = told(template, lambda tongue: {"number": tongue.count(number)})
    return Finding(Kind.CHANGE, None, said, None, None, (number,))


def _level(change: Change) -> Sentences:
    above, rose = change.level > change.normal.high, change.level > change.level_before
    moved = ROSE if rose else FELL
    template = WITHIN
    if change.is_outside:
        template = MOVED if above == rose and change.level != change.level_before else OUTSIDE
    return told(
        template,
        lambda tongue: {
            "district": place(change.district, tongue),
            "channel": change.channel.texts[tongue.language],
            "moved": moved[tongue.language],
            "before": tongue.percent(change.level_before),
            "now": tongue.percent(change.level),
            "low": tongue.percent(change.normal.low),
            "high": tongue.percent(change.normal.high),
        },
    )


def _conclusion(change: Change) -> Sentences | None:
    before, now = change.before, change.now
    if now.verdict is Verdict.CANNOT_TELL:
        return told(UNSURE, lambda _: {})
    if before.verdict is not Verdict.CANNOT_TELL:
        return None
    template = SURE if now.n > before.n else SURE_NOW
    return told(template, lambda tongue: {"n_now": tongue.whole(now.n), "n_before": tongue.whole(before.n)})
