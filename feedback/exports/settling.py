"""A quarter's roster: read from the database, or made and kept the first time somebody asks for a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from feedback.database.statements import Procedure, Rows
from feedback.database.streaming import one_moment
from feedback.database.writer import run_procedure
from feedback.exports.counted import Counts, Grouped, Places, live_counts
from feedback.exports.plan import QuarterPlan
from feedback.exports.rosters import POOL, Member, Roster, as_bytes, blocks_of, from_bytes, group_of
from feedback.exports.told import silenced
from feedback.insight.closed import counts_of
from feedback.quarters import Quarter, parsed_quarter
from feedback.service import Service
from feedback.snapshots import expanded, read_snapshot
from feedback.tables import ExportRoster
from feedback.vocabulary import question_word

OVERALL = "overall"
ALSO_PUBLISHED = "language"  # its figure stands by district under Närvaro
_KEEP = (
    "INSERT INTO export_roster (quarter, made_on, members) VALUES (?, ?, ?) ON CONFLICT (quarter) DO NOTHING"
)


def _scored(question: str) -> str:
    return f"a.question = '{question}' AND a.score IS NOT NULL"


def _any(condition: str) -> str:
    return f"MAX(CASE WHEN {condition} THEN 1 ELSE 0 END)"


_MEMBERS = (
    f"SELECT r.id + 0, r.district, r.channel, {_any(_scored(OVERALL))}, "
    f"{_any(_scored(ALSO_PUBLISHED))}, {_any('a.text IS NOT NULL')} "
    "FROM response r LEFT JOIN answer a ON a.response = r.id WHERE {} GROUP BY r.id, r.district, r.channel"
)


@dataclass(frozen=True)
class Settled:
    """What a file of a quarter is made by: its roster, and the groups where `language` is blank."""

    plan: QuarterPlan
    quarter: Quarter
    roster: Roster
    without_language: frozenset[str]


def within(quarters: Iterable[Quarter]) -> tuple[str, list[date]]:
    """A condition on `r.week`, and its values."""
    known = sorted(set(quarters))
    condition = " OR ".join(["r.week BETWEEN ? AND ?"] * len(known))
    return f"({condition})", [day for each in known for day in (each.first_monday, each.last_monday)]


async def settled(service: Service, plan: QuarterPlan) -> Settled:
    quarter = parsed_quarter(plan.code)
    assert quarter is not None
    closed = await _closed(service, plan)
    roster = await _stored(plan.code)
    if roster is None:
        made = await _made(service, plan, quarter, closed.by_group)
        row = [plan.code, service.today(), as_bytes(made)]
        await run_procedure(service.engine, _keeping(row))
        roster = await _stored(plan.code)  # another process may have been first
        assert roster is not None
    return Settled(plan, quarter, roster, _without_language(service, plan, closed))


async def _closed(service: Service, plan: QuarterPlan) -> Grouped:
    counts = await counts_of(plan.code)
    grouped = Grouped(service, plan)
    grouped.add(read_snapshot(expanded(counts.cells)).items())
    return grouped


async def _stored(code: str) -> Roster | None:
    row = await ExportRoster.select(ExportRoster.members).where(ExportRoster.quarter == code).first()
    return from_bytes(bytes(row["members"])) if row else None


def _keeping(row: Sequence[object]) -> Procedure[None]:
    yield Rows(_KEEP, row)


async def _made(service: Service, plan: QuarterPlan, quarter: Quarter, closed: Counts) -> Roster:
    places, mark = Places(service), service.keys.export_mark
    members: dict[str, list[Member]] = {}
    condition, weeks = within([quarter])
    async with one_moment(service.engine) as moment:
        live = (await live_counts(service, plan, quarter, moment)).by_group
        async for rows in moment.pages(_MEMBERS.format(condition), weeks):
            for id, district, channel, overall, language, wrote in rows:
                group = places.group(plan, places.place(district, channel))
                if group is not None:
                    counts = bool(overall and not wrote), bool(language and not wrote)
                    members.setdefault(group, []).append(Member(mark(id), bool(overall), counts))
    found = {
        group: blocks_of(each, is_as_closed=live.get(group) == closed.get(group))
        for group, each in members.items()
    }
    return {group: blocks for group, blocks in found.items() if blocks is not None}


def _without_language(service: Service, plan: QuarterPlan, closed: Grouped) -> frozenset[str]:
    """By the closed counts, so that it is the same in every file."""
    words = {question_word(each, ALSO_PUBLISHED) for each in service.catalogue.surveys}
    codes = service.vocabulary.codes("question")
    answers: dict[tuple[str, str], int] = {}
    for word in words & codes.keys():
        for place, n in closed.answers(codes[word]).items():
            answers[place] = answers.get(place, 0) + n
    return frozenset({group_of(*place) for place in silenced(answers, plan.shown)} | {POOL})
