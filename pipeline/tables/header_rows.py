"""Which rows of a grid are its header, and which already its data.

The header ends where the numbers begin, or before: at a heading between the rows, at a row that is written as those below it
are (3月5日 over 3月8日, 20-56 over 18-40), in a list of names at its first row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from pipeline.lexicons import read_toml
from pipeline.model import GridCell
from pipeline.numbers import is_blank

_NUMBER = re.compile(r"[-+−－]?\d[\d,，]*(?:\.\d+)?[%％‰]?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_BRACKETED = re.compile(r"[（(].*[）)]")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_ALIKE = 0.2
"""Of a column's cells that are written as the doubtful one is; two of them at least."""
_MOSTLY_NAMES = 0.6
TOTALS = ("合计", "总计", "共计", "总数")


def plain(text: str) -> str:
    """Text as compared: compatibility forms folded, blanks left out."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def is_number(text: str) -> bool:
    """Whether a printed value reads as a number."""
    return _NUMBER.fullmatch(plain(text)) is not None


def count_header_rows(grid: Sequence[Sequence[str]], cells: Sequence[GridCell] = ()) -> int:
    """How many rows stand above the data.

    The header ends where the numeric columns begin to hold numbers. A table without numeric columns has one header row, and one
    more for each row of spans above it; a list of names has none.
    """
    if len(grid) < 2:
        return 0
    body = grid[1:]
    width = len(grid[0])
    numeric = [j for j in range(width) if sum(is_number(row[j]) for row in body) * 2 > sum(bool(row[j]) for row in body) > 0]
    if not numeric:
        return _of_words(grid, cells)
    for index, row in enumerate(grid[: len(grid) - 1]):
        values = [row[j] for j in numeric if row[j]]
        if index == 0 and values and all(_YEAR.fullmatch(plain(value)) for value in values) and not is_number(row[0]):
            continue
        if sum(is_number(value) for value in values) * 2 >= max(1, len(numeric)):
            return index
        if _is_heading_between(grid, index, numeric) or _is_like_those_below(grid, index, numeric):
            return index
    return 1


def whole_row_title(cells: Sequence[GridCell], header_rows: int) -> str:
    """What stands in the first header row, where that is one cell over the whole grid: the table's title and no column's."""
    width = max((cell.column_index + cell.col_span for cell in cells), default=0)
    first = [cell for cell in cells if cell.row_index == 0]
    return first[0].text if header_rows > 1 and width > 1 and len(first) == 1 and first[0].col_span == width else ""


def _of_words(grid: Sequence[Sequence[str]], cells: Sequence[GridCell]) -> int:
    spanning = {cell.row_index for cell in cells if cell.col_span > 1}
    count = 0
    while count in spanning and count < len(grid) - 2:
        count += 1
    if count == 0 and (_is_like_those_below(grid, 0, ()) or _is_list_of_names(grid)):
        return 0
    return count + 1


def _is_heading_between(grid: Sequence[Sequence[str]], index: int, numeric: Sequence[int]) -> bool:
    """Whether a row holds one text that is no part of the header: all columns of numbers, and its own, have theirs above."""
    places = [j for j, text in enumerate(grid[index]) if text]
    texts = {grid[index][j] for j in places}
    if index == 0 or len(texts) != 1 or _BRACKETED.fullmatch(plain(texts.pop())):
        return False
    own = [row for row in grid[:index] if len({text for text in row if text}) > 1]
    return all(any(row[j] for row in own) for j in {*numeric, places[0]})


def _is_like_those_below(grid: Sequence[Sequence[str]], index: int, numeric: Sequence[int]) -> bool:
    """Whether a cell of the row is written as those under it, digits and all, or stands for no number in a column of them."""
    for j, text in enumerate(grid[index]):
        if not text or is_number(text):
            continue
        if j in numeric and is_blank(text):
            return True
        form = _form(text)
        below = [_form(row[j]) for row in grid[index + 1 :] if row[j]]
        if "9" in form and below.count(form) >= max(2, _ALIKE * len(below)):
            return True
    return False


def _form(text: str) -> str:
    """How a text is written: every run of digits as 9."""
    return re.sub(r"\d+", "9", plain(text))


def _is_list_of_names(grid: Sequence[Sequence[str]]) -> bool:
    """Whether persons' names stand in the first row as in all others."""
    first, others = [text for text in grid[0] if text], [text for row in grid[1:] for text in row if text]
    return (
        len(first) > 1 and all(map(_may_be_person, first)) and _MOSTLY_NAMES * len(others) <= sum(map(_may_be_person, others))
    )


def _may_be_person(text: str) -> bool:
    name = plain(text)
    return bool(_NAME.fullmatch(name)) and (name[0] in _surnames() or name[:2] in _surnames()) and not _header_word(name)


@cache
def _surnames() -> frozenset[str]:
    words = read_toml("named_entities")
    return frozenset([*words["surnames"], *words["double_surnames"]])


def _header_word(text: str) -> bool:
    return any(re.fullmatch(word, text) for words in read_toml("header_words")["roles"].values() for word in words)
