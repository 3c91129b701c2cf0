"""What a kind of job is: how it is done, and what follows when it is given up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from types import TracebackType
from typing import Self

from feedback.database.statements import Procedure
from feedback.invitations.queue import Job
from feedback.service import Service


class Postponed(Exception):
    """Not the time for it; `until` is."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"postponed until {until}")
        self.until = until


class Handler(ABC):
    """Does the jobs of one kind; opened for a batch of them.

    `run` acts on the world and gives back what is to be written; that is committed together with the job's
    end. It raises Postponed, TemporaryFailure or PermanentFailure instead when there is nothing to write yet.
    """

    def __init__(self, service: Service) -> None:
        self.service = service

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @abstractmethod
    async def run(self, job: Job) -> Procedure[None]:
        """Do it; must notice when it has been done before."""

    async def give_up(self, job: Job) -> Procedure[None]:
        """What follows from its never being done; nothing, unless a kind says otherwise."""
        return nothing()


def nothing() -> Procedure[None]:
    """A procedure without a statement."""
    yield from ()
