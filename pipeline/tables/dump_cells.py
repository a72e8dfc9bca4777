"""Tables of a dump that have a cell a line: rows are where the ranks count on, or where words and figures come round again.

This is how text leaves a browser or a PDF whose cells were copied one by one. Nothing parts the rows, so all of a block must
fit: a rank before every row, or the same kinds of cells in each, under a header of as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.hanzi import em_width
from pipeline.headers import role_of
from pipeline.model import TextLine
from pipeline.tables.dump_columns import figure_columns, is_figure, put_into_columns, usual_count
from pipeline.tables.dump_rows import Run
from pipeline.tables.header_rows import TOTALS, plain

_WIDEST_CELL = 16.0
_SENTENCE = re.compile("[。；！？，;!?]|,(?![0-9])|[：:](?![0-9])")
_FEWEST_ROWS = 3
_MOST_COLUMNS = 14
_RANKED_ALONE = 5
"""Whole rows that count on from 1: a table without a header."""
_CLEARLY = 2
_SHORT = 5.0
"""Ems: no caption of a table is shorter."""
_SHARE = re.compile(r"(?:占比|权重|占)?[0-9.]+[%％]")


def cell_runs(lines: Sequence[TextLine], taken: set[int]) -> list[Run]:
    """The tables among the lines that are not taken, each in one block."""
    runs = []
    numbered = [(index, line) for index, line in enumerate(lines)]
    for _, block in groupby(numbered, key=lambda pair: (pair[1].block, pair[0] in taken, _is_cell(pair[1].text))):
        cells = [(index, line.text.strip()) for index, line in block]
        if cells[0][0] in taken or not _is_cell(cells[0][1]):
            continue
        run = _ranked(cells) or _repeated(cells)
        if run:
            runs.append(run)
    return runs


def _is_cell(text: str) -> bool:
    return em_width(text) <= _WIDEST_CELL and not _SENTENCE.search(text)


def _ranked(cells: list[tuple[int, str]]) -> Run | None:
    """A table whose rows begin with 1, 2, 3 …: a row is as long as most, or shorter where a cell is empty."""
    texts = [text for _, text in cells]
    for start in (number for number, text in enumerate(texts) if text == "1"):
        for width in range(2, _MOST_COLUMNS + 1):
            begins = _rank_places(texts, start, width)
            if len(begins) < _FEWEST_ROWS:
                continue
            rows = [texts[begin:end] for begin, end in pairwise(begins)]
            if usual_count(rows) != width:
                continue
            figures = figure_columns(rows, width)
            last = _fitting(texts[begins[-1] : begins[-1] + width], figures)
            end = begins[-1] + len(last)
            totals = (
                _fitting(texts[end : end + width], figures) if plain(texts[end] if end < len(texts) else "") in TOTALS else []
            )
            rows += [row for row in (last, totals) if row]
            header = _header(texts[:start], width, rows)
            if header is None and start == 0 and len(rows) >= _RANKED_ALONE and all(len(row) == width for row in rows[:-1]):
                header = []
            if header is not None:
                return _laid_out(cells, header, rows, start - sum(map(_filled, header)), end + len(totals))
    return None


def _rank_places(texts: Sequence[str], start: int, width: int) -> list[int]:
    """Where the ranks stand that count on from ``start``, a row's width apart or less."""
    places = [start]
    while True:
        rank = str(len(places) + 1)
        after = places[-1]
        near = [after + step for step in range(width, 1, -1) if after + step < len(texts) and texts[after + step] == rank]
        if not near:
            return places
        places.append(near[0])


def _fitting(row: list[str], figures: Sequence[bool]) -> list[str]:
    """The longest beginning of a row whose cells stand in columns of their kind."""
    for count in range(len(row), 1, -1):
        told = put_into_columns(row[:count], figures)
        if told.sure and all(not cell or is_figure(cell) == figure for cell, figure in zip(told.cells, figures, strict=True)):
            return row[:count]
    return row[:1]


class _Repeat(NamedTuple):
    """A way in which kinds of cells come round again: the first row begins at ``start``; ``weight`` is what speaks for it."""

    weight: int
    start: int
    rows: list[list[str]]
    header: list[list[str]]


