"""Numbers as people read them: Swedish with a space and a comma, English with a comma and a point."""

from __future__ import annotations

from dataclasses import dataclass

NO_BREAK = "\u00a0"
MINUS = "\u2212"


@dataclass(frozen=True)
class Numbers:
    """Writes numbers in one language. Spaces inside a number never break."""

    language: str

    @property
    def is_swedish(self) -> bool:
        return self.language == "sv"

    def whole(self, number: float) -> str:
        """1385 → `1 385` or `1,385`."""
        grouped = f"{abs(number):,.0f}".replace(",", NO_BREAK if self.is_swedish else ",")
        return f"{MINUS}{grouped}" if number <= -0.5 else grouped

    def decimal(self, number: float, places: int = 1) -> str:
        """63.14 → `63,1` or `63.1`."""
        written = f"{abs(number):.{places}f}"
        return (MINUS if number < 0 else "") + (written.replace(".", ",") if self.is_swedish else written)

    def percent(self, share: float) -> str:
        """0.631 → `63 %` or `63%`."""
        return self.whole(share * 100) + (f"{NO_BREAK}%" if self.is_swedish else "%")

    def span(self, low: float, high: float) -> str:
        """Two limits as a span: `72–83`."""
        return f"{self.whole(low)}–{self.whole(high)}"

    def percent_span(self, low: float, high: float) -> str:
        return self.span(low * 100, high * 100)
