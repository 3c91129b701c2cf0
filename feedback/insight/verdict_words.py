"""The verdicts in words: one word beside each sign, and what it means."""

from __future__ import annotations

from feedback.insight.charts import Mark
from feedback.insight.parts import LegendEntry
from feedback.insight.wording import Wording


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


WORDS = {
    Mark.LACKING: _("Brister"),
    Mark.EQUAL: _("Likvärdigt"),
    Mark.BETTER: _("Bättre"),
    Mark.UNCLEAR: _("Oklart ännu"),
    Mark.HIDDEN: _("Dolt"),
}
MEANINGS = {
    Mark.LACKING: _("säkert sämre än övriga kommunen"),
    Mark.EQUAL: _("säkert inom ±%(margin)s"),
    Mark.BETTER: _("säkert bättre"),
    Mark.UNCLEAR: _("kan inte avgöras ännu"),
    Mark.HIDDEN: _("för att skydda de som svarat"),
}


def verdict_word(mark: Mark, wording: Wording) -> str:
    return wording.text(WORDS[mark])


def legend(wording: Wording, margin: float = 5.0) -> tuple[LegendEntry, ...]:
    """Every verdict in the order of the legend; `margin` is in percentage points."""
    points = wording.number.whole(margin) if margin == round(margin) else wording.number.decimal(margin)
    return tuple(
        LegendEntry(mark, verdict_word(mark, wording), _filled(wording.text(meaning), points))
        for mark, meaning in MEANINGS.items()
    )


def _filled(meaning: str, margin: str) -> str:
    return meaning % {"margin": margin} if "%(" in meaning else meaning
