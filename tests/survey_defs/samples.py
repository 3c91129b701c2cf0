"""A small sound survey and a small sound municipality, to be spoiled one line at a time."""

from __future__ import annotations

from pathlib import Path

SURVEY = """\
format = 1
id = "small"
version = "1"
source = "sv"
channels = ["phone", "office_visit"]
valid_from = 2026-01-01
minimum_answers = 1

[languages.sv]
name = "Svenska"
dir = "ltr"
origin = "author"

[languages.ar]
name = "العربية"
dir = "rtl"
origin = "machine"

[title]
sv = "Hur gick det?"
ar = "كيف كانت تجربتك؟"

[choices.agreement]
values = ["yes", "partly", "no"]
labels.sv = ["Ja", "Delvis", "Nej"]
labels.ar = ["نعم", "جزئيًا", "لا"]

[[question]]
id = "helped"
kind = "yes_partly_no"
choices = "agreement"
required = true
text.sv = "Fick du hjälp?"
text.ar = "هل حصلت على المساعدة؟"

[[question]]
id = "overall"
kind = "scale"
points = 5
text.sv = "Hur nöjd är du?"
text.ar = "ما مدى رضاك؟"
labels.sv = ["Mycket missnöjd", "Missnöjd", "Mittemellan", "Nöjd", "Mycket nöjd"]
labels.ar = ["1", "2", "3", "4", "5"]

[[question]]
id = "reason"
kind = "single_choice"
show_if = 'helped == "no"'
values = ["time", "answer"]
text.sv = "Varför inte?"
text.ar = "لماذا؟"
value_labels.sv = ["Det tog för lång tid", "Jag fick inget svar"]
value_labels.ar = ["استغرق وقتًا طويلاً", "لم أحصل على إجابة"]

[[question]]
id = "district"
kind = "district"
extra = ["outside"]
text.sv = "Var bor du?"
text.ar = "أين تسكن؟"
extra_labels.sv = ["Utanför kommunen"]
extra_labels.ar = ["خارج البلدية"]

[[question]]
id = "comment"
kind = "free_text"
max_length = 200
redact = ["phone"]
text.sv = "Vad kan bli bättre?"
text.ar = "ما الذي يمكن تحسينه؟"

[follow_up.callback]
show_if = 'overall <= 2'
text.sv = "Ska vi ringa?"
text.ar = "هل نتصل بك؟"
"""

MUNICIPALITY = """\
format = 1
id = "lillby"
code = "9999"
default_language = "sv"
time_zone = "Europe/Stockholm"
phone = "08-465 004 00"
phone_link = "+46846500400"
sender_name = "Lillby"
sender_address = "enkat@lillby.example"
population = 1000
population_date = 2025-12-31
population_source = "påhittad"
names.sv = "Lillby kommun"
short_names.sv = "Lillby"
possessives.sv = "Lillbys"
throughout.sv = "i hela Lillby"

[invitations]
valid_days = 10
[[invitations.sampling]]
channel = "phone"
district = "norr"
rate = 0.5

[[language]]
code = "sv"
name = "Svenska"
dir = "ltr"
default_for_residents = true

[[language]]
code = "en"
name = "English"
dir = "ltr"

[[district]]
id = "norr"
names.sv = "Norr"
population = 400
born_abroad = 0.25
tile = [1, 1]

[[district]]
id = "soder"
names = { sv = "Söder", en = "South" }
population = 500
tile = [3, 1]

[[office]]
id = "torget"
names.sv = "servicecenter Torget"
district = "norr"

[[channel]]
id = "phone"
names.sv = "Telefon"
physical = false
sampling_rate = 0.8
about.sv = "Ditt samtal med {office}, vecka {week}"
about_without_office.sv = "Ditt samtal, vecka {week}"

[[service]]
id = "housing"
names.sv = "Bostad"
"""

HERE = "# <-"
"""Marks, in a spoiled text, the line a fault must name."""


def spoiled(text: str, old: str, new: str) -> str:
    """The text with one passage replaced; the passage must be there exactly once."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


def marked_line(text: str) -> int | None:
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if HERE in line]
    return lines[0] if lines else None


def written(folder: Path, text: str, name: str = "sample.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
