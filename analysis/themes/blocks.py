"""Work in pieces: one after another, or several at once in copies of this process."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

SIZE, LONGEST = 5_000, 20_000  # comments of a block: longer ones, when there are very many, share more words
_USUAL = 50  # blocks, in between
_AHEAD = 3  # pieces per process that wait to be fetched in order: more would only take memory

T = TypeVar("T")
Piece = Callable[[], T]


class Blocks:
    """Does work in up to `processes` processes; what comes of it, and in what order, is the same for any number.

    The others are copies (forks) of this one, made when there is something to do and gone when it is done. They
    cost a few hundredths of a second each and have all that was read here, so that only results are sent. Where
    a process cannot safely be copied (no such call, or other threads, whose locks the copy would carry along),
    everything is done here.
    """

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes

    @property
    def copies(self) -> bool:
        """Whether there are other processes to do some of the work."""
        return self._processes > 1 and _can_be_copied()

    def each(self, work: Callable[..., T], fixed: tuple[Any, ...], *columns: Sequence[Any]) -> Iterator[T]:
        """`work(*fixed, *block of each column)` for one block after the other, in order."""
        size = min(LONGEST, max(SIZE, len(columns[0]) // _USUAL))
        starts = range(0, len(columns[0]), size)
        return self.done(
            [partial(work, *fixed, *(column[start : start + size] for column in columns)) for start in starts]
        )

    def done(self, pieces: Sequence[Piece[T]]) -> Iterator[T]:
        """What each piece of work gives, in their order; begun in that order too, so the longest goes first.

        Other processes begin at once, so that this one may do something else before it asks for what they found.
        """
        count = min(self._processes, len(pieces))
        if count < 2 or not self.copies:
            return (piece() for piece in pieces)
        return _Crew(count, pieces).results()


def _can_be_copied() -> bool:
    # Apple's libraries start threads of their own, which Python cannot see.
    there = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return there and threading.active_count() == 1


class _Crew:
    """Copies of this process, each told over a pipe which piece to do next."""

    def __init__(self, count: int, pieces: Sequence[Piece[Any]]) -> None:
        self._pieces = pieces
        self._links: list[Connection] = []
        self._doing: dict[Connection, int] = {}
        self._results: dict[int, tuple[Any, Exception | None]] = {}
        fork = multiprocessing.get_context("fork")
        self._copies = []
        for _ in range(count):
            ours, theirs = fork.Pipe()
            self._links.append(ours)
            self._copies.append(
                fork.Process(target=_serve, args=(theirs, pieces, list(self._links)), daemon=True)
            )
            self._copies[-1].start()
            theirs.close()
        self._begun = 0
        self._begin(count)

    def results(self) -> Iterator[Any]:
        try:
            for wanted in range(len(self._pieces)):
                while wanted not in self._results:
                    self._begin(wanted + _AHEAD * len(self._links))
                    self._fetch()
                result, fault = self._results.pop(wanted)
                if fault is not None:  # in its turn, however early it came
                    raise fault
                yield result
        finally:
            self._end()

    def _begin(self, last: int) -> None:
        """Give each idle copy something to do, of the pieces before `last`."""
        idle = [link for link in self._links if link not in self._doing]
        for link, number in zip(idle, range(self._begun, min(last, len(self._pieces))), strict=False):
            link.send(number)
            self._doing[link] = number
            self._begun = number + 1

    def _fetch(self) -> None:
        for link in wait(list(self._doing)):
            assert isinstance(link, Connection)
            try:
                outcome = link.recv()
            except EOFError:
                raise ChildProcessError("a process that was helping ended before its work was done") from None
            self._results[self._doing.pop(link)] = outcome

    def _end(self) -> None:
        for link in self._links:
            link.close()  # which is what tells a copy that it is done
        for copy, link in zip(self._copies, self._links, strict=True):
            if link in self._doing:  # given up in the middle of something
                copy.terminate()
            copy.join()


def _serve(link: Connection, pieces: Sequence[Piece[Any]], others: Sequence[Connection]) -> None:
    # What was read before is shared with the first process as long as nobody looks through it for garbage.
    gc.disable()
    for other in others:  # held open here, the end of the first process would go unnoticed
        other.close()
    with suppress(EOFError, OSError):
        while True:
            link.send(_outcome(pieces[link.recv()]))


def _outcome(piece: Piece[T]) -> tuple[T | None, Exception | None]:
    try:
        return piece(), None
    except Exception as error:
        error.add_note(traceback.format_exc())
        return None, error
