"""The words around the figures, in the reader's language: names of rows and columns, spans, stages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feedback.funnel import Stage
from feedback.insight.dashboard import ALL, ALL_CHANNELS, CHANNEL, NAMED, OTHERS, Dashboard, Point, Row
from feedback.insight.figures import Figure
from feedback.insight.selection import OFFICE
from feedback.quarters import Quarter
from feedback.web.languages import translations
from feedback.web.numbers import Numbers
from survey_defs.municipality import Municipality


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

    def quarter(self, quarter: Quarter) -> str:
        return self.text("kvartal %(number)s %(year)s") % {"number": quarter.number, "year": quarter.year}

    def channel(self, id: str | None) -> str:
        _ = self.text
        return self.municipality.name("channel", id, self.language) if id else _("Alla kanaler")

    def service(self, id: str | None) -> str:
        _ = self.text
        return self.municipality.name("service", id, self.language) if id else _("Alla slag")

    def row(self, kind: str, id: str | None, rows: str) -> str:
        """What a row of the table or the chart is called."""
        _ = self.text
        if kind == NAMED and id:
            return self._capital(self.municipality.name(rows, id, self.language))
        if kind == ALL:
            return _("Hela kommunen")
        if kind == OTHERS:
            return _("Övriga kontor") if rows == OFFICE else _("Övriga kommunen")
        return _("Utan kontor") if rows == OFFICE else _("Annan eller okänd")

    def table_row(self, dashboard: Dashboard, row: Row) -> str:
        return self.row(row.kind, row.id, dashboard.selection.rows)

    def point(self, dashboard: Dashboard, point: Point) -> str:
        if point.kind in {CHANNEL, ALL_CHANNELS}:
            return self.channel(point.id)
        return self.row(point.kind, point.id, dashboard.selection.rows)

    def rows_are(self, rows: str) -> str:
        _ = self.text
        return _("Kontor") if rows == OFFICE else _("Kommundel")

    def share(self, figure: Figure) -> str:
        """`78 % (76–79)`."""
        measure = figure.share
        return f"{self.number.percent(measure.value)} ({self.share_span(figure)})"

    def share_span(self, figure: Figure) -> str:
        return self.number.percent_span(figure.share.low, figure.share.high)

    def index(self, figure: Figure) -> str:
        measure = figure.index
        return f"{self.number.whole(measure.value)} ({self.number.span(measure.low, measure.high)})"

    def answers(self, n: int) -> str:
        return self.text("%(n)s svar") % {"n": self.number.whole(n)}

    def stage(self, stage: Stage) -> str:
        return self.text(STAGES[stage])

    @staticmethod
    def _capital(name: str) -> str:
        """Offices are named as inside a sentence; a row begins one."""
        return name[:1].upper() + name[1:]


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


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
