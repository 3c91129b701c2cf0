"""Lillåker's themes: a grouping as it would be stored, comments, and figures worked out by hand for the pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from feedback.insight.desk import Desk
from feedback.insight.figures import HIDDEN, HIGHER, LEVEL, LOWER, UNCLEAR, Measure, Scope, Trend, TrendPoint
from feedback.insight.recent import Recent
from feedback.insight.theme_figures import (
    Related,
    Spread,
    ThemeFigures,
    ThemeLine,
    ThemeRequest,
    ThemesFigures,
    ThemesRequest,
)
from feedback.service import Service
from feedback.tables import Answer, Comment, Response, Theme, ThemeAnswer, ThemeRun

WAITING, GREETING, LETTERS, PARKING, UNANSWERED, PASSED = range(1, 7)
RUN = 100
WEEK = date(2026, 8, 17)


@dataclass(frozen=True)
class Said:
    """A comment, where it came from and what it is about."""

    response: int
    text: str
    themes: tuple[int, ...]
    district: str | None = "soderhagen"
    channel: str = "phone"
    score: int = 2
    language: str = "sv"
    typical: int = 0
    service: str = "housing"
    week: date = WEEK


NAMED = {
    WAITING: ("Lång väntan i telefon", "Long wait on the phone", "long_wait", True, ("kö", "väntade", "telefontid", "kom inte fram")),
    GREETING: ("Vänligt bemötande", "Friendly staff", "friendly", True, ("trevlig", "hjälpsam", "snäll")),
    LETTERS: ("Svårt att förstå brev och beslut", "Letters and decisions are hard to understand", "clarity", True, ("krångligt", "svårt språk")),
    PARKING: ("Parkering vid torget", "", None, False, ("parkering", "p-skiva", "torget")),
    UNANSWERED: ("Ingen svarar", "", None, False, ("svarar inte", "ringer upp")),
    PASSED: ("Bollas mellan enheter", "Passed between units", "passed_on", True, ("kopplad", "fel avdelning")),
}  # fmt: skip
SAID = (
    Said(501, "Satt i kö i 50 minuter och sedan bröts samtalet. Fick börja om från början nästa dag.", (WAITING,), typical=1, score=1),
    Said(502, "Personen som svarade var jättesnäll, men det tog tre dagar innan jag kom fram till [name].", (WAITING, GREETING), typical=2, score=3),
    Said(503, "Jag jobbar när ni har telefontid. Går det inte att bli uppringd?", (WAITING,), district="norrbyn", typical=3),
    Said(504, "طابور الهاتف طويل جدا", (WAITING,), language="ar", typical=4),
    Said(505, "Trevlig kvinna på kontoret.", (GREETING,), district="norrbyn", channel="office_visit", score=5),
    Said(506, "Det går inte att parkera vid torget.", (PARKING,), district="norrbyn", channel="e_mail", score=2),
    Said(507, "nej", (), district="oholm", channel="office_visit", score=3),
    Said(508, "Köade länge på kontoret i Öholm.", (WAITING,), district="oholm", channel="office_visit", score=1),
    Said(509, "Ingen svarar när jag ringer.", (UNANSWERED, WAITING), score=2),
)  # fmt: skip


async def group(service: Service, said: tuple[Said, ...] = SAID) -> None:
    """Store the grouping in use: themes, comments and which belong together."""
    now = service.now()
    await ThemeRun.insert(
        ThemeRun(
            id=RUN, state="done", asked_at=now, started_at=now, finished_at=now, progress=100,
            comments=len(said), stability=81, suggestions=json.dumps([[UNANSWERED, WAITING, 0.71]]),
        )
    )  # fmt: skip
    for id, (name, english, known, is_named, keywords) in NAMED.items():
        await Theme.insert(
            Theme(
                id=id, known=known, name=name, name_en=english, is_named=is_named,
                keywords=json.dumps(keywords), first_quarter="2026Q3", made_at=now,
            )
        )  # fmt: skip
    for each in said:
        await say(each)


async def say(each: Said) -> None:
    await Response.insert(
        Response(
            id=each.response, survey="errand", version="1", channel=each.channel, service=each.service,
            district=each.district, language="sv", mode="sms_link", layout="a", week=each.week,
            receipt_hash=f"r{each.response}",
        )
    )  # fmt: skip
    await Answer.insert(Answer(response=each.response, question="overall", score=each.score))
    await Comment.insert(
        Comment(response=each.response, text=each.text, language=each.language, week=each.week)
    )
    for place, theme in enumerate(each.themes or (None,)):
        await ThemeAnswer.insert(
            ThemeAnswer(
                run=RUN, response=each.response, theme=theme, place=place, typical=each.typical if not place else 0
            )
        )  # fmt: skip


def share(value: float, n: int) -> Measure:
    wide = 1.96 * (value * (1 - value) / n) ** 0.5
    return Measure(value, max(0.0, value - wide), min(1.0, value + wide))


def spread(place: dict[str, str], comments: int | None, n: int | None, lift: tuple[float, float, float] | None, standing: str) -> Spread:  # fmt: skip
    parts: dict[str, str | None] = {"district": None, "channel": None, "service": None, "language": None}
    return Spread(
        **(parts | place), comments=comments, n=n, lift=Measure(*lift) if lift else None, standing=standing
    )


DISTRICTS = (
    spread({"district": "norrbyn"}, 205, 22, (0.6, 0.4, 0.9), LOWER),
    spread({"district": "oholm"}, 31, None, None, HIDDEN),
    spread({"district": "soderhagen"}, 170, 48, (2.2, 1.9, 2.5), HIGHER),
)
CHANNELS = (
    spread({"channel": "e_mail"}, 60, 10, (0.9, 0.5, 1.6), UNCLEAR),
    spread({"channel": "office_visit"}, 120, None, None, HIDDEN),
    spread({"channel": "phone"}, 226, 55, (1.9, 1.5, 2.4), HIGHER),
)
SERVICES = (
    spread({"service": "housing"}, 300, 60, (1.0, 0.9, 1.2), LEVEL),
    spread({"service": "waste"}, 106, 15, (0.9, 0.5, 1.5), UNCLEAR),
)
LANGUAGES = (
    spread({"language": "ar"}, 24, 11, (1.8, 1.1, 2.9), HIGHER),
    spread({"language": "sv"}, 370, 60, (0.9, 0.8, 1.1), UNCLEAR),
)


def trend(shares: tuple[float | None, ...], level: float, last_outside: bool = False) -> Trend:
    codes = [f"{year}Q{number}" for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)][3:11]
    points = tuple(
        TrendPoint(
            code,
            None if value is None else 1400,
            value,
            None if value is None else level - 0.03,
            None if value is None else level + 0.03,
            last_outside and number == len(shares) - 1,
        )
        for number, (code, value) in enumerate(zip(codes[-len(shares) :], shares, strict=True))
    )
    return Trend(level, points)


def theme_line(
    theme: int, n: int | None, satisfied: float | None, shares: tuple[float | None, ...], change: str, over: tuple[Spread, ...] = (), all: int = 406
) -> ThemeLine:  # fmt: skip
    return ThemeLine(
        theme,
        n,
        share(n / all, all) if n else None,
        share(satisfied, n) if n and satisfied is not None else None,
        trend(shares, sum(each or 0 for each in shares) / len(shares), change == HIGHER),
        change,
        over,
    )


LINES = (
    theme_line(WAITING, 75, 0.41, (0.17, 0.168, 0.18, 0.176, 0.183, 0.18, 0.204, 0.22), HIGHER, (
        spread({"district": "soderhagen", "channel": "phone"}, 120, 40, (2.1, 1.8, 2.5), HIGHER), DISTRICTS[2])),
    theme_line(GREETING, 118, 0.95, (0.28, 0.3, 0.26, 0.28, 0.3, 0.32, 0.3, 0.32), LEVEL, (
        spread({"district": "norrbyn", "channel": "office_visit"}, 60, 30, (1.4, 1.2, 1.6), HIGHER),)),
    theme_line(LETTERS, 46, 0.46, (0.11, 0.12, 0.11, 0.11, 0.10, 0.11, None, 0.11), UNCLEAR),
    theme_line(PARKING, 14, 0.61, (None, None, None, None, None, None, 0.02, 0.035), "new"),
    theme_line(UNANSWERED, None, None, (None,) * 8, HIDDEN),
    theme_line(PASSED, 33, 0.33, (0.12, 0.12, 0.1, 0.1, 0.08, 0.09, 0.08, 0.08), LOWER),
)  # fmt: skip


@dataclass
class InventedDesk:
    """Answers about themes with what stands above; everything else is asked of the real desk."""

    real: Desk
    asked: list[Any] = field(default_factory=list)

    @property
    def lists(self) -> Recent:
        return self.real.lists

    async def closed(self, service: Service) -> Any:
        return await self.real.closed(service)

    async def comments_version(self, service: Service) -> str:
        return "invented"

    async def figures(self, service: Service, request: Any) -> Any:
        self.asked.append(request)
        if isinstance(request, ThemesRequest):
            return ThemesFigures(request.scope, 1290, 406, 52, LINES)
        if isinstance(request, ThemeRequest):
            return theme_figures(request.scope, request.theme)
        return await self.real.figures(service, request)


def theme_figures(scope: Scope, theme: int) -> ThemeFigures:
    unknown = theme_line(theme, None, None, (None,) * 8, HIDDEN)
    line = next((each for each in LINES if each.theme == theme), unknown)
    if line.n is None:
        hidden = [replace(each, n=None, lift=None, standing=HIDDEN) for each in DISTRICTS]
        return ThemeFigures(scope, line, tuple(hidden), (), (), (), (), ())
    related = (Related(UNANSWERED, 21, Measure(3.1, 2.0, 4.6)), Related(PASSED, 14, Measure(1.8, 1.1, 2.8)))
    return ThemeFigures(scope, line, DISTRICTS, CHANNELS, SERVICES, LANGUAGES, line.over[:1], related)
