"""Runs of lines in a text dump that are the rows of a table, by what parts their cells: tabs, strokes, blanks, commas.

Tabs and strokes part nothing but cells. Blanks and commas stand in sentences too: lines that these part are rows only where
several have the same number of cells, hold figures in the same places, and no sentence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.hanzi import em_width, is_hanzi
from pipeline.model import TextLine
from pipeline.tables.dump_columns import figure_columns, is_figure, put_into_columns, usual_count

_WIDEST_CELL = 20.0
"""Ems: a cell of a table by words is no longer; a paragraph's lines are."""
_SENTENCE = re.compile('[。；！？;!?“”"]|[，,：:](?![0-9])')
_COMMA_SENTENCE = re.compile("[。；！？;!?]")
_RULE = re.compile(r"[\s|:+—-]*-{2,}[\s|:+—-]*")
_THOUSANDS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_FEWEST_ROWS = 3
_MOSTLY = 0.6
_MOST_HEADERS = 3
_INDENTED_TEXT = 12.0
"""Ems: what stands alone behind a tab and is longer is a paragraph, and the tab its indent."""

Split = Callable[[str], "list[str] | None"]


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
    for split in (_by_strokes, _by_wide_blanks, _by_commas, _by_blanks):
        taken = {index for run in runs for index in range(run.first, run.last)}
        runs += _runs_by(split, lines, taken)
    return sorted(runs, key=lambda run: run.first)


def tabbed_runs(lines: Sequence[TextLine]) -> list[Run]:
    """Lines with tabs that stand in one block under each other."""
    runs: list[Run] = []
    for index, line in enumerate(lines):
        cells = line.text.split("\t")
        if not _is_tabbed(line.text):
            continue
        before = runs[-1] if runs else None
        if before and before.last == index and lines[index - 1].block == line.block:
            runs[-1] = replace(before, last=index + 1, rows=[*before.rows, cells])
        else:
            runs.append(Run(index, index + 1, [cells], tabbed=True))
    return runs


def _is_tabbed(text: str) -> bool:
    """Whether tabs part cells here: a tab before a sentence is an indent."""
    within = text.strip()
    return "\t" in text and ("\t" in within or not (_SENTENCE.search(within) or em_width(within) > _INDENTED_TEXT))


def _by_strokes(text: str) -> list[str] | None:
    """Cells between strokes, as Markdown has them; a rule under the header has none."""
    if "|" not in text and "｜" not in text:
        return None
    if _RULE.fullmatch(text):
        return []
    return [cell.strip() for cell in text.replace("｜", "|").split("|")]


def _by_wide_blanks(text: str) -> list[str] | None:
    return _cells(re.split(r"\u3000+|[ \u3000]{2,}", text.strip()), _SENTENCE)


def _by_blanks(text: str) -> list[str] | None:
    return _cells(_names_joined(text.split()), _SENTENCE)


def _by_commas(text: str) -> list[str] | None:
    """Cells between commas, quoted ones whole."""
    if "," not in text:
        return None
    try:
        cells = [cell.strip() for cell in next(csv.reader([text]))]
    except csv.Error:  # a line of more than 131,072 characters between two commas
        return None
    return cells if all(em_width(cell) <= _WIDEST_CELL and not _COMMA_SENTENCE.search(cell) for cell in cells) else None


def _cells(cells: list[str], sentence: re.Pattern[str]) -> list[str] | None:
    return None if any(em_width(cell) > _WIDEST_CELL or sentence.search(cell) for cell in cells) else cells


def _names_joined(cells: list[str]) -> list[str]:
    """李 真 set wide is one name."""
    joined: list[str] = []
    for cell in cells:
        if joined and len(cell) == len(joined[-1]) == 1 and is_hanzi(cell) and is_hanzi(joined[-1]):
            joined[-1] = f"{joined[-1]} {cell}"
        else:
            joined.append(cell)
    return joined


def _runs_by(split: Split, lines: Sequence[TextLine], taken: set[int]) -> list[Run]:
    """The runs whose cells ``split`` parts, among the lines that are not taken."""
    rows = [None if index in taken else split(line.text) for index, line in enumerate(lines)]
    runs: list[Run] = []
    index = 0
    while index < len(lines):
        last = _run_end(rows, lines, index)
        run = _run(split, rows, lines, index, last) if last - index >= 2 else None
        if run:
            runs.append(run)
        index = max(index + 1, run.last if run else last)
    return runs


def _run_end(rows: Sequence[list[str] | None], lines: Sequence[TextLine], first: int) -> int:
    """Where the lines of one block end that may be rows."""
    index = first
    while index < len(lines) and rows[index] is not None and lines[index].block == lines[first].block:
        index += 1
    return index


def _run(split: Split, rows: Sequence[list[str] | None], lines: Sequence[TextLine], first: int, last: int) -> Run | None:
    """The rows from ``first`` to ``last`` that are a table's: its lines with figures, the header over them."""
    cells = [rows[index] or [] for index in range(first, last)]
    if split is _by_strokes:
        kept = [row for row in cells if row]
        for end in (0, -1):  # strokes around the table part nothing
            if all(len(row) > 1 and not row[end] for row in kept):
                kept = [row[1:] if end == 0 else row[:-1] for row in kept]
        return Run(first, last, kept) if len(kept) > 1 else None
    data = [number for number, row in enumerate(cells) if len(row) > 1 and any(map(is_figure, row))]
    data = _longest_stretch(data)
    width = usual_count([cells[number] for number in data])
    whole = [number for number in data if len(cells[number]) == width]
    least = 2 if split is _by_wide_blanks else 3
    if (
        len(data) < _FEWEST_ROWS
        or width < least
        or len(whole) < _MOSTLY * len(data)
        or max(len(cells[n]) for n in data) > width
    ):
        return None
    figures = figure_columns([cells[number] for number in data], width)
    if not any(figures):
        return None
    start = data[0]
    while start > 0 and data[0] - start < _MOST_HEADERS and 2 <= len(cells[start - 1]) <= width:
        start -= 1
    if split is _by_commas and not _has_whole_row(
        cells[start : data[0]], width, [lines[first + number].text for number in data]
    ):
        return None
    end = data[-1] + 1
    offsets = [_offsets(lines[first + number].text) for number in range(start, end)] if split is _by_wide_blanks else None
    return _laid_out(cells[start:end], data[0] - start, figures, first + start, offsets)


def _has_whole_row(header: list[list[str]], width: int, texts: list[str]) -> bool:
    """Whether a header has as many cells as the rows, or one of the rows no comma that may part thousands (1,234)."""
    return any(len(row) == width for row in header) or not all(_THOUSANDS.search(text) and '"' not in text for text in texts)


def _longest_stretch(numbers: Sequence[int]) -> list[int]:
    """The longest run of numbers between which at most two are missing: a heading between the rows, a name on two lines."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number - stretches[-1][-1] <= 3:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return max(stretches, key=len, default=[])


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
    shares = [re.search(r"([0-9.]+)[%％]", cell) for cell in row]
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
