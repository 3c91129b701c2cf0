"""Reading the rules of invitation from a municipality's file."""

from __future__ import annotations

from collections.abc import Collection

from survey_defs.table import Table
from survey_defs.vocabulary import InvitationRules


def read_invitations(table: Table, channels: Collection[str], districts: Collection[str]) -> InvitationRules:
    usual = InvitationRules()
    rules = InvitationRules(
        valid_days=table.integer("valid_days", 1, 365, usual.valid_days),
        reminder_after_days=table.integer("reminder_after_days", 1, 365, usual.reminder_after_days),
        quarantine_days=table.integer("quarantine_days", 0, 3650, usual.quarantine_days),
        oldest_errand_days=table.integer("oldest_errand_days", 0, 3650, usual.oldest_errand_days),
        quiet_from=table.hour("quiet_from", usual.quiet_from),
        quiet_until=table.hour("quiet_until", usual.quiet_until),
        quiet_weekends=table.flag("quiet_weekends", usual.quiet_weekends),
        sampling=_sampling(table, channels, districts),
    )
    if rules.reminder_after_days >= rules.valid_days:
        message = f"a reminder after {rules.reminder_after_days} days comes when the link of {rules.valid_days} days is dead"
        table.report("reminder_after_days", message)
    table.finish()
    return rules


def _sampling(
    table: Table, channels: Collection[str], districts: Collection[str]
) -> dict[tuple[str, str], float]:
    rates: dict[tuple[str, str], float] = {}
    for each in table.tables("sampling"):
        pair = each.word("channel", channels), each.word("district", districts)
        rate = each.number("rate", 0, 1)
        if pair in rates:
            each.report("", f"the rate of {pair[0]} in {pair[1]} is given twice")
        rates[pair] = rate
        each.finish()
    return rates
