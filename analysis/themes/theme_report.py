"""The themes of a file, for people and for programs; quotes without names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.themes.commented_answers import Comments
from analysis.themes.discovery import Discovery
from analysis.themes.redaction import without_names

QUOTE_LETTERS = 300
_WORDS = {
    "sv": (
        "Tema",
        "Svar",
        "Andel",
        "Ord",
        "Citat",
        "{other} av {all} svar bär inget tema. Stabilitet {stability:.2f}. Språk: {languages}.",
    ),
    "en": (
        "Theme",
        "Answers",
        "Share",
        "Words",
        "Quote",
        "{other} of {all} answers carry no theme. Stability {stability:.2f}. Languages: {languages}.",
    ),
}


@dataclass(frozen=True)
class ThemeReport:
    """`quotes` is how many for each theme, `tongue` sv or en."""

    found: Discovery
    comments: Comments
    quotes: int
    tongue: str

    def ids(self) -> list[str]:
        """The codebook's id, or t1, t2 …"""
        return [one.key or f"t{k}" for k, one in enumerate(self.found.themes, start=1)]

    def as_json(self) -> dict[str, object]:
        ids = self.ids()
        return {
            "themes": [self._theme(k) for k in range(len(ids))],
            "answers": [
                {"id": name, "themes": [ids[k] for k in carried]}
                for name, carried in zip(self.comments.ids, self.found.assigned, strict=True)
            ],
            "stability": float(self.found.stability),
            "languages": self._languages(),
        }

    def show(self, console: Console) -> None:
        theme, answers, share, words, quote, below = _WORDS[self.tongue]
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1))
        table.add_column(theme, overflow="fold", min_width=12)
        table.add_column(answers, justify="right", no_wrap=True)
        table.add_column(share, justify="right", no_wrap=True)
        table.add_column(words, overflow="fold", min_width=12)
        table.add_column(quote, overflow="fold", min_width=20)
        for k, one in enumerate(self.found.themes):
            keywords = ", ".join(one.keywords[:6])
            cells = (
                self._label(k),
                str(one.n),
                f"{one.share:.0%}",
                keywords,
                next(iter(self._quotes(k)), ""),
            )
            table.add_row(*map(Text, cells))
        console.print(table)
        languages = ", ".join(f"{code or '?'} {n}" for code, n in self._languages().items())
        other = sum(not carried for carried in self.found.assigned)
        line = below.format(
            other=other, all=len(self.comments.ids), stability=self.found.stability, languages=languages
        )
        console.print(Text(line), soft_wrap=not console.is_terminal)

    def _theme(self, k: int) -> dict[str, object]:
        one = self.found.themes[k]
        return {
            "id": self.ids()[k],
            "label": self._label(k),
            "keywords": list(one.keywords),
            "n": int(one.n),
            "share": float(one.share),
            "quotes": self._quotes(k),
        }

    def _label(self, k: int) -> str:
        label = self.found.themes[k].label
        return label.get(self.tongue) or next(iter(label.values()), self.ids()[k])

    def _quotes(self, k: int) -> list[str]:
        chosen = self.found.themes[k].quotes[: self.quotes]
        return [self._quote(place) for place in chosen]

    def _quote(self, place: int) -> str:
        text = without_names(self.comments.texts[place], self.found.languages[place])
        return text if len(text) <= QUOTE_LETTERS else f"{text[:QUOTE_LETTERS].rstrip()} …"

    def _languages(self) -> dict[str, int]:
        return dict(Counter(self.found.languages).most_common())
