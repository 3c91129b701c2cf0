"""What changed since a quarter ago, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.insight.asking import Asked
from feedback.insight.charts import Mark
from feedback.insight.csv_file import Table, repeated
from feedback.insight.figures import Change, OverviewFigures
from feedback.insight.lines import points
from feedback.insight.wording import CANNOT_TELL, MARKS, Wording


@dataclass(frozen=True)
class ChangeRow:
    """A verdict that is another than a quarter ago, or a level that left its normal variation, in words."""

    name: str
    before: str
    before_mark: Mark
    now: str
    now_mark: Mark
    why: str
    href: str


def change_rows(asked: Asked, figures: OverviewFigures) -> tuple[ChangeRow, ...]:
    return tuple(_row(asked, each, figures.scope.margin) for each in _seen(asked, figures))


def _seen(asked: Asked, figures: OverviewFigures) -> list[Change]:
    return [each for each in figures.changes if asked.viewer.may_see("district", each.district)]


def _row(asked: Asked, change: Change, margin: float) -> ChangeRow:
    wording = asked.wording
    return ChangeRow(
        name=_name(change, wording),
        before=wording.verdict(change.before),
        before_mark=MARKS[change.before],
        now=wording.verdict(change.now),
        now_mark=MARKS[change.now],
        why=why(change, wording, margin),
        href=asked.link(f"/insikt/kommundel/{change.district}"),
    )


def _name(change: Change, wording: Wording) -> str:
    place = wording.district(change.district)
    return f"{place}, {wording.channel(change.channel).lower()}" if change.channel else place


def why(change: Change, wording: Wording, margin: float) -> str:
    """Why the verdict is another, and what the level did."""
    return " ".join(
        text for text in (_verdict_reason(change, wording), _level_reason(change, wording, margin)) if text
    )


def _verdict_reason(change: Change, wording: Wording) -> str:
    _ = wording.text
    if change.now == change.before:
        return _("Bedömningen är densamma.")
    if change.now == CANNOT_TELL:
        return _("Det går inte längre att avgöra. Det säger inte att skillnaden är borta.")
    if change.before == CANNOT_TELL:
        return _("Svaren räcker nu för en slutsats.")
    return ""


def _level_reason(change: Change, wording: Wording, margin: float) -> str:
    """What the last quarter's level did; the change since the one before where it is beyond chance."""
    _ = wording.text
    level = _("Nivån ligger inom sin normala variation.")
    if change.outside_normal:
        level = _("Nivån lämnade sin normala variation.")
    shift = change.shift
    if shift is None or shift.low <= 0 <= shift.high:
        return level
    text = _("Mot kvartalet före, med samma slags ärenden: %(shift)s procentenheter.")
    return f"{level} {text % {'shift': wording.points(shift, margin)}}"


def table(asked: Asked, figures: OverviewFigures, before: str) -> Table:
    """The changes as a section of the page's file."""
    wording, margin = asked.wording, figures.scope.margin
    _ = wording.text
    rows = [
        [
            _name(each, wording),
            wording.verdict(each.before),
            wording.verdict(each.now),
            *(points(each.shift, wording, margin) if each.shift else repeated("", 3)),
            why(each, wording, margin),
        ]
        for each in _seen(asked, figures)
    ]
    if asked.viewer.sees_everything:
        rows.append([_("Oförändrade bedömningar"), str(figures.unchanged), *repeated("", 5)])
    headings = [_("Var"), _("Då"), _("Nu"), _("Ändring"), _("Ändring, från"), _("Ändring, till"), _("Varför")]
    return Table(headings, rows, _("Ändrat sedan %(quarter)s") % {"quarter": before})
