"""Style sheets and fonts by the name their content gives them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from feedback.errors import SettingsError

BUILT = Path(__file__).parent / "static" / "built"
STATIC_PATH = "/static"


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Source name → built name; raises SettingsError where the front end has not been built."""
    path = BUILT / "manifest.json"
    if not path.is_file():
        raise SettingsError("The style sheets have not been built. Run: make assets")
    return dict(json.loads(path.read_text()))


def asset(name: str) -> str:
    """The address of a style sheet; it changes whenever its content does, so it may be kept for ever."""
    return f"{STATIC_PATH}/{manifest()[name]}"
