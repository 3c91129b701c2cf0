"""Seeding a database, on SQLite and PostgreSQL: whole, marked, repeatable, and never among real data."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from rich.progress import Progress

from feedback.answering.redaction import redacted
from feedback.cells import Dimensions, cell_keys
from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errors import SettingsError
from feedback.example.rows import rows_of
from feedback.example.sample import draw_sample, surveys_of
from feedback.example.seeding import SEEDED, is_seeded, seed
from feedback.funnel import FUNNEL, Stage
from feedback.rebuilding import rebuild
from feedback.service import Service, is_example, opened_service
from feedback.settings import Settings
from feedback.tables import Answer, Cell, FrozenSurvey, Funnel, Installation, Response
from feedback.vocabulary import question_word
from tests import world

SCALE = 0.12  # of Lillåker's two years: some 400 answers


async def cube() -> dict[int, int]:
    return {row["key"]: row["n"] for row in await Cell.select()}


async def naive_cube(service: Service) -> Counter[int]:
    """The cube counted one response at a time, the way an arriving answer is counted."""
    scores: dict[int, list[tuple[str, int]]] = {}
    for answer in await Answer.select().where(Answer.score.is_not_null()):
        scores.setdefault(answer["response"], []).append((answer["question"], answer["score"]))
    cells: Counter[int] = Counter()
    for row in await Response.select():
        at = Dimensions(*(row[name] for name in Dimensions.__dataclass_fields__))
        survey = service.catalogue.get(row["survey"], row["version"])
        named = [(question_word(survey, question), score) for question, score in scores.get(row["id"], [])]
        cells.update(cell_keys(service.vocabulary, at, named))
    return cells


async def test_the_cube_is_what_a_naive_loop_over_the_answers_counts(service: Service) -> None:
    report = await seed(service, world.TODAY, scale=SCALE)
    assert report.responses > 100
    assert await cube() == await naive_cube(service)


async def test_rebuilding_the_cube_changes_nothing(service: Service) -> None:
    await seed(service, world.TODAY, scale=SCALE)
    before = await cube()
    await rebuild(service)
    assert await cube() == before


async def test_the_funnel_agrees_with_the_answers(service: Service) -> None:
    report = await seed(service, world.TODAY, scale=SCALE)
    stages: Counter[int] = Counter()
    for row in await Funnel.select():
        stages[FUNNEL.field("stage", row["key"])] += row["n"]
    assert stages[Stage.CLOSED] == report.closed
    assert stages[Stage.ANSWERED] == report.responses == await Response.count()
    assert (
        stages[Stage.CLOSED]
        > stages[Stage.INVITED]
        > stages[Stage.DELIVERED]
        > stages[Stage.STARTED]
        > stages[Stage.ANSWERED]
    )
    before = (Stage.NO_CONTACT, Stage.OPTED_OUT, Stage.SAMPLED_OUT, Stage.QUARANTINED, Stage.INVITED)
    assert sum(stages[stage] for stage in before) == report.closed


async def test_rows_are_those_drawn_for_the_seed(service: Service) -> None:
    await seed(service, world.TODAY, seed=3, scale=SCALE)
    survey_of = surveys_of(service.municipality, service.catalogue, world.TODAY)
    sample = draw_sample(service.municipality, survey_of, world.TODAY, 3, redacted, SCALE)
    rows = rows_of(sample, service.vocabulary, 3)
    assert [row["id"] for row in await Response.select().order_by(Response.id)] == [
        r[0] for r in rows.responses
    ]
    stored = await Answer.select().order_by(Answer.id)
    names = ("id", "response", "question", "score", "choice", "text")
    assert [tuple(row[name] for name in names) for row in stored] == rows.answers


async def test_an_unanswered_score_is_null_and_every_answer_says_something(service: Service) -> None:
    await seed(service, world.TODAY, scale=SCALE)
    answers = await Answer.select()
    assert all(row["score"] is None for row in answers if row["text"] is not None)
    assert all(row["score"] or row["text"] for row in answers)
    assert {row["choice"] for row in answers if row["question"] == "helped"} == {"yes", "partly", "no"}
    assert "district" not in {row["question"] for row in answers}


async def test_it_is_marked_as_example_and_its_survey_frozen(service: Service) -> None:
    await seed(service, world.TODAY, scale=SCALE)
    assert await is_example()
    assert await is_seeded()
    used = {
        (row["survey"], row["version"]) for row in await Response.select(Response.survey, Response.version)
    }
    frozen = {(row["survey"], row["version"]) for row in await FrozenSurvey.select()}
    assert frozen == used


async def test_the_service_opens_again_over_the_example(service: Service) -> None:
    await seed(service, world.TODAY, scale=SCALE)
    async with opened_service(service.settings, world.clock) as again:
        assert again.is_example


async def test_a_second_seeding_changes_nothing(service: Service) -> None:
    first = await seed(service, world.TODAY, scale=SCALE)
    again = await seed(service, world.TODAY, seed=9, scale=SCALE)
    assert again == replace(first, seeded_now=False)
    assert await Response.count() == first.responses


async def test_an_interrupted_seeding_is_done_anew(service: Service) -> None:
    report = await seed(service, world.TODAY, scale=SCALE)
    whole = await cube()
    await Installation.delete().where(Installation.name == SEEDED)
    await Answer.delete().where(Answer.question == "overall")
    assert not await is_seeded()
    assert await seed(service, world.TODAY, scale=SCALE) == report
    assert await cube() == whole
    assert await Response.count() == report.responses


async def test_a_seeding_that_fails_midway_leaves_no_mark_of_being_whole(
    service: Service, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where a folder is needed")
    with pytest.raises(OSError, match="file"):
        await seed(service, world.TODAY, truth=in_the_way / "truth.json", scale=SCALE)
    assert await is_example()
    assert not await is_seeded()


async def test_real_answers_are_never_mixed_with_examples(service: Service) -> None:
    await run_procedure(service.engine, _one_response())
    with pytest.raises(SettingsError, match="holds real errands or answers"):
        await seed(service, world.TODAY, scale=SCALE)
    assert not await is_example()
    assert await Response.count() == 1


def _one_response() -> Procedure[None]:
    yield Rows(
        "INSERT INTO response (id, survey, version, channel, language, mode, layout, week, receipt_hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [1, "core", "1", "phone", "sv", "sms_link", "one_page", world.TODAY, "x"],
    )


async def test_the_truth_file_names_comments_that_are_stored(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "truth.json"
    report = await seed(service, world.TODAY, truth=path, scale=SCALE)
    truth = json.loads(path.read_text(encoding="utf-8"))
    stored = {row["id"] for row in await Answer.select(Answer.id).where(Answer.text.is_not_null())}
    assert {int(each["answer"]) for each in truth["comments"]} == stored
    assert len(stored) == report.comments
    assert truth["seed"] == 2026


async def test_progress_is_shown_to_the_end(embedded_settings: Settings) -> None:
    async with opened_service(embedded_settings, world.clock) as service:
        with Progress(disable=True) as progress:
            await seed(service, world.TODAY, progress=progress, scale=SCALE)
        assert len(progress.tasks) == 6
        assert all(task.finished for task in progress.tasks)
