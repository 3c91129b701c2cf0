"""The web process stays small: the heavy libraries belong to the worker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAVY = (
    *("pandas", "sklearn", "scipy", "numpy", "analysis", "matplotlib"),
    *("typst", "docx", "rdflib", "pyarrow", "pyreadstat"),
)
PROGRAM = f"""
import sys
import feedback.app, feedback.serving
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_the_web_process_never_imports_the_heavy_libraries() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"
