"""What pages say about themes: ratios, changes, where, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale

from feedback.insight.figures import HIDDEN, HIGHER, LEVEL, LOWER, UNCLEAR, Measure
from feedback.insight.spoken import PLAINER
from feedback.insight.theme_figures import Spread, ThemeLine
from feedback.insight.wording import Wording
from feedback.quarters import parsed_quarter

NEW = "new"


def times(value: float, wording: Wording) -> str:
    """`2,1×`."""
    return f"{wording.number.decimal(value)}×"


def times_span(lift: Measure, wording: Wording) -> str:
    """`1,8×–2,5×`."""
    return f"{times(lift.low, wording)}–{times(lift.high, wording)}"


def lift_text(lift: Measure, wording: Wording) -> str:
    """`2,1× (1,8×–2,5×)`."""
    return f"{times(lift.value, wording)} ({times_span(lift, wording)})"


def change_word(change: str, wording: Wording) -> str:
    """Where a theme goes, in a word."""
    return wording.text(CHANGES[change])


def commonness(standing: str, wording: Wording) -> str:
    """How common a theme is in a group beside the rest, in a word or two."""
    return wording.text(COMMONNESS[standing])


def where(spread: Spread, wording: Wording) -> str:
    """`Vårby, telefon`: every part that the group is narrowed by."""
    named = (
        wording.district(spread.district) if spread.district else "",
        wording.channel(spread.channel) if spread.channel else "",
        wording.service(spread.service) if spread.service else "",
        language_name(spread.language, wording) if spread.language else "",
    )
    first, *rest = [each for each in named if each] or [wording.text("Annan eller okänd")]
    return ", ".join([first[:1].upper() + first[1:], *(each.lower() for each in rest)])


def language_name(code: str, wording: Wording) -> str:
    """A language as the reader calls it; the code itself where nobody knows it."""
    named = PLAINER.get((wording.language, code)) or Locale.parse(wording.language).languages.get(code)
    return named or code


def quoted(names: Sequence[str], wording: Wording) -> str:
    """Names of themes as inside a sentence: `”Lång väntan” och ”Vänligt bemötande”`."""
    left, right = wording.quotation_marks
    return wording.listed([f"{left}{name}{right}" for name in names])


def quarter_name(code: str, wording: Wording) -> str:
    """`kvartal 1 2024`; empty where the code names none."""
    quarter = parsed_quarter(code)
    return wording.quarter(quarter) if quarter else ""


def growth(line: ThemeLine) -> float:
    """How many times its own level a theme's last shown quarter is: what "grows most" is ordered by."""
    shown = [point.share for point in line.trend.points if point.share is not None]
    return shown[-1] / line.trend.level if shown and line.trend.level else 0.0


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


CHANGES = {
    HIGHER: _("Växer"),
    LOWER: _("Minskar"),
    LEVEL: _("Oförändrat"),
    UNCLEAR: _("Oklart ännu"),
    HIDDEN: _("Dolt"),
    NEW: _("Nytt"),
}
COMMONNESS = {
    HIGHER: _("Vanligare"),
    LOWER: _("Mindre vanligt"),
    LEVEL: _("Lika vanligt"),
    UNCLEAR: _("Oklart ännu"),
    HIDDEN: _("Dolt"),
}
