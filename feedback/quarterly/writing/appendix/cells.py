"""What stands in a place of a table: a figure as the dashboards write it, or why it is not shown."""

from __future__ import annotations

from feedback.insight.spoken import spoken
from feedback.insight.theme_words import change_word
from feedback.quarterly.document import Cell
from feedback.quarterly.measures import INDEX, POINTS, PROBABILITY, RATE, RATIO, SHARE, WORD
from feedback.quarterly.published import HIDDEN, OTHER, SHOWN, Figure
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.named_themes import theme_names
from feedback.quarterly.writing.sentences import Texts
from feedback.quarterly.writing.telling import UNITS, measure_of

DASH = "–"
WHOLE_MUNICIPALITY: Texts = {"sv": "Hela kommunen", "en": "Whole municipality"}
OUTSIDE: Texts = {"sv": "utanför", "en": "outside"}
WITHIN: Texts = {"sv": "inom", "en": "within"}


def place(figure: Figure, given: Given) -> str:
    """`Vårby, telefon`: every part that a row is narrowed by; the whole municipality where it is by none."""
    wording, parts = given.wording, []
    if figure.theme:
        parts.append(theme_names(given).get(int(figure.theme), figure.theme))
    if figure.office:
        parts.append(wording.office(figure.office))
    if figure.service:
        parts.append(wording.service(figure.service))
    if figure.district:
        parts.append(wording.district(None if figure.district == OTHER else figure.district))
    if figure.channel:
        parts.append(wording.channel(figure.channel))
    if figure.language:
        parts.append(_language(figure.language, given))
    if not parts:
        return WHOLE_MUNICIPALITY[given.language]
    return ", ".join([parts[0], *(_small(each, figure, given) for each in parts[1:])])


def _small(part: str, figure: Figure, given: Given) -> str:
    """Channels are written small inside a name; districts and offices never."""
    is_channel = figure.channel and part == given.wording.channel(figure.channel)
    return part.lower() if is_channel and given.language == "sv" else part


def _language(code: str, given: Given) -> str:
    known = {each.code for each in given.municipality.languages}
    return spoken(code if code in known else None, given.wording).name


def cell(figure: Figure | None, given: Given) -> Cell:
    """A figure as the dashboards write it, or why it is not shown."""
    wording = given.wording
    if figure is None:
        return Cell(DASH)
    if figure.state != SHOWN:
        return Cell(wording.verdict(figure.state), mark="hidden" if figure.state == HIDDEN else "empty")
    if UNITS.get(figure.measure) == WORD:
        return _word(figure, given)
    return Cell(_number(figure, given), _standing(figure, given), is_number=True)


def _word(figure: Figure, given: Given) -> Cell:
    if figure.measure in ("verdict", "verdict_before"):
        return Cell(given.wording.verdict(figure.word), mark=figure.word)
    if figure.measure == "theme_change":
        return Cell(change_word(figure.word, given.wording))
    if figure.measure == "variation":
        return Cell((OUTSIDE if figure.word == "outside" else WITHIN)[given.language])
    return Cell(figure.word)


def _standing(figure: Figure, given: Given) -> str:
    """How a value stands to the others, in a word."""
    if figure.measure in ("lift", "year_change") and figure.word == "unclear":
        return given.wording.standing(figure.word)
    if figure.word in ("higher", "lower", "level", "unclear") and figure.measure != "lift":
        return given.wording.standing(figure.word)
    return ""


def _number(figure: Figure, given: Given) -> str:
    wording, number, unit = given.wording, given.number, UNITS.get(figure.measure, "")
    value = figure.value or 0.0
    has_interval = figure.low is not None and figure.high is not None
    if unit == SHARE:
        return wording.share(measure_of(figure)) if has_interval else number.percent(value)
    if unit == POINTS:
        return wording.points(measure_of(figure), given.margin) if has_interval else wording.signed(value)
    if unit == INDEX:
        return _index(figure, given)
    if unit == RATE:
        return f"{number.whole(value)} ({number.span(figure.low or 0, figure.high or 0)})"
    if unit == RATIO:
        low, high = (number.decimal(each or 0.0) for each in (figure.low, figure.high))
        return f"{number.decimal(value)} ({low}–{high})"
    if unit == PROBABILITY:
        return number.decimal(value, 3)
    return number.whole(value)


def _index(figure: Figure, given: Given) -> str:
    number = given.number
    if figure.low is None or figure.high is None:
        return number.decimal(figure.value or 0.0)
    return (
        f"{number.decimal(figure.value or 0.0)} ({number.decimal(figure.low)}–{number.decimal(figure.high)})"
    )
