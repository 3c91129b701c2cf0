"""Answers a question for figures, edition by edition, a page at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from feedback.errors import Fault, InputError, NotFound
from feedback.open_data.api.cursors import Place, cursor_of, place_of
from feedback.open_data.api.parameters import Question, unknown_values
from feedback.open_data.api.replies import FigureReply, FiguresReply, figure_reply
from feedback.open_data.editions import Edition
from feedback.open_data.shelf import Shelf
from feedback.quarters import parsed_quarter

WRONG = "The parameters cannot be understood."


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads for one question."""

    shelf: Shelf
    asked: Question

    async def page(self) -> FiguresReply:
        """The figures asked for. Raises InputError with every parameter that names something unknown."""
        place = await self._place()
        editions = [self._edition(quarter, number) for quarter, number in place.editions]
        found: list[FigureReply] = []
        is_wanted = self.asked.wanted()
        for position, edition in enumerate(editions):
            if not await self._may_have(edition):
                continue
            first = place.row if position == 0 else 0
            rows = await self.shelf.rows(edition)
            await asyncio.sleep(0)  # others come in between
            for row in range(first, len(rows)):
                if not is_wanted(rows[row]):
                    continue
                if len(found) == self.asked.limit:
                    return FiguresReply(tuple(found), self._cursor(editions[position:], row))
                found.append(figure_reply(edition, rows[row]))
        return FiguresReply(tuple(found), None)

    async def _place(self) -> Place:
        if self.asked.cursor:
            return place_of(self.shelf.service.keys, self.asked.cursor, self.asked.fingerprint)
        editions, faults = self._editions()
        faults += await self._unknown(editions)
        if faults:
            raise InputError(WRONG, faults)
        return Place(self.asked.fingerprint, tuple(each.key for each in editions), 0)

    def _editions(self) -> tuple[list[Edition], list[Fault]]:
        """The editions a question is about, the newest quarter first, and what is wrong with how they are asked for."""
        published = self.shelf.published
        if not self.asked.quarters:
            return list(published.newest), []
        found, faults = [], []
        for code in sorted(self.asked.quarters, reverse=True):
            quarter = parsed_quarter(code)
            assert quarter is not None  # the question has been read
            if not published.of(quarter):
                faults.append(Fault("quarter", f"{code} is not published"))
                continue
            try:
                found.append(published.edition(quarter, self.asked.edition))
            except NotFound:
                faults.append(Fault("edition", f"{code} has no edition {self.asked.edition}"))
        return found, faults

    async def _unknown(self, editions: Sequence[Edition]) -> list[Fault]:
        """Only where the vocabulary lacks a value are the files themselves asked for it."""
        words = await self.shelf.words()
        if not unknown_values(self.asked, words, {}):
            return []
        held: dict[str, frozenset[str]] = {}
        for edition in editions:
            for name, values in (await self.shelf.told(edition)).values.items():
                held[name] = held.get(name, frozenset()) | values
        return unknown_values(self.asked, words, held)

    async def _may_have(self, edition: Edition) -> bool:
        """Whether an edition has the values asked for at all; one that has not is not opened."""
        held = (await self.shelf.told(edition)).values
        return not any(values.isdisjoint(held[name]) for name, values in self.asked.filters.items())

    def _edition(self, code: str, number: int) -> Edition:
        quarter = parsed_quarter(code)
        assert quarter is not None  # a cursor is signed
        return self.shelf.published.edition(quarter, number)

    def _cursor(self, editions: Sequence[Edition], row: int) -> str:
        place = Place(self.asked.fingerprint, tuple(each.key for each in editions), row)
        return cursor_of(self.shelf.service.keys, place)
