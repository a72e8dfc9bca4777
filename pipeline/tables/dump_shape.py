"""The rows of a dump's table as they were printed: runs that blank lines part, headers and names broken over lines, panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.hanzi import em_width
from pipeline.model import GridCell, TextLine
from pipeline.numbers import count_in
from pipeline.tables.dump_columns import figure_columns, is_figure
from pipeline.tables.dump_rows import Run
from pipeline.tables.header_rows import TOTALS, count_header_rows, plain

_MOST_HEADERS = 3
_MOST_PIECE = 3.0
"""Ems: what is left of a header cell on a line of its own is shorter than any title."""

Rows = list[list[str]]


def width_of(rows: Sequence[Sequence[str]]) -> int:
    """The number of columns, trailing ones that are empty in every row left out."""
    return max((index + 1 for row in rows for index, cell in enumerate(row) if cell.strip()), default=0)


def goes_on(before: Rows, after: Rows) -> bool:
    """Whether the rows of one run are those of the table before, over the blank line between them.

    The next number stands first; or the header stood alone; or, where no numbers count the rows, the first of them holds
    figures where those before do, and no totals row came before.
    """
    if width_of(before) != width_of(after):
        return len(before) <= _MOST_HEADERS and _without_figures(before) and width_of(before) == max(map(len, after), default=0)
    last, first = count_in(before[-1][0].strip()), count_in(after[0][0].strip())
    if first is not None:
        if last is not None:
            return first == last + 1
        return len(before) <= _MOST_HEADERS and _without_figures(before)
    if len(before) <= _MOST_HEADERS and _without_figures(before):
        return True
    width = width_of(before)
    figures = figure_columns([(row + [""] * width)[:width] for row in before if any(map(is_figure, row))], width)
    row = (after[0] + [""] * width)[:width]
    totals = any(plain(cell) in TOTALS for cell in before[-1])
    return any(figures) and not totals and all(is_figure(cell) == figure for cell, figure in zip(row, figures, strict=True))


def _without_figures(rows: Rows) -> bool:
    return not any(is_figure(cell) for row in rows for cell in row)


def with_whole_header(run: Run, lines: Sequence[TextLine], taken: int) -> Run:
    """The run with its header made whole, where a line break within a cell broke a line of it in two."""
    if not run.tabbed:
        return run
    rows = [list(row) for row in run.rows]
    width = max(map(len, rows[_MOST_HEADERS:] or rows))
    for number in range(min(_MOST_HEADERS, len(rows) - 2)):
        one, other = rows[number], rows[number + 1]
        whole = len(one) < width and len(one) + len(other) == width + 1 and one[-1].strip() and other[0].strip()
        if whole and _without_figures([one, other]):
            rows[number : number + 2] = [[*one[:-1], one[-1] + other[0], *other[1:]]]
            return replace(run, rows=rows)
    over = lines[run.first - 1] if run.first > taken else None
    if (
        over
        and over.block == lines[run.first].block
        and em_width(over.text) <= _MOST_PIECE
        and not over.text.strip().endswith(("表", "榜", "单"))
        and len(rows[0]) == width
        and rows[0][0].strip()
        and _without_figures(rows[:1])
    ):
        rows[0][0] = over.text.strip() + rows[0][0]
        return replace(run, first=run.first - 1, rows=rows)
    return run


def unwrapped(rows: Rows, doubtful: frozenset[int]) -> tuple[Rows, frozenset[int]]:
    """The rows with what was wrapped put to the row above: a line of words only, in a table where every row has figures, under
    words of the row above and under none of its figures or its first cell."""
    width = width_of(rows)
    padded = [(row + [""] * width)[:width] for row in rows]
    data = [row for row in padded if any(map(is_figure, row))]
    if doubtful or len(data) < _MOST_HEADERS or not width:
        return rows, doubtful
    first = next(number for number, row in enumerate(padded) if any(map(is_figure, row)))
    figures = figure_columns(data, width)
    result: Rows = []
    for number, row in enumerate(padded):
        places = [j for j, cell in enumerate(row) if cell.strip()]
        above = result[-1] if result else []
        if (
            number > first
            and places
            and 0 not in places
            and any(map(is_figure, above))
            and not any(figures[j] for j in places)
            and all(above[j].strip() for j in places)
        ):
            result[-1] = [one + other.strip() for one, other in zip(above, row, strict=True)]
        else:
            result.append(row)
    return result, doubtful


def without_panels(rows: Rows, doubtful: frozenset[int]) -> tuple[Rows, frozenset[int]]:
    """The rows with panels side by side set under each other: the header comes again to the letter, and the count of the rows
    goes on from panel to panel, or there is none."""
    width = max(map(len, rows), default=0)
    padded = [(row + [""] * width)[:width] for row in rows]
    count = count_header_rows(padded, [GridCell(i, j, text) for i, row in enumerate(padded) for j, text in enumerate(row)])
    header = [tuple(plain(row[j]) for row in padded[:count]) for j in range(width)]
    for step in range(2, width // 2 + 1):
        if not count or width % step or any(header[j] != header[j % step] for j in range(width)):
            continue
        panels = [[row[at : at + step] for row in padded[count:]] for at in range(0, width, step)]
        panels = [[row for row in panel if any(cell.strip() for cell in row)] for panel in panels]
        counts = [(count_in(panel[0][0].strip()), count_in(panel[-1][0].strip())) for panel in panels if panel]
        pairs = pairwise(counts)
        if all(first is None or (last is not None and first == last + 1) for (_, last), (first, _) in pairs):
            marked = frozenset(range(count, count + sum(map(len, panels)))) if doubtful else doubtful
            return [*(row[:step] for row in padded[:count]), *(row for panel in panels for row in panel)], marked
    return rows, doubtful
