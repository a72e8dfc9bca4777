"""Runs of lines in a text dump that are the rows of a table.

Tabs and strokes part nothing but cells. Blanks and commas stand in sentences too: lines that these part are rows only where
several have the same number of cells, hold figures in the same places, and no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import TextLine
from pipeline.tables.dump_columns import figure_columns, is_figure, put_into_columns, usual_count
from pipeline.tables.dump_partings import MOST_COLUMNS, PARTINGS, Parting, by_tabs

_THOUSANDS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_SHARE = re.compile(r"([0-9]+(?:\.[0-9]+)?)[%％]")
_FEWEST_ROWS = 3
_MOSTLY = 0.6
_MOST_HEADERS = 3
_MOST_BETWEEN = 2
"""Lines without figures between two rows: a heading, a name on two lines."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines from ``first`` up to ``last``, which is not among them, as rows; ``doubtful`` rows (from 0) may stand in other
    columns, ``over`` are lines of the header that could not be shared out among columns."""

    first: int
    last: int
    rows: list[list[str]]
    doubtful: frozenset[int] = frozenset()
    over: tuple[int, ...] = ()
    tabbed: bool = False


def find_runs(lines: Sequence[TextLine]) -> list[Run]:
    """The runs of a page in its order; no line is in two."""
    runs = tabbed_runs(lines)
    for parting in PARTINGS:
        taken = {index for run in runs for index in range(run.first, run.last)}
        rows = [None if index in taken else _split(parting, line.text) for index, line in enumerate(lines)]
        for first, last in _blocks(rows, lines):
            cells = [row or [] for row in rows[first:last]]
            runs += _proven(cells, first) if parting.proves else _by_figures(parting, cells, lines[first:last], first)
    return sorted(runs, key=lambda run: run.first)


def tabbed_runs(lines: Sequence[TextLine]) -> list[Run]:
    """Lines with tabs that stand in one block under each other."""
    rows = [by_tabs(line.text) for line in lines]
    return [
        Run(first, last, [row for row in rows[first:last] if row is not None], tabbed=True)
        for first, last in _blocks(rows, lines)
    ]


def _split(parting: Parting, text: str) -> list[str] | None:
    cells = parting.split(text)
    return None if cells is None or len(cells) > MOST_COLUMNS else cells


def _blocks(rows: Sequence[list[str] | None], lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
    """From where to where rows stand under each other in one block."""
    first = 0
    for index in range(len(rows) + 1):
        goes_on = index < len(rows) and rows[index] is not None and lines[index].block == lines[first].block
        if goes_on and rows[first] is not None:
            continue
        if index > first and rows[first] is not None:
            yield first, index
        first = index


def _proven(cells: list[list[str]], first: int) -> list[Run]:
    """All the lines as one table; strokes around it part nothing."""
    kept = [row for row in cells if row]
    for end in (0, -1):
        if all(len(row) > 1 and not row[end] for row in kept):
            kept = [row[1:] if end == 0 else row[:-1] for row in kept]
    return [Run(first, first + len(cells), kept)] if len(kept) > 1 else []


def _by_figures(parting: Parting, cells: list[list[str]], lines: Sequence[TextLine], first: int) -> Iterator[Run]:
    """The tables among lines of one block: of the longest stretch of lines with figures, then of the longest after that."""
    stretches = _stretches([number for number, row in enumerate(cells) if len(row) > 1 and any(map(is_figure, row))])
    longest = list(range(len(stretches)))
    """Of each stretch and those after it the longest, of several the first."""
    for number in range(len(stretches) - 2, -1, -1):
        if len(stretches[longest[number + 1]]) > len(stretches[number]):
            longest[number] = longest[number + 1]
    number, above = 0, 0
    while number < len(stretches):
        number = longest[number]
        data = stretches[number]
        width = _width_of(parting, [cells[row] for row in data])
        figures = figure_columns([cells[row] for row in data], width)
        start = _header_from(cells, data[0], above, width)
        texts = [lines[row].text for row in data]
        thousands = parting.part_thousands and not _has_whole_row(cells[start : data[0]], width, texts)
        if not any(figures) or thousands:
            return
        above, number = data[-1] + 1, number + 1
        offsets = [_offsets(line.text) for line in lines[start:above]] if parting.keeps_places else None
        yield _laid_out(cells[start:above], data[0] - start, figures, first + start, offsets)


def _stretches(numbers: Sequence[int]) -> list[list[int]]:
    """Runs of numbers between which few are missing."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number - stretches[-1][-1] <= _MOST_BETWEEN + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return stretches


