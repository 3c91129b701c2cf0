"""The analysis desk: a warm process of its own, so that residents' pages never wait for statistics.

The web process hands over the counts of closed quarters and gets plain figures back; it never imports
`analysis`, numpy or pandas itself. A closed quarter never changes, so its figures are kept for good.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from typing import Any

from feedback.errors import Busy
from feedback.insight.closed import Listed, closed_quarters, counts_of, keep_pattern
from feedback.insight.comment_counts import CommentCounts
from feedback.insight.comments_held import comments_version, held_comments
from feedback.insight.figures import ITEM_POINTS, ITEMS, OverviewRequest
from feedback.insight.period import default_period
from feedback.insight.recent import Recent
from feedback.insight.requests import Figures, Request, ThemeRequests
from feedback.insight.selection import over
from feedback.process import Process, ProcessDied
from feedback.service import Service
from feedback.vocabulary import CAPACITY, RESPONSE, Vocabulary, question_word

log = logging.getLogger("likvardig.desk")

ANSWER_SECONDS = 20.0
PREPARE_SECONDS = 300.0  # deciding what is hidden of a quarter happens once in its life
KEPT = 256
# The questions compared, and the points of their scales.
POINTS = {"overall": 5, "language": 3, **dict.fromkeys(ITEMS, ITEM_POINTS)}
LIST_KEPT_SECONDS = 5.0

Key = tuple[Request, tuple[str, ...]]


class Desk:
    """Figures of one service at a time, by one worker process."""

    def __init__(self, answer_seconds: float = ANSWER_SECONDS) -> None:
        self.process = Process(_ready)
        self.lists = Recent(LIST_KEPT_SECONDS)
        self._answer_seconds = answer_seconds
        self._told: _Told | None = None
        self._preparing: asyncio.Task[None] | None = None
        self._kept: OrderedDict[Key, Figures] = OrderedDict()

    def start(self) -> None:
        self.process.start()

    def stop(self) -> None:
        self.process.stop()

    async def closed(self, service: Service) -> tuple[Listed, ...]:
        """The closed quarters, the oldest first, as they were at most a few seconds ago."""
        return await self.lists.get(("closed", id(service)), closed_quarters)

    async def comments_version(self, service: Service) -> str:
        """The state of the comments that themes' figures are asked for in."""
        return await comments_version(await self.closed(service))

    async def figures(self, service: Service, request: Request) -> Figures:
        """The figures asked for. Raises Busy when they cannot be had in time."""
        listed = await self.closed(service)
        self._serve(service)
        key = request, tuple(each.content_hash for each in listed)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        figures = await self._asked(service, listed, request)
        self._kept[key] = figures
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return figures

    async def warm_up(self, service: Service) -> None:
        """Hand over what there is and ask for the first page's figures, so that no visitor waits for it."""
        closed = [each.quarter for each in await self.closed(service)]
        period = default_period(closed)
        if period is not None:
            await self.figures(service, OverviewRequest(over(period, closed).scope))

    def _serve(self, service: Service) -> None:
        """Forget everything about a service that was served before."""
        if self._told is None or self._told.service is not service:
            self._told, self._preparing = _Told(service), None
            self._kept.clear()

    async def _asked(self, service: Service, listed: tuple[Listed, ...], request: Request) -> Figures:
        for _attempt in range(2):
            try:
                await self._prepared(service, listed, version_in(request))
                # Nothing is awaited between the check above and the asking: the process knows all it needs.
                answer: Figures = await self.process.done(self._answer_seconds, _answer, request)
                return answer
            except ProcessDied:
                log.warning("The analysis process ended and was started again")
        raise Busy("Siffrorna kunde inte räknas ut just nu. Försök igen om en liten stund.")

    async def _prepared(self, service: Service, listed: tuple[Listed, ...], version: str | None) -> None:
        """Waits until the process holds every closed quarter, and the comments in the version asked for, if any.
        Many who wait, wait for the same work."""
        while not self._knows(service, listed, version):
            if self._preparing is None or self._preparing.done():
                self._preparing = asyncio.create_task(self._prepare(service, listed, version))
            try:
                await asyncio.wait_for(asyncio.shield(self._preparing), self._answer_seconds)
            except TimeoutError:
                raise Busy("Siffrorna förbereds. Försök igen om en liten stund.") from None

    def _knows(self, service: Service, listed: tuple[Listed, ...], version: str | None) -> bool:
        told = self._told
        return (
            told is not None
            and told.service is service
            and told.generation == self.process.generation
            and all(told.held.get(each.code) == each.content_hash for each in listed)
            and version in (None, told.comments)
        )

    async def _prepare(self, service: Service, listed: tuple[Listed, ...], version: str | None) -> None:
        """Tell the process what it does not know, the oldest quarter first: a pattern builds on earlier ones."""
        told = await self._acquainted(service)
        for each in listed:
            if told.held.get(each.code) == each.content_hash:
                continue
            counts = await counts_of(each.code)
            await self._do(_hold, counts.code, counts.cells, counts.funnel, counts.hidden)
            if not counts.hidden:
                pattern = await keep_pattern(service, each.code, await self._do(_hidden_of, each.code))
                await self._do(_hold, counts.code, counts.cells, counts.funnel, pattern)
            told.held[each.code] = each.content_hash
        if version not in (None, told.comments):
            # Whoever asks for a state that has passed is given the present one under its name.
            await self._do(_hold_comments, version, await held_comments(service, listed))
            told.comments = version

    async def _acquainted(self, service: Service) -> _Told:
        """What this process has been told of this service, the words at least."""
        told = self._told
        assert told is not None
        if told.service is not service or told.generation != self.process.generation:
            await self._do(_know, service.municipality, words_of(service.vocabulary), questions_of(service))
            self._told = told = _Told(service, self.process.generation)
        return told

    async def _do(self, work: Any, *given: Any) -> Any:
        return await self.process.done(PREPARE_SECONDS, work, *given)


