"""Published figures as pieces of text: written as the dashboards write them, each with the row it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedback.insight.figures import Measure
from feedback.insight.wording import WORDS_UP_TO_TWELVE
from feedback.quarterly.document import Span, Spans
from feedback.quarterly.measures import INDEX, MEASURES, POINTS, RATIO, SHARE
from feedback.quarterly.published import SHOWN, Figure
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import joined

UNITS = {each.id: each.unit for each in MEASURES}
ONE = {"sv": {"n": "ett", "u": "en"}, "en": {"n": "one", "u": "one"}}
_NUMBER = re.compile(r"[+−±]?\d[\d\u00a0]*(?:[.,]\d+)*(?:\u00a0?%)?")


def is_shown(figure: Figure | None) -> bool:
    return figure is not None and figure.state == SHOWN


def measure_of(figure: Figure) -> Measure:
    """Raises ValueError where the figure has no interval."""
    if figure.value is None or figure.low is None or figure.high is None:
        raise ValueError(f"{figure.ref} {figure.measure} has no interval")
    return Measure(figure.value, figure.low, figure.high)


class Telling:
    """Writes figures in the language of what is given. A figure that is not shown is said to be hidden."""

    def __init__(self, given: Given) -> None:
        self.given, self.wording, self.number = given, given.wording, given.number

    def hidden(self, figure: Figure | None) -> Span:
        word = self.wording.verdict(figure.state if figure and figure.state != SHOWN else "hidden")
        return Span(word.lower(), ref=figure.ref if figure else "")

    def count(self, figure: Figure | None) -> Span:
        """`50 747`."""
        if figure is None or not is_shown(figure) or figure.value is None:
            return self.hidden(figure)
        return Span(self.number.whole(figure.value), ref=figure.ref)

    def in_words(self, figure: Figure | None, gender: str = "u") -> Span:
        """Up to twelve in words: `en`, `tre`, `13`."""
        if figure is None or not is_shown(figure) or figure.value is None:
            return self.hidden(figure)
        return Span(self.word(round(figure.value), gender), ref=figure.ref)

    def word(self, n: int, gender: str = "u") -> str:
        language = self.given.language
        if n == 1:
            return ONE[language][gender]
        return WORDS_UP_TO_TWELVE[language][n - 2] if 2 <= n <= 12 else self.number.whole(n)

    def more_districts(self, n: int) -> Span:
        """`tre kommundelar till`."""
        one = n == 1
        if self.given.language == "en":
            return Span(f"{self.word(n)} more {'district' if one else 'districts'}")
        return Span(f"{self.word(n)} {'kommundel' if one else 'kommundelar'} till")

    def places(self, figure: Figure | None) -> Span:
        """`tre ställen`."""
        if figure is None or not is_shown(figure) or figure.value is None:
            return self.hidden(figure)
        return Span(self.wording.places(round(figure.value)), ref=figure.ref)

    def percent(self, figure: Figure | None) -> Span:
        """`78 %`."""
        if figure is None or not is_shown(figure) or figure.value is None:
            return self.hidden(figure)
        return Span(self.number.percent(figure.value), ref=figure.ref)

    def of_hundred(self, figure: Figure | None) -> Span:
        """`78`, to be followed by "of 100"."""
        if figure is None or not is_shown(figure) or figure.value is None:
            return self.hidden(figure)
        return Span(self.number.whole(100 * figure.value), ref=figure.ref)

    def share(self, figure: Figure | None) -> Span:
        """`78 % (76–79)`."""
        if figure is None or not is_shown(figure):
            return self.hidden(figure)
        return Span(self.wording.share(measure_of(figure)), ref=figure.ref)

    def span(self, figure: Figure) -> Span:
        """`mellan 76 och 78 %`."""
        low, high = self.number.whole(100 * (figure.low or 0)), self.number.percent(figure.high or 0)
        text = self.wording.text("mellan %(low)s och %(high)s") % {"low": low, "high": high}
        return Span(text, ref=figure.ref)

    def points(self, figure: Figure | None) -> Span:
        """`−12 (−15 till −9)`."""
        if figure is None or not is_shown(figure):
            return self.hidden(figure)
        return Span(self.wording.points(measure_of(figure), self.given.margin), ref=figure.ref)

    def rate(self, figure: Figure | None) -> Span:
        """`204 (198–210)`."""
        if figure is None or not is_shown(figure):
            return self.hidden(figure)
        found = measure_of(figure)
        text = f"{self.number.whole(found.value)} ({self.number.span(found.low, found.high)})"
        return Span(text, ref=figure.ref)

    def linked(self, text: str, refs: Iterable[str]) -> Spans:
        """A sentence that the dashboards say, its numbers led to the rows they stand in; a number that stands in none
        of them (as the *100* of "66 of 100") is a word."""
        known: dict[str, str] = {}
        for ref in refs:
            for figure in self.given.of_row(ref):
                for written in self.writings(figure):
                    known.setdefault(written, ref)
        found, at = [], 0
        for number in _NUMBER.finditer(text):
            written = number[0].strip("\u00a0")
            end = number.start() + len(written)
            found += [Span(text[at : number.start()]), Span(written, ref=known.get(written, ""))]
            at = end
        return joined([*found, Span(text[at:])])

    def writings(self, figure: Figure) -> set[str]:
        """Every way one number of a figure is written in a sentence."""
        unit = UNITS.get(figure.measure, "")
        numbers = [each for each in (figure.value, figure.low, figure.high) if each is not None]
        found: set[str] = set()
        for each in numbers:
            if unit == SHARE:
                found |= {self.number.whole(100 * each), self.number.percent(each)}
            elif unit == POINTS:
                found |= self._difference(each)
            elif unit == RATIO:
                found |= {self.number.decimal(each)}
            else:
                found |= {self.number.whole(each)} | ({self.number.decimal(each)} if unit == INDEX else set())
        return found | ({self.number.whole(figure.n)} if figure.n is not None else set())

    def _difference(self, share: float) -> set[str]:
        whole = self.number.decimal(100 * share, 0)
        bare = "0" if whole.strip("−") == "0" else whole
        signed = {self.wording.signed(share), self.wording.signed(share, 1)}
        return signed | {bare, f"+{bare}", f"+{self.number.decimal(100 * share)}", bare.lstrip("−")}
