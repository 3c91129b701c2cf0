"""One language's way of writing numbers and lists inside a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.uncertainty import Estimate

NO_BREAK, MINUS = "\u00a0", "\u2212"
WORDS = {
    "sv": ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
    "en": [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
}
AND = {"sv": " och ", "en": " and "}
POINTS = {
    "sv": (f"{NO_BREAK}procentenhet", f"{NO_BREAK}procentenheter"),
    "en": (f"{NO_BREAK}percentage point", f"{NO_BREAK}percentage points"),
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """Writes in one language; `margin` is the share (0–1) whose edges a limit must not hide behind."""

    language: str
    margin: float = 0.05

    def decimal(self, number: float, places: int) -> str:
        """1234.5 → `1 234,5` or `1,234.5`; a minus is U+2212 and stays where rounding leaves 0,0."""
        text = f"{abs(number):,.{places}f}"
        if self.language == "sv":
            text = text.replace(",", NO_BREAK).replace(".", ",")
        gone = places == 0 and round(number) == 0
        return (MINUS if number < 0 and not gone else "") + text

    def whole(self, number: float) -> str:
        return self.decimal(number, 0)

    def percent(self, share: float) -> str:
        """0.631 → `63 %` or `63%`."""
        return self.whole(100 * share) + (f"{NO_BREAK}%" if self.language == "sv" else "%")

    def signed(self, points: float, places: int = 0) -> str:
        """12.4 → `+12`, −12.4 → `−12`, 0.2 → `0`."""
        text = self.decimal(points, places)
        return f"+{text}" if points > 0 and (places or round(points)) else text

    def gap(self, gap: float) -> str:
        """A difference of shares as signed percentage points, with the unit: `−12 procentenheter`."""
        one, many = POINTS[self.language]
        return self.signed(100 * gap) + (one if abs(round(100 * gap)) == 1 else many)

    def limit(self, limit: float) -> str:
        """A limit of a difference; with one decimal more where it would round onto 0 or onto the margin."""
        edges = {0, round(100 * self.margin), -round(100 * self.margin)}
        return self.signed(100 * limit, 1 if round(100 * limit) in edges else 0)

    def limits(self, estimate: Estimate) -> dict[str, str]:
        return {"low": self.limit(estimate.low), "high": self.limit(estimate.high)}

    def margin_text(self) -> str:
        points = 100 * self.margin
        return f"±{self.decimal(points, 0 if round(points) == points else 1)}"

    def count(self, number: int) -> str:
        """Whole numbers up to twelve as words, with the neuter `ett` in Swedish."""
        return WORDS[self.language][number] if 0 <= number <= 12 else self.whole(number)

    def count_of(self, number: int, one: str, many: str) -> str:
        """`ett ställe`, `två ställen`, `13 ställen`."""
        return f"{self.count(number)} {one if number == 1 else many}"

    def listed(self, items: Sequence[str]) -> str:
        """`a`, `a och b`, `a, b och c`."""
        *first, last = items
        return f"{', '.join(first)}{AND[self.language]}{last}" if first else last
