"""What a finding is: sentences made of parts, so that a page can link the places named in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from analysis.findings.tongue import AND, Tongue
from analysis.verdict import Verdict

LANGUAGES = ("sv", "en")
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; `place` is the id of the district it names."""

    text: str
    place: str | None = None


Sentence = tuple[Part, ...]
Sentences = Mapping[str, Sentence]
Values = Mapping[str, "str | Sentence"]


@dataclass(frozen=True, slots=True)
class Named:
    """A district, channel or group as a sentence names it, per language: a district by its name, a channel
    by its phrase ("by phone"), a group by its noun ("errands in Turkish")."""

    id: str
    texts: Texts


class Kind(StrEnum):
    """What the finding is about. The order of members is not the order of reading."""

    CELL = "cell"
    MIX = "mix"  # a raw difference that does not remain, like with like
    HIDDEN = "hidden"
    OVERVIEW = "overview"
    DISTRICT = "district"
    CANNOT_TELL = "cannot_tell"
    CHANGE = "change"
    USE = "use"
    RESPONSE = "response"
    PRESENCE = "presence"
    PAIR = "pair"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Finding:
    """`figures` are the results the sentence is said on: every number in it can be recomputed from them."""

    kind: Kind
    verdict: Verdict | None
    sentences: Sentences
    district: str | None
    channel: str | None
    figures: tuple[object, ...]


def plain(sentence: Sentence) -> str:
    """The sentence as text."""
    return "".join(part.text for part in sentence)


def told(template: Texts, values: Callable[[Tongue], Values], margin: float = 0.05) -> Sentences:
    """The template filled in for each language; the first letter is made a capital."""
    made = {code: _filled(template[code], values(Tongue(code, margin))) for code in LANGUAGES}
    return {code: _capital(sentence) for code, sentence in made.items()}


def together(*sentences: Sentences | None) -> Sentences:
    """Several sentences after one another; those that are None are left out."""
    said = [each for each in sentences if each is not None]
    return {code: _spaced([each[code] for each in said]) for code in LANGUAGES}


def place(named: Named, tongue: Tongue) -> Sentence:
    """A district's name, linked."""
    return (Part(named.texts[tongue.language], named.id),)


def places(named: tuple[Named, ...], tongue: Tongue) -> Sentence:
    """Several districts, each linked: `Flemingsberg och Vårby`."""
    parts: list[Part] = []
    for number, each in enumerate(named):
        if number:
            parts.append(Part(AND[tongue.language] if number == len(named) - 1 else ", "))
        parts.extend(place(each, tongue))
    return tuple(parts)


def _filled(template: str, values: Values) -> Sentence:
    parts: list[Part] = []
    for text, name, _, _ in Formatter().parse(template):
        value = values[name] if name is not None else ""
        parts += [Part(text)] if text else []
        parts += [Part(value)] if isinstance(value, str) else list(value)
    return _merged(parts)


def _merged(parts: list[Part]) -> Sentence:
    """Neighbours without a link become one part."""
    merged: list[Part] = []
    for part in parts:
        if merged and part.place is None and merged[-1].place is None:
            merged[-1] = Part(merged[-1].text + part.text)
        elif part.text:
            merged.append(part)
    return tuple(merged)


def _capital(sentence: Sentence) -> Sentence:
    first, *rest = sentence
    return (Part(first.text[:1].upper() + first.text[1:], first.place), *rest)


def _spaced(sentences: list[Sentence]) -> Sentence:
    parts: list[Part] = []
    for number, sentence in enumerate(sentences):
        parts += [Part(" "), *sentence] if number else sentence
    return _merged(parts)
