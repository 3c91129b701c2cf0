"""The pages as people meet them: who sees what, editing in place, approval by name, and files that are what was archived."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar

from feedback.closing import close_due
from feedback.insight.desk import Desk
from feedback.process import Process
from feedback.quarterly import approving, commenting, editing, pages
from feedback.quarterly.archiving import hash_of
from feedback.quarterly.editing import Place
from feedback.quarterly.reading import contents_of
from feedback.quarterly.runs import latest_runs
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff import sign_in
from feedback.staff.guard import guard
from feedback.staff.roles import Viewer
from feedback.tables import Audit, SummaryFile
from tests.insight.counted import LILLAKER, count
from tests.quarterly.drafts import archived, changes, drafted, staff, state, viewers
from tests.quarterly.stand_in import stand_in
from tests.staff.app import csrf_of, sign_in_as
from tests.themes.conftest import Ticking

HERE = "/insikt/sammanfattningar"
SAID = "Av dem som tillfrågades svarade [77] under [kvartal 3 2026]."
OWN = "Förvaltningen har inget att tillägga."
Opened = tuple[httpx.AsyncClient, Service, dict[str, Viewer]]


@contextlib.asynccontextmanager
async def opened(settings: Settings, is_closed: bool = True) -> AsyncIterator[Opened]:
    async with opened_service(settings, Ticking()) as service:
        app = Litestar(
            route_handlers=[*sign_in.HANDLERS, *pages.HANDLERS], guards=[guard], openapi_config=None
        )
        process = Process()
        app.state.service, app.state.desk, app.state.press = service, Desk(), process
        app.state.craft = stand_in
        people = await staff(service)
        if is_closed:
            await count(service, LILLAKER)
            await close_due(service, service.today())
        try:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url="http://testserver.local", follow_redirects=True
            ) as client:
                yield client, service, people
        finally:
            process.end()


@pytest.fixture
async def place(embedded_settings: Settings) -> AsyncIterator[Opened]:
    async with opened(embedded_settings) as found:
        yield found


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split())


async def posted(client: httpx.AsyncClient, address: str, **fields: str | int) -> httpx.Response:
    csrf = await csrf_of(client, HERE)
    return await client.post(
        address, data={"csrf": csrf} | {name: str(value) for name, value in fields.items()}
    )


async def to_archive(service: Service, summary: int) -> None:
    people = await viewers()
    await approving.review(service, people["anna"], summary, await changes(summary))
    await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
    await archived(service)


async def test_before_the_first_quarter_is_closed_it_says_when(embedded_settings: Settings) -> None:
    async with opened(embedded_settings, is_closed=False) as (client, _, _people):
        await sign_in_as(client, "bo")
        assert "Inga siffror ännu" in (await client.get(HERE)).text


async def test_a_draft_is_asked_for_once(place: Opened) -> None:
    client, _, _ = place
    await sign_in_as(client, "anna")
    assert "Det finns inget utkast ännu." in words((await client.get(HERE)).text)
    page = await posted(client, f"{HERE}/utkast", kvartal="2026Q3")
    assert page.status_code == 200
    assert "Väntar på sin tur" in words(page.text)
    assert 'http-equiv="refresh"' not in page.text  # only for who asks for it
    assert 'http-equiv="refresh"' in (await client.get(f"{HERE}?folj=ja")).text
    await posted(client, f"{HERE}/utkast", kvartal="2026Q3")
    assert set(await latest_runs()) == {"2026Q3"}
    refused = await posted(client, f"{HERE}/utkast", kvartal="2026Q4")
    assert refused.status_code == 404
    assert "2026Q4 är inte stängt" in words(refused.text)
    assert (await posted(client, f"{HERE}/utkast", kvartal="nu")).status_code == 400


async def test_the_committee_sees_what_is_approved_and_nothing_before(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await sign_in_as(client, "bo")
    page = words((await client.get(HERE)).text)
    assert "Sammanfattningen är inte godkänd ännu." in page
    assert "utkast" not in page.lower()
    assert (await client.get(f"{HERE}/{summary}")).status_code == 404
    assert (await client.get(f"{HERE}/{summary}/forhandsvisning/sv-full.pdf")).status_code == 403
    for address in ("stycke", "kommentar", "granskad", "uppgifter", "kassera", "aterta", "godkann"):
        assert (await posted(client, f"{HERE}/{summary}/{address}")).status_code == 403, address
    assert (await posted(client, f"{HERE}/utkast", kvartal="2026Q3")).status_code == 403
    assert await state(summary) == "drafted"
    await to_archive(service, summary)
    assert "Godkänd av Cia den 18 november 2026" in words((await client.get(HERE)).text)
    page = words((await client.get(f"{HERE}/{summary}")).text)
    assert "Läs sammanfattningen" in page
    assert "Granskad av" in page


async def test_a_draft_is_read_whole_and_edited_in_place(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await sign_in_as(client, "anna")
    page = await client.get(f"{HERE}/{summary}")
    said = words(page.text)
    assert "Likvärdig service 2026Q3" in said
    assert "Demokratiberedningen godkänner redovisningen." in said
    assert '<svg class="chart wide"' in page.text
    assert "style=" not in page.text
    form = (await client.get(f"{HERE}/{summary}?andra=svar")).text
    assert "[77]" in form
    fields = {"del": "sv-full", "stycke": "svar", "text": "Bara [77] svarade.", "forut": SAID}
    after = await posted(client, f"{HERE}/{summary}/stycke", **fields)
    assert "Stycket är sparat." in words(after.text)
    assert "Bara 77 svarade." in words(after.text)
    assert "Ändrat för hand." in words(after.text)
    fields = {"del": "sv-full", "stycke": "svar", "gor": "aterstall", "forut": "Bara [77] svarade."}
    back = await posted(client, f"{HERE}/{summary}/stycke", **fields)
    assert "har fått utkastets text tillbaka" in words(back.text)
    assert "Bara 77 svarade." not in words(back.text)


async def test_a_changed_figure_is_refused_and_the_words_are_kept(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await sign_in_as(client, "anna")
    fields = {"del": "sv-full", "stycke": "svar", "text": "Hela [99] svarade, och 12 till.", "forut": SAID}
    page = await posted(client, f"{HERE}/{summary}/stycke", **fields)
    assert page.status_code == 400
    assert "”[99]” finns inte i utkastet" in words(page.text)
    assert "”12” är en siffra som inte kommer från utkastet" in words(page.text)
    assert "Hela [99] svarade, och 12 till." in page.text
    assert (await contents_of(summary)).prose == {}


async def test_the_second_of_two_is_told_kindly_and_loses_nothing(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await editing.edit(service, people["cia"], Place(summary, "sv-full", "svar"), "Cia skrev: [77].", SAID)
    await sign_in_as(client, "anna")
    fields = {"del": "sv-full", "stycke": "svar", "text": "Anna skrev: [77].", "forut": SAID}
    page = await posted(client, f"{HERE}/{summary}/stycke", **fields)
    assert page.status_code == 409
    assert "Cia har skrivit om stycket sedan du öppnade det." in words(page.text)
    assert "Anna skrev: [77]." in page.text
    assert "Cia skrev: [77]." in page.text
    again = fields | {"forut": "Cia skrev: [77]."}
    assert "Anna skrev: 77 ." in words((await posted(client, f"{HERE}/{summary}/stycke", **again)).text)


async def test_what_is_typed_is_never_markup(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await sign_in_as(client, "anna")
    bad = "<script>alert()</script>"
    for fields in (
        {"stycke": "synpunkter-text", "text": bad, "forut": OWN},
        {"stycke": "decision", "text": bad, "forut": "Demokratiberedningen godkänner redovisningen."},
    ):
        assert (await posted(client, f"{HERE}/{summary}/stycke", **fields)).status_code == 200
    page = await posted(client, f"{HERE}/{summary}/kommentar", stycke="svar", text=bad)
    assert page.text.count("&lt;script&gt;") >= 3
    assert "<script" not in page.text


async def test_comments_stand_beside_and_are_settled(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await sign_in_as(client, "cia")
    page = await posted(client, f"{HERE}/{summary}/kommentar", stycke="svar", text="Är det så få?")
    assert "En kommentar är inte avklarad." in words(page.text)
    found = re.search(rf"{HERE}/{summary}/kommentar/(\d+)", page.text)
    assert found is not None
    page = await posted(client, f"{HERE}/{summary}/kommentar/{found[1]}")
    assert "Avklarad av Cia" in words(page.text)
    assert "Alla kommentarer är avklarade." in words(page.text)
    page = await posted(client, f"{HERE}/{summary}/kommentar/{found[1]}", gor="oppna")
    assert "En kommentar är inte avklarad." in words(page.text)
    empty = await posted(client, f"{HERE}/{summary}/kommentar", text=" ")
    assert empty.status_code == 400
    assert "skriv vad du vill säga" in words(empty.text)


async def test_it_is_reviewed_and_approved_by_name_on_a_page_of_its_own(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await commenting.comment(service, people["anna"], summary, "", "Kolla detta.")
    await sign_in_as(client, "anna")
    page = await posted(client, f"{HERE}/{summary}/uppgifter", diarienummer="7", handlaggare="Dag", sedd=1)
    assert "LS-2026/7" in page.text
    assert (await client.get(f"{HERE}/{summary}/godkann")).status_code == 403
    page = await posted(client, f"{HERE}/{summary}/granskad", sedd=1)
    assert page.status_code == 409
    page = await posted(client, f"{HERE}/{summary}/granskad", sedd=2)
    assert "Det är administratörer som godkänner" in words(page.text)
    client.cookies.clear()
    await sign_in_as(client, "cia")
    page = await client.get(f"{HERE}/{summary}/godkann")
    assert "En kommentar är inte avklarad:" in words(page.text)
    assert "”Kolla detta.” – Anna" in words(page.text)
    page = await posted(client, f"{HERE}/{summary}/godkann", namn="Anna", sedd=3)
    assert page.status_code == 400
    assert "skriv ditt namn som det står på kontot: Cia" in words(page.text).replace("Skriv", "skriv")
    page = await posted(client, f"{HERE}/{summary}/godkann", namn="Cia", sedd=3)
    assert "Sammanfattningen är godkänd. Filerna görs nu och arkiveras." in words(page.text)
    assert "Ändra" not in words(page.text)
    await archived(service)
    assert "Så vet du att den är oförändrad" in words((await client.get(f"{HERE}/{summary}")).text)


async def test_a_draft_is_discarded_after_asking_and_taken_back(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await sign_in_as(client, "anna")
    assert "Kassera utkastet för kvartal 3 2026?" in words(
        (await client.get(f"{HERE}/{summary}/kassera")).text
    )
    page = await posted(client, f"{HERE}/{summary}/kassera", sedd=0)
    assert "Utkastet är kasserat. Det går att återta." in words(page.text)
    assert "Ett kasserat utkast" in words(page.text)
    page = await posted(client, f"{HERE}/{summary}/aterta")
    assert "Utkastet är återtaget." in words(page.text)
    assert await state(summary) == "drafted"


async def test_files_are_what_was_archived(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    name = "likvardig-2026Q3-1-sv.html"
    await sign_in_as(client, "bo")
    assert (await client.get(f"{HERE}/{summary}/filer/{name}")).status_code == 404
    await to_archive(service, summary)
    page = await client.get(f"{HERE}/{summary}")
    names = re.findall(rf'href="{HERE}/{summary}/filer/([^"]+)"', page.text)
    assert len(set(names)) == 12
    for each in names:
        file = await client.get(f"{HERE}/{summary}/filer/{each}")
        assert file.headers["etag"] == f'"{hash_of(file.content)}"'
        assert "private" in file.headers["cache-control"]
        assert hash_of(file.content) in page.text
    html = await client.get(f"{HERE}/{summary}/filer/{name}")
    assert "style-src 'sha256-" in html.headers["content-security-policy"]
    again = await client.get(
        f"{HERE}/{summary}/filer/{name}", headers={"if-none-match": html.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    docx = await client.get(f"{HERE}/{summary}/filer/likvardig-2026Q3-1-sv.docx")
    assert docx.headers["content-disposition"].startswith("attachment")
    assert (await client.get(f"{HERE}/{summary}/filer/..%2Fhemligt")).status_code == 404
    assert await Audit.count().where(Audit.action == "summary_fetched") == len(names) + 2
    await SummaryFile.update({SummaryFile.content: b"<html>"}).where(SummaryFile.name == name)
    assert (await client.get(f"{HERE}/{summary}/filer/{name}")).status_code == 500


async def test_a_draft_is_shown_as_it_will_be_marked_as_a_draft(place: Opened) -> None:
    client, service, people = place
    summary = await drafted(service, people["anna"])
    await editing.edit(service, people["anna"], Place(summary, "sv-full", "svar"), "Bara [77] svarade.", SAID)
    await sign_in_as(client, "anna")
    pdf = await client.get(f"{HERE}/{summary}/forhandsvisning/sv-full.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert "Utkast, inte godkänt." in pdf.text
    assert "Bara " in pdf.text
    html = await client.get(f"{HERE}/{summary}/forhandsvisning/en-easy.html")
    assert "Equal service" in html.text
    assert "style-src 'sha256-" in html.headers["content-security-policy"]
    for name in ("sv-full.docx", "fi-full.pdf", "sv-full", "..pdf"):
        assert (await client.get(f"{HERE}/{summary}/forhandsvisning/{name}")).status_code == 404, name


async def test_a_new_edition_says_what_differs(place: Opened) -> None:
    client, service, people = place
    first = await drafted(service, people["anna"])
    await to_archive(service, first)
    second = await drafted(service, people["anna"], edition=2, answers=78)
    await sign_in_as(client, "anna")
    page = words((await client.get(f"{HERE}/{second}")).text)
    assert "Vad som skiljer från utgåva 1" in page
    assert "En siffra är en annan." in page
    await to_archive(service, second)
    page = words((await client.get(f"{HERE}/{second}")).text)
    assert "Antal svar, 12m-2026Q3 T1:1 n = 77 n = 78" in page
    listed = words((await client.get(HERE)).text)
    assert "Kvartal 3 2026, utgåva 2" in listed
    assert "Gör en ny utgåva" in listed
