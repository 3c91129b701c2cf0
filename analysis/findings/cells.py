"""What is said of one district in one channel, and in which order it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analysis.findings.sentence import Finding, Kind, Named, Sentence, Sentences, Texts, place, together, told
from analysis.findings.tongue import Tongue
from analysis.uncertainty import Estimate
from analysis.verdict import Standing, Verdict

REST: Texts = {"sv": "i övriga kommunen", "en": "in the rest of the municipality"}
WHOLLY_COVERED = 0.995  # what rounds to 100 % needs no remark

HEAD: dict[Verdict, Texts] = {
    Verdict.LACKING: {
        "sv": "I {district} brister likvärdig service {channel}.",
        "en": "In {district}, equal service {channel} is lacking.",
    },
    Verdict.BETTER: {
        "sv": "I {district} får servicen {channel} bättre omdömen än {reference}.",
        "en": "In {district}, the service {channel} is rated better than {reference}.",
    },
    Verdict.EQUAL: {
        "sv": "I {district} är servicen {channel} likvärdig, inom {margin} procentenheter.",
        "en": "In {district}, the service {channel} is equal, within {margin} percentage points.",
    },
}
SHARES: Texts = {
    "sv": "{own} av 100 är nöjda, mot {other} {reference}.",
    "en": "{own} of 100 are satisfied, against {other} {reference}.",
}
GAP: Texts = {
    "sv": "Skillnaden är {gap}, mellan {low} och {high}.",
    "en": "The difference is {gap}, between {low} and {high}.",
}
LIKE: Texts = {
    "sv": "Med samma slags ärenden är skillnaden {gap}, mellan {low} och {high}.",
    "en": "Among the same kinds of errands the gap is {gap}, between {low} and {high}.",
}
COVERED: Texts = {
    "sv": "Det gäller de {covered} av svaren som har motsvarande ärenden {reference}.",
    "en": "This holds for the {covered} of the answers that have matching errands {reference}.",
}
MIX = {
    (Verdict.EQUAL, True): {
        "sv": "I {district} ser servicen {channel} sämre ut än den är.",
        "en": "In {district}, the service {channel} looks worse than it is.",
    },
    (Verdict.EQUAL, False): {
        "sv": "I {district} ser servicen {channel} bättre ut än den är.",
        "en": "In {district}, the service {channel} looks better than it is.",
    },
    (Verdict.CANNOT_TELL, True): {
        "sv": "I {district} är färre nöjda {channel} än {reference}, alla ärenden räknade.",
        "en": "In {district}, fewer are satisfied {channel} than {reference}, all errands counted.",
    },
    (Verdict.CANNOT_TELL, False): {
        "sv": "I {district} är fler nöjda {channel} än {reference}, alla ärenden räknade.",
        "en": "In {district}, more are satisfied {channel} than {reference}, all errands counted.",
    },
}
MIX_END: dict[Verdict, Texts] = {
    Verdict.EQUAL: {"sv": "Det är inom marginalen {margin}.", "en": "That is within the margin of {margin}."},
    Verdict.CANNOT_TELL: {
        "sv": "Det går inte att avgöra om den finns kvar.",
        "en": "Whether it remains cannot be told.",
    },
}
NOT_ENOUGH: Texts = {
    "sv": "{n} svar{period} räcker inte för att avgöra om servicen {channel} i {district} är likvärdig. "
    "Det betyder inte att den är det.",
    "en": "{n} {answers}{period} {are} not enough to tell whether the service {channel} in {district} is equal. "
    "That does not mean that it is.",
}
NEEDED: Texts = {
    "sv": "Ungefär {needed} svar till behövs.",
    "en": "About {needed} more {answers} {are} needed.",
}
HIDDEN: Texts = {
    "sv": "{district}, {channel}: dolt för att skydda de som svarat.",
    "en": "{district}, {channel}: hidden to protect those who answered.",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A district in a channel. `standing` is None where it is hidden, whatever the reason."""

    district: Named
    channel: Named
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Months:
    """How many months the answers were given in."""

    months: int


def cell_findings(
    cells: Iterable[Cell], *, margin: float = 0.05, months: int | None = None, language: str = "sv"
) -> tuple[Finding, ...]:
    """Every cell that is not hidden, in reading order, as `reading_order` has it."""
    shown = [cell for cell in cells if cell.standing is not None]
    ordered = sorted(shown, key=lambda cell: reading_order(cell, margin, language))
    return tuple(cell_finding(cell, margin=margin, months=months) for cell in ordered)


def reading_order(cell: Cell, margin: float = 0.05, language: str = "sv") -> tuple[int, list[int], list[int]]:
    """Sort key: lacking, better, differences that do not remain like with like, equal, cannot tell, hidden;
    within each by district and channel in alphabetical order (å, ä, ö last). Never by size."""
    names = cell.district.texts[language], cell.channel.texts[language]
    district, channel = (alphabetical(name) for name in names)
    return _rank(cell, margin), district, channel


def alphabetical(name: str) -> list[int]:
    """Sort key with å, ä and ö last, in that order."""
    places = {"å": 0x10000, "ä": 0x10001, "ö": 0x10002}
    return [places.get(letter, ord(letter)) for letter in name.lower()]


