"""Lillåker: one small named municipality, the same in every test.

Districts: Norrbyn (with the central office), Söderhagen (with a local office), Öholm (no office).
Channels: office_visit, phone, e_mail, e_service. Services: housing, waste. Languages: sv, fi, en, ar.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import survey_defs
from feedback.settings import Settings

HERE = Path(__file__).parent
MUNICIPALITY = HERE / "lillaker.toml"
SURVEYS = Path(survey_defs.__file__).parent / "surveys"
NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)  # a Wednesday, noon in Sweden
TODAY = date(2026, 11, 18)
SECRET = "a secret for tests only, long enough to be used"
WEBHOOK_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


def clock() -> datetime:
    return NOW


def settings(database: str, folder: Path) -> Settings:
    return Settings(
        database=database,
        secret=SECRET,
        municipality=MUNICIPALITY,
        surveys=SURVEYS,
        outbox=folder / "outbox",
        exports=folder / "exports",
        webhook_secrets=(WEBHOOK_SECRET,),
        jobs="off",
    )
