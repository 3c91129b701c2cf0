"""Drafts of Lillåker put down as the service puts them, without asking the desk; and the people who work on them."""

from __future__ import annotations

from dataclasses import replace

from feedback.database.writer import run_procedure
from feedback.quarterly import press
from feedback.quarterly.archiving import archiving
from feedback.quarterly.document import Document, Span, Versions
from feedback.quarterly.editions import Heads, front_of
from feedback.quarterly.making import archive_order, writing_draft
from feedback.quarterly.package import KEYS, Package, packed
from feedback.quarterly.published import SHOWN, Figure, figures_csv
from feedback.quarterly.runs import DRAFT, Taken, asking, taking
from feedback.service import Service
from feedback.staff.accounts import all_accounts
from feedback.staff.roles import Viewer
from feedback.tables import Summary
from tests import world
from tests.quarterly.stand_in import document_of, stand_in
from tests.staff.app import people

QUARTER = "2026Q3"


async def staff(service: Service) -> dict[str, Viewer]:
    """Anna manages, Bo sits in the committee, Cia looks after the service."""
    await people(service)
    return await viewers()


async def viewers() -> dict[str, Viewer]:
    return {each.viewer.name.lower(): each.viewer for each in await all_accounts()}


def document(service: Service, key: str, edition: int, answers: int, quotes: list[str]) -> Document:
    language, kind = press.parts_of(key)
    front = front_of(service.municipality, Heads("", "Dag"), world.TODAY, language)
    versions = Versions("d" * 64, "0.1", edition, world.TODAY.isoformat())
    return document_of(Span(str(answers), ref="T1:1"), QUARTER, front, versions, language, kind, "", quotes)


def package(
    service: Service, edition: int = 1, answers: int = 77, quotes: tuple[tuple[int, str], ...] = ()
) -> Package:
    texts = [text for _, text in quotes]
    figures = figures_csv([Figure("T1:1", "T1", "12m-2026Q3", "answers", SHOWN, n=answers)])
    return Package({key: document(service, key, edition, answers, texts) for key in KEYS}, figures, quotes)


async def drafted(
    service: Service,
    viewer: Viewer,
    edition: int = 1,
    answers: int = 77,
    quotes: tuple[tuple[int, str], ...] = (),
) -> int:
    """A draft of the quarter, as if the work had just been done; gives its id."""
    await run_procedure(service.engine, asking(DRAFT, QUARTER, None, viewer.id, service.now()))
    taken = await run_procedure(service.engine, taking(service.now()))
    assert taken is not None
    content = packed(package(service, edition, answers, quotes))
    versions = Versions("d" * 64, "0.1", edition, world.TODAY.isoformat())
    await run_procedure(service.engine, writing_draft(service, taken, content, versions, Heads("", "Dag")))
    row = await Summary.select(Summary.id).where(Summary.state == "drafted").first()
    assert row is not None
    return int(row["id"])


async def archived(service: Service) -> Taken:
    """Do the archiving that waits."""
    taken = await run_procedure(service.engine, taking(service.now()))
    assert taken is not None
    order = await archive_order(service, taken)
    finished = press.finished(stand_in(), replace(order, program_version="0.1"), lambda share, stage: None)
    roles = service.municipality.summary.mail_to
    await run_procedure(service.engine, archiving(taken, finished, roles, service.now()))
    return taken


async def changes(summary: int) -> int:
    row = await Summary.select(Summary.changes).where(Summary.id == summary).first()
    assert row is not None
    return int(row["changes"])


async def state(summary: int) -> str:
    row = await Summary.select(Summary.state).where(Summary.id == summary).first()
    assert row is not None
    return str(row["state"])
