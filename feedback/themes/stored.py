"""Themes, runs, comments and the log as pages read them: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from feedback.quarters import Quarter, quarter_of


@dataclass(frozen=True, slots=True)
class StoredTheme:
    """`keywords` are residents' own words. `is_new`: found for the first time by the run in use, while there had
    been runs before. `newest_edit` names the state a page shows: whoever edits the theme hands it back as `seen`,
    see edits.py."""

    id: int
    known: str | None
    name: str
    name_en: str
    keywords: tuple[str, ...]
    state: str  # active, merged, gone
    is_named: bool
    first_quarter: str
    is_new: bool
    merged_into: int | None = None
    split_from: int | None = None
    newest_edit: int | None = None

    def named(self, language: str) -> str:
        """Its name in Swedish, or in English where it has one."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One grouping. `stage` is a word the page translates; `progress` and `stability` are per cent. A failed one
    has a `problem` written for people."""

    id: int
    state: str  # waiting, running, done, failed
    asked_by: int | None
    asked_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    stage: str
    progress: int
    wanted: int | None
    comments: int
    stability: int | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class LogLine:
    """What happened, when and by whom (`staff_name` is None for the service itself). `names` are those of the
    themes named, by id, as they are now; `detail` what else there is to tell, such as `before` and `after`."""

    id: int
    at: datetime
    staff: int | None
    staff_name: str | None
    kind: str
    theme: int | None
    other: int | None
    response: int | None
    detail: Mapping[str, object]
    names: Mapping[int, str]
    undone_at: datetime | None
    undone_by_name: str | None

    @property
    def may_be_undone(self) -> bool:
        """Whether undo is worth offering; what came later may still forbid it."""
        return self.staff is not None and self.undone_at is None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two themes a person may want as one, and how near they are, 0 to 1."""

    first: int
    second: int
    nearness: float


@dataclass(frozen=True, slots=True)
class StoredComment:
    """A comment with where it came from. `language` is the text's own as identified, "" where it could not be
    told; `answered_in` the language of the form. `themes`: the primary first, merges followed; empty is *other*.
    `released_in` are the themes it has been released as a quote of."""

    response: int
    text: str
    language: str
    answered_in: str
    week: date
    channel: str
    district: str | None
    office: str | None
    service: str | None
    score: int | None
    themes: tuple[int, ...]
    is_typical: bool = False
    by_person: bool = False
    released_in: tuple[int, ...] = ()

    @property
    def quarter(self) -> Quarter:
        return quarter_of(self.week)


@dataclass(frozen=True, slots=True)
class CommentFilter:
    """What to look for; what is None is not asked about. `theme` follows merges; `other` are those no theme fits.
    Quarters are codes, both included. `language` is the text's own as identified. `cells` are the only districts
    and channels comments may come from."""

    text: str = ""
    theme: int | None = None
    other: bool = False
    first_quarter: str | None = None
    last_quarter: str | None = None
    district: str | None = None
    channel: str | None = None
    office: str | None = None
    service: str | None = None
    language: str | None = None
    scores: tuple[int, ...] = ()
    cells: tuple[tuple[str | None, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class CommentPage:
    """The newest week first. `after` asks for the next page; None on the last."""

    rows: tuple[StoredComment, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class ReleasedQuoteLine:
    """A quote with its theme alone, who released it and when."""

    id: int
    response: int
    theme: int
    text: str
    released_by: int
    released_by_name: str
    released_at: datetime
