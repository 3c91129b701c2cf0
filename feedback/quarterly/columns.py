"""What each column of the published figures holds, in both languages: for the files' own documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "whole"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `is_required`: every row has it; in any other, nothing stands for what the description says."""

    name: str
    kind: Kind
    is_required: bool
    title_sv: str
    title_en: str
    sv: str
    en: str

    def title(self, language: str) -> str:
        return self.title_sv if language == "sv" else self.title_en

    def text(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


_SV_ALL = "Tomt betyder alla tillsammans."
_EN_ALL = "Empty means all of them together."
_SV_SHOWN = "Tomt om siffran är dold eller saknas."
_EN_SHOWN = "Empty where the figure is hidden or missing."

COLUMN_TEXTS: tuple[Column, ...] = (
    Column(
        "ref",
        "text",
        True,
        "Hänvisning",
        "Reference",
        "Raden i sammanfattningens bilaga, till exempel T1:12. Flera siffror kan stå på samma rad.",
        "The row in the appendix of the summary, such as T1:12. Several figures may stand in one row.",
    ),
    Column(
        "table",
        "text",
        True,
        "Tabell",
        "Table",
        "Tabellen i sammanfattningens bilaga, till exempel T1.",
        "The table in the appendix of the summary, such as T1.",
    ),
    Column(
        "period",
        "text",
        False,
        "Period",
        "Period",
        "Perioden som siffran gäller. 12m-2026Q3 är tolv månader till och med kvartal 3 2026, kv-2026Q3 det kvartalet för sig och ar-2026Q3 året till och med det.",
        "The period of the figure. 12m-2026Q3 is twelve months to the end of quarter 3 of 2026, kv-2026Q3 that quarter by itself and ar-2026Q3 the year to its end.",
    ),
    Column(
        "measure",
        "text",
        True,
        "Mått",
        "Measure",
        "Måttet. Ordlistan säger vad varje mått betyder och i vilken enhet det är.",
        "The measure. The vocabulary says what each one means and in which unit it is.",
    ),
    Column(
        "state",
        "text",
        True,
        "Läge",
        "State",
        "shown: siffran visas. hidden: dold för att skydda dem som svarat. empty: ingen har svarat eller inget finns att räkna.",
        "shown: the figure is there. hidden: withheld to protect those who answered. empty: nobody answered, or there is nothing to count.",
    ),
    Column(
        "district",
        "text",
        False,
        "Kommundel",
        "District",
        f"Kommundelens id. Indelningen är vår egen. other är okänd kommundel. {_SV_ALL}",
        f"The district's id. The grouping is our own. other is an unknown district. {_EN_ALL}",
    ),
    Column(
        "channel",
        "text",
        False,
        "Kanal",
        "Channel",
        f"Kanalen som ärendet kom in på. {_SV_ALL}",
        f"The channel the errand came in by. {_EN_ALL}",
    ),
    Column(
        "office",
        "text",
        False,
        "Kontor",
        "Office",
        f"Kontorets id. {_SV_ALL}",
        f"The office's id. {_EN_ALL}",
    ),
    Column(
        "service",
        "text",
        False,
        "Slags ärende",
        "Kind of errand",
        f"Vad ärendet gällde. {_SV_ALL}",
        f"What the errand was about. {_EN_ALL}",
    ),
    Column(
        "language",
        "text",
        False,
        "Språk",
        "Language",
        f"Språket som svaret eller ärendet var på, som språkkod. {_SV_ALL}",
        f"The language of the answer or the errand, as a language code. {_EN_ALL}",
    ),
    Column(
        "theme",
        "text",
        False,
        "Tema",
        "Theme",
        f"Temat i fritextsvaren. {_SV_ALL}",
        f"The theme of the free-text answers. {_EN_ALL}",
    ),
    Column(
        "value",
        "number",
        False,
        "Värde",
        "Value",
        f"Siffran, i måttets enhet. Andelar går från 0 till 1 och skillnader från −1 till 1. {_SV_SHOWN}",
        f"The figure, in the measure's unit. Shares run from 0 to 1 and differences from −1 to 1. {_EN_SHOWN}",
    ),
    Column(
        "low",
        "number",
        False,
        "Undre gräns",
        "Lower limit",
        "Undre gränsen för det intervall som med 95 % säkerhet täcker värdet. Tomt där inget intervall finns.",
        "The lower limit of the 95% interval. Empty where there is no interval.",
    ),
    Column(
        "high",
        "number",
        False,
        "Övre gräns",
        "Upper limit",
        "Övre gränsen för samma intervall. Tomt där inget intervall finns.",
        "The upper limit of the same interval. Empty where there is no interval.",
    ),
    Column(
        "n",
        "whole",
        False,
        "Antal",
        "Number",
        f"Hur många svar eller ärenden siffran vilar på. {_SV_SHOWN}",
        f"How many answers or errands the figure rests on. {_EN_SHOWN}",
    ),
    Column(
        "word",
        "text",
        False,
        "Ord",
        "Word",
        "Måttets ord, där det har ett. En bedömning är lacking (brister), equal (likvärdigt), better (bättre) eller cannot_tell (oklart ännu).",
        "The measure's word, where it has one. A verdict is lacking, equal, better or cannot_tell.",
    ),
    Column(
        "organisation",
        "text",
        False,
        "Organisation",
        "Organisation",
        "Vems värdet är, när det inte är vårt eget.",
        "Whose value it is, where it is not our own.",
    ),
    Column(
        "source",
        "text",
        False,
        "Källa",
        "Source",
        "Källan till någon annans värde.",
        "The source of somebody else's value.",
    ),
)
