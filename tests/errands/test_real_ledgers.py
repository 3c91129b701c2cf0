"""Three cities' real ledgers, row by row: each is accepted, or refused with a reason.

The ledgers lie outside the project; where they are absent, a few rows of the same shape, written here
with the same oddities, stand in for them. What those rows must come to is known exactly.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from feedback.errands.importing import Order, import_file
from feedback.errands.intake import Intake
from feedback.funnel import FUNNEL, Stage
from feedback.invitations.deciding import decide_accepted
from feedback.invitations.eligibility import Fate
from feedback.service import Service, opened_service
from feedback.tables import Errand, Funnel, Invitation
from tests import world
from tests.errands.counting import closed_by, closed_in_funnel, stored_errands

pytestmark = pytest.mark.slow

LEDGERS = Path(__file__).parent / "ledgers"
SHARED = Path(os.environ.get("LIKVARDIG_SHARED_DATA", world.HERE.parent.parent / "shared" / "data"))

KANSAS_CITY = """\
CASE ID,SOURCE,STATUS,CREATION DATE,CREATION TIME,CLOSED DATE,CATEGORY,NEIGHBORHOOD,nbh_name,COUNTY,COUNCIL DISTRICT
1,PHONE,RESOL,01/01/2016,04:24 PM,01/08/2016,Signs,Beacon Hills,Beacon Hills,Jackson,3.0
2,web,RESOL,01/01/2016,04:24 PM,01/01/2016,Streets / Roadways / Alleys,,,CLAY,1.0
3,TWIR,RESOL,12/31/2016,11:59 PM,01/02/2017,Data Not Available,18th And Vine And Downtown Eas,,Clay,4
4,VOICE,RESOL,12/31/2016,11:59 PM,01/02/2017,"Trash / Recycling",North Blue Ridge,,,
5,PHONE,CANC,12/31/2016,11:59 PM,01/02/2017,Trees,,,Jackson,3.0
6,PHONE,OPEN,12/31/2016,11:59 PM,,Trees,,,Jackson,3.0
7,PHONE,RESOL,12/31/2016,11:59 PM,,Trees,,,Jackson,3.0
8,EIP,RESOL,12/31/2016,11:59 PM,01/02/2017,Trees,,,Jackson,3.0
9,,RESOL,12/31/2016,11:59 PM,01/02/2017,Trees,,,Jackson,3.0
10,INSPE,RESOL,12/31/2016,11:59 PM,01/02/2017,Trees,,,Jackson,3.0
1,PHONE,DUP,01/01/2016,04:24 PM,01/08/2016,Signs,Beacon Hills,Beacon Hills,Jackson,3.0
2,WEB,RESOL,01/01/2016,04:24 PM,01/01/2016,Streets / Roadways / Alleys,,,Clay,1.0
11,PHONE,RESOL,01/03/2017,12:01 AM,01/02/2017,Trees,,,Jackson,3.0
12,PHONE,RESOL,2017-01-03,12:01 AM,01/04/2017,Trees,,,Jackson,3.0
13,PHONE,RESOL,01/03/2017,12:01 AM,01/04/2017,Trees,Nowhere Hill,,Jackson,3.0
14,PHONE,RESOL,01/03/2017,12:01 AM,01/04/2017,Trees,,,Jackson
"""
BOSTON = """\
case_enquiry_id,open_dt,closed_dt,case_status,type,neighborhood,neighborhood_services_district,source
101,2017-01-01 03:02:00,2017-01-01 04:04:50,Closed,Bed Bugs,Dorchester,8,Constituent Call
102,2017-01-01 06:24:00,,Open,Bed Bugs,Roslindale,10,Constituent Call
103,2017-01-01 06:24:00,2017-01-01 06:23:59,Closed,Bed Bugs,Roslindale,10,Constituent Call
104,2017-01-01 06:24:00,2017-01-03 06:52:04,Closed,Animal Lost, , ,Citizens Connect App
105,2017-01-01 06:24:00,2017-01-03 06:52:04,Closed,Animal Lost,Boston,0,Twitter
106,2017-01-01 06:24:00,2017-01-03 06:52:04,Closed,Animal Lost,Brighton,15,Self Service
107,2017-01-01 06:24:00,2017-01-03 06:52:04,Closed,Animal Lost,South Boston / South Boston Waterfront,05,Twitter
108,2017-01-01 06:24:00,2017-01-03 06:52:04,Closed,Animal Lost,Atlantis,5,Twitter
109,2017-01-01 06:24:00,2017-01-03 06:52:04,Closed,Animal Lost,Roxbury,13,City Worker App
"""
_COMPLAINT = "{};{};{};;;2014;8;{};25/08/2014;{};10;;A;B;C;{};P;{};S;S;Finalizada avaliada;Resolvida;5\r\n"
CONSUMIDOR = "".join(
    _COMPLAINT.format(*cells)
    for cells in [
        ("S ", "PR", "São José", "31/07/2014", "14/09/2014", "Informação", "Telefone"),
        ("NE", "BA ", "Salvador", "31/07/2014", "14/09/2014", "Contrato / Oferta", "Loja física"),
        ("N ", "AC", '"Rio"" Branco"', "31/07/2014", "14/09/2014", "Informação", "Não comprei / contratei"),
        ("N ", "XX", "Rio Branco", "31/07/2014", "14/09/2014", "Informação", "Internet"),
        ("SE", "SP", "São Paulo", "31/07/2014", "30/07/2014", "Informação", "Internet"),
        ("SE", "SP", "São Paulo", "31/07/2014", "", "Informação", "Internet"),
    ]
)
DEBRIS = CONSUMIDOR.translate(str.maketrans(dict.fromkeys("ãéíç", "\ufffd")))


@dataclass(frozen=True)
class Ledger:
    """A file and its municipality; `rows` is counted by hand, or by line for the real ones."""

    name: str
    municipality: str
    rows: int
    accepted: int
    content: bytes | None = None
    real: str = ""

    def file(self, folder: Path) -> Path:
        if self.content is None:
            return SHARED / "errands" / self.real
        path = folder / f"{self.name}.csv"
        path.write_bytes(self.content)
        return path


SAMPLES = [
    Ledger("kansas city sample", "kansas_city", rows=16, accepted=4, content=KANSAS_CITY.encode()),
    Ledger("boston sample", "boston", rows=9, accepted=6, content=BOSTON.encode()),
    Ledger("consumidor sample", "consumidor", rows=6, accepted=2, content=CONSUMIDOR.encode("cp1252")),
    Ledger("damaged sample", "consumidor", rows=6, accepted=2, content=DEBRIS.encode()),
]
# Accepted: counted apart from this code, by a loop over the raw rows that knows the rules of each mapping.
REAL = [
    Ledger("kansas city", "kansas_city", 30_554, 28_976, real="kc311_2016_2020.csv"),
    Ledger("kansas city, rare", "kansas_city", 493, 456, real="kc311_rare_channels_2007_2015.csv"),
    Ledger("boston", "boston", 24_560, 15_735, real="boston311_animal_2017_2019.csv"),
    Ledger("broken utf-8", "consumidor", 300, 239, real="raw_encodings/2014-06_utf-8.csv"),
    Ledger("windows-1252, september", "consumidor", 300, 260, real="raw_encodings/2014-09_cp1252.csv"),
    Ledger("windows-1252, december", "consumidor", 300, 252, real="raw_encodings/2014-12_cp1252.csv"),
]
PRESENT = [*SAMPLES, *(each for each in REAL if (SHARED / "errands" / each.real).is_file())]


def opened(ledger: Ledger, folder: Path) -> AbstractAsyncContextManager[Service]:
    """The service of the ledger's municipality, on SQLite."""
    settings = replace(
        world.settings(f"sqlite:{folder / 'ledger.sqlite'}", folder),
        municipality=LEDGERS / f"{ledger.municipality}.toml",
        surveys=LEDGERS / "surveys",
    )
    return opened_service(settings, world.clock)


