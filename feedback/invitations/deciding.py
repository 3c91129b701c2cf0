"""From accepted errands to invitations: each errand's fate decided, written and counted in one transaction.

Two processes may decide at once. An errand belongs to whoever turns its fate from "accepted" first, and a
contact to whoever gets its quarantine row first; the other one finds it quarantined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from feedback.cells import Dimensions, counted
from feedback.database.statements import Many, Procedure, Rows, marks
from feedback.database.writer import run_procedure
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_keys
from feedback.invitations import states
from feedback.invitations.carriers import can_reach
from feedback.invitations.eligibility import Candidate, Decision, Facts, Fate, Timing, decide, draw_of
from feedback.invitations.queue import enqueuing
from feedback.keys import new_code, random_id
from feedback.service import Service
from feedback.tables import Errand
from survey_defs.catalogue import NoSurveyApplies
from survey_defs.survey import Survey

CHUNK = 500  # errands in one transaction; residents' answers wait meanwhile where the database is SQLite
SEND = "send"

_CLAIM = (
    "UPDATE errand SET fate = 'deciding' WHERE fate = 'accepted' AND id IN "
    "(SELECT id FROM errand WHERE fate = 'accepted' ORDER BY closed_on, id LIMIT ?) "
    "RETURNING id, external_hash, channel, office, service, district, language, closed_on, contact_kind, contact_hash"
)
_SLOT = (
    "INSERT INTO contact_quarantine (contact_hash, until) VALUES {} ON CONFLICT (contact_hash) "
    "DO UPDATE SET until = excluded.until WHERE contact_quarantine.until <= ? RETURNING contact_hash"
)
_INVITATION = (
    "INSERT INTO invitation (id, errand, token_hash, token_sealed, survey, version, carrier, state, language, "
    "due, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INVITED = "UPDATE errand SET fate = ? WHERE id = ?"
_NOT_INVITED = (
    "UPDATE errand SET fate = ?, contact_kind = NULL, contact_sealed = NULL, contact_hash = NULL WHERE id = ?"
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """An errand whose fate is ours to decide."""

    id: int
    external_hash: str
    channel: str
    office: str | None
    service: str | None
    district: str | None
    language: str | None
    closed_on: date
    contact_kind: str | None
    contact_hash: str | None

    @property
    def dimensions(self) -> Dimensions:
        """As it was counted when it came in."""
        return Dimensions(
            self.closed_on, self.channel, self.district, self.office, self.service, self.language
        )


async def decide_accepted(service: Service) -> Counter[Fate]:
    """Decide every accepted errand, oldest first; says how many met which fate."""
    total: Counter[Fate] = Counter()
    while await Errand.exists().where(Errand.fate == "accepted"):
        total += await run_procedure(service.engine, deciding(service, service.now()))
    return total


async def decide_some(service: Service) -> Counter[Fate]:
    """Decide at most CHUNK errands; touches nothing when there are none."""
    if not await Errand.exists().where(Errand.fate == "accepted"):
        return Counter()
    return await run_procedure(service.engine, deciding(service, service.now()))


def deciding(service: Service, now: datetime, limit: int = CHUNK) -> Procedure[Counter[Fate]]:
    """Claim up to `limit` errands, decide them and write down what follows."""
    rows = yield Rows(_CLAIM, [limit])
    errands = sorted((Accepted(*row) for row in rows), key=lambda errand: (errand.closed_on, errand.id))
    if not errands:
        return Counter()
    facts = yield from _facts(errands)
    decisions = decided(service, errands, facts, now)
    decisions = yield from _keep_slots(errands, decisions, _local_day(service, now))
    yield from _write_fates(errands, decisions)
    yield from _write_invitations(service, errands, decisions, _local_day(service, now))
    yield from _count(service, errands, decisions)
    return Counter(decision.fate for decision in decisions)


def decided(
    service: Service, errands: Sequence[Accepted], facts: Mapping[str, Facts], now: datetime
) -> list[Decision]:
    """Each errand's decision, in order: an invitation puts its contact in quarantine for the errands after it."""
    zone = ZoneInfo(service.municipality.time_zone)
    today = _local_day(service, now)
    known = dict(facts)
    decisions = []
    for errand in errands:
        about = known.get(errand.contact_hash or "", Facts())
        decision = decide(
            _candidate(service, errand, today), service.municipality.invitations, about, now, zone
        )
        if decision.timing and errand.contact_hash:
            known[errand.contact_hash] = replace(about, quarantined_until=decision.timing.quarantined_until)
        decisions.append(decision)
    return decisions


