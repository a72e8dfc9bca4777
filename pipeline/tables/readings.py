"""Which reading of a scanned cell is believed, by what stands in its column. All readings stay on the record.

An engine misreads a single digit as any character of its alphabet; in a column of numbers it was asked for a number, too. Only
what was read in the cell itself is chosen from; nothing is computed from other cells here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicons import read_csv
from pipeline.model import Cell, CellStatus, Column, Reading, Table
from pipeline.names import split_name

MUCH_SURER = 0.15
"""A reading takes the place of the first one of its own kind only when it is surer by this."""
_NUMBER = re.compile(r"[-−－]?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|[-−－]?\d+(?:\.\d+)?%?")

_WORDS = re.compile(r"[\u4e00-\u9fff()（）*＊①-⑳▲▼△▽↑↓≤≥<>～~:：/℃]")
"""What stands beside a number and says something of it: words, brackets of negative numbers, footnotes, arrows."""


def choose_readings(table: Table) -> Table:
    """The table with the likeliest reading of every cell that has several."""
    rows = [list(row) for row in table.rows]
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in rows]
        if not any(cell.readings for cell in cells):
            continue
        numeric = column.type in ("number", "integer") or _is_numeric(cells)
        decimals = _usual_decimals(cells) if numeric else None
        for row, cell in zip(rows, cells, strict=True):
            if cell.readings:
                row[index] = _chosen(cell, column, numeric, decimals)
    return replace(table, rows=tuple(tuple(row) for row in rows))


def _is_numeric(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if cell.printed]
    return sum(_NUMBER.fullmatch(cell.printed) is not None for cell in filled) * 2 > len(filled)


def _usual_decimals(cells: Sequence[Cell]) -> frozenset[int]:
    """The numbers of decimals that a fair part of the column's numbers have."""
    counts = Counter(_decimals(cell.printed) for cell in cells if _NUMBER.fullmatch(cell.printed))
    return frozenset(count for count, times in counts.items() if times * 5 >= counts.total())


def _decimals(text: str) -> int:
    return len(text.rstrip("%").partition(".")[2])


def _chosen(cell: Cell, column: Column, numeric: bool, decimals: frozenset[int] | None) -> Cell:
    def worth(reading: Reading) -> float:
        sure = reading.confidence or 0.0
        if numeric:
            if not _NUMBER.fullmatch(reading.text):
                return sure - 2
            if _leaves_out_words(reading, cell.readings[0].text):
                return sure - 3
            return sure - (0.5 if decimals and _decimals(reading.text) not in decimals else 0)
        if "digits" in reading.witness:
            return -3
        if column.role == "name" and reading.text and not split_name(reading.text, _districts())[0]:
            return sure - 0.3
        return sure

    first = cell.readings[0]
    best = max(cell.readings, key=worth)
    if best.text == first.text or worth(best) < worth(first) + MUCH_SURER:
        return cell
    status = CellStatus.AS_PRINTED if best.text else CellStatus.MISSING
    return replace(cell, printed=best.text, clean=best.text, confidence=best.confidence, status=status)


def _leaves_out_words(reading: Reading, first: str) -> bool:
    """Whether an answer in digits alone only drops what else stands there: 4 of 并列4, 8.7 of (8.7). What is dropped of a
    rule's residue are strokes."""
    if "digits" not in reading.witness or len(reading.text) >= len(first):
        return False
    left = first.replace(reading.text, "", 1)
    return len(left) < len(first) and _WORDS.search(left) is not None


def _districts() -> tuple[str, ...]:
    return tuple(row["district"] for row in read_csv("hengshui_districts"))