def order(ledger: Ledger, folder: Path) -> Order:
    mapping = LEDGERS / "mappings" / f"{ledger.municipality}.toml"
    return Order(ledger.file(folder), mapping, rejects=folder / "rejects.csv")


@pytest.mark.parametrize("ledger", PRESENT, ids=[each.name for each in PRESENT])
async def test_every_row_is_accepted_or_refused_with_a_reason(ledger: Ledger, tmp_path: Path) -> None:
    async with opened(ledger, tmp_path) as service:
        first = await import_file(service, order(ledger, tmp_path))
        assert first.tally.intake == Intake(ledger.accepted, 0)
        assert (first.tally.read, first.tally.rejected) == (ledger.rows, ledger.rows - ledger.accepted)
        assert reasons(tmp_path / "rejects.csv", first.delimiter) == first.tally.rejected
        again = await import_file(service, order(ledger, tmp_path))
        assert (again.tally.intake, again.tally.rejected_for) == (
            Intake(0, ledger.accepted),
            first.tally.rejected_for,
        )
        assert (await stored_errands(), await closed_in_funnel()) == (ledger.accepted, ledger.accepted)


@pytest.mark.parametrize("ledger", PRESENT, ids=[each.name for each in PRESENT])
async def test_every_accepted_errand_gets_its_fate(ledger: Ledger, tmp_path: Path) -> None:
    """The rest of the way: each is invited or has a reason why not, and the funnel says the same."""
    async with opened(ledger, tmp_path) as service:
        await import_file(service, order(ledger, tmp_path))
        fates = await decide_accepted(service)
        assert fates.total() == ledger.accepted
        assert await Invitation.count() == fates[Fate.INVITED]
        assert await Errand.count().where(Errand.fate == "accepted") == 0
        stages: Counter[int] = Counter()
        for row in await Funnel.select():
            stages[FUNNEL.field("stage", row["key"])] += row["n"]
        assert stages == {Stage.CLOSED: ledger.accepted} | {fate.value: n for fate, n in fates.items()}


