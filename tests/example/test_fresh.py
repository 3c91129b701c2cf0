"""The open errands of the example go the real way in."""

from __future__ import annotations

from feedback.errands.intake import Intake, accept, faults_of
from feedback.example.accounts import demo_accounts
from feedback.example.fresh import COUNT, fresh_errands
from feedback.example.plan import plan_for
from feedback.service import Service
from survey_defs.municipality import Municipality
from tests import world


def test_nothing_is_wrong_with_them(huddinge: Municipality, lillaker: Municipality) -> None:
    for municipality in (huddinge, lillaker):
        errands = fresh_errands(municipality, plan_for(municipality), world.TODAY)
        assert [faults_of(errand, municipality, world.TODAY) for errand in errands] == [[]] * COUNT


def test_they_cover_channels_languages_and_missing_districts(huddinge: Municipality) -> None:
    errands = fresh_errands(huddinge, plan_for(huddinge), world.TODAY)
    assert {each.channel for each in errands} == {channel.id for channel in huddinge.channels}
    assert {each.language for each in errands} == {"sv", "fi", "en", "ar"}
    assert 2 <= sum(each.district is None for each in errands) <= 4
    assert len({each.contact for each in errands}) == COUNT
    assert all(each.contact and each.contact.endswith("@example.com") for each in errands)


def test_only_visits_have_an_office(huddinge: Municipality) -> None:
    errands = fresh_errands(huddinge, plan_for(huddinge), world.TODAY)
    assert {each.channel for each in errands if each.office} == {"office_visit"}


async def test_they_are_taken_in_once(service: Service) -> None:
    errands = fresh_errands(service.municipality, plan_for(service.municipality), world.TODAY)
    assert await accept(service, errands) == Intake(stored=COUNT)
    assert await accept(service, errands) == Intake(already_known=COUNT)


def test_three_accounts_of_invented_people(huddinge: Municipality) -> None:
    accounts = demo_accounts(huddinge)
    assert [each.role for each in accounts] == ["manager", "committee", "administrator"]
    assert accounts[0].districts == ("flemingsberg", "varby")
    assert all(each.email.endswith("@example.com") and len(each.password) >= 12 for each in accounts)
