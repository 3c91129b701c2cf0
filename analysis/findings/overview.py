"""What is said of the whole municipality and of one whole district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.findings.cells import Cell, alphabetical
from analysis.findings.sentence import (
    Finding,
    Kind,
    Named,
    Part,
    Sentence,
    Sentences,
    Texts,
    Values,
    place,
    places,
    together,
    told,
)
from analysis.findings.tongue import Tongue
from analysis.verdict import Verdict

LACKING: Texts = {
    "sv": "Likvärdig service brister på {places}: i {districts}.",
    "en": "Equal service is lacking in {places}: in {districts}.",
}
NONE_LACKING: Texts = {
    "sv": "Svaren visar inte på något ställe att likvärdig service brister.",
    "en": "Nowhere do the answers show that equal service is lacking.",
}
COUNTS: dict[str, Texts] = {
    Verdict.EQUAL: {
        "sv": "På {places} kan vi visa att servicen är likvärdig.",
        "en": "In {places} we can show that the service is equal.",
    },
    Verdict.BETTER: {
        "sv": "På {places} får servicen bättre omdömen.",
        "en": "In {places} the service is rated better.",
    },
    Verdict.CANNOT_TELL: {
        "sv": "På {places} går det inte att avgöra ännu.",
        "en": "In {places} it cannot be told yet.",
    },
    "hidden": {
        "sv": "Resultatet är dolt på {places}.",
        "en": "The result is hidden in {places}.",
    },
}
SUMMARY: Texts = {
    "sv": "För {number} av {all} kombinationer av kommundel och kanal räcker svaren inte för en slutsats. "
    "Det betyder inte att servicen är lika. Skillnader kan finnas utan att synas.",
    "en": "For {number} of {all} combinations of district and channel the answers are not enough for a "
    "conclusion. That does not mean that the service is the same. There can be differences that do not show.",
}
WORSE_HERE: Texts = {
    "sv": "De som bor {where} är mindre nöjda med servicen {channels} än andra i kommunen{like}.",
    "en": "Those who live {where} are less satisfied with the service {channels} than others in the "
    "municipality{like}.",
}
BETTER_HERE: Texts = {
    "sv": "{where} får servicen {channels} bättre omdömen än i övriga kommunen{like}.",
    "en": "{where}, the service {channels} is rated better than in the rest of the municipality{like}.",
}
EQUAL_HERE: Texts = {
    "sv": "{where} är servicen {channels} likvärdig, inom {margin} procentenheter.",
    "en": "{where}, the service {channels} is equal, within {margin} percentage points.",
}
UNTOLD_HERE: Texts = {
    "sv": "{where} går det ännu inte att avgöra om servicen {channels} är likvärdig.",
    "en": "{where} it cannot be told yet whether the service {channels} is equal.",
}
NOT_THEREFORE_EQUAL: Texts = {
    "sv": "Det betyder inte att den är det.",
    "en": "That does not mean that it is.",
}
IN = {"sv": "i ", "en": "in "}
AGAIN = {"sv": "här", "en": "here"}
ALL_HIDDEN_HERE: Texts = {
    "sv": "I {district} är resultaten dolda för att skydda de som svarat.",
    "en": "In {district} the results are hidden to protect those who answered.",
}
LIKE = {"sv": ", även när ärendena är av samma slag", "en": ", also when the errands are of the same kinds"}
HERE = {
    Verdict.LACKING: WORSE_HERE,
    Verdict.BETTER: BETTER_HERE,
    Verdict.EQUAL: EQUAL_HERE,
    Verdict.CANNOT_TELL: UNTOLD_HERE,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many combinations of district and channel have each verdict."""

    lacking: int
    equal: int
    better: int
    cannot_tell: int
    hidden: int
    all: int


def tally(cells: Sequence[Cell]) -> Tally:
    """The cells counted by verdict; a cell without standing is hidden."""
    found = Counter(cell.standing.verdict if cell.standing else "hidden" for cell in cells)
    return Tally(
        lacking=found["lacking"],
        equal=found["equal"],
        better=found["better"],
        cannot_tell=found["cannot_tell"],
        hidden=found["hidden"],
        all=len(cells),
    )


