"""What people write into a draft: paragraphs, points to decide, case number and officer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from feedback.database.statements import Procedure
from feedback.database.writer import run_procedure
from feedback.errors import Conflict, Fault, InputError, NotFound
from feedback.quarterly.document import Decision, Document, Paragraph
from feedback.quarterly.editions import editable
from feedback.quarterly.hand import Hand, changing, hand_of, open_to_change, refuse_outdated, who_last
from feedback.quarterly.package import unpacked
from feedback.quarterly.prose import decided, editable_text, edited, tidy
from feedback.service import Service
from feedback.staff.roles import Viewer
from feedback.tables import Summary

# Whoever changes a word changes what was reviewed.
_UNREVIEWED = "prose = ?, state = 'drafted', reviewed_at = NULL, reviewed_by = NULL"
_HEADS = "case_number = ?, officer = ?"
LONGEST_HEAD = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph or the decision, in one of the documents (`sv-full`)."""

    summary: int
    key: str
    id: str


async def edit(service: Service, viewer: Viewer, place: Place, text: str, shown: str) -> None:
    """Give a paragraph new words. `shown` is what the person began from: if it says something else by now, Conflict
    says who wrote it. Raises InputError with everything that is wrong with the words."""
    hand = hand_of(service, viewer)
    drafted = await drafted_text(place)
    document = await _document(place)
    block = editable(document)[place.id]
    written = _checked(block, text)
    await run_procedure(service.engine, _wording(hand, place, written, drafted, shown))


async def reset(service: Service, viewer: Viewer, place: Place, shown: str) -> None:
    """Give a paragraph the draft's own words back."""
    hand = hand_of(service, viewer)
    drafted = await drafted_text(place)
    await run_procedure(service.engine, _wording(hand, place, drafted, drafted, shown))


async def set_heads(
    service: Service, viewer: Viewer, summary: int, case_number: str, officer: str, seen: int | None
) -> None:
    """Case number (a bare number is filled into the municipality's scheme) and officer in charge."""
    hand = hand_of(service, viewer)
    row = await Summary.select(Summary.drafted_at).where(Summary.id == summary).first()
    if row is None:
        raise NotFound("Sammanfattningen finns inte.")
    number = service.municipality.summary.case_number_of(tidy(case_number), row["drafted_at"].year)
    heads = number, tidy(officer)
    faults = (
        [Fault("uppgifter", f"högst {LONGEST_HEAD} tecken får plats")]
        if max(map(len, heads)) > LONGEST_HEAD
        else []
    )
    if faults:
        raise InputError("Uppgifterna kunde inte sparas.", faults)
    await run_procedure(service.engine, _heading(hand, summary, heads, seen))


def block_text(block: Paragraph | Decision) -> str:
    """A paragraph or a decision as it stands in the form."""
    return "\n".join(block.points) if isinstance(block, Decision) else editable_text(block)


async def drafted_text(place: Place) -> str:
    """What the draft says there, as it stands in the form. Raises NotFound."""
    return block_text(editable(await _document(place))[place.id])


async def _document(place: Place) -> Document:
    row = await Summary.select(Summary.documents).where(Summary.id == place.summary).first()
    if row is None:
        raise NotFound("Sammanfattningen finns inte.")
    package = await asyncio.to_thread(unpacked, bytes(row["documents"]))
    document = package.documents.get(place.key)
    if document is None or place.id not in editable(document):
        raise NotFound("Stycket finns inte i sammanfattningen.")
    return document


def _checked(block: Paragraph | Decision, text: str) -> str:
    """The words as they are kept. Raises InputError."""
    if isinstance(block, Decision):
        return "\n".join(decided(text))
    edited(block, text)
    return tidy(text)


def _wording(hand: Hand, place: Place, text: str, drafted: str, shown: str) -> Procedure[None]:
    found = yield from open_to_change(place.summary)
    worded = found.worded
    own = worded.setdefault(place.key, {})
    now = own.get(place.id, drafted)
    if now.split() != shown.split() and now.split() != text.split():
        who = yield from who_last(found.id)
        raise Conflict(
            f"{who} har skrivit om stycket sedan du öppnade det. Din text finns kvar nedan; jämför och spara."
        )
    if now == text:
        return
    if text == drafted:
        own.pop(place.id)
    else:
        own[place.id] = text
    kept = json.dumps({key: each for key, each in worded.items() if each}, ensure_ascii=False, sort_keys=True)
    yield from changing(hand, found, _UNREVIEWED, [kept], f"{place.key} {place.id}")


def _heading(hand: Hand, summary: int, heads: tuple[str, str], seen: int | None) -> Procedure[None]:
    found = yield from open_to_change(summary)
    yield from refuse_outdated(found, seen)
    yield from changing(hand, found, _HEADS, heads, "uppgifter")
