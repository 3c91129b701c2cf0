"""A file of closed errands, from its first row to its last: good rows stored, the others told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from feedback.errands.csv_file import CsvFile, CsvRow, Reason, opened
from feedback.errands.encoding import Encoding
from feedback.errands.intake import CHUNK, ClosedErrand, Intake, accept, already_known, chunks
from feedback.errands.mapping import BoundColumns, ErrandMapping, bound
from feedback.errands.mapping_file import load_mapping
from feedback.errands.rejects import Rejects, rejects_file
from feedback.errands.repeats import Repeats, repeats
from feedback.errands.row_reading import RowReading, reading_of
from feedback.errands.tally import Tally
from feedback.errors import InputError
from feedback.service import Service


@dataclass(frozen=True)
class Order:
    """What is to be imported. A dry run stores nothing, and writes rejected rows only where told to."""

    file: Path
    mapping: Path
    is_dry_run: bool = False
    rejects: Path | None = None

    @property
    def rejects_path(self) -> Path | None:
        """`errands.csv` has its rejected rows in `errands.rejects.csv`."""
        if self.rejects is None and self.is_dry_run:
            return None
        return self.rejects or self.file.with_suffix(".rejects.csv")


@dataclass(frozen=True)
class Outcome:
    """What became of a file, and how it was read."""

    tally: Tally
    encoding: Encoding
    delimiter: str
    rejects: Path | None


async def import_file(
    service: Service, order: Order, progress: Callable[[int], None] = lambda bytes_read: None
) -> Outcome:
    """Import a file; a second time it changes nothing. Raises InputError before anything is stored."""
    mapping = load_mapping(order.mapping, service.municipality)
    with ExitStack() as stack:
        file = stack.enter_context(opened(order.file, mapping.form, mapping.columns))
        columns = bound(mapping, file.header, order.file.name)
        rejects = _rejects(stack, order, file)
        tally = Tally()
        sieve = _Sieve(service, mapping, columns, stack.enter_context(repeats()), rejects, tally)
        for chunk in chunks(sieve.good_errands(file), CHUNK):
            tally.intake += await _taken(service, chunk, order.is_dry_run)
            progress(file.bytes_read)
        progress(file.bytes_read)
        written = order.rejects_path if rejects and rejects.count else None
        return Outcome(tally, file.encoding, file.delimiter, written)


def _rejects(stack: ExitStack, order: Order, file: CsvFile) -> Rejects | None:
    path = order.rejects_path
    if path is None:
        return None
    if path.exists() and path.samefile(order.file):
        raise InputError("The rejected rows need a file of their own: name another one with --rejects.")
    return stack.enter_context(rejects_file(path, file.delimiter, file.header))


async def _taken(service: Service, errands: Sequence[ClosedErrand], is_dry_run: bool) -> Intake:
    if not is_dry_run:
        return await accept(service, errands)
    known = await already_known(service, errands)
    return Intake(len(errands) - known, known)


@dataclass(frozen=True)
class _Sieve:
    """Lets the good rows of a file through, and sees to the others."""

    service: Service
    mapping: ErrandMapping
    columns: BoundColumns
    repeats: Repeats
    rejects: Rejects | None
    tally: Tally

    def good_errands(self, file: CsvFile) -> Iterator[ClosedErrand]:
        today = self.service.today()
        for row in file.rows():
            reading = self._reading(row, today)
            self.tally.meet(reading.unknown)
            reasons = reading.reasons or self._repeat(row, reading.errand)
            if reasons:
                self._reject(row, reasons)
            elif reading.errand is not None:
                yield reading.errand

    def _reading(self, row: CsvRow, today: date) -> RowReading:
        if row.fault:
            return RowReading(reasons=[row.fault])
        record = self.columns.record(row.line, row.fields)
        return reading_of(record, self.mapping, self.service.municipality, today)

    def _repeat(self, row: CsvRow, errand: ClosedErrand | None) -> list[Reason]:
        """The first good row of a case number counts; which of two that differ is right nobody here knows."""
        if errand is None:
            return []
        digest = self.service.keys.external_hash(errand.source, errand.external_id)
        earlier = self.repeats.earlier_line(digest, row.line)
        return (
            []
            if earlier is None
            else [Reason("repeats the case number of an earlier row", f"line {earlier}")]
        )

    def _reject(self, row: CsvRow, reasons: Sequence[Reason]) -> None:
        self.tally.reject(reasons)
        if self.rejects is not None:
            self.rejects.add(row, reasons)
