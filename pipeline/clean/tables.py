"""Table cells normalised by the kind of their column. Only the way a value is written changes, never the value.

A number keeps its trailing zeros (93.0 stays 93.0): they say how exactly it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.model import Cell, CellStatus, Repair, RepairStatus, Table, Where
from pipeline.names import squeeze
from pipeline.numbers import is_blank, narrow, parse_value, plain_number
from pipeline.recipes.schema import Recipe

_NUMBER_TYPES = frozenset({"integer", "number"})
_NUMBER_ROLES = frozenset({"rank", "total", "part"})
_NAME_ROLES = frozenset({"name", "district", "community"})
_MOSTLY_NUMBERS = 0.8
_WIDE = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
)
_SPACED_WORD = re.compile(r"[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff])+")
"""One character at a time with blanks between: 王　斌 is one name, 张三 李四 are two."""
_CHINESE_GAP = re.compile(
    r"(?<=[\u3400-\u9fff])[\s\u3000\u00a0]+(?=[\u3400-\u9fff0-9])|(?<=[0-9])[\s\u3000\u00a0]+(?=[\u3400-\u9fff])"
)

Step = tuple[str, Callable[[str], str]]


def clean_table(table: Table, recipe: Recipe | None = None) -> tuple[Table, tuple[Repair, ...]]:
    """The table with normalised cells, and one repair for each rule that changed a cell.

    ``recipe`` decides the kind of the columns it knows; other columns are told by type, role and content.
    """
    repairs: list[Repair] = []
    steps = [_steps(table, index, recipe) for index in range(len(table.columns))]
    rows = []
    for number, row in enumerate(table.rows):
        cells = []
        for index, cell in enumerate(row):
            where = Where(table.table_id, row=number, column=table.columns[index].name)
            made = list(_cleaned(cell, steps[index], where))
            repairs += made
            cells.append(_with_text(cell, made[-1].after) if made else cell)
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows)), tuple(repairs)


def _with_text(cell: Cell, text: str) -> Cell:
    status = CellStatus.MISSING if not text and cell.status is CellStatus.AS_PRINTED else cell.status
    return replace(cell, clean=text, status=status)


def _cleaned(cell: Cell, steps: tuple[Step, ...], where: Where) -> Iterator[Repair]:
    text = cell.clean
    for rule, step in steps:
        after = step(text)
        if after != text:
            yield Repair(rule, text, after, RepairStatus.APPLIED, where)
            text = after


def _steps(table: Table, index: int, recipe: Recipe | None) -> tuple[Step, ...]:
    column = table.columns[index]
    kind, role = column.type, column.role
    for spec in recipe.printed_columns if recipe else ():
        if spec.name == column.name:
            kind, role = spec.type, spec.role
    ends: Step = ("blanks-at-ends", lambda text: text.strip(" \t\u3000\u00a0\n"))
    widths: Step = ("full-width", lambda text: text.translate(_WIDE))
    if kind in _NUMBER_TYPES or role in _NUMBER_ROLES or (role not in _NAME_ROLES and _holds_numbers(table, index)):
        return ends, ("full-width", _half_width), ("number-format", _plain)
    if role in _NAME_ROLES:
        return ends, widths, ("blanks-in-name", lambda text: _CHINESE_GAP.sub("", text))
    return ends, widths, ("blanks-in-word", lambda text: squeeze(text) if _SPACED_WORD.fullmatch(text) else text)


def _holds_numbers(table: Table, index: int) -> bool:
    texts = [row[index].clean for row in table.rows if not is_blank(row[index].clean)]
    return bool(texts) and sum(parse_value(text) is not None for text in texts) >= _MOSTLY_NUMBERS * len(texts)


def _half_width(text: str) -> str:
    """Full-width characters of a number; a cell that is no number keeps its marks."""
    return narrow(text) if parse_value(text) is not None else text.translate(_WIDE)


def _plain(text: str) -> str:
    """Without thousands separators, plus sign and unit (1,234 人 is 1234); a number with 万 or 亿 keeps it."""
    plain = plain_number(text)
    return text if plain is None else plain
