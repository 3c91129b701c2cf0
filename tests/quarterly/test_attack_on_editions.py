"""An attack with everything that is handed out, over all quarters and editions: summaries (PDF, HTML, DOCX), open data,
the read API, files of answers for staff and the dashboards. What is hidden on one must not follow from all together."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import httpx
import pypdfium2
import pytest
from docx import Document as read_docx

from feedback.closing import close_due
from feedback.exports.told import SMALLEST
from feedback.insight.closed import closed_quarters
from feedback.insight.desk import Desk
from feedback.insight.period import default_period, parsed_period
from feedback.insight.recent import Recent
from feedback.insight.selection import over
from feedback.quarterly.document import FULL, Document, Front, Grid, Versions
from feedback.quarterly.making import facts_of
from feedback.quarterly.published import EVERYTHING, HIDDEN, OTHER, SHOWN, Figure, figures_csv, read_figures
from feedback.quarterly.setting.front import colophon
from feedback.quarterly.setting.page import html_of
from feedback.quarterly.setting.pdf import pdf_of
from feedback.quarterly.setting.word import docx_of
from feedback.quarterly.writing import figure_rows, written
from feedback.quarterly.writing.tables import OFFICES
from feedback.quarters import Quarter, parsed_quarter
from feedback.service import Service
from feedback.staff.api_keys import make_key
from survey_defs.municipality import Municipality
from tests.exports.answered import fill
from tests.exports.reading import Rows, places, taken
from tests.insight.test_attack_on_surfaces import EARLIER, nasty
from tests.insight.thief import VISIT, Burglar, Loot, Puzzle
from tests.insight.thief import Figure as Place
from tests.open_data.archived import FIRST_APPROVED, NEWEST_APPROVED, archive
from tests.open_data.conftest import client_of

pytestmark = pytest.mark.slow

FIRST, SECOND = 1, 2  # editions: drafted after the fourth closing, and again after the fifth
FRONT = Front("Förvaltningen", "12 oktober 2026", "L-1", "Dag Exempel", "Nämnden", "Lillåkers kommun")
ANSWERS = ("answers", "answered")
Editions = Mapping[tuple[str, int], tuple[Figure, ...]]


@dataclass
class Spoils:
    """The figures of every edition, as they were made and as each surface gave them; what the dashboards told."""

    municipality: Municipality
    editions: dict[tuple[str, int], tuple[Figure, ...]]
    documents: list[Document]
    pages: Loot
    answers: dict[str, dict[str, Rows]]  # files of answers by closing and quarter
    files: dict[str, tuple[Figure, ...]] = field(default_factory=dict)
    api: dict[tuple[str, int], list[dict[str, object]]] = field(default_factory=dict)

    @property
    def all(self) -> Loot:
        together = Loot()
        together.add(self.pages)
        for (quarter, edition), figures in self.editions.items():
            take(together, f"{quarter}, edition {edition}", figures)
        for closing, files in self.answers.items():
            for quarter, rows in files.items():
                take_answers(together, f"answers, {closing} closing", quarter, rows)
        return together


async def made(
    service: Service, desk: Desk, closed: Iterable[Quarter], documents: list[Document]
) -> Editions:
    """Every closed quarter's summary, with its figures."""
    found = {}
    for quarter in closed:
        facts = await facts_of(service, desk, quarter, lambda _: None)
        figures = figure_rows(facts, service.municipality)
        versions = Versions(facts.data_version, "0.1.0", 1, "2026-11-18")
        documents += [
            written(facts, service.municipality, FRONT, versions, language, FULL) for language in ("sv", "en")
        ]
        found[quarter.code] = figures
    return found  # type: ignore[return-value]


async def stolen(folder: Path, desk: Desk) -> Spoils:
    async with nasty(folder, desk, EARLIER, fill) as (client, service):
        documents: list[Document] = []
        early = await made(service, desk, [each.quarter for each in await closed_quarters()], [])
        answers = {"fourth": await taken(folder / "fourth", desk, service)}
        await close_due(service, service.today())
        closed = [each.quarter for each in await closed_quarters()]
        late = await made(service, desk, closed, documents)
        answers["fifth"] = await taken(folder / "fifth", desk, service)
        burglar = Burglar(client, service.municipality)
        pages = await burglar.everything(closed, ["/insikt", "/insikt/kontor", "/insikt/narvaro"])
        pages.add(await burglar.behind_the_pages(desk, service, closed))
        editions = {(code, FIRST): figures for code, figures in early.items()}  # type: ignore[misc]
        editions |= {(code, SECOND if code in early else FIRST): figures for code, figures in late.items()}  # type: ignore[misc]
        spoils = Spoils(service.municipality, editions, documents, pages, answers)  # type: ignore[arg-type]
        await _publish_and_fetch(service, spoils)
        return spoils


