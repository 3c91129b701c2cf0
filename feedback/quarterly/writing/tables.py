"""The tables of the appendix: their numbers, which are part of every row's reference, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

(
    VERDICTS,
    WHOLE,
    LATEST,
    YEAR_AGO,
    OFFICES,
    VISITORS,
    SERVICES,
    FUNNEL,
    CHANGES,
    YEAR_CHANGES,
    TRENDS,
    SPLITS,
    VOICES,
    USE,
    PRESENCE,
    THEMES,
    THEME_PLACES,
    THEME_TRENDS,
    ITEMS,
    REFERENCES,
) = (f"T{number}" for number in range(1, 21))


@dataclass(frozen=True, slots=True)
class TableTitle:
    sv: str
    en: str

    def named(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


TITLES: dict[str, TableTitle] = {
    VERDICTS: TableTitle("Bedömning per kommundel och kanal", "Verdicts by district and channel"),
    WHOLE: TableTitle("Hela kommunen", "The whole municipality"),
    LATEST: TableTitle("Kvartalet för sig", "The quarter by itself"),
    YEAR_AGO: TableTitle("Samma kvartal ett år tidigare", "The same quarter a year earlier"),
    OFFICES: TableTitle("Kontoren", "The offices"),
    VISITORS: TableTitle("Varifrån besökarna kommer", "Where visitors live"),
    SERVICES: TableTitle("De vanligaste slagen av ärenden", "The most frequent kinds of errand"),
    FUNNEL: TableTitle("Från avslutat ärende till svar", "From closed errand to answer"),
    CHANGES: TableTitle("Ändrat sedan kvartalet före", "Changed since the quarter before"),
    YEAR_CHANGES: TableTitle("Mot samma kvartal ett år tidigare", "Against the same quarter a year earlier"),
    TRENDS: TableTitle("Kvartal för kvartal", "Quarter by quarter"),
    SPLITS: TableTitle("Skillnaden i delar", "The difference in parts"),
    VOICES: TableTitle("Svar per språk", "Answers by language"),
    USE: TableTitle("Användning per 1\u00a0000 invånare", "Use per 1,000 residents"),
    PRESENCE: TableTitle("Underlag om närvaro", "Evidence on presence"),
    THEMES: TableTitle("Teman", "Themes"),
    THEME_PLACES: TableTitle("Var teman är vanligare", "Where themes are more common"),
    THEME_TRENDS: TableTitle("Teman kvartal för kvartal", "Themes quarter by quarter"),
    ITEMS: TableTitle("Våra index per fråga och kanal", "Our indices by question and channel"),
    REFERENCES: TableTitle("Andras värden", "Values of others"),
}
