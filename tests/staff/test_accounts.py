"""Accounts, and the command that keeps them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from feedback.errors import InputError, NotFound
from feedback.service import Service
from feedback.settings import Settings
from feedback.staff.accounts import NewAccount, all_accounts, create_account, disable_account
from feedback.staff.commands import staff
from feedback.tables import Staff
from tests.serving import environment
from tests.staff.app import PASSWORD, people


async def test_accounts_are_listed_by_name_with_what_they_see(service: Service) -> None:
    await people(service)
    accounts = await all_accounts()
    assert [account.viewer.name for account in accounts] == ["Anna", "Bo", "Cia"]
    assert accounts[0].viewer.districts == {"soderhagen"}
    assert [account.viewer.sees_everything for account in accounts] == [False, True, True]


async def test_every_fault_of_an_account_is_told_at_once(service: Service) -> None:
    wrong = NewAccount(
        email="not an address",
        name=" ",
        role="queen",
        password="short",
        language="xx",
        districts=("nowhere",),
        offices=("nowhere",),
    )
    with pytest.raises(InputError) as told:
        await create_account(service, wrong)
    assert [fault.place for fault in told.value.faults] == [
        "email",
        "name",
        "role",
        "language",
        "district",
        "office",
        "password",
    ]
    assert await Staff.count() == 0


async def test_an_address_has_one_account(service: Service) -> None:
    await people(service)
    again = NewAccount(email=" ANNA@lillaker.example", name="A", role="committee", password=PASSWORD)
    with pytest.raises(InputError, match="has an account already"):
        await create_account(service, again)


@pytest.mark.parametrize(
    ("role", "districts", "message"),
    [("manager", (), "at least one"), ("committee", ("oholm",), "sees the whole")],
)
async def test_the_scope_fits_the_role(
    service: Service, role: str, districts: tuple[str, ...], message: str
) -> None:
    new = NewAccount(email="a@b.example", name="A", role=role, password=PASSWORD, districts=districts)
    with pytest.raises(InputError, match=message):
        await create_account(service, new)


async def test_an_unknown_account_cannot_be_closed(service: Service) -> None:
    with pytest.raises(NotFound, match="no account"):
        await disable_account(service, "nobody@lillaker.example")


def test_the_command_makes_lists_and_closes(embedded_settings: Settings) -> None:
    runner = CliRunner(env=environment(embedded_settings) | {"COLUMNS": "160"})
    add = ["add", "Anna@lillaker.example", "--name", "Anna", "--role", "manager"]
    scope = ["--district", "oholm", "--office", "soder", "--password-stdin"]
    made = runner.invoke(staff, [*add, *scope], input=f"{PASSWORD}\n", catch_exceptions=False)
    assert "can sign in now" in made.output
    refused = runner.invoke(staff, [*add, *scope], input="kort\n")
    assert isinstance(refused.exception, InputError)
    assert len(refused.exception.faults) == 2
    changed = runner.invoke(
        staff, ["password", "anna@lillaker.example"], input="en ny lång fras\nen ny lång fras\n"
    )
    assert "has a new password" in changed.output
    closed = runner.invoke(staff, ["disable", "anna@lillaker.example"], catch_exceptions=False)
    assert "can no longer sign in" in closed.output
    listed = runner.invoke(staff, ["list"], catch_exceptions=False).output
    assert "anna@lillaker.example" in listed
    assert "oholm, soder" in listed
    assert "disabled" in listed