class _Told:
    """What the worker process has been told: of which service, and the content of each quarter it holds."""

    def __init__(self, service: Service, generation: int = 0) -> None:
        self.service = service
        self.generation = generation
        self.held: dict[str, str] = {}
        self.comments: str | None = None  # the version of the comments it holds


def version_in(request: Request) -> str | None:
    """The state of the comments a request is about; None where it is not about comments."""
    return request.version if isinstance(request, ThemeRequests) else None


def words_of(vocabulary: Vocabulary) -> tuple[tuple[str, str, int], ...]:
    """Every word with its dimension and code."""
    return tuple(
        (dimension, word, code)
        for dimension in CAPACITY
        for word, code in vocabulary.codes(dimension).items()
    )


def questions_of(service: Service) -> dict[str, tuple[str, ...]]:
    """The words that stand for a question, over all surveys that ask it on the scale that is compared. A word is the
    same in every version of its survey: where one version asks on another scale, the answers cannot be told apart and
    none of them count."""
    words: dict[str, list[str]] = {RESPONSE: [RESPONSE]}
    others: set[str] = set()
    for survey in service.catalogue.surveys:
        for question in survey.questions:
            if question.id in POINTS:
                word = question_word(survey, question.id)
                words.setdefault(question.id, []).append(word)
                if question.points not in (0, POINTS[question.id]):
                    others.add(word)
    return {
        question: tuple(each for each in dict.fromkeys(named) if each not in others)
        for question, named in words.items()
    }


@contextlib.asynccontextmanager
async def opened(service: Service) -> AsyncIterator[Desk]:
    """The desk for as long as the service runs; it warms up while the service already answers."""
    desk = Desk()
    desk.start()
    warming = asyncio.create_task(_warming(desk, service), name="desk")
    try:
        yield desk
    finally:
        warming.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await warming
        await asyncio.to_thread(desk.stop)


async def _warming(desk: Desk, service: Service) -> None:
    try:
        await desk.warm_up(service)
    except Exception:
        log.exception("The analysis desk could not be warmed up; it will be with the first page")


# What follows runs in the desk's own process; only there is the worker imported.


def _ready() -> int:
    """Loads what is heavy to load, so that the first visitor does not wait for it; gives the process's id."""
    from feedback.insight.worker import work

    return work.ready()


def _know(municipality: Any, words: Any, questions: Any) -> None:
    from feedback.insight.worker import work

    work.know(municipality, words, questions)


def _hold(code: str, cells: bytes, funnel: bytes, hidden: str) -> None:
    from feedback.insight.worker import work

    work.hold(code, cells, funnel, hidden)


def _hold_comments(version: str, counts: CommentCounts) -> None:
    from feedback.insight.worker import work

    work.hold_comments(version, counts)


def _hidden_of(code: str) -> str:
    from feedback.insight.worker import work

    return work.hidden_of(code)


def _answer(request: Request) -> Figures:
    from feedback.insight.worker import work

    return work.answer(request)
