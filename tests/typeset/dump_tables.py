"""A table as the lines of a dump, in the ways in which dumps hold tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from pipeline.hanzi import em_width
from tests.typeset.dump_habits import Habits
from tests.typeset.spec import ABOVE, LEFT, Table

Rows = list[list[str]]
NOTE = "注：以上数字均为当日下午五时统计。"


@dataclass(frozen=True, slots=True)
class DumpTable:
    """What should be read: ``header`` as written (none where the dump has lost it), rows as printed and as right."""

    table: Table
    header: bool = True
    notes: tuple[str, ...] = ()


def table_blocks(table: Table, habits: Habits, dice: Random) -> tuple[list[str], DumpTable]:
    """The blocks of a table, each of lines: title, unit, rows, notes."""
    header = [["" if text in (LEFT, ABOVE) else text for text in row] for row in table.header]
    rows = [list(row) for row in table.rows]
    told = DumpTable(table)
    if habits.table_header == "missing":
        told, header = replace(told, header=False), []
    if habits.cells == "panels":
        header, rows = _panels(header, rows)
    written = _written(header, rows, habits, table.name_col)
    if habits.table_header == "broken" and header and habits.cells not in ("cell a line", "markdown", "markdown open"):
        written = _broken_header(header, habits, table.name_col) + written[len(header) :]
    runs = [written]
    if habits.table_extras == "two runs" and len(rows) > 8:
        runs = [written[: len(written) // 2], written[len(written) // 2 :]]
    title = f"{table.title}（单位：{table.unit}）" if table.unit and dice.random() < 0.5 else table.title
    over = [title] if title != table.title or not table.unit else [table.title, f"单位：{table.unit}"]
    under = [NOTE] if habits.table_extras == "notes" else []
    told = replace(told, notes=tuple(under))
    if habits.table_around == "tight":
        return ["\n".join([*over, *(line for run in runs for line in run), *under])], told
    return [
        "\n".join(over) if dice.random() < 0.5 else "\n\n".join(over),
        *("\n".join(run) for run in runs),
        *under,
    ], told


def _written(header: Rows, rows: Rows, habits: Habits, name_col: int) -> list[str]:
    match habits.cells:
        case "tabs" | "panels":
            return ["\t".join(row) for row in _wrapped(header, rows, habits, name_col)]
        case "commas":
            return [",".join(row) for row in (*header, *rows)]
        case "markdown" | "markdown open":
            return _markdown(header, rows, closed=habits.cells == "markdown")
        case "cell a line":
            return [cell for row in (*header, *rows) for cell in row if cell]
        case "single blanks":
            return [" ".join(cell for cell in row if cell) for row in (*header, *rows)]
        case "wide blanks":
            return ["\u3000".join(cell or "\u3000" for cell in row) for row in (*header, *rows)]
        case _:
            return _aligned([*header, *rows])


def _aligned(rows: Rows) -> list[str]:
    """Columns under each other in a face of which a Chinese character is two blanks wide, as pdftotext -layout writes."""
    widths = [max(int(2 * em_width(row[j])) for row in rows) + 3 for j in range(len(rows[0]))]
    return ["".join(cell + " " * (width - int(2 * em_width(cell))) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows]  # fmt: skip


def _markdown(header: Rows, rows: Rows, *, closed: bool) -> list[str]:
    lines = [" | ".join(row) for row in (*header, *rows)]
    lines = [f"| {line} |" for line in lines] if closed else lines
    rule = "|".join(["---"] * len((header or rows)[0]))
    return [*lines[: len(header)], f"|{rule}|" if closed else rule, *lines[len(header) :]]


def _panels(header: Rows, rows: Rows) -> tuple[Rows, Rows]:
    """The first half of the rows beside the second, under the header printed twice."""
    half = (len(rows) + 1) // 2
    empty = [""] * len(rows[0])
    right = rows[half:] + [empty] * (2 * half - len(rows))
    return [[*row, *row] for row in header], [[*one, *other] for one, other in zip(rows[:half], right, strict=True)]


def _wrapped(header: Rows, rows: Rows, habits: Habits, name_col: int) -> Rows:
    """Long names on two lines, what is over on a line of its own under its cell."""
    if habits.table_extras != "wrapped":
        return [*header, *rows]
    lines: Rows = []
    for number, row in enumerate(rows):
        if number % 4 or len(row[name_col]) < 4:
            lines.append(row)
            continue
        name = row[name_col]
        cut = len(name) - 2
        lines.append([name[:cut] if j == name_col else cell for j, cell in enumerate(row)])
        lines.append([name[cut:] if j == name_col else "" for j in range(len(row))])
    return [*header, *lines]


def _broken_header(header: Rows, habits: Habits, name_col: int) -> list[str]:
    """The first header row broken within its second cell, as a line break in a cell leaves it."""
    lines = _written([header[0]], [], replace(habits, table_header="whole"), name_col)
    first, cell = lines[0], header[0][1]
    at = first.find(cell) + len(cell) // 2
    broken = [first[:at], first[at:]] if len(cell) > 1 and cell in first else [first]
    rest = _written(header[1:], [], replace(habits, table_header="whole"), name_col) if header[1:] else []
    return [*broken, *rest]
