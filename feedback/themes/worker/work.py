"""The ways into the process: it holds comments, groups them, hands them over in parts, and reads new ones."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from analysis.themes.codebook import read_codebook
from analysis.themes.discovery import Discovery, Progress, ThemeModel, discover, model_from_bytes
from analysis.themes.identity import Identity, identities
from analysis.themes.wording.language import identified
from feedback.quarters import quarter_of
from feedback.themes.found import Fate, Group, Grouping, Placed
from feedback.themes.worker.held import Held
from feedback.themes.worker.redacting import readable

ESTABLISHED = 10  # comments in a quarter: before that, a theme is an exception

_held: list[Held] = []
_found: list[Discovery] = []
_model: list[ThemeModel] = []


def ready() -> int:
    """Says that the process is warm; gives its id."""
    return os.getpid()


def begin() -> None:
    """Forget what was held, and hold anew."""
    _held[:] = [Held()]
    _found.clear()


def hold(rows: Sequence[tuple[int, date | str, str]]) -> None:
    _held[0].add(rows)


def hold_before(rows: Sequence[tuple[int, int, bool]]) -> None:
    _held[0].add_before(rows)


def group(
    wanted: int | None, seed: int, codebook: str, themes: Sequence[tuple[int, str | None]], told: str
) -> Grouping:
    """Group what is held; `themes` are the earlier ones with their ids in the codebook."""
    held = _held[0]
    found = discover(
        held.texts,
        themes=wanted,
        codebook=read_codebook(codebook),
        seed=seed,
        known=held.examples(),
        progress=_telling(Path(told)),
    )
    _found[:] = [found]
    carriers = _carriers(found)
    return Grouping(
        groups=_groups(found, held, carriers),
        fates=_fates(found, held, carriers, themes),
        merges=tuple((each.first, each.second, float(each.nearness)) for each in found.merges),
        stability=float(found.stability),
        comments=len(held.texts),
        model=found.model.as_bytes(),
    )


def part(start: int, number: int) -> list[Placed]:
    """Some of the comments held, with their groups."""
    held, found = _held[0], _found[0]
    chosen = _chosen(found)
    return [
        Placed(
            held.responses[at],
            held.texts[at],
            found.languages[at],
            tuple((group, chosen.get((group, at), 0)) for group in found.assigned[at]),
        )
        for at in range(start, min(start + number, len(held.texts)))
    ]


def load(model: bytes) -> None:
    _model[:] = [model_from_bytes(model)]


def assign(rows: Sequence[tuple[int, str]]) -> list[Placed]:
    """New comments with their languages and themes."""
    texts = [readable(text) for _, text in rows]
    languages = identified(texts)
    placed = zip(rows, texts, languages, _model[0].assign(texts, languages), strict=True)
    return [
        Placed(response, text, language, tuple((int(group), 0) for group in groups))
        for (response, _), text, language, groups in placed
    ]


def _telling(file: Path) -> Progress:
    """Says in a file how far it has come; replaced whole, so that no reader meets half a line."""

    def tell(stage: str, share: float) -> None:
        fresh = file.with_suffix(".new")
        fresh.write_text(f"{share:.4f} {stage}", encoding="utf-8")
        fresh.replace(file)

    return tell


def _carriers(found: Discovery) -> list[list[int]]:
    """The positions of each group's comments."""
    carriers: list[list[int]] = [[] for _ in found.themes]
    for at, groups in enumerate(found.assigned):
        for group in groups:
            carriers[group].append(at)
    return carriers


def _groups(found: Discovery, held: Held, carriers: Sequence[Sequence[int]]) -> tuple[Group, ...]:
    return tuple(
        Group(
            key=theme.key,
            name=theme.label["sv"],
            name_en=theme.label.get("en", ""),
            keywords=tuple(theme.keywords),
            n=len(mine),
            first_quarter=_first_quarter([held.weeks[at] for at in mine]),
        )
        for theme, mine in zip(found.themes, carriers, strict=True)
    )


def _first_quarter(weeks: Sequence[date]) -> str:
    """The first with at least ESTABLISHED comments; the one with most where none has."""
    counts = Counter(quarter_of(week).code for week in weeks)
    if not counts:
        return ""
    established = [code for code, n in counts.items() if n >= ESTABLISHED]
    return min(established) if established else max(counts, key=lambda code: (counts[code], code))


def _fates(
    found: Discovery, held: Held, carriers: Sequence[Sequence[int]], themes: Sequence[tuple[int, str | None]]
) -> tuple[Fate, ...]:
    before = {theme: held.before.get(theme, set()) for theme, _ in themes}
    after = [[held.responses[at] for at in mine] for mine in carriers]
    known_before = {theme: key for theme, key in themes if key is not None}
    met = identities(before, after, [theme.key for theme in found.themes], known_before)
    return tuple(_fate(each) for each in met)


def _fate(each: Identity) -> Fate:
    tie = each.tie
    shares = (tie.shared, round(100 * tie.of_theme), round(100 * tie.of_group)) if tie else (0, 0, 0)
    return Fate(str(each.kind), each.group, each.theme, each.into, *shares, by_codebook=each.by_codebook)


def _chosen(found: Discovery) -> dict[tuple[int, int], int]:
    """(group, comment) → its rank among the group's quotes, 1 the best."""
    return {
        (group, at): rank
        for group, theme in enumerate(found.themes)
        for rank, at in enumerate(theme.quotes, 1)
    }
