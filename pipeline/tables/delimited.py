"""Tables of a text dump: runs of rows, with what stands over and under them, as grids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.hanzi import SENTENCE_END, em_width
from pipeline.model import GridCell, Page, TextLine
from pipeline.tables.dump_cells import cell_runs
from pipeline.tables.dump_rows import Run, find_runs
from pipeline.tables.dump_shape import goes_on, unwrapped, with_whole_header, without_panels

_TITLE_WIDTH = 40.0
"""Ems. A title longer than this would not fit over its table; a paragraph is longer."""
_APPENDED = re.compile(r"\s*附(?:件|表)?[一二三四五六七八九十0-9]{0,2}\s*[：:]")
_UNIT = re.compile(r"\s*[（(]?\s*(?:计量)?单\s*位\s*[：:]")
_NOTE = re.compile(r"\s*[（(]?\s*(?:备?\s*注|说\s*明|资料来源|来源)\s*[：:]")
_MOST_NOTES = 3
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")


class DelimitedTable(NamedTuple):
    """A table as it was read. ``lines`` are all lines that went into it, in the order of the page: what stands over it
    (附：…, the title, 单位：…), its rows, and what stands under it (注：…). ``doubtful`` are rows of the grid, from 0,
    whose cells may stand in other columns; ``over`` says whether a line of the header fits no columns (it is a note then)."""

    title: str
    cells: tuple[GridCell, ...]
    lines: tuple[TextLine, ...]
    unit_note: str = ""
    notes: tuple[str, ...] = ()
    doubtful: frozenset[int] = frozenset()
    over: bool = False


def find_delimited_tables(page: Page) -> tuple[DelimitedTable, ...]:
    """The tables of a page in its order, whatever parts their cells; text exactly as printed.

    A table is two lines or more whose cells are parted (``dump_rows.py``), or a cell a line (``dump_cells.py``). A blank line
    ends it, unless the same columns go on after it. A single line with a tab is no table: the tab is a blank then.
    """
    lines = page.lines
    tables: list[DelimitedTable] = []
    taken = 0
    runs = _joined(find_runs(lines))
    held = {index for run in runs for index in range(run.first, run.last)}
    runs = sorted([*runs, *cell_runs(lines, held)], key=lambda run: run.first)
    for number, run in enumerate(runs):
        until = runs[number + 1].first if number + 1 < len(runs) else len(lines)
        run = with_whole_header(run, lines, taken)
        start, end = _captions_from(lines, taken, run.first), _notes_to(lines, run.last, until)
        captions, notes = lines[start : run.first], lines[run.last : end]
        title, unit = _title(captions), _unit_note((*captions, *notes))
        rows, doubtful = without_panels(*unwrapped(run.rows, run.doubtful))
        over = [lines[index] for index in run.over]
        texts = [line.text.strip() for line in (*captions, *over, *notes)]
        tables.append(
            DelimitedTable(
                title,
                _grid(rows),
                lines[start:end],
                unit,
                tuple(text for text in texts if text not in (title, unit)),
                doubtful,
                bool(over),
            )
        )
        taken = end
    return tuple(tables)


def _unit_note(lines: Sequence[TextLine]) -> str:
    """The line that says the unit of the numbers (单位：万元), or ""."""
    return next((line.text.strip() for line in lines if _UNIT.match(line.text)), "")


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs that continue each other made one; what is shorter than two lines is left out."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].last == run.first and joined[-1].tabbed == run.tabbed and goes_on(joined[-1].rows, run.rows):
            before = joined[-1]
            doubtful = before.doubtful | {len(before.rows) + number for number in run.doubtful}
            joined[-1] = replace(
                before, last=run.last, rows=[*before.rows, *run.rows], doubtful=doubtful, over=before.over + run.over
            )
        else:
            joined.append(run)
    return [
        run for run in joined if run.last - run.first > 1 and any(sum(map(bool, map(str.strip, row))) > 1 for row in run.rows)
    ]


def _grid(rows: list[list[str]]) -> tuple[GridCell, ...]:
    """Every place of the grid has one cell; a group header takes the empty places to its right."""
    columns = max((index + 1 for row in rows for index, cell in enumerate(row) if cell.strip()), default=0)
    padded = [(row + [""] * columns)[:columns] for row in rows]
    grid: list[GridCell] = []
    for row_index, row in enumerate(padded):
        below = padded[row_index + 1] if row_index + 1 < len(padded) else row
        groups = below is not row and not any(_NUMBER.fullmatch(cell.strip()) for cell in (*row, *below))
        column = 0
        while column < columns:
            span = _group_span(row, below, column) if groups else 1
            grid.append(GridCell(row_index=row_index, column_index=column, text=row[column], col_span=span))
            column += span
    return tuple(grid)


def _group_span(row: list[str], below: list[str], column: int) -> int:
    """How many columns a cell covers: more than one only for a group header (红榜), with a header under each column.

    A group row has no numbers, and gaps in the groups' way: in a row of data an empty place is an empty cell.
    """
    if not row[column].strip():
        return 1
    end = column + 1
    while end < len(row) and not row[end].strip() and below[end].strip():
        end += 1
    return end - column if below[column].strip() else 1


def _is_caption(line: TextLine) -> bool:
    text = line.text.strip()
    return (
        "\t" not in text
        and "|" not in text
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


def _notes_to(lines: tuple[TextLine, ...], last: int, until: int) -> int:
    """Where the notes under a table end: 注：… and 单位：…, each a line."""
    end = last
    while end < until and end - last < _MOST_NOTES and "\t" not in lines[end].text and _NOTE.match(lines[end].text):
        end += 1
    return end
