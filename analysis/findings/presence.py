"""What the evidence on physical presence says, district by district: certain differences alone.

Signs are told side by side and never added up; nobody is ranked, no cause is given, and nothing is advised. A
level sign and one that cannot be told are both left out: only what is certain is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.findings.cells import alphabetical
from analysis.findings.sentence import (
    Finding,
    Kind,
    Named,
    Part,
    Sentence,
    Sentences,
    Texts,
    places,
    together,
    told,
)
from analysis.findings.tongue import Tongue
from analysis.verdict import Verdict


class Sign(StrEnum):
    """One sign of a district beside the rest of the municipality. `HIDDEN` and `UNCLEAR` say nothing."""

    HIGHER = "higher"
    LOWER = "lower"
    LEVEL = "level"
    UNCLEAR = "unclear"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A district's signs. `visits` per resident; `verdict` of the visits, None where hidden; `language`: not
    fully helped in a language understood well; `not_digital`: errands done in another way than by e-service,
    of kinds others do by it; `answering`: answers per closed errand."""

    district: Named
    visits: Sign
    verdict: Verdict | None
    language: Sign
    not_digital: Sign
    answering: Sign

    @property
    def is_hidden(self) -> bool:
        signs = (self.visits, self.language, self.not_digital, self.answering)
        return self.verdict is None and all(sign is Sign.HIDDEN for sign in signs)


VISITS: dict[Sign, Texts] = {
    Sign.HIGHER: {"sv": "fler besök per invånare", "en": "more visits per resident"},
    Sign.LOWER: {"sv": "färre besök per invånare", "en": "fewer visits per resident"},
}
VERDICT: dict[Verdict, Texts] = {
    Verdict.BETTER: {"sv": "bättre omdömen om besöken", "en": "visits rated better"},
    Verdict.LACKING: {"sv": "sämre omdömen om besöken", "en": "visits rated worse"},
}
LANGUAGE: dict[Sign, Texts] = {
    Sign.HIGHER: {
        "sv": "fler som inte fått hjälp fullt ut på ett språk de förstår bra",
        "en": "more who were not fully helped in a language they understand well",
    },
    Sign.LOWER: {
        "sv": "färre som inte fått hjälp fullt ut på ett språk de förstår bra",
        "en": "fewer who were not fully helped in a language they understand well",
    },
}
NOT_DIGITAL: dict[Sign, Texts] = {
    Sign.HIGHER: {
        "sv": "större andel som inte använder e\u2060-\u2060tjänst där den finns",
        "en": "a larger share not using an e-service where there is one",
    },
    Sign.LOWER: {
        "sv": "mindre andel som inte använder e\u2060-\u2060tjänst där den finns",
        "en": "a smaller share not using an e-service where there is one",
    },
}
ANSWERING: dict[Sign, Texts] = {
    Sign.HIGHER: {"sv": "större andel som svarar på enkäten", "en": "a larger share answering the survey"},
    Sign.LOWER: {"sv": "mindre andel som svarar på enkäten", "en": "a smaller share answering the survey"},
}
CERTAIN: Texts = {
    "sv": "{signs} än i övriga kommunen.",
    "en": "{signs} than in the rest of the municipality.",
}
NONE_CERTAIN: Texts = {
    "sv": "Inget av tecknen skiljer sig säkert från övriga kommunen. Det betyder inte att de är lika.",
    "en": "None of the signs certainly differs from the rest of the municipality. That does not mean that they "
    "are the same.",
}
TOO_FEW: Texts = {
    "sv": "Dolt för att skydda de som svarat. Underlaget säger inget om kommundelen.",
    "en": "Hidden to protect those who answered. The figures say nothing about the district.",
}

MORE_VISITS: Texts = {
    "sv": "I {districts} görs fler besök per invånare än i övriga kommunen.",
    "en": "In {districts} more visits are made per resident than in the rest of the municipality.",
}
BETTER_VISITS: Texts = {
    "sv": "Besöken får bättre omdömen i {districts}.",
    "en": "Visits are rated better in {districts}.",
}
WORSE_VISITS: Texts = {
    "sv": "Vid besök brister likvärdig service i {districts}.",
    "en": "Equal service at visits is lacking in {districts}.",
}
MORE_LANGUAGE: Texts = {
    "sv": "I {districts} är det fler som inte fått hjälp fullt ut på ett språk de förstår bra.",
    "en": "In {districts} more were not fully helped in a language they understand well.",
}
LIMIT: Texts = {
    "sv": "Vad ett nytt kontor skulle ge går inte att mäta med de här siffrorna.",
    "en": "What a new office would bring cannot be measured with these figures.",
}
NOTHING: Texts = {
    "sv": "Inget tecken är säkert högre i någon kommundel än i övriga kommunen.",
    "en": "No sign is certainly higher in any district than in the rest of the municipality.",
}


def presence_finding(evidence: Evidence) -> Finding:
    """One district's certain differences in one sentence, in the order of the signs; that there are none; or
    that everything is hidden. Raises KeyError when a name lacks Swedish or English."""
    signs = _certain(evidence)
    if signs:
        said = told(
            CERTAIN, lambda tongue: {"signs": tongue.listed([each[tongue.language] for each in signs])}
        )
    else:
        said = told(TOO_FEW if evidence.is_hidden else NONE_CERTAIN, lambda _: {})
    return Finding(Kind.PRESENCE, None, said, evidence.district.id, None, (evidence,))


def presence_lead(evidence: Iterable[Evidence]) -> Finding:
    """Where more visits are made, where they are rated otherwise, and where help in a language fails more often;
    districts in alphabetical order, each sentence left out where it names none; last what cannot be told."""
    held = tuple(evidence)
    wanted: tuple[tuple[Texts, Callable[[Evidence], bool]], ...] = (
        (MORE_VISITS, lambda each: each.visits is Sign.HIGHER),
        (BETTER_VISITS, lambda each: each.verdict is Verdict.BETTER),
        (WORSE_VISITS, lambda each: each.verdict is Verdict.LACKING),
        (MORE_LANGUAGE, lambda each: each.language is Sign.HIGHER),
    )
    said = [_where(template, [each for each in held if holds(each)]) for template, holds in wanted]
    if not any(said):
        said = [told(NOTHING, lambda _: {})]
    whole = together(*said, told(LIMIT, lambda _: {}))
    return Finding(Kind.PRESENCE, None, whole, None, None, held)


def _certain(evidence: Evidence) -> list[Texts]:
    found = (
        VISITS.get(evidence.visits),
        VERDICT.get(evidence.verdict) if evidence.verdict else None,
        LANGUAGE.get(evidence.language),
        NOT_DIGITAL.get(evidence.not_digital),
        ANSWERING.get(evidence.answering),
    )
    return [each for each in found if each is not None]


def _where(template: Texts, held: Sequence[Evidence]) -> Sentences | None:
    if not held:
        return None

    def values(tongue: Tongue) -> dict[str, str | Sentence]:
        named = sorted(
            (each.district for each in held), key=lambda each: alphabetical(each.texts[tongue.language])
        )
        parts: tuple[Part, ...] = places(tuple(named), tongue)
        return {"districts": parts}

    return told(template, values)