def _width_of(parting: Parting, rows: list[list[str]]) -> int:
    """How many columns rows with figures have; 0 where they are no table: too few of them are alike."""
    width = usual_count(rows)
    alike = sum(len(row) == width for row in rows) >= _MOSTLY * len(rows) and max(map(len, rows)) <= width
    return width if len(rows) >= _FEWEST_ROWS and width >= parting.least and alike else 0


def _header_from(cells: list[list[str]], first: int, above: int, width: int) -> int:
    """Where the header over row ``first`` begins, no higher than ``above``."""
    start = first
    while start > above and first - start < _MOST_HEADERS and 2 <= len(cells[start - 1]) <= width:
        start -= 1
    return start


def _has_whole_row(header: list[list[str]], width: int, texts: list[str]) -> bool:
    """Whether a header has as many cells as the rows, or one of the rows no comma that may part thousands (1,234)."""
    return any(len(row) == width for row in header) or not all(_THOUSANDS.search(text) and '"' not in text for text in texts)


def _offsets(text: str) -> list[tuple[float, float]]:
    """Where each cell of a line begins and ends, in ems from the line's beginning: a blank is half of one."""
    spans = []
    for found in re.finditer(r"\S+(?: \S+)*", text):
        start = sum(0.5 if character.isascii() else 1.0 for character in text[: found.start()])
        spans.append((start, start + sum(0.5 if character.isascii() else 1.0 for character in found[0])))
    return spans


def _laid_out(
    cells: list[list[str]],
    headers: int,
    figures: list[bool],
    first: int,
    offsets: list[list[tuple[float, float]]] | None,
) -> Run:
    """The rows with a cell a column. Short rows by where their cells stand, if blanks keep that, else by what they hold."""
    width = len(figures)
    columns = _column_spans(cells, offsets, width) if offsets else None
    rows: list[list[str]] = []
    doubtful: set[int] = set()
    over: list[int] = []
    for number, row in enumerate(cells):
        placed = list(row) if len(row) == width else None
        if placed is None and columns and offsets:
            placed = _by_place(row, offsets[number], columns)
        if placed is None and number < headers:
            placed = _header_row(row, cells[:number], cells[number + 1 : headers], cells[headers:], figures)
            if placed is None:
                over.append(first + number)
                continue
        elif placed is None:
            told = put_into_columns(row, figures)
            placed = told.cells
            doubtful |= set() if told.sure else {len(rows)}
        rows.append(placed)
    return Run(first, first + len(cells), rows, frozenset(doubtful), tuple(over))


def _column_spans(
    cells: list[list[str]], offsets: list[list[tuple[float, float]]], width: int
) -> list[tuple[float, float]] | None:
    """Where each column stands, by the rows that are whole; None where two of them overlap: blanks keep no places then."""
    whole = [spans for row, spans in zip(cells, offsets, strict=True) if len(row) == len(spans) == width]
    spans = [(min(row[j][0] for row in whole), max(row[j][1] for row in whole)) for j in range(width)] if whole else []
    apart = all(one[1] <= other[0] for one, other in pairwise(spans))
    return spans if spans and apart else None


def _by_place(row: list[str], spans: list[tuple[float, float]], columns: list[tuple[float, float]]) -> list[str] | None:
    """The row's cells under the columns they overlap, where each overlaps exactly one."""
    if len(row) != len(spans):
        return None
    placed = [""] * len(columns)
    for cell, (start, end) in zip(row, spans, strict=True):
        under = [j for j, (left, right) in enumerate(columns) if start < right and left < end]
        if len(under) != 1 or placed[under[0]]:
            return None
        placed[under[0]] = cell
    return placed


def _header_row(
    row: list[str], above: list[list[str]], below: list[list[str]], data: list[list[str]], figures: list[bool]
) -> list[str] | None:
    """A short row of the header with a cell a column; None where its cells could stand over several.

    Groups stand over as many columns each as they can share (红榜 黑榜 over four); shares (占比20%) stand under the last
    columns where no value there is over its share.
    """
    width, count = len(figures), len(row)
    if not above and any(len(each) == width for each in below) and width % count == 0:
        step = width // count
        halves = [next(each for each in below if len(each) == width)[k : k + step] for k in range(0, width, step)]
        if all(half == halves[0] for half in halves):
            return [row[j // step] if j % step == 0 else "" for j in range(width)]
    shares = [_SHARE.search(cell) for cell in row]
    if any(len(each) == width for each in above) and all(shares) and all(figures[-count:]):
        caps = [float(share[1]) for share in shares if share]
        whole = [each for each in data if len(each) == width]
        values = [[_value(each[width - count + j]) for each in whole] for j in range(count)]
        if all(sum(value <= cap for value in column) >= 0.9 * len(column) for column, cap in zip(values, caps, strict=True)):
            return [""] * (width - count) + row
    return None


def _value(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
