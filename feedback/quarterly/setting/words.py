"""The few words a form adds by itself; all else is the document's own."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.quarterly.document import ENGLISH, SWEDISH, Document


@dataclass(frozen=True, slots=True)
class SettingWords:
    kind: str
    easy: str
    date: str
    case_number: str
    officer: str
    recipient: str
    figure: str
    table: str
    row: str
    same_numbers: str
    skip: str
    contents: str
    edition: str
    made_from: str
    undrawable: str


WORDS = {
    SWEDISH: SettingWords(
        kind="Tjänsteutlåtande",
        easy="Lättläst",
        date="Datum",
        case_number="Diarienummer",
        officer="Handläggare",
        recipient="Mottagare",
        figure="Figur",
        table="Tabell",
        row="Rad",
        same_numbers="Alla siffror finns i tabell {table}.",
        skip="Till innehållet",
        contents="Innehåll",
        edition="Utgåva {edition}",
        made_from="Data {data} · program {program}",
        undrawable="[{n} tecken kan inte visas här]",
    ),
    ENGLISH: SettingWords(
        kind="Report to the committee",
        easy="Easy to read",
        date="Date",
        case_number="Case number",
        officer="Officer",
        recipient="To",
        figure="Figure",
        table="Table",
        row="Row",
        same_numbers="All the numbers are in table {table}.",
        skip="To the content",
        contents="Contents",
        edition="Edition {edition}",
        made_from="Data {data} · program {program}",
        undrawable="[{n} characters cannot be shown here]",
    ),
}


def words_of(document: Document) -> SettingWords:
    return WORDS.get(document.language, WORDS[SWEDISH])
