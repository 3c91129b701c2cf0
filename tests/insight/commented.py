"""Responses with comments and themes in a real database, counted into the cube as answering would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from feedback.cells import UPSERT_CELL, Dimensions, cell_keys, counted
from feedback.database.statements import Many, Procedure
from feedback.database.writer import run_procedure
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.insight.desk import Desk
from feedback.insight.figures import Scope
from feedback.insight.period import offered_periods
from feedback.insight.selection import over
from feedback.insight.theme_figures import ThemeFigures, ThemeRequest, ThemesFigures, ThemesRequest
from feedback.quarters import quarter_of
from feedback.service import Service
from feedback.tables import Answer, Comment, Response, Theme, ThemeAnswer, ThemeRun
from tests import world
from tests.insight import nasty_world

RUN, OLD_RUN = 1, 2
WAIT, STAFF, LETTERS, MERGED_AWAY, FORGOTTEN = 11, 12, 13, 14, 15
ROWS = 400  # at a time: SQLite takes so many parameters


@dataclass(frozen=True)
class Remark:
    """One response: where, how satisfied (None: did not say), and its themes; None where it has no comment."""

    week: date
    channel: str
    district: str | None
    service: str | None = "housing"
    language: str = "sv"
    score: int | None = 4
    themes: tuple[int, ...] | None = ()

    @property
    def dimensions(self) -> Dimensions:
        return Dimensions(
            week=self.week,
            channel=self.channel,
            district=self.district,
            service=self.service,
            language=self.language,
        )


async def write(service: Service, remarks: Sequence[Remark]) -> None:
    """Responses, answers, comments, themes, cube and funnel; two groupings of which the first is in use."""
    for start in range(0, len(remarks), ROWS):
        await _rows(remarks[start : start + ROWS], 1 + start)
    await run_procedure(service.engine, _counting(service, remarks))


async def themes(*more: Theme) -> None:
    """A grouping that is done, an older one, and five themes of which one was merged and one is gone."""
    for run, day in ((OLD_RUN, 1), (RUN, 2)):
        at = world.NOW.replace(day=day)
        await ThemeRun(id=run, state="done", asked_at=at, finished_at=at).save()
    for id in (WAIT, STAFF, LETTERS):
        await Theme(id=id, known=f"known-{id}", name=str(id), made_at=world.NOW).save()
    await Theme(id=MERGED_AWAY, name="m", state="merged", merged_into=WAIT, made_at=world.NOW).save()
    await Theme(id=FORGOTTEN, name="g", state="gone", made_at=world.NOW).save()
    for theme in more:
        await theme.save()


async def _rows(remarks: Sequence[Remark], first: int) -> None:
    numbered = list(enumerate(remarks, first))
    await Response.insert(
        *(
            Response(
                id=id,
                survey="core",
                version="2026-11",
                channel=each.channel,
                district=each.district,
                service=each.service,
                language=each.language,
                mode="e_mail_link",
                layout="page",
                week=each.week,
                receipt_hash=str(id),
            )
            for id, each in numbered
        )
    )
    scores = [
        Answer(response=id, question="overall", score=each.score)
        for id, each in numbered
        if each.score is not None
    ]
    if scores:
        await Answer.insert(*scores)
    written = [(id, each) for id, each in numbered if each.themes is not None]
    if written:
        await Comment.insert(*(Comment(response=id, text="text", week=each.week) for id, each in written))
        await ThemeAnswer.insert(*_theme_rows(written))


def _theme_rows(written: Iterable[tuple[int, Remark]]) -> Iterator[ThemeAnswer]:
    for id, each in written:
        for place, theme in enumerate(each.themes or (None,)):
            yield ThemeAnswer(run=RUN, response=id, theme=theme, place=place)
        yield ThemeAnswer(run=OLD_RUN, response=id, theme=STAFF, place=0)


def _counting(service: Service, remarks: Sequence[Remark]) -> Procedure[None]:
    cells: Counter[int] = Counter()
    stages: Counter[int] = Counter()
    for each in remarks:
        scores = [] if each.score is None else [("core.overall", each.score)]
        cells.update(dict(counted(cell_keys(service.vocabulary, each.dimensions, scores))))
        for stage, n in ((Stage.CLOSED, 4), (Stage.INVITED, 4), (Stage.ANSWERED, 1)):
            stages[funnel_key(service.vocabulary, each.dimensions, stage)] += n
    yield Many(UPSERT_CELL, sorted(cells.items()))
    yield Many(UPSERT_FUNNEL, sorted(stages.items()))


def small_municipality(seed: int = 5, times: int = 4) -> Iterator[Remark]:
    """Lillåker over five quarters, many small groups; phones are waited for, most of all in Söderhagen."""
    chance = np.random.default_rng(seed)
    for place, _, answers in nasty_world.groups():
        for _ in range(answers * times):
            waits = 0.5 if place.district == "soderhagen" else 0.25
            carried = [WAIT] if chance.random() < (waits if place.channel == "phone" else 0.03) else []
            carried += [theme for theme, p in ((STAFF, 0.3), (LETTERS, 0.06)) if chance.random() < p]
            yield Remark(
                place.week,
                place.channel,
                place.district,
                place.service,
                "sv" if chance.random() < 0.8 else "fi",
                int(chance.integers(1, 6)) if chance.random() < 0.95 else None,
                tuple(carried) if chance.random() < 0.8 else None,
            )


class Small:
    """Lillåker with five closed quarters, and everything the desk tells of its themes."""

    def __init__(self, remarks: list[Remark], service: Service, desk: Desk, version: str) -> None:
        self.remarks, self.service, self.desk, self.version = remarks, service, desk, version
        self.known = tuple(sorted({quarter_of(each.week) for each in remarks}))

    def scopes(self) -> list[Scope]:
        return [over(period, self.known).scope for period in offered_periods(self.known)]

    @property
    def newest_year(self) -> Scope:
        return self.scopes()[0]

    async def all(self, scope: Scope) -> ThemesFigures:
        found = await self.desk.figures(self.service, ThemesRequest(scope, self.version))
        assert isinstance(found, ThemesFigures)
        return found

    async def one(self, scope: Scope, theme: int) -> ThemeFigures:
        found = await self.desk.figures(self.service, ThemeRequest(scope, self.version, theme))
        assert isinstance(found, ThemeFigures)
        return found

    def count(self, quarters: tuple[str, ...], theme: int | None = None, **where: str | None) -> int:
        """Comments, by hand: those of a theme, or all."""
        return sum(
            each.themes is not None
            and (theme is None or theme in each.themes)
            and quarter_of(each.week).code in quarters
            and all(getattr(each, name) == value for name, value in where.items())
            for each in self.remarks
        )
