"""Which themes a comment carries: by its words as a whole, clause by clause, and by what the codebook knows."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analysis.faults import InputError
from analysis.themes.clauses import clauses_of
from analysis.themes.codebook import Codebook, KnownTheme
from analysis.themes.embedding import Embedding
from analysis.themes.found import MOST
from analysis.themes.labelling import Labeller
from analysis.themes.lexicon import Lexicon
from analysis.themes.matching import Matcher
from analysis.themes.wording.language import identified

CLEAR = 0.0  # a clause's margin from which it is about a theme of its own
_NAMED = 0.5  # what a known phrase in a clause weighs, in margins
_FORMAT = 1

Scored = list[tuple[int, float]]  # (theme, how clearly), the primary first


@dataclass(frozen=True)
class Part:
    """What labels one language's texts; `targets` gives each cluster's theme, -1 none."""

    language: str
    labeller: Labeller
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Assigner:
    """`main` is the language of texts whose own cannot be told; `known` codebook position → theme; `matcher` is
    the codebook's, where there is one already."""

    main: str
    parts: tuple[Part, ...]
    codebook: Codebook | None
    known: Mapping[int, int]
    themes: int
    matcher: Matcher | None = field(default=None, compare=False, repr=False)

    def assign(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> list[tuple[int, ...]]:
        """Themes of each text, the primary first; empty is *other*. Raises ValueError for unequal lengths."""
        return [tuple(theme for theme, _ in each) for each in self.scored(texts, languages)]

    def scored(
        self,
        texts: Sequence[str],
        languages: Sequence[str] | None = None,
        lexicon: Lexicon | None = None,
    ) -> list[Scored]:
        """The same with how clearly each theme is there. A `lexicon` given keeps the words for the next time."""
        lexicon = Lexicon() if lexicon is None else lexicon
        told = identified(texts) if languages is None else list(languages)
        spoken = [language or self.main for language in told]
        pieces = [
            each if len(each) > 1 else [text]
            for text, each in zip(texts, clauses_of(texts, spoken), strict=True)
        ]
        whole = self._margins(texts, spoken, lexicon)
        several = [i for i, each in enumerate(pieces) if len(each) > 1]
        flat = [(clause, spoken[i]) for i in several for clause in pieces[i]]
        parts = self._margins([clause for clause, _ in flat], [language for _, language in flat], lexicon)
        starts = np.cumsum([0, *(len(pieces[i]) for i in several)])
        by_text = {i: parts[starts[n] : starts[n + 1]] for n, i in enumerate(several)}
        named = self._named(texts, pieces, spoken)
        return [self._one(whole[i], by_text.get(i), named.get(i, {})) for i in range(len(texts))]

    def renumbered(self, place: Mapping[int, int]) -> Assigner:
        """The same with other numbers for the themes; those without one are left out."""
        parts = tuple(
            replace(part, targets=tuple(place.get(each, -1) for each in part.targets)) for part in self.parts
        )
        known = {which: place[theme] for which, theme in self.known.items() if theme in place}
        return replace(self, parts=parts, known=known, themes=len(place))

    def _margins(self, texts: Sequence[str], spoken: Sequence[str], lexicon: Lexicon) -> np.ndarray:
        """Texts × themes: the margin above what its cluster asks for; -inf where nothing can be said."""
        found = np.full((len(texts), self.themes), -np.inf, dtype=np.float32)
        for part in self.parts:
            mine = [i for i, language in enumerate(spoken) if language == part.language]
            if not mine:
                continue
            margins = part.labeller.margins([texts[i] for i in mine], [part.language] * len(mine), lexicon)
            margins = np.where(np.isnan(margins), -np.inf, margins)
            # Below what its cluster asks for a theme is not there at all.
            margins[margins < part.labeller.least] = -np.inf
            for cluster, theme in enumerate(part.targets):
                if theme >= 0:
                    found[mine, theme] = np.maximum(found[mine, theme], margins[:, cluster])
        return found

    def _named(
        self, texts: Sequence[str], pieces: Sequence[Sequence[str]], spoken: Sequence[str]
    ) -> dict[int, dict[int, float]]:
        """By text: the known themes its clauses name, and how many clauses do."""
        if self._matcher is None:
            return {}
        owners = [i for i, each in enumerate(pieces) for _ in each]
        flat = [clause for each in pieces for clause in each]
        matches = self._matcher.many(flat, [spoken[i] for i in owners])
        found: dict[int, dict[int, float]] = {}
        for owner, each in zip(owners, matches, strict=True):
            for which in each:
                if which in self.known:
                    mine = found.setdefault(owner, {})
                    mine[self.known[which]] = mine.get(self.known[which], 0.0) + _NAMED
        return found

    def _one(self, whole: np.ndarray, parts: np.ndarray | None, named: Mapping[int, float]) -> Scored:
        scores: dict[int, float] = dict(named)
        first = int(whole.argmax()) if len(whole) and np.isfinite(whole.max()) else -1
        if parts is not None and parts.size:
            for row in parts:
                theme = int(row.argmax())
                if row[theme] >= CLEAR:
                    scores[theme] = max(scores.get(theme, 0.0), float(row[theme]))
        if first >= 0 and (whole[first] >= CLEAR or not scores):
            scores[first] = scores.get(first, 0.0) + max(0.0, float(whole[first])) + 1.0
        elif first in scores:
            scores[first] += 1.0
        return sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:MOST]

    @cached_property
    def _matcher(self) -> Matcher | None:
        if not (self.codebook and self.known):
            return None
        return self.matcher or Matcher(self.codebook)

    def as_bytes(self) -> bytes:
        """A zip of plain numbers and JSON; nothing pickled. An embedding is to be given again."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
            # Without the hour they are written: equal themes are equal bytes.
            archive.writestr(zipfile.ZipInfo("told.json"), json.dumps(self._told()))
            for number, part in enumerate(self.parts):
                archive.writestr(zipfile.ZipInfo(f"{number}.npz"), part.labeller.as_bytes())
        return held.getvalue()

    def _told(self) -> dict[str, object]:
        themes = self.codebook.themes if self.codebook else ()
        return {
            "format": _FORMAT,
            "main": self.main,
            "themes": self.themes,
            "parts": [{"language": part.language, "targets": part.targets} for part in self.parts],
            "known": list(self.known.items()),
            "codebook": [
                {
                    "id": each.id,
                    "names": dict(each.names),
                    "phrases": {k: list(v) for k, v in each.phrases.items()},
                    "yields_to": each.yields_to,
                }
                for each in themes
            ],
        }

    @classmethod
    def from_bytes(cls, held: bytes, embedding: Embedding | None = None) -> Assigner:
        """What `as_bytes` gave. Raises InputError for anything else."""
        try:
            with zipfile.ZipFile(io.BytesIO(held)) as archive:
                told = json.loads(archive.read("told.json"))
                parts = tuple(_parts(archive, told["parts"], embedding))
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise InputError(["these bytes hold no themes"]) from error
        if told.get("format") != _FORMAT:
            raise InputError([f"themes saved in format {told.get('format')}; format {_FORMAT} is read"])
        themes = tuple(
            KnownTheme(
                each["id"],
                each["names"],
                {language: tuple(said) for language, said in each["phrases"].items()},
                tuple(each.get("yields_to", ())),
            )
            for each in told["codebook"]
        )
        known = {int(which): int(theme) for which, theme in told["known"]}
        return cls(told["main"], parts, Codebook(themes) if themes else None, known, int(told["themes"]))


def _parts(
    archive: zipfile.ZipFile, told: Sequence[Mapping[str, object]], embedding: Embedding | None
) -> Iterator[Part]:
    for number, each in enumerate(told):
        labeller = Labeller.from_bytes(archive.read(f"{number}.npz"), embedding)
        targets = each["targets"]
        assert isinstance(targets, list)
        yield Part(str(each["language"]), labeller, tuple(int(theme) for theme in targets))