def reasons(path: Path, delimiter: str) -> int:
    """How many rejected rows there are; each must have a line and a reason."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    assert all(row["rejected_line"].isdigit() and row["rejected_because"] for row in rows)
    return len(rows)


async def words(ledger: Ledger, folder: Path, dimension: str) -> dict[str | None, int]:
    async with opened(ledger, folder) as service:
        await import_file(service, order(ledger, folder))
        return await closed_by(service, dimension)


async def test_kansas_citys_oddities_come_to_what_they_mean(tmp_path: Path) -> None:
    ledger = SAMPLES[0]
    assert await words(ledger, tmp_path, "office") == {
        "council_3": 1,
        "council_1": 1,
        "council_4": 1,
        None: 1,
    }
    assert await words(ledger, tmp_path, "district") == {
        "beacon_hills": 1,
        "n18th_and_vine_and_downtown_east": 1,
        "north_blue_ridge": 1,
        None: 1,
    }
    assert await words(ledger, tmp_path, "service") == {
        "signs": 1,
        "streets_roadways_alleys": 1,
        "trash_recycling": 1,
        None: 1,
    }


async def test_bostons_overlapping_districts_become_one(tmp_path: Path) -> None:
    assert await words(SAMPLES[1], tmp_path, "district") == {
        "dorchester": 1,
        "allston_brighton": 1,
        "south_boston_south_boston_waterfront": 1,
        None: 3,
    }
    assert await words(SAMPLES[1], tmp_path, "office") == {
        "services_8": 1,
        "services_15": 1,
        "services_5": 2,
        None: 2,
    }


@pytest.mark.parametrize("ledger", SAMPLES[2:], ids=["whole", "damaged"])
async def test_padded_and_damaged_words_are_understood(ledger: Ledger, tmp_path: Path) -> None:
    assert await words(ledger, tmp_path, "district") == {"pr": 1, "ba": 1}
    assert await words(ledger, tmp_path, "channel") == {"phone": 1, "shop": 1}
    assert await words(ledger, tmp_path, "service") == {"informacao": 1, "contrato_oferta": 1}
