"""What is stored of others' values, on both kinds of database."""

from __future__ import annotations

import pytest

from feedback.errors import Conflict, NotFound
from feedback.insight.reference_values import Reference, newest
from feedback.quarterly.references import references_for
from feedback.quarterly.references.national import national_values
from feedback.quarterly.references.plan import plan
from feedback.quarterly.references.storing import remove, stored_values, take_in
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.tables import Audit, ReferenceValue
from tests.quarterly.references.given import ALLOWED, value

NATIONAL = national_values(ALLOWED)
SUNDSVALL = value(
    organisation="Sundsvalls kommun",
    year=2026,
    measure="index",
    channel="",
    value="76.25",
    n=5210,
    source="öppna data",
)


async def audited() -> list[tuple[str, str]]:
    rows = await Audit.select(Audit.action, Audit.detail).order_by(Audit.at)
    return [(row["action"], row["detail"]) for row in rows]


def test_the_national_values_that_come_with_the_program() -> None:
    assert [(each.channel, each.measure, each.value) for each in NATIONAL] == [
        ("phone", "bemotande", "83.8"),
        ("phone", "enkelhet", "74.9"),
        ("e_mail", "tydlighet", "83.6"),
        ("e_mail", "enkelhet", "80.2"),
    ]
    assert {(each.organisation, each.year, each.unit) for each in NATIONAL} == {("SKR", 2024, "index")}
    assert all("89 kommuner" in each.source for each in NATIONAL)


async def test_nothing_is_there_before_somebody_asks_for_it(service: Service) -> None:
    assert await stored_values() == ()


async def test_the_same_twice_is_there_once(service: Service) -> None:
    first = await take_in(service, NATIONAL, 7, "skr.toml")
    assert (len(first.new), first.changes) == (4, 4)
    written = await ReferenceValue.select().order_by(ReferenceValue.id)
    assert {row["imported_by"] for row in written} == {7}
    again = await take_in(service, NATIONAL, 7, "skr.toml")
    assert (len(again.same), again.changes) == (4, 0)
    assert set(await stored_values()) == set(NATIONAL)
    assert await audited() == [("references_imported", "skr.toml: 4 nya, 0 ersatta, 0 borttagna")]
    assert await ReferenceValue.select().order_by(ReferenceValue.id) == written


async def test_a_value_takes_the_place_of_the_same_organisations_of_the_same_year(service: Service) -> None:
    await take_in(service, [value(), SUNDSVALL], None, "a.csv")
    corrected = value(organisation="skr ", value="84.10", source="servicemätning, nytt uttag", n=99)
    made = await take_in(service, [corrected], None, "b.csv")
    assert made.replaced == ((value(), corrected),)
    assert set(await stored_values()) == {corrected, SUNDSVALL}


async def test_other_years_channels_measures_and_districts_stand_beside(service: Service) -> None:
    others = [
        value(),
        value(year=2023),
        value(channel="e_mail"),
        value(measure="enkelhet"),
        value(district="Fittja"),
        value(organisation="Botkyrka"),
    ]
    await take_in(service, others, None, "a.csv")
    assert set(await stored_values()) == set(others)


async def test_what_a_later_file_hides_is_taken_away(service: Service) -> None:
    await take_in(service, [SUNDSVALL, value()], None, "a.csv")
    made = await take_in(service, [], None, "b.csv", without=[SUNDSVALL.key, value(year=1999).key])
    assert made.removed == (SUNDSVALL,)
    assert await stored_values() == (value(),)


async def test_only_what_was_seen_is_done(service: Service) -> None:
    seen = plan([value(value="90.0")], []).fingerprint
    await take_in(service, [value()], None, "somebody else's.csv")
    with pytest.raises(Conflict):
        await take_in(service, [value(value="90.0")], None, "mine.csv", seen=seen)
    assert await stored_values() == (value(),)
    now = plan([value(value="90.0")], await stored_values()).fingerprint
    await take_in(service, [value(value="90.0")], None, "mine.csv", seen=now)
    assert await stored_values() == (value(value="90.0"),)


async def test_a_year_of_an_organisation_is_removed_and_noted(service: Service) -> None:
    await take_in(service, [*NATIONAL, value(year=2023), SUNDSVALL], None, "a.csv")
    assert await remove(service, "skr", 2024, 7) == 4
    assert set(await stored_values()) == {value(year=2023), SUNDSVALL}
    assert ("references_removed", "SKR 2024: 4") in await audited()
    with pytest.raises(NotFound):
        await remove(service, "skr", 2024, 7)


async def test_the_newest_that_is_not_after_the_quarter(service: Service) -> None:
    await take_in(
        service,
        [
            value(),
            value(year=2026, value="85.0"),
            value(year=2025, channel="e_mail"),
            value(district="Fittja"),
            SUNDSVALL,
        ],
        None,
        "a.csv",
    )
    assert [(each.year, each.value) for each in await references_for(Quarter(2025, 4))] == [
        (2025, 83.8),
        (2024, 83.8),
    ]
    assert await references_for(Quarter(2023, 4)) == ()
    assert await references_for(Quarter(2026, 1)) == (
        Reference("SKR", "servicemätning", 2025, "bemotande", "e_mail", "index", 83.8),
        Reference("SKR", "servicemätning", 2026, "bemotande", "phone", "index", 85.0),
        Reference("Sundsvalls kommun", "öppna data", 2026, "index", "", "index", 76.25, 5210),
    )


def test_the_order_does_not_depend_on_how_they_are_stored() -> None:
    each = [
        Reference("B", "", 2024, "index", "", "index", 1.0),
        Reference("A", "", 2024, "index", "", "index", 1.0),
    ]
    assert newest(each) == newest(reversed(each))