async def _publish_and_fetch(service: Service, spoils: Spoils) -> None:
    for (quarter, edition), figures in spoils.editions.items():
        approved = FIRST_APPROVED if edition == FIRST else NEWEST_APPROVED
        await archive(quarter, edition, approved, figures, with_parquet=False)
    key = await make_key(service, "Angriparen", None)
    async with client_of(service) as client:
        for quarter, edition in spoils.editions:
            address = f"/oppna-data/{quarter}/{edition}/likvardig-{quarter}-{edition}.csv"
            spoils.files[address] = read_figures((await client.get(address)).content)
            spoils.api[quarter, edition] = await _asked(client, key, quarter, edition)


async def _asked(client: httpx.AsyncClient, key: str, quarter: str, edition: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    asked = {"quarter": quarter, "edition": str(edition), "limit": "1000"}
    while True:
        reply = await client.get("/api/v1/figures", params=asked, headers={"authorization": f"Bearer {key}"})
        assert reply.status_code == 200, reply.text
        found += reply.json()["figures"]
        if reply.json()["next_cursor"] is None:
            return found
        asked["cursor"] = reply.json()["next_cursor"]


def take(loot: Loot, surface: str, figures: Iterable[Figure]) -> None:
    """How many answered, wherever a row tells it; rows of a language or a theme are another matter."""
    for each in figures:
        if each.measure not in ANSWERS or each.language or each.theme or each.organisation:
            continue
        n = None if each.state == HIDDEN else int(each.value or 0)
        loot.take(place_of(each), f"{surface} {each.table}", n)


def take_answers(loot: Loot, surface: str, quarter: str, rows: Rows) -> None:
    """How many rows have each place; beside those without one the whole quarter is there."""
    for (district, channel), n in places(rows).items():
        if district:
            loot.take(Place((quarter,), "" if district == "unknown" else district, channel), surface, n)
        else:
            loot.take(Place((quarter,)), surface, len(rows))


def place_of(figure: Figure) -> Place:
    """The same place as the attack on the dashboards names it."""
    kind, code = parsed_period(figure.period) or ("", "")
    quarter = parsed_quarter(code)
    assert quarter is not None, figure
    known = [Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3)]
    period = default_period([quarter])
    assert period is not None
    quarters = over(type(period)(kind, quarter), known).quarters
    channel = figure.channel or (VISIT if figure.table == OFFICES else None)
    return Place(
        tuple(each.code for each in quarters),
        {EVERYTHING: None, OTHER: ""}.get(figure.district, figure.district),
        channel,
        figure.service or None,
        figure.office or None,
    )


@pytest.fixture(scope="module")
def spoils(tmp_path_factory: pytest.TempPathFactory, warm_desk: Desk) -> Spoils:
    warm_desk.lists = Recent(0)
    return asyncio.run(stolen(tmp_path_factory.mktemp("editions"), warm_desk))


@pytest.fixture(scope="module")
def puzzle(spoils: Spoils) -> Puzzle:
    return Puzzle(spoils.all, spoils.municipality)


def test_there_is_something_to_attack(spoils: Spoils) -> None:
    assert len(spoils.editions) == 9, "five quarters, four of them in two editions"
    states = Counter(each.state for figures in spoils.editions.values() for each in figures)
    assert states[HIDDEN] > 200
    assert states[SHOWN] > 500
    assert {closing: len(files) for closing, files in spoils.answers.items()} == {"fourth": 4, "fifth": 5}
    assert sum(len(rows) for rows in spoils.answers["fifth"].values()) > 500


def test_nothing_below_ten_is_published(spoils: Spoils) -> None:
    """Neither as a count nor as what a figure rests on. Somebody else's values, residents and verdicts counted
    are no answers."""
    counted = {
        "answers",
        "satisfied_share",
        "index",
        "gap",
        "closed",
        "answered",
        "invited",
        "visits",
        "comments",
    }
    few = [
        each
        for figures in spoils.editions.values()
        for each in figures
        if each.measure in counted and not each.organisation
        if (each.measure in {"answers", "closed", "answered", "visits"} and 0 < (each.value or 0) < SMALLEST)
        or (each.n is not None and 0 < each.n < SMALLEST)
    ]
    assert few == []


