"""The writing: from a quarter's facts to the rows that are published, and to the document as data."""

from feedback.quarterly.writing.composing import written
from feedback.quarterly.writing.figure_rows import figure_rows

__all__ = ["figure_rows", "written"]
