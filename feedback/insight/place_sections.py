"""The further sections of a place's file: every number its page shows beside the judged parts."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.insight import lines
from feedback.insight.csv_file import Table, plain
from feedback.insight.funnel_chart import funnel_rows
from feedback.insight.lines import Line
from feedback.insight.parts import Fact
from feedback.insight.place_parts import SplitRow, TrendText
from feedback.insight.response_funnel import ResponseFunnel
from feedback.insight.voices import VoiceRow
from feedback.insight.wording import Wording


def splits_section(rows: Sequence[SplitRow], rows_are: str, wording: Wording) -> list[Table]:
    _ = wording.text
    headings = [
        rows_are,
        _("Skillnad"),
        _("Slag av ärenden"),
        _("Kanaler"),
        _("Sätt att svara"),
        _("Utan motsvarighet"),
        _("Resten"),
    ]
    parts = [
        [row.name, row.gap, row.errands, row.channels, row.mode, row.not_comparable, row.rest] for row in rows
    ]
    return _section(_("Beror skillnaden på ärendena?"), headings, parts)


def trend_section(trend: TrendText | None, wording: Wording) -> list[Table]:
    """The chart's quarters, the level that their limits are round beside each."""
    _ = wording.text
    if trend is None:
        return []
    headings = [
        _("Avser"),
        _("Kvartal"),
        _("Svar"),
        _("Nöjda, procent"),
        _("Normal variation, från"),
        _("Normal variation, till"),
        _("Egen nivå, procent"),
        _("Mot normal variation"),
    ]
    rows = []
    for row in trend.rows:
        share, low, high, level = (_percent(each) for each in (row.value, row.low, row.high, trend.level))
        place = "" if not low else _("utanför") if row.is_outside else _("inom")
        rows.append([trend.name, row.name, row.n, share or row.text, low, high, level, place])
    return _section(_("Över tid"), headings, rows)


def funnel_section(funnel: ResponseFunnel | None, wording: Wording) -> list[Table]:
    _ = wording.text
    rows = funnel_rows(funnel, wording) if funnel else []
    headings = [_("Steg"), _("Ärenden"), _("Andel av steget före")]
    return _section(_("Vilka har svarat?"), headings, [list(row) for row in rows])


def voices_section(rows: Sequence[VoiceRow], wording: Wording) -> list[Table]:
    _ = wording.text
    headings = [
        _("Språk i ärendet"),
        _("Avslutade ärenden"),
        _("Svarade"),
        _("Andel"),
        _("Mot andra ärenden"),
    ]
    told = [[row.spoken.name, row.closed, row.answered, row.share, row.word] for row in rows]
    return _section(_("Ohörda röster"), headings, told)


def services_section(services: Sequence[Line], wording: Wording, margin: float) -> list[Table]:
    _ = wording.text
    rows = [[each.name, *lines.cells(each.slot, wording, margin)] for each in services]
    return _section(_("Vanligaste ärendena"), [_("Ärenden"), *lines.headings(wording)], rows)


def facts_section(facts: Sequence[Fact], wording: Wording) -> list[Table]:
    _ = wording.text
    rows = [[fact.term, fact.value, fact.detail] for fact in facts]
    return _section(_("Fakta"), [_("Uppgift"), _("Värde"), _("Anmärkning")], rows)


def _section(title: str, headings: list[str], rows: Sequence[Sequence[str]]) -> list[Table]:
    """No section where there is nothing to show."""
    if not rows:
        return []
    return [Table(headings, [[row[0], *(plain(text) for text in row[1:])] for row in rows], title)]


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}"
