"""A published figure in words, where one is told by itself: what it is of, and what it says."""

from __future__ import annotations

from feedback.quarterly.measures import COUNT, MEASURES, POINTS, SHARE, WORD
from feedback.quarterly.published import DIMENSIONS, EMPTY, HIDDEN, Figure
from feedback.web.languages import translations
from feedback.web.numbers import Numbers

_KINDS = {measure.id: measure for measure in MEASURES}


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


def figure_title(figure: Figure, language: str) -> str:
    """`Andel nöjda (4–5 av 5), 12m-2026Q3: varby, phone`."""
    kind = _KINDS.get(figure.measure)
    name = (kind.sv if language == "sv" else kind.en) if kind else figure.measure
    place = [getattr(figure, dimension) for dimension in DIMENSIONS if getattr(figure, dimension)]
    place += [each for each in (figure.organisation, figure.source) if each]
    whole = f"{name}, {figure.period}" if figure.period else name
    return f"{whole}: {', '.join(place)}" if place else whole


def figure_text(figure: Figure | None, language: str) -> str:
    """`76,8 % (74,1–79,3), n = 1 385`; or why there is none."""
    say = translations("staff", language).gettext
    if figure is None:
        return say("Finns inte")
    if figure.state == HIDDEN:
        return say("Dolt")
    if figure.state == EMPTY:
        return say("Inga ärenden")
    number, kind = Numbers(language), _KINDS.get(figure.measure)
    unit = kind.unit if kind else ""
    if unit == WORD or figure.value is None:
        text = say(WORDS[figure.word]) if figure.word in WORDS else figure.word
    else:
        text = _value(figure.value, unit, number)
        if figure.low is not None and figure.high is not None:
            text += f" ({_bare(figure.low, unit, number)}–{_bare(figure.high, unit, number)})"
    counted = f"n = {number.whole(figure.n)}" if figure.n is not None else ""
    return ", ".join(filter(None, (text, counted)))


def _value(value: float, unit: str, number: Numbers) -> str:
    text = _bare(value, unit, number)
    return f"{text}\u00a0%" if unit == SHARE else text


def _bare(value: float, unit: str, number: Numbers) -> str:
    if unit in (SHARE, POINTS):
        return number.decimal(100 * value)
    return number.whole(value) if unit == COUNT else number.decimal(value)


WORDS = {
    "lacking": _("Brister"),
    "equal": _("Likvärdigt"),
    "better": _("Bättre"),
    "cannot_tell": _("Oklart ännu"),
    "higher": _("högre"),
    "lower": _("lägre"),
    "level": _("i nivå"),
    "unclear": _("oklart ännu"),
}
