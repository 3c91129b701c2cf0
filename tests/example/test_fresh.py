"""The open errands of the example go the real way in."""

from __future__ import annotations

from pathlib import Path

from feedback.errands.intake import Intake, accept, faults_of
from feedback.example.accounts import demo_accounts
from feedback.example.command import links_to_answer
from feedback.example.fresh import COUNT, fresh_errands
from feedback.example.plan import plan_for
from feedback.invitations.carriers import Message
from feedback.invitations.carriers.outbox import OutboxCarrier
from feedback.service import Service
from feedback.settings import Settings
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


async def test_the_links_told_are_surveys_and_not_what_else_was_sent(tmp_path: Path) -> None:
    settings = Settings(outbox=tmp_path, base_url="https://svara.example")
    sent = [
        ("sv", "/insikt/sammanfattningar/1"),
        ("sv", "/s/7QF2M9XKRT4D8HWP"),
        ("fi", "/insikt"),
        ("ar", "/s/8"),
    ]
    async with OutboxCarrier(settings) as carrier:
        for number, (language, path) in enumerate(sent):
            await carrier.send(
                Message(
                    medium="e_mail",
                    recipient="anna@example.com",
                    sender_name="Lillåker",
                    sender_address="enkat@lillaker.example",
                    message_id=f"<{number}@lillaker.example>",
                    subject="Hej",
                    text="Hej",
                    link=settings.base_url + path,
                    headers={"Content-Language": language},
                )
            )
    assert links_to_answer(settings) == {
        "sv": "https://svara.example/s/7QF2M9XKRT4D8HWP",
        "ar": "https://svara.example/s/8",
    }
