"""What a page shows, as its address says it; every choice can be bookmarked and shared."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from feedback.errors import NotAllowed, NotFound
from feedback.insight.figures import TWELVE_MONTHS, Scope, Side
from feedback.insight.period import Period, default_period, offered_periods, parsed_period
from feedback.quarters import Quarter
from feedback.staff.roles import Viewer
from survey_defs.municipality import Municipality

PERIOD, SERVICE, CHANNEL, DISTRICT, FIRST, SECOND = "period", "arende", "kanal", "kommundel", "a", "b"
EVERYWHERE = "alla"
MARGIN = 0.05
HISTORY = 12  # quarters


@dataclass(frozen=True)
class Selection:
    """A period with the closed quarters it is made of, and those its history is told by; a service, a channel
    and a district, or all of each; the two sides of a comparison. `left_service` was asked for where services
    cannot be told apart."""

    period: Period
    quarters: tuple[Quarter, ...]
    history: tuple[Quarter, ...]
    service: str | None = None
    channel: str | None = None
    district: str | None = None
    first: Side | None = None
    second: Side | None = None
    left_service: str | None = None

    @property
    def scope(self) -> Scope:
        """What the desk is asked about."""
        quarters, history = (
            tuple(quarter.code for quarter in each) for each in (self.quarters, self.history)
        )
        return Scope(quarters, self.period.kind, self.service, MARGIN, history)

    @property
    def query(self) -> str:
        """The address's query, the same for the same choice."""
        given = {
            PERIOD: self.period.code,
            SERVICE: self.service,
            CHANNEL: self.channel,
            DISTRICT: self.district,
            FIRST: written_side(self.first),
            SECOND: written_side(self.second),
        }
        return urlencode({name: value for name, value in given.items() if value is not None})

    @property
    def may_choose_service(self) -> bool:
        """Services are told apart only over twelve months: shorter periods would hide nearly everything,
        and comparing them with longer ones could reveal a single answer."""
        return self.period.kind == TWELVE_MONTHS

    def over(self, period: Period, closed: Sequence[Quarter]) -> Selection:
        """The same for another period; the service is let go where it cannot be chosen."""
        made = over(period, closed)
        other = replace(self, period=period, quarters=made.quarters, history=made.history, left_service=None)
        return other if other.may_choose_service else replace(other, service=None)

    @property
    def shared(self) -> Selection:
        """What is carried along to another page: period and service."""
        return Selection(self.period, self.quarters, self.history, self.service)


def over(period: Period, closed: Sequence[Quarter]) -> Selection:
    """Everything in a period."""
    until = tuple(sorted(each for each in closed if each <= period.quarter))
    return Selection(period, period.quarters(closed), until[-HISTORY:])


def selected(
    given: Mapping[str, str],
    municipality: Municipality,
    viewer: Viewer,
    closed: Sequence[Quarter],
    uses: Collection[str] = (),
) -> Selection:
    """The choice in an address. `uses` are the parameters the page knows beside period and service; others
    are not looked at. Raises NotFound for what does not exist, NotAllowed for what is not theirs."""
    period = _period(given, closed)
    read = {name: value for name, value in given.items() if name in uses}
    chosen = replace(
        over(period, closed),
        channel=known(read, CHANNEL, [each.id for each in municipality.channels]),
        district=own_district(read.get(DISTRICT), municipality, viewer),
        first=_side(read.get(FIRST), municipality, viewer),
        second=_side(read.get(SECOND), municipality, viewer),
    )
    service = known(given, SERVICE, [each.id for each in municipality.services])
    if service and not chosen.may_choose_service:
        return replace(chosen, left_service=service)
    return replace(chosen, service=service)


def known(given: Mapping[str, str], parameter: str, ids: Collection[str]) -> str | None:
    """The id given for a parameter, if any. Raises NotFound for an unknown one."""
    value = given.get(parameter) or None
    if value is not None and value not in ids:
        raise NotFound(f"Det finns inget som heter {value!r} för {parameter}.")
    return value


def own_district(id: str | None, municipality: Municipality, viewer: Viewer) -> str | None:
    """The district, if this person may see it by itself."""
    known({DISTRICT: id or ""}, DISTRICT, [each.id for each in municipality.districts])
    if id and not viewer.may_see("district", id):
        raise NotAllowed("Den kommundelen ligger utanför det du svarar för.")
    return id or None


def written_side(side: Side | None) -> str | None:
    """`varby`, `varby.phone`, `alla.phone`."""
    if side is None:
        return None
    place = side.district or EVERYWHERE
    return f"{place}.{side.channel}" if side.channel else place


def _side(text: str | None, municipality: Municipality, viewer: Viewer) -> Side | None:
    if not text:
        return None
    place, _, channel = text.partition(".")
    found = known({CHANNEL: channel}, CHANNEL, [each.id for each in municipality.channels])
    return Side(None if place == EVERYWHERE else own_district(place, municipality, viewer), found)


def _period(given: Mapping[str, str], closed: Sequence[Quarter]) -> Period:
    default = default_period(closed)
    if default is None:
        raise NotFound("Inget kvartal är stängt ännu.")
    code = given.get(PERIOD)
    if not code:
        return default
    kind, quarter = parsed_period(code) or ("", "")
    for offered in offered_periods(closed):
        if (offered.kind, offered.quarter.code) == (kind, quarter):
            return offered
    raise NotFound(f"Det finns ingen period {code!r}. Skriv till exempel {default.code}.")