def test_every_surface_says_the_same_and_hidden_is_hidden_on_all(spoils: Spoils) -> None:
    told = spoils.all.told
    differing = {place: by for place, by in told.items() if len(set(by.values()) - {0}) > 1}
    assert {place: by for place, by in differing.items() if set(by.values()) != {0, None}} == {}


def test_no_two_published_figures_differ_by_one_to_nine(puzzle: Puzzle) -> None:
    assert puzzle.small_differences() == []


def test_no_hidden_figure_can_be_told_to_within_ten(puzzle: Puzzle) -> None:
    assert len(puzzle.loot.hidden) > 50
    assert puzzle.pinned() == []


def test_a_second_edition_says_nothing_more_and_nothing_else(spoils: Spoils) -> None:
    """What is closed does not change, so that nothing can be subtracted between editions."""
    for quarter in ("2025Q3", "2025Q4", "2026Q1", "2026Q2"):
        assert spoils.editions[quarter, FIRST] == spoils.editions[quarter, SECOND], quarter


def test_a_later_file_of_answers_says_the_same(spoils: Spoils) -> None:
    for quarter, rows in spoils.answers["fourth"].items():
        assert places(rows) == places(spoils.answers["fifth"][quarter]), quarter


def test_open_data_and_the_api_say_what_was_published_and_no_more(spoils: Spoils) -> None:
    for (quarter, edition), figures in spoils.editions.items():
        fetched = spoils.files[f"/oppna-data/{quarter}/{edition}/likvardig-{quarter}-{edition}.csv"]
        assert figures_csv(fetched) == figures_csv(figures)
        rows = list(csv.DictReader(io.StringIO(figures_csv(figures).decode())))
        given = spoils.api[quarter, edition]
        assert len(given) == len(rows)
        for row, reply in zip(rows, given, strict=True):
            assert (reply["ref"], reply["measure"], reply["state"]) == (
                row["ref"],
                row["measure"],
                row["state"],
            )
            told = {name: reply.get(name) for name in ("value", "low", "high", "n")}
            for name, value in told.items():
                assert (value is None) == (row[name] == ""), (row, reply)
                assert value is None or float(str(value)) == pytest.approx(float(row[name]))


def test_a_hidden_row_of_the_appendix_tells_no_number(spoils: Spoils) -> None:
    hidden = 0
    for document in spoils.documents:
        figures = _by_ref(spoils, document)
        for grid in (each for each in document.appendix if isinstance(each, Grid)):
            for row, ref in zip(grid.rows, grid.refs, strict=False):
                if {each.state for each in figures.get(ref, ())} == {HIDDEN}:
                    hidden += 1
                    texts = [cell.text + cell.sub for cell in row[1:] if ref not in cell.text]
                    assert not [text for text in texts if re.search(r"\d", text)], (ref, texts)
    assert hidden > 100


def _by_ref(spoils: Spoils, document: Document) -> dict[str, list[Figure]]:
    edition = max(edition for quarter, edition in spoils.editions if quarter == document.quarter)
    found: dict[str, list[Figure]] = {}
    for each in spoils.editions[document.quarter, edition]:
        found.setdefault(each.ref, []).append(each)
    return found


@pytest.mark.parametrize("form", ["pdf", "html", "docx"])
def test_no_form_of_the_document_says_a_number_that_its_data_do_not(spoils: Spoils, form: str) -> None:
    """The newest quarter, in both languages: each number in a form stands in the document that was attacked."""
    newest = [each for each in spoils.documents if each.quarter == "2026Q3"]
    assert len(newest) == 2
    for document in newest:
        said = numbers({"pdf": _pdf_text, "html": _html_text, "docx": _docx_text}[form](document))
        known = numbers(" ".join([*_strings(document), colophon(document)]))
        pages = {str(each) for each in range(1, 100)} if form == "pdf" else set()
        assert said - known - pages == set()
        assert len(said & known) > 100


def numbers(text: str) -> set[str]:
    """Every run of digits; spaces that group thousands make no difference."""
    return set(re.findall(r"\d+", text))


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield html.unescape(value)
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _strings(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _strings(getattr(value, name))


def _pdf_text(document: Document) -> str:
    pdf = pypdfium2.PdfDocument(pdf_of(document))
    return " ".join(page.get_textpage().get_text_bounded() for page in pdf)


def _html_text(document: Document) -> str:
    page = re.sub(r"<style.*?</style>", " ", html_of(document), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def _docx_text(document: Document) -> str:
    read = read_docx(BytesIO(docx_of(document)))
    tables = (cell.text for table in read.tables for row in table.rows for cell in row.cells)
    return " ".join([*(each.text for each in read.paragraphs), *tables])
