"""Who may sign in to the example, and with what. Data: the accounts are made by staff.accounts."""

from __future__ import annotations

from dataclasses import dataclass

from survey_defs.municipality import Municipality

# Printed on the terminal and known to everybody: the example is served to this machine only.
PASSWORD = "exempel-likvardig-2026"


@dataclass(frozen=True)
class DemoAccount:
    """One account of the example. `districts` is what a manager answers for."""

    name: str
    title: str
    email: str
    role: str
    password: str = PASSWORD
    districts: tuple[str, ...] = ()


def demo_accounts(municipality: Municipality) -> tuple[DemoAccount, ...]:
    """A manager of the two most exposed districts, a member of the committee, and an administrator."""
    exposed = sorted(
        municipality.districts, key=lambda each: each.socioeconomic_order or len(municipality.districts)
    )
    return (
        DemoAccount(
            "Anna Exempel",
            "enhetschef",
            "chef@example.com",
            "manager",
            districts=tuple(sorted(each.id for each in exposed[:2])),
        ),
        DemoAccount("Bo Exempel", "ledamot i demokratiberedningen", "namnd@example.com", "committee"),
        DemoAccount("Cia Exempel", "systemförvaltare", "admin@example.com", "administrator"),
    )
