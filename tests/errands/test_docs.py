"""What the documents show is what the program takes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from feedback.errands.mapping import bound
from feedback.errands.mapping_file import load_mapping
from feedback.errands.message import ErrandMessage, errands_in
from feedback.errands.row_reading import reading_of
from survey_defs.municipality import builtin_municipality, load_municipality
from tests import world

DOCS = Path(__file__).parent.parent.parent / "docs"
HUDDINGE = load_municipality(builtin_municipality("huddinge"))


def example(document: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", (DOCS / document).read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found.group(1)


def test_the_example_mapping_reads_a_row(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(example("errand-files.md", "toml"), encoding="utf-8")
    mapping = load_mapping(path, HUDDINGE)
    row = {
        "Ärendenummer": "1",
        "Avslutat": "17 nov 2026",
        "Inkommet": "2026-11-16 23:30",
        "Kontaktväg": "Tfn",
        "Kontorsnr": "2.0",
        "Ärendetyp": "Något annat",
        "Kommundel": "okänd",
        "Område": "Flempan",
        "E-post": "",
        "Mobil": "070-123 45 67",
        "Status": "Klar",
    }
    record = bound(mapping, list(row), "a.csv").record(2, list(row.values()))
    errand = reading_of(record, mapping, HUDDINGE, world.TODAY).errand
    assert errand
    assert (errand.channel, errand.office, errand.service, errand.district, errand.contact_kind) == (
        ("phone", "skogas", None, "flemingsberg", "sms")
    )


def test_the_example_message_is_an_errand() -> None:
    body = example("errand-webhook.md", "json").encode()
    (errand,) = errands_in(body, HUDDINGE, world.TODAY)
    assert (errand.source, errand.external_id) == ("kontaktcenter", "2026-004711")
    assert set(json.loads(body)) == set(ErrandMessage.__struct_fields__)