def overview_lead(cells: Sequence[Cell]) -> Finding:
    """How many places have each verdict; those lacking are named, alphabetically. Numbers to twelve as words."""
    counted = tally(cells)
    found: dict[str, int] = {
        Verdict.EQUAL: counted.equal,
        Verdict.BETTER: counted.better,
        Verdict.CANNOT_TELL: counted.cannot_tell,
        "hidden": counted.hidden,
    }
    rest = [_counted(COUNTS[verdict], number) for verdict, number in found.items() if number]
    return Finding(Kind.OVERVIEW, None, together(_lacking(cells, counted), *rest), None, None, (counted,))


def cannot_tell_finding(cells: Sequence[Cell]) -> Finding | None:
    """How many of all combinations cannot be told; None when every one can or is hidden."""
    counted = tally(cells)
    if not counted.cannot_tell:
        return None
    said = told(
        SUMMARY,
        lambda tongue: {"number": tongue.count(counted.cannot_tell), "all": tongue.count(counted.all)},
    )
    return Finding(Kind.CANNOT_TELL, Verdict.CANNOT_TELL, said, None, None, (counted,))


def district_lead(district: Named, cells: Sequence[Cell], *, margin: float = 0.05) -> Finding:
    """Which channels are lacking, better, equal and cannot be told in one district.

    "Also when the errands are of the same kinds" is said only where every channel named was compared like
    with like. The district is named once. Cells of other districts are left out.
    """
    own = [cell for cell in cells if cell.district.id == district.id]
    found = [verdict for verdict in HERE if _having(own, verdict)]
    said = [
        _here(None if number else district, _having(own, verdict), verdict, margin)
        for number, verdict in enumerate(found)
    ]
    if found == [Verdict.CANNOT_TELL]:
        said.append(told(NOT_THEREFORE_EQUAL, lambda _: {}))
    if not said:
        said = [told(ALL_HIDDEN_HERE, lambda tongue: {"district": place(district, tongue)})]
    standings = tuple(cell.standing for cell in own if cell.standing)
    return Finding(Kind.DISTRICT, None, together(*said), district.id, None, (*standings, margin))


def _lacking(cells: Sequence[Cell], counted: Tally) -> Sentences:
    if not counted.lacking:
        return told(NONE_LACKING, lambda _: {})
    lacking = {
        cell.district.id: cell.district
        for cell in cells
        if cell.standing and cell.standing.verdict is Verdict.LACKING
    }
    named = tuple(sorted(lacking.values(), key=lambda each: alphabetical(each.texts["sv"])))
    return told(
        LACKING,
        lambda tongue: {"places": _places(counted.lacking, tongue), "districts": places(named, tongue)},
    )


def _counted(template: Texts, number: int) -> Sentences:
    return told(template, lambda tongue: {"places": _places(number, tongue)})


def _places(number: int, tongue: Tongue) -> str:
    one, many = {"sv": ("ställe", "ställen"), "en": ("place", "places")}[tongue.language]
    return tongue.count_of(number, one, many)


def _having(cells: Sequence[Cell], verdict: Verdict) -> list[Cell]:
    return [cell for cell in cells if cell.standing and cell.standing.verdict is verdict]


def _here(district: Named | None, chosen: Sequence[Cell], verdict: Verdict, margin: float) -> Sentences:
    """`district` is None where it is named already."""
    alike = all(cell.standing and cell.standing.adjusted_gap is not None for cell in chosen)

    def values(tongue: Tongue) -> Values:
        phrases = sorted((cell.channel.texts[tongue.language] for cell in chosen), key=alphabetical)
        return {
            "where": _where(district, tongue),
            "channels": tongue.listed(phrases),
            "like": LIKE[tongue.language] if alike else "",
            "margin": tongue.margin_text(),
        }

    return told(HERE[verdict], values, margin)


def _where(district: Named | None, tongue: Tongue) -> Sentence:
    if district is None:
        return (Part(AGAIN[tongue.language]),)
    return (Part(IN[tongue.language]), *place(district, tongue))
