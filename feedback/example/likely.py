"""A likely plan for a municipality without one: from its own districts, populations and channels."""

from __future__ import annotations

from typing import Any

from survey_defs.municipality import District, Municipality

OTHER_LANGUAGE_AT_HOME = 0.55  # of those born abroad: whose errand is in another language
GAP, ADVANTAGE = -12, 4.5  # percentage points


def likely_additions(municipality: Municipality) -> dict[str, Any]:
    """Languages by share born abroad, and two planted inequalities: the most exposed district and a local office."""
    return {
        "district": {
            each.id: {"languages": _languages(municipality, each)} for each in municipality.districts
        },
        "planted": [*_exposed(municipality), *_near(municipality)],
    }


def _languages(municipality: Municipality, district: District) -> dict[str, float]:
    others = [each.code for each in municipality.languages if each.code != municipality.default_language]
    share = OTHER_LANGUAGE_AT_HOME * (district.born_abroad or 0.15)
    return {code: round(share / len(others), 4) for code in others}


def _exposed(municipality: Municipality) -> list[dict[str, Any]]:
    """The most exposed district, in the first channel where nobody is met in person."""
    district = min(municipality.districts, key=lambda each: each.socioeconomic_order or 1_000)
    distant = [each for each in municipality.channels if not each.physical]
    if not distant or len(municipality.districts) < 2:
        return []
    where = f"{district.names[municipality.default_language]}, {distant[0].id}"
    return [_planted(district.id, distant[0].id, GAP, "lacking", f"{where}: tolv punkter färre nöjda.")]


def _near(municipality: Municipality) -> list[dict[str, Any]]:
    """The first local office, where residents are met in person."""
    local = [each for each in municipality.offices if each.district and not each.central]
    physical = [each for each in municipality.channels if each.physical]
    if not local or not physical or len(municipality.districts) < 2:
        return []
    sentence = "Där det finns ett lokalt kontor är besökarna nöjdare."
    return [_planted(local[0].district or "", physical[0].id, ADVANTAGE, "better", sentence)]


def _planted(district: str, channel: str, points: float, verdict: str, sentence: str) -> dict[str, Any]:
    return {
        "id": f"{district}-{channel}",
        "kind": "gap",
        "district": district,
        "channel": channel,
        "expected": [verdict, "cannot_tell"],
        "sentence": sentence,
        "effect": [{"points": points}],
    }
