"""What is published, as one request meets it: the editions, their figures, and the words they use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from litestar.datastructures import State

from feedback.open_data.content import Contents, contents
from feedback.open_data.editions import Edition, Published, published
from feedback.open_data.schema import Allowed, allowed
from feedback.open_data.together import together_hash
from feedback.open_data.vocabulary import Words, theme_terms, words
from feedback.quarterly.published import Figure
from feedback.service import Service


@dataclass(frozen=True, slots=True)
class Shelf:
    service: Service
    state: State
    published: Published
    contents: Contents

    async def figures(self, edition: Edition) -> tuple[Figure, ...]:
        return await self.contents.figures(edition.figures)

    async def words(self) -> Words:
        """The vocabulary with the themes of every quarter's newest edition; made again when one comes."""
        key = together_hash(self.published)
        kept: tuple[str, Words] | None = self.state.get("open_data_words")
        if kept is None or kept[0] != key:
            named = [figure async for figure in self._newest_figures() if figure.theme]
            kept = key, words(self.service.municipality, theme_terms(named))
            self.state["open_data_words"] = kept
        return kept[1]

    async def allowed(self, *editions: Edition) -> Allowed:
        """What the columns of these editions may hold."""
        figures = [figure for edition in editions for figure in await self.figures(edition)]
        return allowed(await self.words(), figures)

    async def _newest_figures(self) -> AsyncIterator[Figure]:
        for edition in self.published.newest:
            for figure in await self.figures(edition):
                yield figure


async def shelf(state: State) -> Shelf:
    """Everything published now."""
    return Shelf(state.service, state, await published(), contents(state))
