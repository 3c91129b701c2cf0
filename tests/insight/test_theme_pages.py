"""Themes as people meet them: what the pages say, what each person may see and change, and what leaves no trace."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from feedback.insight.charts import Interval, LiftRow, LiftWords, lift_plot, spark
from feedback.insight.desk import Desk
from feedback.service import Service
from feedback.settings import Settings
from feedback.tables import Audit, ReleasedQuote, Theme, ThemeRun
from tests.insight.counted import insight_client
from tests.insight.themed import GREETING, PARKING, UNANSWERED, WAITING, InventedDesk, group
from tests.staff.app import csrf_of, sign_in_as

Place = tuple[httpx.AsyncClient, Service]
THEMES = "/insikt/teman"
COMMENTS = f"{THEMES}/kommentarer"


@pytest.fixture
async def place(embedded_settings: Settings, desk: Desk) -> AsyncIterator[Place]:
    invented: Desk = InventedDesk(desk)  # type: ignore[assignment]
    async with insight_client(embedded_settings, invented) as (client, service):
        await group(service)
        yield client, service


@pytest.fixture
async def ungrouped(embedded_settings: Settings, desk: Desk) -> AsyncIterator[Place]:
    invented: Desk = InventedDesk(desk)  # type: ignore[assignment]
    async with insight_client(embedded_settings, invented) as opened:
        yield opened


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split())


async def posted(client: httpx.AsyncClient, address: str, **fields: str | int) -> httpx.Response:
    csrf = await csrf_of(client, THEMES)
    return await client.post(
        address, data={"csrf": csrf} | {name: str(value) for name, value in fields.items()}
    )


def names_in(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/insikt/teman/\d+[^"]*">([^<]+)</a>', page)


def seen_on(page: str) -> str:
    found = re.search(r'name="sedd" value="([^"]*)"', page)
    assert found is not None
    return found[1]


async def test_the_list_says_in_a_sentence_what_the_figures_hold(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    page = words((await client.get(THEMES)).text)
    assert "406 av 1 290 svar har en kommentar." in page
    assert "De handlar mest om ”Vänligt bemötande” och ”Lång väntan i telefon”." in page
    assert "”Lång väntan i telefon” växer, och är vanligare i Söderhagen." in page
    assert "Söderhagen, telefon 2,1× (1,8×–2,5×)" in page
    assert "Övrigt: 52 kommentarer" in page
    assert "stabilitet: 0,81 av 1" in page


async def test_themes_are_ordered_as_asked(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    first = {
        order: names_in((await client.get(f"{THEMES}?ordning={order}")).text)[0]
        for order in ("antal", "nojdhet", "vaxer", "skillnad")
    }
    assert first == {
        "antal": "Vänligt bemötande",
        "nojdhet": "Bollas mellan enheter",
        "vaxer": "Lång väntan i telefon",
        "skillnad": "Lång väntan i telefon",
    }
    assert (await client.get(f"{THEMES}?ordning=bokstav")).status_code == 404


async def test_the_file_holds_exactly_what_the_list_shows(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    page = (await client.get(f"{THEMES}?ordning=nojdhet")).text
    address = re.search(r'href="(/insikt/teman/tabell\.csv[^"]+)"', page)
    assert address is not None
    text = (await client.get(address[1].replace("&amp;", "&"))).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [each["Tema"] for each in lines] == [*names_in(page), "Övrigt"]
    shown = {each["Tema"]: each for each in lines}
    assert shown["Lång väntan i telefon"]["Gånger så vanligt"] == "2,1"
    assert shown["Ingen svarar"]["Kommentarer"] == "Dolt"
    assert shown["Ingen svarar"]["Nöjda, procent"] == ""


async def test_a_manager_reads_of_no_district_but_her_own(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "anna")
    for address in (
        THEMES,
        f"{THEMES}/{WAITING}",
        f"{THEMES}/{GREETING}",
        f"{THEMES}/{WAITING}/tabell.csv",
        COMMENTS,
    ):
        page = (await client.get(address)).text
        assert "Norrbyn" not in page, address
        assert "Öholm" not in page, address
    assert "Söderhagen" in (await client.get(f"{THEMES}/{WAITING}")).text
    assert (await client.get(f"{COMMENTS}?kommundel=norrbyn")).status_code == 403


async def test_a_comment_says_where_it_is_from_only_where_figures_are_shown(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    page = words((await client.get(COMMENTS)).text)
    assert "9 kommentarer" in page
    assert "Telefon · Söderhagen · Bostad och hyra · betyg 1 · kvartal 3 2026" in page
    after = page.partition("Köade länge på kontoret i Öholm.")[2]
    assert after.strip(" ”").startswith("Lång väntan i telefon")
    assert "vecka" not in page


async def test_asking_where_finds_only_what_may_say_it(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    for query in ("kommundel=oholm", "kanal=office_visit&kommundel=oholm"):
        page = words((await client.get(f"{COMMENTS}?{query}")).text)
        assert "Ingen kommentar hittades" in page, query
    assert "Köade länge" not in (await client.get(f"{COMMENTS}?betyg=1")).text
    assert "Satt i kö" in (await client.get(f"{COMMENTS}?betyg=1")).text
    assert "”nej”" in words((await client.get(f"{COMMENTS}?tema=ovrigt")).text)
    assert "ar" in re.findall(
        r'<bdi lang="(\w+)" dir="rtl">«', (await client.get(f"{COMMENTS}?sprak=ar")).text
    )


async def test_what_is_searched_for_stands_in_no_address_and_no_audit(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    found = await posted(client, COMMENTS, q="50 minuter", tema=WAITING)
    assert found.status_code == 200
    assert found.url.query == b""
    page = words(found.text)
    assert "En kommentar" in page
    assert "sedan bröts samtalet" in page
    assert not re.search(r'(href|action)="[^"]*minuter', found.text)
    assert not [row for row in await Audit.select(Audit.detail) if "minuter" in row["detail"]]
    without = await posted(client, COMMENTS, q="", tema=WAITING)
    assert f"tema={WAITING}" in str(without.url)


async def test_removed_words_are_said_to_be_removed(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    page = (await client.get(f"{THEMES}/{WAITING}")).text
    assert 'dir="ltr">namn borttaget</span>' in page
    assert "[name]" not in words(page)


async def test_the_committee_reads_and_changes_nothing(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    page = (await client.get(f"{THEMES}/{WAITING}")).text
    assert "Ändra temat" not in page
    assert "Frisläpp" not in page
    assert "Förslag att ta ställning till" not in (await client.get(THEMES)).text
    for address in (
        f"{THEMES}/gruppera",
        f"{THEMES}/{WAITING}/dela",
        f"{THEMES}/{UNANSWERED}/sla-ihop?med={WAITING}",
    ):
        assert (await client.get(address)).status_code == 403
    assert (await posted(client, f"{THEMES}/{WAITING}/namn", namn="Kö", sedd="")).status_code == 403


async def test_a_name_is_given_logged_and_taken_back(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    answer = await posted(
        client, f"{THEMES}/{PARKING}/namn", namn="Svårt att parkera", namn_en="Hard to park"
    )
    page = words(answer.text)
    assert "Namnet är sparat." in page
    assert "bytte namn från ”Parkering vid torget”, Cia" in page
    edit = re.search(r"andringar/(\d+)/angra", answer.text)
    assert edit is not None
    undone = words((await posted(client, f"{THEMES}/andringar/{edit[1]}/angra", tema=PARKING)).text)
    assert "Ändringen är ångrad." in undone
    assert "Ångrat av Cia." in undone
    assert "Parkering vid torget" in undone


async def test_nobody_overwrites_what_somebody_else_has_just_done(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    before = seen_on((await client.get(f"{THEMES}/{PARKING}")).text)
    await posted(client, f"{THEMES}/{PARKING}/namn", namn="Svårt att parkera", sedd=before)
    late = await posted(client, f"{THEMES}/{PARKING}/namn", namn="Bilplatser", sedd=before)
    assert late.status_code == 409
    assert "Cia har ändrat temat ”Svårt att parkera” sedan du öppnade sidan. Du skrev ”Bilplatser”." in words(
        late.text
    )
    assert 'value="Svårt att parkera"' in late.text


async def test_a_merge_says_what_it_will_do_and_leads_on(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    asked = (await client.get(f"{THEMES}/{UNANSWERED}/sla-ihop?med={WAITING}")).text
    assert "Den kommentar du kan läsa i det första temat räknas till ”Lång väntan i telefon”." in words(asked)
    merged = await posted(client, f"{THEMES}/{UNANSWERED}/sla-ihop", med=WAITING, sedd=seen_on(asked))
    assert merged.url.path == f"{THEMES}/{WAITING}"
    assert "”Ingen svarar” slogs ihop hit" in words(merged.text)
    led = await client.get(f"{THEMES}/{UNANSWERED}")
    assert led.url.path == f"{THEMES}/{WAITING}"


async def test_two_themes_are_kept_apart_and_a_name_is_approved(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    assert "Slå ihop ”Ingen svarar” med ”Lång väntan i telefon”" in words((await client.get(THEMES)).text)
    await posted(client, f"{THEMES}/{UNANSWERED}/hall-isar", med=WAITING)
    await posted(client, f"{THEMES}/{PARKING}/godkann", sedd="")
    page = words((await client.get(THEMES)).text)
    assert "Slå ihop ”" not in page
    assert "Nytt tema: ”Parkering" not in page
    assert (await Theme.select().where(Theme.id == PARKING).first() or {})["is_named"]


async def test_a_split_shows_its_comments_first(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    address = f"{THEMES}/{WAITING}/dela"
    shown = await posted(client, address, gor="visa", ord="tele", namn="Telefontiden")
    assert "1 av 6 kommentarer du kan läsa flyttas till ”Telefontiden”." in words(shown.text)
    done = await posted(client, address, ord="tele", namn="Telefontiden", sedd=seen_on(shown.text))
    assert "Temat är delat." in words(done.text)
    assert "<h1>Telefontiden</h1>" in done.text or "Telefontiden" in words(done.text)


async def test_a_quote_is_released_by_a_person_and_withdrawn(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    page = (await client.get(f"{THEMES}/{WAITING}")).text
    assert len(re.findall('value="slapp"', page)) == 4
    text = "Satt i kö i 50 minuter och sedan bröts samtalet. Fick börja om från början nästa dag."
    out = await posted(client, f"{THEMES}/{WAITING}/citat", svar=501, gor="slapp", text=text)
    assert "Frisläppt av Cia 18 november 2026" in words(out.text)
    assert [row["text"] for row in await ReleasedQuote.select(ReleasedQuote.text)] == [text]
    other = await posted(client, f"{THEMES}/{WAITING}/citat", svar=502, gor="slapp", text="Något annat.")
    assert other.status_code == 409
    back = await posted(client, f"{THEMES}/{WAITING}/citat", svar=501, gor="dra-tillbaka")
    assert "Citatet är tillbakadraget." in words(back.text)
    gone = await posted(client, f"{THEMES}/{WAITING}/citat", svar=503, gor="hor-inte-hit")
    assert "Går det inte att bli uppringd" not in gone.text


async def test_a_comment_is_moved_from_where_it_is_read(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    back = f"{COMMENTS}?tema={PARKING}"
    moved = await posted(client, f"{COMMENTS}/507/flytta", fran="", till_tema=PARKING, till=back)
    assert moved.url.path == COMMENTS
    page = words(moved.text)
    assert "Kommentaren är flyttad." in page
    assert "2 kommentarer" in page


async def test_forms_without_their_secret_change_nothing(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    answer = await client.post(f"{THEMES}/{PARKING}/namn", data={"namn": "Kapat"})
    assert answer.status_code == 403
    assert (await Theme.select().where(Theme.id == PARKING).first() or {})["name"] == "Parkering vid torget"


async def test_nonsense_in_a_form_is_a_page_and_no_fault(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    assert (await posted(client, f"{THEMES}/{PARKING}/namn", namn="Nytt namn", sedd="abc")).status_code == 400
    assert (await posted(client, f"{THEMES}/{PARKING}/namn", namn="x")).status_code == 400
    assert (await client.get(f"{THEMES}/{PARKING}/sla-ihop?med={PARKING}")).status_code == 400
    assert (await client.get(f"{THEMES}/99")).status_code == 404
    assert (await client.get(f"{COMMENTS}?tema=abc")).status_code == 404
    assert (await posted(client, f"{THEMES}/gruppera", antal="hundra")).status_code == 400


async def test_before_the_first_grouping_there_is_a_way_to_begin(ungrouped: Place) -> None:
    client, _ = ungrouped
    await sign_in_as(client, "cia")
    page = (await client.get(THEMES)).text
    assert "Kommentarerna är inte grupperade ännu" in page
    assert "http-equiv" not in page
    going = await posted(client, f"{THEMES}/gruppera", antal="12")
    assert '<meta http-equiv="refresh" content="10;url=/insikt/teman?folj=ja">' in going.text
    assert "http-equiv" not in (await client.get(THEMES)).text
    assert "Väntar på att börja" in going.text
    [run] = await ThemeRun.select(ThemeRun.state, ThemeRun.wanted)
    assert run == {"state": "waiting", "wanted": 12}


async def test_a_failed_grouping_is_said_with_a_way_to_try_again(place: Place) -> None:
    client, service = place
    now = service.now()
    await ThemeRun.insert(
        ThemeRun(id=101, state="failed", asked_at=now, finished_at=now, problem="Minnet tog slut.")
    )
    await sign_in_as(client, "cia")
    page = words((await client.get(THEMES)).text)
    assert "Den senaste grupperingen blev inte klar. Minnet tog slut. Försök igen" in page
    assert "Lång väntan i telefon" in page


async def test_a_theme_of_few_comments_says_so_and_draws_nothing(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    page = (await client.get(f"{THEMES}/{UNANSWERED}")).text
    assert "Så få kommentarer handlar om temat" in page
    assert "Kommundelarna kan inte visas" in page
    assert 'class="chart' not in page


async def test_every_page_speaks_english(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    await client.post(
        "/sprak", data={"csrf": await csrf_of(client, THEMES), "sprak": "en", "till": "/insikt/teman"}
    )
    page = words((await client.get(f"{THEMES}/{WAITING}")).text)
    assert "Long wait on the phone" in page
    assert "More common 2.2×" in page
    assert "406 of 1,290 answers have a comment." in words((await client.get(THEMES)).text)


def test_a_lift_lies_as_far_to_the_right_as_its_inverse_to_the_left() -> None:
    words = LiftWords("x", "t", "d", reference="som övriga")
    rows = [
        LiftRow("a", Interval(2, 1.5, 3), "v", "2×", "more"),
        LiftRow("b", Interval(0.5, 0.4, 0.7), "v", "½×", "less"),
    ]
    drawn = str(lift_plot(rows, words))
    middle = float(re.search(r'class="ref" x1="([\d.]+)"', drawn)[1])  # type: ignore[index]
    twice, half = (float(x) + 6.5 for x in re.findall(r'class="lift(?: open)?" d="M([\d.]+)', drawn)[:2])
    assert twice - middle == pytest.approx(middle - half, abs=0.2)
    assert 'class="lift open"' in drawn


def test_a_hidden_row_has_no_mark_and_names_are_escaped() -> None:
    drawn = str(lift_plot([LiftRow("<b>", None, "Dolt")], LiftWords("x", "t", "d")))
    assert "&lt;b&gt;" in drawn
    assert "circle" not in drawn
    assert 'class="lift' not in drawn


def test_a_strip_shows_no_hidden_quarter_and_chance_as_nearly_flat() -> None:
    assert spark([None, None]) == ""
    flat = [float(y) for y in re.findall(r",([\d.]+)", str(spark([0.20, 0.21, 0.20])))]
    assert max(flat) - min(flat) < 4
    assert str(spark([0.1, None, 0.2, 0.3])).count("<polyline") == 1
