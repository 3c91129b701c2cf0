"""What is published, as one request meets it: the editions, their rows, and the words they use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from litestar.datastructures import State

from feedback.open_data.content import Contents, contents
from feedback.open_data.editions import Edition, Published, published
from feedback.open_data.rows import Row, Told
from feedback.open_data.schema import Allowed, allowed
from feedback.open_data.together import together_hash
from feedback.open_data.vocabulary import Words, theme_terms, words
from feedback.service import Service


@dataclass(frozen=True, slots=True)
class Shelf:
    service: Service
    state: State
    published: Published
    contents: Contents

    async def rows(self, edition: Edition) -> tuple[Row, ...]:
        return await self.contents.rows(edition.figures)

    async def told(self, edition: Edition) -> Told:
        return await self.contents.told(edition.figures)

    async def words(self) -> Words:
        """The vocabulary with the themes of every quarter's newest edition; made again when one comes."""
        key = together_hash(self.published)
        kept: tuple[str, Words] | None = self.state.get("open_data_words")
        if kept is None or kept[0] != key:
            told = [await self.told(edition) for edition in self.published.newest]
            kept = key, words(self.service.municipality, theme_terms(told))
            self.state["open_data_words"] = kept
        return kept[1]

    async def allowed(self, *editions: Edition) -> Allowed:
        """What the columns of these editions may hold."""
        return allowed(await self.words(), [await self.told(edition) for edition in editions])

    async def document(self, name: str, make: Callable[[], Awaitable[bytes]], hash: str = "") -> bytes:
        """A description, made once for what is published now; `hash` is the content's that it is about alone."""
        key = f"{name} {hash} {together_hash(self.published)}"
        return await self.contents.document(key, make)


async def shelf(state: State) -> Shelf:
    """Everything published now."""
    return Shelf(state.service, state, await published(), contents(state))
