"""The words around the figures, in the reader's language: names, periods, verdicts, spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from feedback.funnel import Stage
from feedback.insight.charts import Mark
from feedback.insight.figures import (
    EMPTY,
    HIDDEN,
    HIGHER,
    LEVEL,
    LOWER,
    QUARTER,
    UNCLEAR,
    YEAR_TO_DATE,
    Judged,
    Measure,
    Rate,
    Side,
    Slot,
)
from feedback.insight.selection import Selection
from feedback.quarters import Quarter
from feedback.web.languages import translations
from feedback.web.numbers import Numbers
from survey_defs.municipality import Municipality

LACKING, EQUAL, BETTER, CANNOT_TELL = "lacking", "equal", "better", "cannot_tell"
MARKS = {
    LACKING: Mark.LACKING,
    EQUAL: Mark.EQUAL,
    BETTER: Mark.BETTER,
    CANNOT_TELL: Mark.UNCLEAR,
    HIDDEN: Mark.HIDDEN,
}


@dataclass(frozen=True)
class Wording:
    """Speaks one language about one municipality."""

    municipality: Municipality
    language: str

    @property
    def number(self) -> Numbers:
        return Numbers(self.language)

    @property
    def text(self) -> Callable[[str], str]:
        """The Swedish source text in the reader's language."""
        return translations("staff", self.language).gettext

    @property
    def quotation_marks(self) -> tuple[str, str]:
        """Before and after what somebody else has said."""
        return ("”", "”") if self.language == "sv" else ("“", "”")

    def quarter(self, quarter: Quarter) -> str:
        return self.text("kvartal %(number)s %(year)s") % {"number": quarter.number, "year": quarter.year}

    def day(self, day: date) -> str:
        """`25 januari 2027`."""
        return format_date(day, "d MMMM y", locale=self.language)

    def period(self, selection: Selection) -> str:
        """`12 månader till och med kvartal 3 2026`."""
        _ = self.text
        last = self.quarter(selection.period.quarter)
        if selection.period.kind == QUARTER:
            return last[:1].upper() + last[1:]
        if selection.period.kind == YEAR_TO_DATE:
            return _("%(year)s till och med %(last)s") % {"year": selection.period.quarter.year, "last": last}
        return _("12 månader till och med %(last)s") % {"last": last}

    def channel(self, id: str | None) -> str:
        _ = self.text
        return self.municipality.name("channel", id, self.language) if id else _("Alla kanaler")

    def service(self, id: str | None) -> str:
        _ = self.text
        return self.municipality.name("service", id, self.language) if id else _("Alla slag")

    def district(self, id: str | None) -> str:
        """A district's name; None is what belongs to none of them."""
        _ = self.text
        return self.municipality.name("district", id, self.language) if id else _("Annan eller okänd")

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Districts in the alphabetical order of their names."""
        return tuple(sorted(ids, key=lambda id: alphabetical(self.district(id))))

    def channel_phrase(self, id: str) -> str:
        """A channel as inside a sentence: `i telefon`."""
        phrase = self.municipality.channel(id).phrase
        return phrase.get(self.language) or self.channel(id).lower()

    def places(self, n: int) -> str:
        """`tre ställen`; from thirteen in figures."""
        _ = self.text
        if n == 1:
            return _("ett ställe")
        few = WORDS_UP_TO_TWELVE[self.language] if 2 <= n <= 12 else ()
        return _("%(n)s ställen") % {"n": few[n - 2] if few else self.number.whole(n)}

    def office(self, id: str) -> str:
        """Offices are named as inside a sentence; a row begins one."""
        name = self.municipality.name("office", id, self.language)
        return name[:1].upper() + name[1:]

    def spoken(self, code: str | None) -> str:
        """A language by its own name."""
        _ = self.text
        return self.municipality.name("language", code, self.language) if code else _("Annat eller okänt")

    def side(self, side: Side) -> str:
        """`Vårby, telefon`."""
        _ = self.text
        place = self.district(side.district) if side.district else _("Hela kommunen")
        return f"{place}, {self.channel(side.channel).lower()}" if side.channel else place

    def verdict(self, mark: str) -> str:
        """The word for a verdict, or for why there is none."""
        return self.text(VERDICTS[mark])

    def standing(self, standing: str) -> str:
        """How a figure that is neither good nor bad stands to the municipality."""
        return self.text(STANDINGS[standing])

    def share(self, measure: Measure | None) -> str:
        """`78 % (76–79)`."""
        if measure is None:
            return self.text("Dolt")
        return f"{self.number.percent(measure.value)} ({self.number.percent_span(measure.low, measure.high)})"

    def points(self, measure: Measure, margin: float) -> str:
        """A difference in percentage points with its interval: `−12 (−15 till −9)`."""
        low, high = (self.limit(each, margin) for each in (measure.low, measure.high))
        span = self.text("%(low)s till %(high)s") % {"low": low, "high": high}
        return f"{self.signed(measure.value)} ({span})"

    def signed(self, share: float, places: int = 0) -> str:
        """A difference in percentage points, its sign always said."""
        written = self.number.decimal(100 * share, places)
        if not any(digit in written for digit in "123456789"):
            return f"±{written.lstrip(MINUS)}" if places == 0 else written
        return written if share < 0 else f"+{written}"

    def limit(self, share: float, margin: float) -> str:
        """A limit; with one decimal more where rounding would put it on 0 or on the margin."""
        rounded = round(100 * share)
        edge = rounded in {0, round(100 * margin), -round(100 * margin)}
        return self.signed(share, 1 if edge and abs(100 * share - rounded) >= 0.05 else 0)

    def level(self, slot: Slot) -> str:
        """The share satisfied with its interval, or why there is none."""
        return self.share(slot.judged.share) if slot.judged else self.verdict(slot.mark)

    def index(self, judged: Judged) -> str:
        measure = judged.index
        return f"{self.number.whole(measure.value)} ({self.number.span(measure.low, measure.high)})"

    def gap(self, judged: Judged, margin: float) -> str:
        """The gap the verdict is about."""
        return self.points(judged.judged_gap, margin) if judged.judged_gap else ""

    def rate(self, rate: Rate) -> str:
        """Per 1,000 residents and year, with its interval: `204 (198–210)`."""
        if rate.rate is None:
            return self.text("Dolt")
        return f"{self.number.whole(rate.rate.value)} ({self.number.span(rate.rate.low, rate.rate.high)})"

    def answers(self, n: int) -> str:
        return self.text("%(n)s svar") % {"n": self.number.whole(n)}

    def needed(self, judged: Judged) -> str:
        """How many answers more it would take, where it cannot be told yet."""
        if judged.needed is None:
            return ""
        text = self.text("Kan inte avgöras ännu. Cirka %(n)s svar till behövs.")
        return text % {"n": self.number.whole(judged.needed)}

    def count(self, n: int | None) -> str:
        return self.text("Dolt") if n is None else self.number.whole(n)

    def stage(self, stage: Stage) -> str:
        return self.text(STAGES[stage])

    def listed(self, names: Sequence[str]) -> str:
        """`A, B och C`."""
        if len(names) < 2:
            return "".join(names)
        return self.text("%(some)s och %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


MINUS = "\u2212"
WORDS_UP_TO_TWELVE = {
    "sv": ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
SWEDISH = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def alphabetical(name: str) -> str:
    """A key that puts å, ä and ö last, as in Swedish."""
    return name.casefold().translate(SWEDISH)


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


VERDICTS = {
    LACKING: _("Brister"),
    EQUAL: _("Likvärdigt"),
    BETTER: _("Bättre"),
    CANNOT_TELL: _("Oklart ännu"),
    HIDDEN: _("Dolt"),
    EMPTY: _("Inga ärenden"),
}
STANDINGS = {
    HIGHER: _("högre"),
    LOWER: _("lägre"),
    LEVEL: _("i nivå"),
    UNCLEAR: _("oklart ännu"),
    HIDDEN: _("dolt"),
}
STAGES = {
    Stage.CLOSED: _("Avslutade ärenden"),
    Stage.INVITED: _("Tillfrågade"),
    Stage.DELIVERED: _("Frågan kom fram"),
    Stage.STARTED: _("Började svara"),
    Stage.ANSWERED: _("Svarade"),
    Stage.NO_CONTACT: _("Inget sätt att nå den som hade ärendet"),
    Stage.OPTED_OUT: _("Har bett att slippa enkäter"),
    Stage.SAMPLED_OUT: _("Inte med i urvalet"),
    Stage.QUARANTINED: _("Tillfrågad nyligen"),
    Stage.TOO_OLD: _("Ärendet var för gammalt"),
    Stage.FAILED: _("Frågan gick inte att leverera"),
    Stage.WITHDRAWN: _("Bad att slippa efter frågan"),
    Stage.EXPIRED: _("Länken hann bli för gammal"),
}
