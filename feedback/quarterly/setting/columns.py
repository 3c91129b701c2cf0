"""How wide a table's columns are, how large its type, and whether it needs a page on its side.

Reckoned from the letters it holds, so that no word is broken while there is room.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from feedback.quarterly.document import Cell, Grid

LINE, TURNED_LINE = 160.0, 247.0  # the text's width in millimetres on an upright and a turned page
POINT = 0.3528  # millimetres
PER_LETTER = 0.49  # a letter's width in parts of the type's size
SIZES = (10.0, 9.2, 8.4, 7.8, 7.4)
DENSE_SIZES = (8.4, 8.0, 7.4, 7.0)
BOXED_SIZES = (8.4, 7.8, 7.4, 6.9)
VERDICT = 0.87  # the size of a verdict's word in a box, in parts of the table's type
SIGN = 2  # a verdict's sign takes as much room as two letters
GAP = 1.8  # between columns, in letters
LONGEST = 34  # more letters than this are better read on two lines
LONGEST_WORD = 24  # a longer one may be broken
BOXED_FROM = 3  # so many columns of verdicts, at least half of all, are a matrix and drawn in boxes


@dataclass(frozen=True, slots=True)
class Layout:
    """`shares` are the columns' widths in parts of their sum; `size` is in points. No word may be longer than
    `longest_word` letters without being broken."""

    shares: tuple[float, ...]
    size: float
    is_boxed: bool
    is_turned: bool
    longest_word: int = LONGEST_WORD


def layout(grid: Grid) -> Layout:
    """The largest type at which every word has room; on its side only where the smallest has not."""
    is_boxed = _is_matrix(grid)
    wanted = [_wanted(grid, place, is_boxed) for place in range(len(grid.headings))]
    if is_boxed:  # every column but the first is as wide as the widest
        wanted[1:] = [(max(least for least, _ in wanted[1:]), max(best for _, best in wanted[1:]))] * len(
            wanted[1:]
        )
    if grid.refs:
        wanted.append((max(map(len, grid.refs)) + 0.0,) * 2)
    sizes = BOXED_SIZES if is_boxed else DENSE_SIZES if grid.is_dense or grid.refs else SIZES
    size = _size(wanted, sizes, prefers_lines=bool(grid.refs))
    if size is None:
        return _turned(wanted, sizes[-1], is_boxed)
    return Layout(_shares(wanted, _letters(LINE, size)), size, is_boxed, False)


def broken_sub(text: str) -> str:
    """A second line as a matrix holds it: it may be broken between any two words."""
    return text.replace("\u00a0", " ")


def number_columns(grid: Grid) -> tuple[bool, ...]:
    """Which columns hold numbers, and are set to the right with their headings."""
    columns = [[row[place] for row in grid.rows if place < len(row)] for place in range(len(grid.headings))]
    return tuple(any(cell.is_number for cell in cells) for cells in columns)


def full(row: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    """The row as long as the table is wide."""
    return (*row[:width], *(Cell("") for _ in range(width - len(row))))


def _is_matrix(grid: Grid) -> bool:
    marked = {place for row in grid.rows for place, cell in enumerate(row) if cell.mark}
    return not grid.refs and len(marked) >= BOXED_FROM and 2 * len(marked) >= len(grid.headings)


def _size(wanted: Sequence[tuple[float, float]], sizes: Sequence[float], prefers_lines: bool) -> float | None:
    """The largest type at which every word has room; in the appendix, if it can be, every row on one line. None
    where even the smallest is too large."""
    fitting = [size for size in sizes if _least(wanted) <= _letters(LINE, size)]
    whole = sum(best + GAP for _, best in wanted)
    on_lines = [size for size in fitting if whole <= _letters(LINE, size)]
    if prefers_lines and fitting:
        return (on_lines or fitting[-1:])[0]
    return fitting[0] if fitting else None


def _turned(wanted: Sequence[tuple[float, float]], size: float, is_boxed: bool) -> Layout:
    """On a page on its side; where even that is too narrow, words are broken so that columns never overlap."""
    letters = _letters(TURNED_LINE, size)
    if _least(wanted) <= letters:
        return Layout(_shares(wanted, letters), size, is_boxed, True)
    most = max(int(letters / len(wanted) - GAP), 4)
    kept = [(min(least, most), min(best, most)) for least, best in wanted]
    return Layout(_shares(kept, letters), size, is_boxed, True, most)


def _wanted(grid: Grid, place: int, is_boxed: bool) -> tuple[float, float]:
    """The least and the best width of a column in letters: its longest word, and its longest text."""
    heading = grid.headings[place]
    least = _longest_word(heading) + 0.0
    best = max(len(heading) / 2, least)
    for row in grid.rows:
        cell = row[place] if place < len(row) else Cell("")
        word, whole = _longest_word(cell.text), len(cell.text)
        if cell.mark:
            word = whole = len(cell.text) + SIGN
        part = VERDICT if is_boxed and place > 0 else 1.0
        sub = broken_sub(cell.sub) if is_boxed else cell.sub
        least = max(least, word * part, _longest_word(sub) * part)
        best = max(best, whole * part, len(cell.sub) * part)
    least = min(least, LONGEST_WORD)
    return least, max(least, min(best, LONGEST))


def _longest_word(text: str) -> int:
    return max((len(word) for word in re.split(r"[ \n]|(?<=[-/])", text)), default=0)


def _least(wanted: Sequence[tuple[float, float]]) -> float:
    return sum(least + GAP for least, _ in wanted)


def _letters(width: float, size: float) -> float:
    return width / (size * POINT * PER_LETTER)


def _shares(wanted: Sequence[tuple[float, float]], letters: float) -> tuple[float, ...]:
    """Everyone its least; what is left goes to those who want more, and then to all alike."""
    room = max(letters - _least(wanted), 0.0)
    more = sum(best - least for least, best in wanted)
    part = min(1.0, room / more) if more else 0.0
    widths = [least + (best - least) * part for least, best in wanted]
    spare = max(room - more, 0.0) / sum(widths) if sum(widths) else 0.0
    return tuple(round(width * (1 + spare) + GAP, 2) for width in widths)