def _repeated(cells: list[tuple[int, str]]) -> Run | None:
    """A table whose kinds of cells come round again, every row whole, under a header of words.

    Words stand at the end of a header and at the beginning of a row: where nothing tells how many of them are whose, every row
    is doubtful.
    """
    texts = [text for _, text in cells]
    kinds = [is_figure(text) for text in texts]
    words = kinds.index(True) if True in kinds else len(texts)
    for width in range(2, _MOST_COLUMNS):
        found = [one for own in range(width) if (one := _repeat(texts, kinds, words - own, width))]
        if found:
            best, *others = sorted(found, reverse=True)
            run = _laid_out(
                cells, best.header, best.rows, best.start - sum(map(_filled, best.header)), best.start + width * len(best.rows)
            )
            unsure = bool(others) and best.weight - others[0].weight < _CLEARLY
            return replace(run, doubtful=frozenset(range(len(run.rows)))) if unsure else run
    return None


def _repeat(texts: list[str], kinds: list[bool], start: int, width: int) -> _Repeat | None:
    """The rows from ``start`` on that are alike, and the header over them; None where there are not three, or no header."""
    form = kinds[start : start + width]
    if start < width or not any(form) or all(form):
        return None
    end = start
    while end + width <= len(kinds) and kinds[end : end + width] == form:
        end += width
    rows = [texts[k : k + width] for k in range(start, end, width)]
    header = _header(texts[:start], width, rows) if len(rows) >= _FEWEST_ROWS else None
    if header is None:
        return None
    totals = [row.index(cell) for row in rows for cell in row if plain(cell) in TOTALS]
    known = sum(bool(role_of(plain(text), number=figure)) for text, figure in zip(header[-1], form, strict=True))
    alone = start == sum(map(_filled, header)) and end == len(texts)
    return _Repeat(known + _CLEARLY * sum(1 if at == 0 else -1 for at in totals) + _CLEARLY * alone, start, rows, header)


def _header(over: list[str], width: int, rows: list[list[str]]) -> list[list[str]] | None:
    """The rows of the header, a cell a column, of what stands over the first row; None where it does not fill the columns."""
    if any(is_figure(text) for text in over[-width:]):
        return None
    count = 0
    while count < len(over) and _SHARE.fullmatch(over[-1 - count]):
        count += 1
    if count:
        figures = figure_columns(rows, width)
        names = over[-count - width : -count]
        if len(names) < width or not all(figures[-count:]):
            return None
        return [names, [""] * (width - count) + over[-count:]]
    names = over[-width:]
    if len(names) < width:
        return None
    step = width // 2
    if width % 2 == 0 and names[:step] == names[step:] and len(over) >= width + 2:
        groups = over[-width - 2 : -width]
        return [[groups[j // step] if j % step == 0 else "" for j in range(width)], names]
    return [names]


def _filled(row: list[str]) -> int:
    return sum(map(bool, row))


def _may_be_header(text: str) -> bool:
    """Whether what stands over a header may be a cell of it: captions are longer, or say a unit."""
    return em_width(text) <= _SHORT and not re.match(r"[（(]?单位|附[：:]", text)


def _laid_out(cells: list[tuple[int, str]], header: list[list[str]], rows: list[list[str]], first: int, last: int) -> Run:
    """The rows with a cell a column. Where a cell more stands over the header than the columns are, the header is left over:
    which of its cells names which column cannot be told."""
    figures = figure_columns(rows, usual_count(rows))
    placed = [put_into_columns(row, figures) for row in rows]
    start = first
    while start > 0 and _may_be_header(cells[start - 1][1]):
        start -= 1
    over: tuple[int, ...] = ()
    if start < first:
        over = tuple(cells[number][0] for number in range(start, first + sum(map(_filled, header))))
        header, first = [], start
    doubtful = frozenset(len(header) + number for number, row in enumerate(placed) if not row.sure)
    return Run(cells[first][0], cells[last - 1][0] + 1, [*header, *(row.cells for row in placed)], doubtful, over)