def _candidate(service: Service, errand: Accepted, today: date) -> Candidate:
    reachable = can_reach(service.settings, errand.contact_kind)
    return Candidate(
        closed_on=errand.closed_on,
        contact_hash=errand.contact_hash if reachable else None,
        sampling_rate=_sampling_rate(service, errand, today),
        draw=draw_of(errand.external_hash),
    )


def _sampling_rate(service: Service, errand: Accepted, today: date) -> float:
    """The municipality's rate; a channel that no survey asks about is never drawn."""
    if _survey(service, errand.channel, today) is None:
        return 0.0
    return service.municipality.sampling_rate(errand.channel, errand.district)


def _survey(service: Service, channel: str, today: date) -> Survey | None:
    """The survey valid on the day of the invitation: whoever is asked today is asked today's questions."""
    try:
        return service.catalogue.for_channel(channel, today)
    except NoSurveyApplies:
        return None


def _local_day(service: Service, now: datetime) -> date:
    return now.astimezone(ZoneInfo(service.municipality.time_zone)).date()


def _facts(errands: Sequence[Accepted]) -> Procedure[dict[str, Facts]]:
    hashes = sorted({errand.contact_hash for errand in errands if errand.contact_hash})
    if not hashes:
        return {}
    among = f"WHERE contact_hash IN ({marks(len(hashes))})"
    opted_out = yield Rows(f"SELECT contact_hash FROM opt_out {among}", hashes)
    resting = yield Rows(f"SELECT contact_hash, until FROM contact_quarantine {among}", hashes)
    refusing = {row[0] for row in opted_out}
    until: dict[str, date] = {row[0]: row[1] for row in resting}
    return {each: Facts(each in refusing, until.get(each)) for each in hashes}


def _keep_slots(
    errands: Sequence[Accepted], decisions: Sequence[Decision], today: date
) -> Procedure[list[Decision]]:
    """Put the invited contacts in quarantine. Where another process was first, the invitation is off."""
    wanted: dict[str, date] = {}
    for errand, decision in zip(errands, decisions, strict=True):
        if decision.timing and errand.contact_hash:
            wanted[errand.contact_hash] = decision.timing.quarantined_until
    if not wanted:
        return list(decisions)
    values = [
        value for pair in sorted(wanted.items()) for value in pair
    ]  # sorted: two writers never deadlock
    rows = yield Rows(_SLOT.format(", ".join(["(?, ?)"] * len(wanted))), [*values, today])
    got = {row[0] for row in rows}
    return [
        Decision(Fate.QUARANTINED) if decision.timing and errand.contact_hash not in got else decision
        for errand, decision in zip(errands, decisions, strict=True)
    ]


def _write_fates(errands: Sequence[Accepted], decisions: Sequence[Decision]) -> Procedure[None]:
    """Whoever is not invited is forgotten at once."""
    fates = [(decision.fate.word, errand.id) for errand, decision in zip(errands, decisions, strict=True)]
    yield Many(_INVITED, [pair for pair in fates if pair[0] == Fate.INVITED.word])
    yield Many(_NOT_INVITED, [pair for pair in fates if pair[0] != Fate.INVITED.word])


def _write_invitations(
    service: Service, errands: Sequence[Accepted], decisions: Sequence[Decision], today: date
) -> Procedure[None]:
    rows, work = [], []
    for errand, decision in zip(errands, decisions, strict=True):
        survey = _survey(service, errand.channel, today)
        if decision.timing and survey:
            identity = random_id()
            rows.append(_invitation(service, identity, errand, survey, decision.timing))
            work.append((str(identity), decision.timing.due))
    yield Many(_INVITATION, sorted(rows))
    yield from enqueuing(SEND, work)


def _invitation(
    service: Service, identity: int, errand: Accepted, survey: Survey, timing: Timing
) -> tuple[object, ...]:
    token = new_code()
    return (
        identity,
        errand.id,
        service.keys.token_hash(token),
        service.keys.encrypt(token),
        survey.id,
        survey.version,
        errand.contact_kind,
        states.DUE,
        _language(service, errand, survey),
        timing.due,
        timing.expires_on,
    )


def _language(service: Service, errand: Accepted, survey: Survey) -> str:
    known = errand.language is not None and errand.language in survey.languages
    return errand.language if known and errand.language else service.municipality.default_language


def _count(service: Service, errands: Sequence[Accepted], decisions: Sequence[Decision]) -> Procedure[None]:
    keys = [
        key
        for errand, decision in zip(errands, decisions, strict=True)
        for key in funnel_keys(service.vocabulary, errand.dimensions, [Stage(decision.fate.value)])
    ]
    yield Many(UPSERT_FUNNEL, counted(keys))
