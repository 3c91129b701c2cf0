"""A file of answers from beginning to end: whole under its name, or not there at all."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from feedback.database.streaming import PAGE, one_moment
from feedback.errors import LikvardigError
from feedback.exports.plan import Order
from feedback.exports.selecting import Selected, Slot
from feedback.exports.settling import settled
from feedback.exports.shuffling import Boxes, Row, RowNumbers
from feedback.exports.variables import Variable, variables
from feedback.exports.writing import WRITERS, About
from feedback.service import Service

READ = 0.7  # of all the work
HALF = ".uttag-"  # how folders with half a file begin
Say = Callable[[float], None]


class NotWritten(LikvardigError):
    """The file could not be written; nothing of it is left."""

    status = 507


@dataclass(frozen=True, slots=True)
class Made:
    rows: int
    size: int


async def made(service: Service, order: Order, target: Path, say: Say) -> Made:
    """Make the file. `say` is told how far it has come, from 0 to 1. Raises NotWritten."""
    with _beside(target) as folder, _no_sweeping():
        found = [await settled(service, plan) for plan in order.plans]
        columns = variables(service.municipality, service.catalogue.surveys)
        answers = [each for each in columns if each.is_answer and each.kind != "comment"]
        selected = Selected(service, found, answers, order.districts)
        boxes, number, looked = Boxes(folder), 0, 0
        async with one_moment(service.engine) as moment:
            async for rows in selected.rows(moment):
                boxes.add(rows)
                number, looked = number + len(rows), looked + PAGE
                say(READ * min(looked / max(selected.number, 1), 1.0))
        part = folder / "part"
        about = About(service.municipality.names["sv"], order.quarters, number)
        with WRITERS[order.format].writer(part, columns, about) as writer:
            written, numbers = 0, RowNumbers()
            for page in boxes.pages():
                writer.add(list(_finished(page, selected.slots, numbers)))
                written += len(page)
                say(READ + (1 - READ) * written / max(number, 1))
        size = part.stat().st_size
        _sync(part)
        part.replace(target)
    return Made(number, size)


def _finished(page: Sequence[Row], slots: Sequence[Slot], numbers: RowNumbers) -> Iterator[Row]:
    """Rows as they stand in the file: what may not be told is blank."""
    heads = [(slot.quarter, slot.version or None, *(slot.place or (None, None))) for slot in slots]
    kept = [slot.kept for slot in slots]
    for number, (slot, *values) in zip(numbers.take(len(page)), page, strict=True):
        told = kept[slot]
        yield (
            number,
            *heads[slot],
            *(value if stands else None for value, stands in zip(values, told, strict=True)),
        )


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A folder on the same disk, gone at the end whatever happens; what the disk says becomes a sentence."""
    folder: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{HALF}{target.name}-", dir=target.parent))
        yield folder
    except OSError as error:
        raise NotWritten(
            f"Filen kunde inte skrivas till {target.parent} ({error.strerror or error}). Se till att det finns plats och "
            "rätt att skriva där, och försök igen. Ingen halv fil ligger kvar."
        ) from None
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _no_sweeping() -> Iterator[None]:
    """Rows refer to nothing that refers back; looking through millions of them for such circles is half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.chmod(0o600)


def forget_halves(target: Path) -> None:
    """What a process that was killed left of this file."""
    for folder in target.parent.glob(f"{HALF}{target.name}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def forget_old_halves(folder: Path, seconds: float) -> None:
    """What was left of any file, by a process that cannot be at work any more."""
    for each in folder.glob(f"{HALF}*"):
        with suppress(OSError):
            if time.time() - each.stat().st_mtime > seconds:
                shutil.rmtree(each, ignore_errors=True)


def columns_of(service: Service) -> tuple[Variable, ...]:
    return variables(service.municipality, service.catalogue.surveys)
