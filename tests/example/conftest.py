"""The example of Huddinge, drawn once in full size; tests read it, none changes it."""

from __future__ import annotations

from datetime import date

import pytest

from feedback.answering.redaction import redacted
from feedback.example.sample import Sample, draw_sample, surveys_of
from feedback.example.truth import truth_of
from survey_defs.catalogue import BUILTIN_SURVEYS, Catalogue
from survey_defs.municipality import Municipality, builtin_municipality, load_municipality
from tests import world

SEED = 2026


@pytest.fixture(scope="session")
def huddinge() -> Municipality:
    return load_municipality(builtin_municipality("huddinge"))


@pytest.fixture(scope="session")
def lillaker() -> Municipality:
    return load_municipality(world.MUNICIPALITY)


def sample_of(
    municipality: Municipality, today: date = world.TODAY, seed: int = SEED, scale: float = 1.0
) -> Sample:
    survey_of = surveys_of(municipality, Catalogue.load(BUILTIN_SURVEYS), today)
    return draw_sample(municipality, survey_of, today, seed, redacted, scale)


@pytest.fixture(scope="session")
def full(huddinge: Municipality) -> Sample:
    """Two years of Huddinge, about half a million errands."""
    return sample_of(huddinge)


@pytest.fixture(scope="session")
def truth(full: Sample) -> dict[str, object]:
    return truth_of(full, SEED, {place: 1000 + place for place in range(len(full.comments))})
