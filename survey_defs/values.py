"""What an answer, and an errand's detail, can be."""

from __future__ import annotations

from collections.abc import Mapping

Value = int | str | tuple[str, ...]
"""A scale gives its point; one choice its value; several choices theirs, in the definition's order; free text the text."""

Answers = Mapping[str, Value]
"""Question id to value. A question without an answer is left out."""

Errand = Mapping[str, str | None]
"""What is known of the errand, by field. A field that is absent, None or empty is missing."""

ERRAND_FIELDS = ("channel", "office", "service", "district", "language")
