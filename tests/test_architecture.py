"""Imports point one way. Read this first; change it deliberately."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Each part and the parts it may import. `root` is the files standing directly in feedback/.
MAY_IMPORT: dict[str, set[str]] = {
    "survey_defs": set(),
    "analysis": set(),
    "feedback.root": {"survey_defs", "feedback.database"},
    "feedback.database": {"feedback.root", "feedback.migrations"},
    "feedback.web": {"survey_defs", "feedback.root", "feedback.database"},
    "feedback.errands": {"survey_defs", "feedback.root", "feedback.database", "feedback.web"},
    "feedback.invitations": {
        "survey_defs",
        "feedback.root",
        "feedback.database",
        "feedback.web",
        "feedback.errands",
    },
    "feedback.answering": {
        "survey_defs",
        "feedback.root",
        "feedback.database",
        "feedback.web",
        "feedback.errands",
        "feedback.invitations",
    },
    "feedback.staff": {"survey_defs", "feedback.root", "feedback.database", "feedback.web"},
    "feedback.themes": {
        "survey_defs",
        "analysis",
        "feedback.root",
        "feedback.database",
        "feedback.web",
        "feedback.staff",
    },
    "feedback.insight": {
        "survey_defs",
        "analysis",
        "feedback.themes",
        "feedback.root",
        "feedback.database",
        "feedback.web",
        "feedback.staff",
    },
    "feedback.quarterly": {
        "survey_defs",
        "feedback.insight",
        "feedback.themes",
        "feedback.invitations",
        "feedback.root",
        "feedback.database",
        "feedback.web",
        "feedback.staff",
    },
    "feedback.open_data": {
        "survey_defs",
        "feedback.quarterly",
        "feedback.insight",
        "feedback.root",
        "feedback.database",
        "feedback.web",
        "feedback.staff",
    },
    "feedback.exports": {
        "survey_defs",
        "feedback.insight",
        "feedback.themes",
        "feedback.root",
        "feedback.database",
        "feedback.web",
        "feedback.staff",
    },
    "feedback.example": {
        "survey_defs",
        "feedback.root",
        "feedback.database",
        "feedback.errands",
        "feedback.invitations",
        "feedback.answering",
        "feedback.staff",
        "feedback.themes",
        "feedback.insight",
        "feedback.quarterly",
    },
    "feedback.migrations": {"feedback.root"},
}
# The composition roots know every part.
COMPOSITION = {
    "feedback/app.py",
    "feedback/cli.py",
    "feedback/serving.py",
    "feedback/export_command.py",
    "feedback/jobs_command.py",
    "feedback/example/command.py",
}
# Where the web process must not reach: only the workers' own packages may import analysis.
ANALYSIS_WORKERS = ("feedback/insight/worker/", "feedback/themes/worker/")


def part_of(module: str) -> str | None:
    """The part a dotted module name belongs to; None for what is not ours."""
    pieces = module.split(".")
    if pieces[0] in {"survey_defs", "analysis"}:
        return pieces[0]
    if pieces[0] != "feedback":
        return None
    deeper = len(pieces) > 1 and (ROOT / "feedback" / pieces[1]).is_dir()
    return f"feedback.{pieces[1]}" if deeper else "feedback.root"


def modules_imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def our_files() -> list[Path]:
    return sorted(
        path for top in ("survey_defs", "analysis", "feedback") for path in (ROOT / top).rglob("*.py")
    )


@pytest.mark.parametrize("path", our_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    if name in COMPOSITION:
        return
    dotted = name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    own = part_of(dotted)
    assert own is not None
    reached = {part for module in modules_imported(path) if (part := part_of(module))}
    assert reached <= MAY_IMPORT[own] | {own}, f"{name} reaches {sorted(reached - MAY_IMPORT[own] - {own})}"


def test_only_the_worker_imports_analysis() -> None:
    reaching = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "feedback").rglob("*.py")
        if any(part_of(module) == "analysis" for module in modules_imported(path))
    }
    assert {path for path in reaching if not path.startswith(ANALYSIS_WORKERS)} == set()


def test_top_level_is_the_agreed_one() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == {"feedback", "survey_defs", "analysis", "tests"}


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for top in ("feedback", "survey_defs", "analysis")
        for path in (ROOT / top).rglob("__init__.py")
        if path.parent.name != "migrations"
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
