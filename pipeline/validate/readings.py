"""Scanned cells that nobody vouches for: the engine was not sure, or its two readings differ, and no sum holds over them.

Confidence alone is no proof (DESIGN): a number in a row that adds up is believed however faint it is, and so is a rank in its
place. What is left, names above all, is flagged for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product
from math import prod

from pipeline.lexicons import read_lexicon
from pipeline.model import Cell, Finding, Severity
from pipeline.names import squeeze
from pipeline.numbers import narrow, parse_number
from pipeline.rules import Context
from pipeline.rules.checks.rank_sequence import out_of_rank, ranks
from pipeline.rules.kinds import RankRule, SumRule
from pipeline.sentences import joined, say
from pipeline.witnesses import alternatives, is_sure, reading_said

_MOST_EMPTY = 0.25
_MARKED = re.compile(r"\d[.,]\d")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_THREE_DECIMALS = re.compile(r"[-+]?(?:[1-9]\d{0,2})\.\d{3}")
_FEWEST_ALIKE = 3
_MOSTLY_ALIKE = 0.8
_JOINED = re.compile(r"[^\W\d一—―–－-]{2,}[一—―–－-]{1,2}[^\W\d一—―–－-]{2,}")
_LIKELY = 0.2
"""A second choice that the engine gives less than this speaks against no sum."""
_MOST_WAYS = 512
_LEXICONS = ("hengshui_districts", "hengshui_communities")


def doubtful_readings(context: Context) -> Iterator[Finding]:
    """A warning for each cell that was read doubtfully and is confirmed by nothing."""
    confirmed = _confirmed(context)
    for row, cells in enumerate(context.table.rows):
        for column, cell in enumerate(cells):
            if cell.readings and (row, column) not in confirmed and not is_sure(cell):
                readings = joined("; ", map(reading_said, cell.readings))
                read = cell.printed or say("word.nothing")
                message = say("doubtful-reading.cell", title=context.title(column), read=read)
                yield context.finding("doubtful-reading", Severity.WARNING, message, row, column, readings)
    yield from _not_read(context)
    yield from _points_or_separators(context)
    yield from _dashes(context)


def _not_read(context: Context) -> Iterator[Finding]:
    """Cells of a scan in which nothing was read, in columns that are filled in nearly every other row."""
    spanned = _spanned(context)
    for column in range(len(context.table.columns)):
        cells = [(row, context.table.rows[row][column]) for row in context.data_rows]
        empty = [row for row, cell in cells if not (cell.printed or cell.readings or (row, column) in spanned)]
        scanned = any(cell.readings or cell.confidence is not None for _, cell in cells)
        if not scanned or not empty or len(empty) > _MOST_EMPTY * len(cells):
            continue
        for row in empty:
            message = say("nothing-read.cell", title=context.title(column))
            yield context.finding("nothing-read", Severity.WARNING, message, row, column)


def _spanned(context: Context) -> set[tuple[int, int]]:
    """Places of data rows that a cell to their left or above them spans: nothing is printed there."""
    above = context.table.grid_rows - len(context.table.rows)
    return {
        (row - above, column)
        for cell in context.table.grid
        for row in range(cell.row_index, cell.row_index + cell.row_span)
        for column in range(cell.column_index, cell.column_index + cell.col_span)
        if (row, column) != (cell.row_index, cell.column_index)
    }


def _points_or_separators(context: Context) -> Iterator[Finding]:
    """Scanned numbers of three decimals that may as well be thousands: 125.551 for 125,551. A smeared comma is read as a point
    throughout, so that every sum still holds; told where a comma was read anywhere in the table, or where most numbers of the
    column are too large to be printed to a thousandth."""
    readings = (reading.text for row in context.table.rows for cell in row for reading in cell.readings)
    comma = any(_GROUPED.search(narrow(text)) for text in readings)
    for column in range(len(context.table.columns)):
        cells = [(row, context.table.rows[row][column]) for row in context.data_rows]
        marked = [(row, cell) for row, cell in cells if cell.confidence is not None and _MARKED.search(narrow(cell.printed))]
        alike = [(row, cell) for row, cell in marked if _THREE_DECIMALS.fullmatch(narrow(cell.printed))]
        large = sum(len(narrow(cell.printed).lstrip("+-").partition(".")[0]) > 1 for _, cell in alike)
        if len(alike) < _FEWEST_ALIKE or len(alike) < _MOSTLY_ALIKE * len(marked) or not (comma or 2 * large > len(alike)):
            continue
        for row, cell in alike:
            message = say("point-or-separator.cell", title=context.title(column), printed=cell.printed)
            evidence = say("evidence.three_decimals", alike=len(alike), marked=len(marked))
            yield context.finding("point-or-separator", Severity.WARNING, message, row, column, evidence)


def _dashes(context: Context) -> Iterator[Finding]:
    """Scanned cells whose 一 may be a dash, in columns whose cells all join two words by one or the other: the two are one
    stroke, and an engine reads either surely (河东中学一市少年宫)."""
    for column in range(len(context.table.columns)):
        cells = [(row, cell) for row in context.data_rows if (cell := context.table.rows[row][column]).printed]
        yield from _lone_ones(context, column, cells)
        dashed = [(row, cell) for row, cell in cells if _JOINED.fullmatch(squeeze(cell.printed))]
        if len(dashed) < _FEWEST_ALIKE or len(dashed) < _MOSTLY_ALIKE * len(cells):
            continue
        for row, cell in dashed:
            if "一" in cell.printed and cell.confidence is not None:
                message = say("dash-or-one.joined", title=context.title(column), printed=cell.printed)
                evidence = say("evidence.dashed", dashed=len(dashed), cells=len(cells))
                yield context.finding("dash-or-one", Severity.WARNING, message, row, column, evidence)


def _lone_ones(context: Context, column: int, cells: list[tuple[int, Cell]]) -> Iterator[Finding]:
    """Scanned cells that hold 一 alone, where no other cell of the column holds another numeral: it may be the dash that stands
    for nothing."""
    if any(set(squeeze(cell.printed)) & set("二三四五六七八九十") for _, cell in cells):
        return
    for row, cell in cells:
        if squeeze(cell.printed) == "一" and cell.confidence is not None:
            message = say("dash-or-one.alone", title=context.title(column))
            yield context.finding("dash-or-one", Severity.WARNING, message, row, column, say("evidence.no_other_numeral"))


def _confirmed(context: Context) -> set[tuple[int, int]]:
    """Cells whose value a sum over the row, their place in the ranking, or a lexicon of which they hold one whole word,
    confirms."""
    found: set[tuple[int, int]] = set()
    words = {word for lexicon in _LEXICONS for word in read_lexicon(lexicon)}
    for row in range(len(context.table.rows)):
        found |= {(row, column) for column, text in enumerate(context.texts[row]) if squeeze(text) in words}
        for rule in context.sums:
            if context.sum_holds(row, rule, context.numbers[row]) and not _holds_otherwise(context, row, rule):
                found |= {(row, column) for column in rule.columns}
    for ranking in context.rules_of(RankRule):
        ranked = ranks(context, ranking)
        found |= {(ranked[place][0], ranking.column) for place in out_of_rank(context, ranking, ranked).kept}
    return found


def _holds_otherwise(context: Context, row: int, rule: SumRule) -> bool:
    """Whether the sum holds as well with other readings of its cells: 533 and 273 both misread of 535 and 275."""
    options = [_likely_values(context, row, column) for column in rule.columns]
    if prod(map(len, options)) > _MOST_WAYS or all(len(each) == 1 for each in options):
        return False
    for values in islice(product(*options), 1, None):
        numbers = list(context.numbers[row])
        for column, value in zip(rule.columns, values, strict=True):
            numbers[column] = value
        if context.sum_holds(row, rule, numbers):
            return True
    return False


def _likely_values(context: Context, row: int, column: int) -> list[Decimal | None]:
    """What the cell says, and what else it may well say."""
    cell = context.table.rows[row][column]
    others = [parse_number(each.text) for each in alternatives(cell) if (each.confidence or 0.0) >= _LIKELY]
    return list(dict.fromkeys([context.numbers[row][column], *(value for value in others if value is not None)]))