def cell_finding(
    cell: Cell, *, margin: float = 0.05, months: int | None = None, reference: Texts = REST
) -> Finding:
    """The verdict in words, with shares, the difference judged and its interval.

    Shares are written per 100, differences in percentage points, whole; a limit that would round onto 0 or
    onto the margin has one decimal more. Without a standing it says only that the cell is hidden. Raises
    KeyError when a name lacks Swedish or English.
    """
    standing = cell.standing
    values = _Values(cell, reference)
    if standing is None:
        return _finding(Kind.HIDDEN, cell, told(HIDDEN, values.names, margin), ())
    figures: tuple[object, ...] = (standing, margin)
    if _vanishes(standing, margin):
        return _finding(Kind.MIX, cell, _mixed(standing, values, margin), figures)
    if standing.verdict is Verdict.CANNOT_TELL:
        within = (Months(months),) if months else ()
        return _finding(Kind.CELL, cell, _undecided(standing, values, months), figures + within)
    head = told(HEAD[standing.verdict], values.names, margin)
    said = together(head, told(SHARES, values.shares), *_judged(standing, values, margin))
    return _finding(Kind.CELL, cell, said, figures)


def _finding(kind: Kind, cell: Cell, said: Sentences, figures: tuple[object, ...]) -> Finding:
    verdict = cell.standing.verdict if cell.standing else None
    return Finding(kind, verdict, said, cell.district.id, cell.channel.id, figures)


def _rank(cell: Cell, margin: float) -> int:
    if cell.standing is None:
        return 5
    if _vanishes(cell.standing, margin):
        return 2
    order = {Verdict.LACKING: 0, Verdict.BETTER: 1, Verdict.EQUAL: 3, Verdict.CANNOT_TELL: 4}
    return order[cell.standing.verdict]


def _vanishes(standing: Standing, margin: float) -> bool:
    """Whether the raw difference is beyond chance and not within the margin, and the one like with like
    is neither lacking nor better: it leaves 0 possible, or lies within the margin and is smaller by a point
    or more as both are written."""
    raw, like = standing.gap, standing.adjusted_gap
    if raw is None or like is None or standing.verdict in (Verdict.LACKING, Verdict.BETTER):
        return False
    stands_out = (raw.high < 0 or raw.low > 0) and not (-margin < raw.low and raw.high < margin)
    if standing.verdict is Verdict.EQUAL:
        return stands_out and _written(like) < _written(raw)
    return stands_out and like.low <= 0 <= like.high


def _written(gap: Estimate) -> int:
    """The size of a gap in whole points, as sentences write it."""
    return abs(round(100 * gap.value))


def _mixed(standing: Standing, values: _Values, margin: float) -> Sentences:
    raw, like = standing.gap, standing.adjusted_gap
    assert raw is not None
    assert like is not None
    return together(
        told(MIX[standing.verdict, raw.high < 0], values.names, margin),
        told(GAP, _gap_values(raw), margin),
        told(LIKE, _gap_values(like), margin),
        told(MIX_END[standing.verdict], values.names, margin),
        _covered(standing, values),
    )


def _judged(standing: Standing, values: _Values, margin: float) -> tuple[Sentences | None, ...]:
    judged = standing.judged_gap
    if judged is None:
        return ()
    template = LIKE if standing.adjusted_gap is not None else GAP
    return told(template, _gap_values(judged), margin), _covered(standing, values)


def _covered(standing: Standing, values: _Values) -> Sentences | None:
    if standing.adjusted_gap is None or standing.coverage >= WHOLLY_COVERED:
        return None
    return told(COVERED, lambda tongue: values.names(tongue) | {"covered": tongue.percent(standing.coverage)})


def _undecided(standing: Standing, values: _Values, months: int | None) -> Sentences:
    said = told(NOT_ENOUGH, lambda tongue: values.names(tongue) | _counted(standing.n, tongue, months))
    if not standing.answers_needed:
        return said
    needed = standing.answers_needed
    more = told(NEEDED, lambda tongue: {"needed": tongue.whole(needed), **_counted(needed, tongue, None)})
    return together(said, more)


def _counted(n: int, tongue: Tongue, months: int | None) -> dict[str, str]:
    one, many = {"sv": ("månad", "månader"), "en": ("month", "months")}[tongue.language]
    on = {"sv": " på ", "en": " in "}[tongue.language]
    span = tongue.count_of(months, one, many) if months else ""
    span = "en månad" if months == 1 and tongue.language == "sv" else span
    plural = {"answers": "answer" if n == 1 else "answers", "are": "is" if n == 1 else "are"}
    return {"n": tongue.whole(n), "period": on + span if months else "", **plural}


def _gap_values(gap: Estimate) -> Callable[[Tongue], dict[str, str]]:
    return lambda tongue: {"gap": tongue.gap(gap.value), **tongue.limits(gap)}


@dataclass(frozen=True, slots=True)
class _Values:
    """What the templates of a cell are filled in with."""

    cell: Cell
    reference: Texts

    def names(self, tongue: Tongue) -> dict[str, str | Sentence]:
        return {
            "district": place(self.cell.district, tongue),
            "channel": self.cell.channel.texts[tongue.language],
            "reference": self.reference[tongue.language],
            "margin": tongue.margin_text(),
        }

    def shares(self, tongue: Tongue) -> dict[str, str]:
        standing = self.cell.standing
        assert standing is not None
        assert standing.reference_share is not None
        own, other = standing.share.value, standing.reference_share.value
        shares = {"own": tongue.whole(100 * own), "other": tongue.whole(100 * other)}
        return shares | {"reference": self.reference[tongue.language]}
