"""What is looked for among comments, as a form says it; and as the filter it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from feedback.errors import NotFound
from feedback.insight.asking import Asked
from feedback.insight.comment_origins import Origins
from feedback.insight.selection import known, own_district
from feedback.themes.stored import CommentFilter

TEXT, THEME, DISTRICT, CHANNEL, LANGUAGE, SCORE, AFTER = (
    "q",
    "tema",
    "kommundel",
    "kanal",
    "sprak",
    "betyg",
    "efter",
)
OTHER = "ovrigt"
SCORES = ("1", "2", "3", "4", "5")
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Search:
    """Empty texts ask for nothing. `theme` is an id as text, or `ovrigt`. `quarter` is a code."""

    text: str
    theme: str
    quarter: str
    district: str
    channel: str
    language: str
    score: str
    after: str

    @property
    def is_about_origin(self) -> bool:
        """Whether it asks for what only some comments may say of themselves."""
        return bool(self.quarter or self.district or self.channel or self.score)

    @property
    def fields(self) -> dict[str, str]:
        """What was chosen, without the page; the text last."""
        given = {
            THEME: self.theme,
            "kvartal": self.quarter,
            DISTRICT: self.district,
            CHANNEL: self.channel,
            LANGUAGE: self.language,
            SCORE: self.score,
            TEXT: self.text,
        }
        return {name: value for name, value in given.items() if value}

    @property
    def query(self) -> str:
        """For an address: never the text, which may name somebody and would be kept in logs."""
        return urlencode({name: value for name, value in self.fields.items() if name != TEXT})


def search(given: Mapping[str, Any], asked: Asked) -> Search:
    """Raises NotFound for a choice that does not exist, NotAllowed for a district that is not theirs."""
    read = {name: value.strip() for name, value in given.items() if isinstance(value, str)}
    municipality = asked.service.municipality
    theme = read.get(THEME, "")
    if theme and theme != OTHER and not (theme.isascii() and theme.isdigit() and len(theme) < 20):
        raise NotFound("Det finns inget sådant tema.")
    return Search(
        text=read.get(TEXT, "")[:LONGEST_TEXT],
        theme=theme,
        quarter=known(read, "kvartal", [each.code for each in asked.selection.quarters]) or "",
        district=own_district(read.get(DISTRICT), municipality, asked.viewer) or "",
        channel=known(read, CHANNEL, [each.id for each in municipality.channels]) or "",
        language=read.get(LANGUAGE, "")[:8],
        score=known(read, SCORE, SCORES) or "",
        after=read.get(AFTER, ""),
    )


def comment_filter(wanted: Search, asked: Asked, said: Origins) -> CommentFilter:
    """Comments of the period. Who asks where comments come from, asks for one service, or sees one place alone
    meets those only that may say where they come from: for her their being shown says it."""
    quarters = asked.selection.quarters
    service = asked.selection.service
    return CommentFilter(
        text=wanted.text,
        theme=int(wanted.theme) if wanted.theme and wanted.theme != OTHER else None,
        other=wanted.theme == OTHER,
        first_quarter=wanted.quarter or quarters[0].code,
        last_quarter=wanted.quarter or quarters[-1].code,
        district=wanted.district or None,
        channel=wanted.channel or None,
        service=service,
        language=wanted.language or None,
        scores=(int(wanted.score),) if wanted.score else (),
        cells=said.everywhere
        if wanted.is_about_origin or service or not asked.viewer.sees_everything
        else None,
    )
