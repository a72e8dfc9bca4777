"""From a grid to a data table: which rows are the header, what its columns mean, and which recipe knows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.headers import role_of
from pipeline.lexicons import read_toml
from pipeline.model import Cell, CellStatus, Column, GridCell, Table
from pipeline.recipes.schema import Recipe
from pipeline.tables.header_rows import count_header_rows, is_number, plain, whole_row_title

_SHARE = re.compile(r"[（(]?(?:占比|权重|占)?(\d+(?:\.\d+)?)[%％][）)]?")
_BRACKETED = re.compile(r"[（(](?:单位[:：]?)?([^（()）]+)[）)]$")
_UNIT_NOTE = re.compile(r"[（(]?单位[:：]\s*([^（()）\s]+)[）)]?")

CODE = "code"
"""The role of a column of digits that are no numbers: nothing is added up there, and zeros that lead stay."""
_FEWEST_LEADING = 2
_MOSTLY_LEADING = 0.05
_LONG_CODE = 10
"""Digits without any mark: a mobile telephone number has eleven, a landline's with its area code ten or more."""


def data_table(
    table_id: str, cells: Sequence[GridCell], title: str, recipes: Iterable[Recipe] = (), unit_note: str = ""
) -> Table:
    """The table made of a grid as read.

    ``title`` and ``unit_note`` are the lines printed above it; a unit (单位：人) is read from either.
    """
    grid = _dense(cells)
    header_rows = count_header_rows(grid, cells)
    inner_title = whole_row_title(cells, header_rows)
    columns = _columns(grid[bool(inner_title) : header_rows], grid[header_rows:])
    title = title or inner_title
    note = _UNIT_NOTE.search(unit_note) or _UNIT_NOTE.search(title)
    table = Table(
        table_id,
        title=title,
        unit=note[1] if note else "",
        grid=tuple(cells),
        columns=columns,
        rows=_rows(cells, header_rows, len(columns)),
    )
    for recipe in recipes:
        known = _as_recipe(table, recipe)
        if known is not None:
            return known
    return table


def _dense(cells: Sequence[GridCell]) -> list[list[str]]:
    """The grid as rows of texts; a span's text stands in each of its places."""
    rows = max((cell.row_index + cell.row_span for cell in cells), default=0)
    columns = max((cell.column_index + cell.col_span for cell in cells), default=0)
    grid = [[""] * columns for _ in range(rows)]
    for cell in cells:
        for i in range(cell.row_index, cell.row_index + cell.row_span):
            for j in range(cell.column_index, cell.column_index + cell.col_span):
                grid[i][j] = cell.text
    return grid


def _columns(header: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    width = len(header[0]) if header else len(body[0]) if body else 0
    columns: list[Column] = []
    names: set[str] = set()
    for j in range(width):
        texts: list[str] = []
        for row in header:
            if row[j] and (not texts or texts[-1] != row[j]):
                texts.append(row[j])
        title, share, unit = _header_parts(texts)
        name = title or f"column_{j + 1}"
        serial = 2
        while name in names:
            name, serial = f"{title or f'column_{j + 1}'}_{serial}", serial + 1
        names.add(name)
        values = [row[j] for row in body if j < len(row) and row[j]]
        number = bool(values) and sum(map(is_number, values)) * 2 > len(values)
        code = number and _are_codes(title, values)
        role = CODE if code else role_of(title, number=number)
        columns.append(Column(name, title, "number" if number and not code else "string", role, unit, share))
    return tuple(columns)


def _header_parts(texts: Sequence[str]) -> tuple[str, str, str]:
    """Title, share and unit of a header's texts from top to bottom (社区得分 / 占比20%)."""
    title, share, unit = "", "", ""
    for text in map(plain, texts):
        found = _SHARE.search(text)
        if found:
            share = found[1]
            text = text.replace(found[0], "")
        bracket = _BRACKETED.search(text)
        if bracket and bracket[1] in _units():
            unit = bracket[1]
            text = text[: bracket.start()]
        title += text
    return title, share, unit


@cache
def _units() -> frozenset[str]:
    return frozenset(read_toml("header_words")["units"]["words"])


def _are_codes(title: str, values: Sequence[str]) -> bool:
    """Whether digits name something and count nothing: the header says so (准考证号), zeros lead, or they are as long as a
    telephone number throughout. A single leading zero may be a misprint."""
    digits = [text for text in map(plain, values) if text.isdecimal()]
    if 2 * len(digits) <= len(values):
        return False
    leading = sum(len(text) > 1 and text[0] == "0" for text in digits)
    lengths = {len(text) for text in digits}
    return (
        re.fullmatch("|".join(read_toml("header_words")["codes"]["words"]), title) is not None
        or leading >= max(_FEWEST_LEADING, _MOSTLY_LEADING * len(digits))
        or (len(lengths) == 1 and len(digits) > 1 and lengths.pop() >= _LONG_CODE)
    )


def _rows(cells: Sequence[GridCell], header_rows: int, width: int) -> tuple[tuple[Cell, ...], ...]:
    """The data cells; a span counts once, at its first place, and leaves the others empty."""
    height = max((cell.row_index + cell.row_span for cell in cells), default=0)
    empty = Cell("", "", CellStatus.MISSING)
    rows = [[empty] * width for _ in range(height)]
    for cell in cells:
        status = CellStatus.AS_PRINTED if cell.text else CellStatus.MISSING
        rows[cell.row_index][cell.column_index] = Cell(
            cell.text, cell.text, status, cell.confidence, readings=cell.readings, box=cell.box
        )
    return tuple(tuple(row) for row in rows[header_rows:])


def _as_recipe(table: Table, recipe: Recipe) -> Table | None:
    """The table under the recipe's names, or None when the recipe does not know it.

    The title must fit, unless none was found and the headers speak for themselves. Columns that the recipe does not name keep
    their printed header.
    """
    named: dict[int, Column] = {}
    for spec in recipe.printed_columns:
        hits = [j for j, column in enumerate(table.columns) if j not in named and re.fullmatch(spec.header, column.title)]
        if len(hits) != 1:
            if spec.optional and not hits:
                continue
            return None
        printed = table.columns[hits[0]]
        share = str(spec.share) if spec.share is not None else printed.share
        if spec.share is not None and printed.share and float(printed.share) != float(spec.share):
            return None
        named[hits[0]] = Column(spec.name, printed.title, spec.type, spec.role, spec.unit or printed.unit, share)
    by_title = bool(recipe.match.title and re.search(recipe.match.title, plain(table.title)))
    by_headers = len(named) >= 4 and (not recipe.match.title or not table.title)
    if not (by_title or by_headers):
        return None
    columns = tuple(named.get(j, column) for j, column in enumerate(table.columns))
    return Table(table.table_id, table.title, table.unit, table.notes, recipe.name, table.grid, columns, table.rows, table.box)
