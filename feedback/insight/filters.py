"""The line of choices above a page: what is chosen, and links to everything else. No script, no form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feedback.insight.parts import Choice, ChoiceOption
from feedback.insight.period import offered_periods
from feedback.insight.selection import MARGIN, Selection
from feedback.insight.wording import Wording, alphabetical
from feedback.quarters import Quarter

METHOD_MARGIN = "/sa-raknar-vi#marginal"


def filters(
    selection: Selection, closed: Sequence[Quarter], wording: Wording, address: str
) -> tuple[Choice, ...]:
    """Period, service, and what every figure is compared with. `address` is the page's own, without query."""
    _ = wording.text
    return (
        choice(_("Period"), selection, _periods(selection, closed, wording), address),
        _services(selection, wording, address),
        Choice(_("Jämförs med"), _("Övriga kommunen")),
        Choice(
            _("Marginal"),
            _("±%(points)s procentenheter") % {"points": wording.number.whole(100 * MARGIN)},
            why=METHOD_MARGIN,
        ),
    )


def choice(name: str, selection: Selection, offered: Sequence[tuple[Selection, str]], address: str) -> Choice:
    """What is chosen of what is offered, everything as a link."""
    options = tuple(
        ChoiceOption(text, f"{address}?{each.query}", each == selection) for each, text in offered
    )
    current = next((option.text for option in options if option.is_current), options[0].text)
    return Choice(name, current, options)


def _periods(
    selection: Selection, closed: Sequence[Quarter], wording: Wording
) -> list[tuple[Selection, str]]:
    chosen = replace(selection, left_service=None)
    made = [
        chosen if each == chosen.period else chosen.over(each, closed) for each in offered_periods(closed)
    ]
    return [(selection if each == chosen else each, wording.period(each)) for each in made]


def _services(selection: Selection, wording: Wording, address: str) -> Choice:
    """Every service, or why none can be chosen."""
    _ = wording.text
    if not selection.may_choose_service:
        return Choice(
            _("Ärenden"), _("Alla slag. Slag kan väljas för tolv månader med fyra stängda kvartal.")
        )
    ids = sorted(
        (each.id for each in wording.municipality.services), key=lambda id: alphabetical(wording.service(id))
    )
    offered = [(replace(selection, service=id), wording.service(id)) for id in (None, *ids)]
    return choice(_("Ärenden"), selection, offered, address)
