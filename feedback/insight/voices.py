"""Unheard voices: how many of each language's errands were answered, beside all other errands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.insight.charts import Mark
from feedback.insight.figures import HIDDEN, HIGHER, LEVEL, LOWER, UNCLEAR, Voice
from feedback.insight.spoken import Spoken, spoken
from feedback.insight.wording import Wording


@dataclass(frozen=True)
class VoiceRow:
    """`share` is `10 % (9–11)`; `mark` and `word` say how it stands to all other errands."""

    spoken: Spoken
    closed: str
    answered: str
    share: str
    mark: Mark
    word: str
    is_lower: bool


def voice_rows(voices: Sequence[Voice], wording: Wording) -> tuple[VoiceRow, ...]:
    return tuple(_row(each, wording) for each in voices)


def _row(voice: Voice, wording: Wording) -> VoiceRow:
    mark, word = STANDINGS[voice.standing]
    return VoiceRow(
        spoken=spoken(voice.language, wording),
        closed=wording.count(voice.closed),
        answered=wording.count(voice.answered),
        share=wording.share(voice.share),
        mark=mark,
        word=wording.text(word),
        is_lower=voice.standing == LOWER,
    )


def voices_lead(rows: Sequence[VoiceRow], wording: Wording) -> str:
    """Whose answers are surely fewer."""
    _ = wording.text
    fewer = [row.spoken.name for row in rows if row.is_lower]
    if not fewer:
        return _(
            "För inget språk visar siffrorna säkert att färre svarar. Det betyder inte att alla hörs lika mycket."
        )
    said = _("Ärenden på %(languages)s får säkert svar mer sällan än andra ärenden.")
    return said % {"languages": wording.listed(fewer)}


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


STANDINGS = {
    LOWER: (Mark.LACKING, _("Klart färre")),
    HIGHER: (Mark.BETTER, _("Klart fler")),
    LEVEL: (Mark.EQUAL, _("I nivå")),
    UNCLEAR: (Mark.UNCLEAR, _("Oklart ännu")),
    HIDDEN: (Mark.HIDDEN, _("Dolt")),
}
