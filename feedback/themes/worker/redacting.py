"""Names and addresses out of a comment, before anything else is done with it: what a theme is called, what it is
known by and what is quoted come from the text as staff may read it."""

from __future__ import annotations

from analysis.themes.redaction import without_names as readable

__all__ = ["readable"]
