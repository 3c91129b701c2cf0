"""Known themes of public service: what a codebook holds, read from TOML with everything that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.faults import InputError
from analysis.themes.wording.spelling import folded, one_spelling, words

FORMAT = 1
NAMED_IN = ("sv", "en")  # staff read theme names in these
SHORTEST_OPEN = 2  # letters beside a wildcard; with fewer it would match half of the dictionary
_ID = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_TOP_KEYS = {"format", "drafted", "theme"}
_THEME_KEYS = {"id", "name", "phrases", "yields_to"}


@dataclass(frozen=True)
class KnownTheme:
    """One theme with the same identity in all languages and quarters. `names` are by sv and en; `phrases` are by
    language what residents write: words on word boundaries, `*` for any beginning or ending of a word, several
    words in this order with at most two others between each. `yields_to` are ids of narrower themes: a clause that
    names one of them is not about this one as well."""

    id: str
    names: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    yields_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """`drafted` are languages whose phrases no native speaker has read yet."""

    themes: tuple[KnownTheme, ...]
    drafted: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({language for theme in self.themes for language in theme.phrases}))


@dataclass(frozen=True)
class Part:
    """One word of a phrase, in one spelling."""

    letters: str
    open_start: bool
    open_end: bool


def read_codebook(text: str) -> Codebook:
    """The codebook a TOML text describes. Raises InputError with every fault, each naming theme and language."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError([f"The codebook is not TOML: {error}"]) from error
    faults = list(_faults(values))
    if faults:
        raise InputError(faults)
    themes = tuple(
        KnownTheme(
            value["id"],
            dict(value["name"]),
            {key: tuple(said) for key, said in value["phrases"].items()},
            tuple(value.get("yields_to", ())),
        )
        for value in values["theme"]
    )
    return Codebook(themes, tuple(values.get("drafted", ())))


def parts_of(phrase: str) -> tuple[Part, ...] | None:
    """The words of a phrase; None where it cannot be used: empty, not words, or a wildcard with hardly a letter."""
    found = tuple(_part(piece) for piece in phrase.split())
    return tuple(part for part in found if part) if found and all(found) else None


def _part(piece: str) -> Part | None:
    bare = piece[piece.startswith("*") : len(piece) - piece.endswith("*")]
    letters = folded(bare)
    if words(bare) != (letters,) or (bare != piece and len(letters) < SHORTEST_OPEN):
        return None
    return Part(one_spelling(letters), piece.startswith("*"), piece.endswith("*"))


def _faults(values: Mapping[str, object]) -> Iterator[str]:
    if values.get("format") != FORMAT:
        yield f"format must be {FORMAT}, this is {values.get('format')!r}"
    yield from (f"Unknown key {key!r}" for key in values if key not in _TOP_KEYS)
    if not _are_texts(values.get("drafted", [])):
        yield "drafted must be a list of languages"
    themes = values.get("theme")
    if not isinstance(themes, list) or not themes:
        yield "There is no [[theme]]"
        return
    said: dict[tuple[str, tuple[Part, ...]], str] = {}
    ids: set[object] = set()
    for place, theme in enumerate(themes, 1):
        if not isinstance(theme, dict):
            yield f"Theme {place} is not a table"
            continue
        yield from _theme_faults(theme, place, ids, said)
    yield from _yielding_faults([theme for theme in themes if isinstance(theme, dict)], ids)


def _yielding_faults(themes: Sequence[Mapping[str, object]], ids: set[object]) -> Iterator[str]:
    for theme in themes:
        who, narrower = f"Theme {theme.get('id')}", theme.get("yields_to", [])
        if not isinstance(narrower, list) or not _are_texts(narrower):
            yield f"{who}: yields_to must be a list of ids of other themes"
            continue
        yield from (f"{who}: yields_to names {id!r}, which is no theme" for id in narrower if id not in ids)
        if theme.get("id") in narrower:
            yield f"{who}: a theme cannot yield to itself"


def _theme_faults(
    theme: Mapping[str, object], place: int, ids: set[object], said: dict[tuple[str, tuple[Part, ...]], str]
) -> Iterator[str]:
    own, names, phrases = theme.get("id"), theme.get("name"), theme.get("phrases")
    who = f"Theme {own if isinstance(own, str) else place}"
    if not isinstance(own, str) or not _ID.fullmatch(own):
        yield f"{who}: the id must be small letters, digits and _, this is {own!r}"
    elif own in ids:
        yield f"{who}: another theme has the same id"
    else:
        ids.add(own)
    yield from (f"{who}: unknown key {key!r}" for key in theme if key not in _THEME_KEYS)
    for language in NAMED_IN:
        name = names.get(language) if isinstance(names, dict) else None
        if not isinstance(name, str) or not name.strip():
            yield f"{who}: name.{language} is missing"
    if not isinstance(phrases, dict) or not phrases:
        yield f"{who}: there are no phrases"
        return
    for language, listed in phrases.items():
        yield from _phrase_faults(who, language, listed, said)


def _phrase_faults(
    who: str, language: str, listed: object, said: dict[tuple[str, tuple[Part, ...]], str]
) -> Iterator[str]:
    where = f"{who}, {language}"
    if not _LANGUAGE.fullmatch(language):
        yield f"{where}: a language is written with two or three small letters"
    if not isinstance(listed, list) or not listed or not _are_texts(listed):
        yield f"{where}: phrases must be a list of texts with at least one"
        return
    for phrase in listed:
        parts = parts_of(phrase)
        if parts is None:
            yield f"{where}: {phrase!r} is no phrase; write words, each with * at an end if it may go on there"
            continue
        first = said.setdefault((language, parts), who)
        if first != who:
            yield f"{where}: {phrase!r} is also under {first[0].lower()}{first[1:]}"


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
