"""From a grid to a data table: which rows are the header, what its columns mean, and which recipe knows it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.headers import role_of
from pipeline.lexicons import read_toml
from pipeline.model import Cell, CellStatus, Column, GridCell, Table
from pipeline.recipes.schema import Recipe

_SHARE = re.compile(r"[（(]?(?:占比|权重|占)?(\d+(?:\.\d+)?)[%％][）)]?")
_NUMBER = re.compile(r"[-+−－]?\d[\d,，]*(?:\.\d+)?[%％‰]?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_BRACKETED = re.compile(r"[（(](?:单位[:：]?)?([^（()）]+)[）)]$")
_UNIT_NOTE = re.compile(r"[（(]?单位[:：]\s*([^（()）\s]+)[）)]?")


def data_table(
    table_id: str, cells: Sequence[GridCell], title: str, recipes: Iterable[Recipe] = (), unit_note: str = ""
) -> Table:
    """The table made of a grid as read.

    ``title`` and ``unit_note`` are the lines printed above it; a unit (单位：人) is read from either.
    """
    grid = _dense(cells)
    header_rows = count_header_rows(grid, cells)
    columns = _columns(grid[:header_rows], grid[header_rows:])
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


def plain(text: str) -> str:
    """Text as compared: compatibility forms folded, blanks left out."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def is_number(text: str) -> bool:
    """Whether a printed value reads as a number."""
    return _NUMBER.fullmatch(plain(text)) is not None


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


def count_header_rows(grid: Sequence[Sequence[str]], cells: Sequence[GridCell] = ()) -> int:
    """How many rows stand above the data.

    The header ends where the numeric columns begin to hold numbers. A table without numeric columns has one header row, and one
    more for each row of spans above it.
    """
    if len(grid) < 2:
        return 0
    width = len(grid[0])
    body = grid[1:]
    numeric = [j for j in range(width) if sum(is_number(row[j]) for row in body) * 2 > sum(bool(row[j]) for row in body) > 0]
    if not numeric:
        spanning = {cell.row_index for cell in cells if cell.col_span > 1}
        count = 0
        while count in spanning and count < len(grid) - 2:
            count += 1
        return count + 1
    for index, row in enumerate(grid[: len(grid) - 1]):
        values = [row[j] for j in numeric if row[j]]
        if index == 0 and values and all(_YEAR.fullmatch(plain(value)) for value in values) and not is_number(row[0]):
            continue
        if sum(is_number(value) for value in values) * 2 >= max(1, len(numeric)):
            return index
    return 1


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
        columns.append(Column(name, title, "number" if number else "string", role_of(title, number=number), unit, share))
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
