"""Which column a cell of a dump stands in, where a row has fewer cells than its table: by what the columns hold.

Blanks that part cells leave no trace of an empty one. A cell is put into a column only where nothing else is possible; where
more is, the row is said to be doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from pipeline.numbers import is_blank, parse_number
from pipeline.tables.header_rows import is_number, plain

_MOSTLY = 0.6
_DATE = re.compile(r"(?:\d{2,4}年)?\d{1,2}月\d{1,2}日.*|\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{1,2}[:：]\d{2}.*")
_MOST_PLACINGS = 500
"""Ways to put a row's cells into columns that are looked at; of wider tables every short row is doubtful."""


class Placed(NamedTuple):
    """A row with a cell a column; ``sure`` where its cells could stand nowhere else."""

    cells: list[str]
    sure: bool


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, a date or a time: what data have and headers have not.

    >>> is_figure("57.6"), is_figure("3月5日"), is_figure("社区名称")
    (True, True, False)
    """
    return is_number(text) or _DATE.fullmatch(plain(text)) is not None or parse_number(text) is not None


def usual_count(rows: Sequence[Sequence[str]]) -> int:
    """How many cells most rows have, of several counts the largest; 0 where there are no rows."""
    counts = Counter(map(len, rows))
    return max(counts, key=lambda count: (counts[count], count), default=0)


def figure_columns(rows: Sequence[Sequence[str]], width: int) -> list[bool]:
    """For each column of the rows that are whole whether most of its cells are figures."""
    whole = [row for row in rows if len(row) == width]
    return [sum(is_figure(row[j]) for row in whole) >= _MOSTLY * max(1, len(whole)) for j in range(width)]


def put_into_columns(row: Sequence[str], figures: Sequence[bool]) -> Placed:
    """A row of at most as many cells as columns, in their order: figures stand among figures and words among words.

    >>> put_into_columns(["64", "74.8", "17"], [True, False, True, True])
    Placed(cells=['64', '', '74.8', '17'], sure=True)
    >>> put_into_columns(["64", "东街", "17"], [True, False, True, True]).sure
    False
    """
    width = len(figures)
    if len(row) >= width:
        return Placed(list(row), sure=True)
    fitting: list[tuple[int, ...]] = []
    for number, places in enumerate(combinations(range(width), len(row))):
        if number >= _MOST_PLACINGS:
            fitting = []
            break
        if all(is_blank(cell) or is_figure(cell) == figures[place] for cell, place in zip(row, places, strict=True)):
            fitting.append(places)
    first = fitting[0] if fitting else tuple(range(len(row)))
    cells = [""] * width
    for cell, place in zip(row, first, strict=True):
        cells[place] = cell
    return Placed(cells, sure=len(fitting) == 1)
