"""Free text as residents write it: whole sentences and clauses put together, then roughened a little. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).parent / "comments"
NOISE_THEME = "noise"
MOODS = ("negative", "positive")
CLAUSES = {"negative": "minus", "positive": "plus"}

# Nobody's: born in the 1890s or made up for tests, phone numbers set aside for fiction, a domain nobody can own.
IDENTITY_NUMBERS = ("19121212-1212", "121212-1212", "18900101-9802", "189001029819", "18900103-9826")
LANDLINES = tuple(f"08-465 004 {last:02}" for last in range(1, 99))
MOBILES = tuple(f"070-174 06 {last:02}" for last in range(5, 99))
LOCAL_PARTS = ("exempel", "fam.exempel", "e.exempel", "exempel.1962", "mamma.exempel")

OPENS, CLOSES, ONE_MORE, CLAUSED = 0.07, 0.28, 0.13, 0.6  # how often, of comments


@dataclass(frozen=True)
class Part:
    """A theme and the mood it is spoken of in: negative or positive."""

    theme: str
    mood: str


@dataclass(frozen=True)
class Setting:
    """What the gaps of the sentences are filled with, and how satisfied the writer is (1 to 5)."""

    place: str
    service: str
    matter: str
    score: int


@dataclass(frozen=True)
class Voice:
    """The sentences of one language."""

    language: str
    words: Mapping[str, Any]

    def can_say(self, part: Part) -> bool:
        return bool(self.words["theme"].get(part.theme, {}).get(part.mood))

    def sentences(self, part: Part) -> Sequence[str]:
        return self.words["theme"][part.theme][part.mood]  # type: ignore[no-any-return]

    def clauses(self, part: Part) -> Sequence[str]:
        return self.words["theme"][part.theme].get(CLAUSES[part.mood], [])  # type: ignore[no-any-return]

    def noises(self, score: int) -> Sequence[str]:
        """What is said by those who say nothing: yes and no, thumbs up and down."""
        nothing: Mapping[str, list[str]] = self.words["theme"][NOISE_THEME]
        return nothing["neutral"] + (
            nothing["positive"] if score >= 4 else nothing["negative"] if score <= 2 else []
        )


@cache
def voices() -> Mapping[str, Voice]:
    """Every language comments are written in."""
    return {
        path.stem: Voice(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.toml"))
    }


def comment(voice: Voice, parts: Sequence[Part], at: Setting, random: Random) -> str:
    """A comment on the themes of `parts`; without any, the kind that says nothing."""
    if not parts:
        return random.choice(voice.noises(at.score))
    text = _said(voice, parts, random)
    more = random.choice(voice.sentences(parts[0]))
    if random.random() < ONE_MORE and more not in text:
        text = f"{text} {more}"
    if random.random() < OPENS:
        text = _opened(random.choice(voice.words["openers"]), text)
    if random.random() < CLOSES:
        text = f"{text} {random.choice(_closers(voice, parts, at.score))}"
    return roughened(_filled(voice, text, at, random), at.score, random)


def with_personal_data(text: str, voice: Voice, random: Random) -> str:
    """The same comment with a number or an address in it, as some residents write although asked not to."""
    sentence: str = random.choice(voice.words["personal"])
    return f"{text} " + sentence.format(
        personnummer=random.choice(IDENTITY_NUMBERS),
        phone=random.choice(random.choice((LANDLINES, MOBILES))),
        email=f"{random.choice(LOCAL_PARTS)}@example.com",
    )


def _said(voice: Voice, parts: Sequence[Part], random: Random) -> str:
    if len(parts) == 2 and random.random() < CLAUSED and all(map(voice.clauses, parts)):
        return _joined(voice, parts, random)
    return " ".join(random.choice(voice.sentences(part)) for part in parts)


def _joined(voice: Voice, parts: Sequence[Part], random: Random) -> str:
    """Two clauses in one sentence: praise and complaint against each other, or two of a kind."""
    first, second = (random.choice(voice.clauses(part)) for part in parts)
    if parts[0].mood == parts[1].mood:
        return f"{_capital(first)}. {_capital(second)}."
    praise, complaint = (first, second) if parts[0].mood == "positive" else (second, first)
    pattern = random.choice([*voice.words["joins"], *voice.words["joins_up"]])
    return _capital(pattern.format(a=praise, b=complaint)) + "."


def _opened(opener: str, text: str) -> str:
    return f"{opener} {text}" if opener[-1] in ".!" else f"{opener} {text[:1].lower()}{text[1:]}"


def _closers(voice: Voice, parts: Sequence[Part], score: int) -> Sequence[str]:
    """A last word in keeping with what was said and with the score."""
    moods = {part.mood for part in parts}
    if moods == {"positive"} and score >= 3:
        kind = "closers_happy"
    else:
        kind = "closers_angry" if moods == {"negative"} and score <= 2 else "closers_mixed"
    return voice.words[kind]  # type: ignore[no-any-return]


def _filled(voice: Voice, text: str, at: Setting, random: Random) -> str:
    """Each gap filled by itself, so that two of a kind may differ."""
    slots: Mapping[str, Sequence[str]] = voice.words["slots"]
    matter = voice.words.get("matter", {}).get(at.service, at.matter)
    for name, words in (*slots.items(), ("place", [at.place]), ("matter", [matter])):
        while (gap := "{" + name + "}") in text:
            text = text.replace(gap, random.choice(words), 1)
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def roughened(text: str, score: int, random: Random) -> str:
    """As written on a phone in a hurry: small letters, no full stop, a slip here and there."""
    habit = random.random()
    if habit < 0.24:
        text = text.lower()
    elif habit < 0.25 and score <= 2:
        text = text.upper()
    if random.random() < 0.38 and text.endswith("."):
        text = text[:-1]
    if random.random() < 0.12:
        text = text.replace(",", "")
    if score <= 2 and random.random() < 0.10:
        text = text.rstrip(".") + random.choice(("!", "!!", "!!!"))
    if random.random() < 0.03:
        text = text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    return _mistyped(text, random) if random.random() < 0.15 else text


def _mistyped(text: str, random: Random) -> str:
    """One slip in one longer word: two letters swapped, one left out, one doubled."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if long:
        place = random.choice(long)
        words[place] = _slipped(words[place], random)
    return " ".join(words)


def _slipped(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 2)
    slip = random.randrange(3)
    if slip == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if slip == 1 else word[: at + 1] + word[at:]
