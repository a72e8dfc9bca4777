"""Tables of a page: ruled, borderless, or of parted cells in a text dump.

grids (lattice, stream, delimited) → panels stitched → title and notes → header and recipe. The lines that a table holds leave
``page.lines``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import Box
from pipeline.model import Finding, Page, Route, Ruling, Severity, Table, TextLine, Where
from pipeline.recipes.schema import Recipe
from pipeline.sentences import say
from pipeline.tables.delimited import DelimitedTable, find_delimited_tables
from pipeline.tables.header import data_table
from pipeline.tables.lattice import Grid, find_lattices
from pipeline.tables.panels import stitch
from pipeline.tables.readings import choose_readings
from pipeline.tables.ruled_rows import find_ruled_rows
from pipeline.tables.stream import find_streams
from pipeline.tables.titles import surroundings
from pipeline.tables.turned import turned_tables


def find_tables(page: Page, recipes: Sequence[Recipe]) -> Page:
    """The page with its tables in ``tables``, their lines taken out of ``lines``."""
    if page.route is Route.PLAIN_TEXT:
        return _find_delimited(page, recipes)
    turned = turned_tables(page.rulings, page.lines, _grids)
    rest = _without(page.lines, [line for grid, around in turned for line in (*grid.lines, *around.lines)])
    grids = _grids(_rules_outside(page.rulings, [grid.box for grid, _ in turned]), rest)
    rest = _without(rest, [line for grid in grids for line in grid.lines])
    tables: list[Table] = []
    for grid, told in [*turned, *((grid, None) for grid in grids)]:
        around = told if told and told.lines else surroundings(grid.box, rest, page.rulings)
        rest = _without(rest, around.lines)
        table = data_table(f"{page.page_id}-t{len(tables) + 1}", grid.cells, around.title, recipes, around.unit_note)
        table = replace(table, notes=around.notes, box=grid.box, lines=(*grid.lines, *around.lines))
        tables.append(choose_readings(table))
    return replace(page, tables=tuple(tables), lines=rest)


def _grids(rulings: Sequence[Ruling], lines: Sequence[TextLine]) -> list[Grid]:
    """The tables among these lines: ruled, ruled between their rows, without rules."""
    lattices = find_lattices(rulings, lines)
    rest = _without(lines, [line for grid in lattices for line in grid.lines])
    strips = find_ruled_rows(rulings, rest)
    rest = _without(rest, [line for grid in strips for line in grid.lines])
    return stitch([*lattices, *strips, *find_streams(rest, rulings)])


def _rules_outside(rulings: Sequence[Ruling], boxes: Sequence[Box]) -> Sequence[Ruling]:
    return [ruling for ruling in rulings if not any(box.contains_middle_of(ruling.box) for box in boxes)]


def _find_delimited(page: Page, recipes: Sequence[Recipe]) -> Page:
    tables: list[Table] = []
    findings: list[Finding] = []
    taken: list[TextLine] = []
    for found in find_delimited_tables(page):
        table = data_table(f"{page.page_id}-t{len(tables) + 1}", found.cells, found.title, recipes, found.unit_note)
        tables.append(replace(table, notes=found.notes))
        findings.extend(_doubts(table, found))
        taken += found.lines
    rest = _outside(page.lines, taken)
    return replace(page, tables=tuple(tables), lines=rest, findings=(*page.findings, *findings))


def _outside(lines: Sequence[TextLine], taken: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines that no table took, their blocks numbered anew: what stands over a table and under it is not one block."""
    held = {id(line) for line in taken}
    rest: list[TextLine] = []
    tables = 0
    for number, line in enumerate(lines):
        if id(line) in held:
            tables += number == 0 or id(lines[number - 1]) not in held
        else:
            rest.append(replace(line, block=line.block + tables) if tables and line.block is not None else line)
    return tuple(rest)


def _doubts(table: Table, found: DelimitedTable) -> list[Finding]:
    """What of a dump's table could not be shared out among its columns for certain."""
    headers = table.grid_rows - len(table.rows)
    findings = []
    if found.over:
        where = Where(table_id=table.table_id)
        findings.append(Finding("cells-unaligned", Severity.WARNING, say("cells-unaligned.header"), where))
    for row in sorted(found.doubtful):
        if row >= headers:
            where = Where(table_id=table.table_id, row=row - headers)
            printed = " ".join(cell.printed for cell in table.rows[row - headers] if cell.printed)
            findings.append(Finding("cells-unaligned", Severity.WARNING, say("cells-unaligned.row"), where, printed))
    return findings


def _without(lines: Sequence[TextLine], taken: Sequence[TextLine]) -> tuple[TextLine, ...]:
    ids = {id(line) for line in taken}
    return tuple(line for line in lines if id(line) not in ids)


__all__ = ["Grid", "find_tables"]
