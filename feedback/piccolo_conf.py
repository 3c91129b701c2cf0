"""What Piccolo's own commands need to know: the app registry and the database in use."""

from __future__ import annotations

from typing import Any

from piccolo.conf.apps import AppRegistry

APP_REGISTRY = AppRegistry(apps=["feedback.piccolo_app"])


def __getattr__(name: str) -> Any:
    if name == "DB":
        from feedback.database.engines import bound_engine

        return bound_engine()
    raise AttributeError(name)
