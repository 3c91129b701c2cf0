"""How to read a gap that is divided, in words: where the gap is, never why."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.insight.charts import Mark
from feedback.insight.lines import Line
from feedback.insight.parts import Notice
from feedback.insight.place_parts import SplitRow
from feedback.insight.place_titles import Inside
from feedback.insight.wording import Wording


def split_reading(
    lines: Sequence[Line], splits: Sequence[SplitRow], inside: Inside, wording: Wording
) -> Notice | None:
    """One row as an example: the first that is lacking, else the first that is better, else the first of all."""
    parted = {split.name: split for split in splits}
    divided = [each for each in lines if each.name in parted]
    for marks in ((Mark.LACKING,), (Mark.BETTER,), tuple(Mark)):
        for each in divided:
            if each.mark in marks:
                return _reading(parted[each.name], inside, wording)
    return None


def _reading(row: SplitRow, inside: Inside, wording: Wording) -> Notice:
    _ = wording.text
    parts = [said for share, said in _parts(row, wording) if round(100 * share)]
    rest = _("%(points)s i det som är kvar när allt det är lika") % {"points": row.rest}
    if parts:
        divided = _("Av den ligger %(parts)s.") % {"parts": wording.listed([*parts, rest])}
    else:
        divided = _("Den är lika stor när ärendenas slag, kanalen och sättet att svara är desamma.")
    gap = _("Skillnaden är %(points)s procentenheter.") % {"points": row.gap}
    end = _("Delarna säger var skillnaden finns, inte varför. Talen är avrundade.")
    return Notice(_("Så här läser du %(name)s:") % {"name": inside(row.name)}, f"{gap} {divided} {end}")


def _parts(row: SplitRow, wording: Wording) -> list[tuple[float, str]]:
    _ = wording.text
    split = row.split
    return [
        (split.errands, _("%(points)s i andra slags ärenden än i övriga kommunen") % {"points": row.errands}),
        (split.channels, _("%(points)s i andra kanaler") % {"points": row.channels}),
        (split.mode, _("%(points)s i andra sätt att svara") % {"points": row.mode}),
        (
            split.not_comparable,
            _("%(points)s i ärenden utan motsvarighet i övriga kommunen") % {"points": row.not_comparable},
        ),
    ]
