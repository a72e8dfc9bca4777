"""What a reader made of a press table, held against what was set: counts that add up over tables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal, InvalidOperation

from pipeline.model import CellStatus, Page, Severity, Table
from tests.typeset.press_tables import PressTable
from tests.typeset.spec import ABOVE, LEFT

FOUND = 0.3
"""Of the printed cells that must stand in a table for it to be this one."""


def flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("~", "～").replace("−", "-")


def same(one: str, other: str, column: str) -> bool:
    """Whether two texts say the same: to the letter but for blanks and widths; in a column of numbers by value too."""
    one, other = flat(one), flat(other)
    if one == other or column == "t":
        return one == other
    try:
        return ("%" in one) == ("%" in other) and _number(one) == _number(other)
    except InvalidOperation:
        return False


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").removesuffix("%"))


def score(made: PressTable, page: Page, misses: list[str] | None = None) -> Counter[str]:
    """tables, found, shape, header, types; cells, raw, clean, silent, altered, wrong_repair, false_alarms, misprints."""
    counts: Counter[str] = Counter()
    wanted = [made, *([made.beside] if made.beside else [])]
    told = misses if misses is not None else []
    for one in wanted:
        counts.update(_score(one, page, told))
    counts["extra"] += max(0, len(page.tables) - len(wanted))
    return counts


def _printed(made: PressTable) -> list[list[str]]:
    return [["" if text in (ABOVE, LEFT) else text for text in row] for row in made.rows]


def _score(made: PressTable, page: Page, told: list[str]) -> Counter[str]:
    printed = _printed(made)
    width = len(made.columns)
    counts = Counter(tables=1, cells=len(printed) * width)
    best = max(page.tables, key=lambda table: _hits(printed, table), default=None)
    if best is None or _hits(printed, best) < FOUND * counts["cells"]:
        told.append(f"{made.kind}: not found ({len(page.tables)} tables)")
        counts["lost"] += counts["cells"]
        return counts
    counts["found"] += 1
    if len(best.rows) != len(printed) or len(best.columns) != width:
        told.append(f"{made.kind}: {len(best.rows)}x{len(best.columns)} instead of {len(printed)}x{width}")
        counts["raw"] += _hits(printed, best)
        counts["misplaced"] += counts["cells"] - _hits(printed, best)
        return counts
    counts["shape"] += 1
    titles, found = header_titles(made), [flat(column.title) for column in best.columns]
    counts["header"] += titles == found
    if titles != found:
        told.append(f"{made.kind}: header {found} instead of {titles}")
    for letter, column in zip(made.columns, best.columns, strict=True):
        wrong = letter in "nt" and (column.type in ("number", "integer")) != (letter == "n")
        counts["types"] += not wrong
        if wrong:
            told.append(f"{made.kind}: column {column.title} is of type {column.type}")
    counts.update(_cells(made, best, page, printed, told))
    return counts


def header_titles(made: PressTable) -> list[str]:
    """What each column is called: the header's texts over it, from top to bottom; column_1 … where there is no header."""
    if not made.header:
        return ["" for _ in made.columns]
    grid = [list(row) for row in made.header]
    for i, row in enumerate(grid):
        for j, text in enumerate(row):
            if text == LEFT:
                row[j] = row[j - 1]
            elif text == ABOVE:
                row[j] = grid[i - 1][j]
    titles = []
    for j in range(len(made.columns)):
        parts = dict.fromkeys(row[j] for row in grid)
        titles.append(re.sub(r"\((元|%|分钟)\)", "", flat("".join(parts))))
    return titles


def _hits(printed: list[list[str]], table: Table) -> int:
    rows = [[flat(cell.printed) for cell in row] for row in table.rows]
    return max(
        (
            sum(flat(cell) in row for cell_row, row in zip(printed[a:], rows[b:], strict=False) for cell in cell_row)
            for a, b in ((0, 0), (0, 1), (1, 0), (0, 2))
        ),
        default=0,
    )


def _cells(made: PressTable, table: Table, page: Page, printed: list[list[str]], told: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    flagged = {
        finding.where.row
        for finding in page.findings
        if finding.where.table_id == table.table_id and finding.severity in (Severity.ERROR, Severity.WARNING)
    }
    misread, wrong_rows = set(), set()
    for i, row in enumerate(table.rows):
        for j, (cell, letter) in enumerate(zip(row, made.columns, strict=True)):
            true = "" if made.correct[i][j] in (ABOVE, LEFT) else made.correct[i][j]
            misprint = true != printed[i][j]
            read, right = same(cell.printed, printed[i][j], "t"), same(cell.clean, true, letter)
            counts["raw"] += read
            counts["clean"] += right
            counts["misprints"] += misprint
            wrong_rows |= {i} if misprint else set()
            misread |= set() if read else {i}
            loud = i in flagged or cell.status is CellStatus.UNRESOLVED
            counts["flagged"] += misprint and loud
            if right and read:
                continue
            counts["silent"] += not right and not loud
            counts["altered"] += not right and read and not misprint
            counts["wrong_repair"] += not right and cell.status in (CellStatus.CORRECTED, CellStatus.IMPUTED)
            told.append(
                f"{made.kind} r{i}c{j}: read {cell.printed!r} clean {cell.clean!r} printed {printed[i][j]!r} true {true!r} "
                f"{cell.status} {'' if right or loud else 'SILENT'}"
            )
    alarms = flagged - misread - wrong_rows - {None}
    counts["false_alarms"] += len(alarms)
    told += [
        f"{made.kind}: false alarm r{finding.where.row} {finding.code} {finding.message}"
        for finding in page.findings
        if finding.where.table_id == table.table_id and finding.where.row in alarms and finding.severity is not Severity.NOTICE
    ]
    return counts
