"""Tables of a text dump: runs of lines whose cells are parted by tabs."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.hanzi import SENTENCE_END, em_width
from pipeline.model import GridCell, Page, TextLine

_TITLE_WIDTH = 40.0
"""Ems. A title longer than this would not fit over its table; a paragraph is longer."""
_APPENDED = re.compile(r"\s*附(?:件|表)?[一二三四五六七八九十0-9]{0,2}\s*[：:]")
_UNIT = re.compile(r"\s*[（(]?\s*(?:计量)?单\s*位\s*[：:]")
_NOTE = re.compile(r"\s*[（(]?\s*(?:备?\s*注|说\s*明|资料来源|来源)\s*[：:]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")


class DelimitedTable(NamedTuple):
    """A table as it was read. ``lines`` are all lines that went into it, in the order of the page: what stands over it
    (附：…, the title, 单位：…), its rows, and what stands under it (注：…)."""

    title: str
    cells: tuple[GridCell, ...]
    lines: tuple[TextLine, ...]

    @property
    def unit_note(self) -> str:
        """The line that says the unit of the numbers (单位：万元), or ""."""
        return next((line.text.strip() for line in self.lines if "\t" not in line.text and _UNIT.match(line.text)), "")

    @property
    def notes(self) -> tuple[str, ...]:
        """The lines that are neither row, title nor unit: 附：… over the table and 注：… under it."""
        texts = [line.text.strip() for line in self.lines if "\t" not in line.text]
        return tuple(text for text in texts if text not in (self.title, self.unit_note))


def find_delimited_tables(page: Page) -> tuple[DelimitedTable, ...]:
    """The tables of a page whose lines keep their tabs, in the order of the page; text exactly as printed.

    A table is two lines or more with a tab. A blank line ends it, unless the same number of columns goes on with the next
    number in the first column. A single line with a tab is no table: the tab is a blank then.
    """
    lines = page.lines
    tables: list[DelimitedTable] = []
    taken = 0
    for first, last in _joined(_runs(lines), lines):
        start, end = _captions_from(lines, taken, first), _notes_to(lines, last)
        rows = [_cells(line) for line in lines[first:last]]
        tables.append(DelimitedTable(title=_title(lines[start:first]), cells=_grid(rows), lines=lines[start:end]))
        taken = end
    return tuple(tables)


def _runs(lines: tuple[TextLine, ...]) -> list[tuple[int, int]]:
    """Runs of lines with tabs in one block, as (first, after the last)."""
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if "\t" not in line.text:
            continue
        if runs and runs[-1][1] == index and lines[index - 1].block == line.block:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _joined(runs: list[tuple[int, int]], lines: tuple[TextLine, ...]) -> list[tuple[int, int]]:
    """Runs that continue each other made one; what is shorter than two lines is left out."""
    joined: list[tuple[int, int]] = []
    for run in runs:
        if joined and joined[-1][1] == run[0] and _continues(lines[slice(*joined[-1])], lines[slice(*run)]):
            joined[-1] = (joined[-1][0], run[1])
        else:
            joined.append(run)
    return [(first, last) for first, last in joined if last - first > 1]


def _continues(before: tuple[TextLine, ...], after: tuple[TextLine, ...]) -> bool:
    last, first = _cells(before[-1]), _cells(after[0])
    return (
        _width(before) == _width(after)
        and last[0].strip().isdecimal()
        and first[0].strip().isdecimal()
        and int(first[0]) == int(last[0]) + 1
    )


def _width(lines: tuple[TextLine, ...]) -> int:
    """The number of columns, trailing ones that are empty in every line left out."""
    return max(
        (index + 1 for line in lines for index, cell in enumerate(_cells(line)) if cell.strip()),
        default=0,
    )


def _cells(line: TextLine) -> list[str]:
    return line.text.split("\t")


def _grid(rows: list[list[str]]) -> tuple[GridCell, ...]:
    """Every place of the grid has one cell; a group header takes the empty places to its right."""
    columns = max((index + 1 for row in rows for index, cell in enumerate(row) if cell.strip()), default=0)
    padded = [(row + [""] * columns)[:columns] for row in rows]
    grid: list[GridCell] = []
    for row_index, row in enumerate(padded):
        below = padded[row_index + 1] if row_index + 1 < len(padded) else None
        column = 0
        while column < columns:
            span = _group_span(row, below, column)
            grid.append(GridCell(row_index=row_index, column_index=column, text=row[column], col_span=span))
            column += span
    return tuple(grid)


def _group_span(row: list[str], below: list[str] | None, column: int) -> int:
    """How many columns a cell covers: more than one only for a group header (红榜), with a header under each column.

    A group row has no numbers, and gaps in the groups' way: in a row of data an empty place is an empty cell.
    """
    if below is None or not row[column].strip() or any(_NUMBER.fullmatch(cell.strip()) for cell in (*row, *below)):
        return 1
    end = column + 1
    while end < len(row) and not row[end].strip() and below[end].strip():
        end += 1
    return end - column if below[column].strip() else 1


def _is_caption(line: TextLine) -> bool:
    text = line.text.strip()
    return (
        "\t" not in text
        and em_width(text) <= _TITLE_WIDTH
        and not text.endswith((*SENTENCE_END, *"，,；;、"))
        and not re.search("[，,。；;]", text)
    )


def _captions_from(lines: tuple[TextLine, ...], taken: int, first: int) -> int:
    """Where the captions over a table begin: 单位：…, one title, and 附：… over them."""
    start = first
    if start > taken and _UNIT.match(lines[start - 1].text):
        start -= 1
    if start > taken and _is_caption(lines[start - 1]) and not _APPENDED.match(lines[start - 1].text):
        start -= 1
    if start > taken and _is_caption(lines[start - 1]) and _APPENDED.match(lines[start - 1].text):
        start -= 1
    return start


def _title(captions: tuple[TextLine, ...]) -> str:
    """What names the table: the nearest line that is not 单位：…; 附：… where there is no other; "" where there is none."""
    named = [line.text.strip() for line in captions if not _UNIT.match(line.text)]
    own = [text for text in named if not _APPENDED.match(text)]
    return own[-1] if own else named[-1] if named else ""


def _notes_to(lines: tuple[TextLine, ...], last: int) -> int:
    return last + 1 if last < len(lines) and "\t" not in lines[last].text and _NOTE.match(lines[last].text) else last
