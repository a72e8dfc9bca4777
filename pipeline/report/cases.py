"""What there is to look at on a page, gathered: all that is said of one row, one article, one table or the page is one case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.geometry import NOWHERE, Box, union
from pipeline.model import Cell, CellStatus, Finding, Page, Repair, Severity, Table, Where

CHANGE = "change"
"""The severity of a case that nothing but changes speaks of."""
ORDER = (*Severity, CHANGE)
UNREMARKABLE = (CellStatus.AS_PRINTED, CellStatus.MISSING)


@dataclass(frozen=True, slots=True)
class CaseCell:
    """A cell of a row in question; ``doubted`` where a finding, a repair or its status names it."""

    title: str
    cell: Cell
    doubted: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What is said of one place. ``key`` is unique on the page: t1-r62, t1, a3, page."""

    key: str
    severity: str
    where: Where
    table: Table | None
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...]
    cells: tuple[CaseCell, ...] = ()
    box: Box | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([each.code for each in self.findings] + [each.rule for each in self.repairs]))

    @property
    def headings(self) -> tuple[str, ...]:
        """What is found; where nothing is, what was done."""
        return tuple(dict.fromkeys(each.code for each in self.findings)) or self.codes

    @property
    def repair_groups(self) -> list[list[Repair]]:
        """The repairs, those that one rule made for one reason together."""
        groups: dict[tuple[str, str, str], list[Repair]] = {}
        for each in self.repairs:
            groups.setdefault((each.rule, each.status, each.evidence), []).append(each)
        return list(groups.values())

    @property
    def statuses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.cell.status for each in self.cells if each.cell.status not in UNREMARKABLE))


def cases_of(page: Page) -> tuple[Case, ...]:
    """All cases of a page, the gravest first, then by their places."""
    places: dict[tuple[str, str, int | None], tuple[list[Finding], list[Repair]]] = {}
    for finding in page.findings:
        places.setdefault(_place(finding.where), ([], []))[0].append(finding)
    for repair in page.repairs:
        places.setdefault(_place(repair.where), ([], []))[1].append(repair)
    for table in page.tables:
        for number, row in enumerate(table.rows):
            if any(cell.status not in UNREMARKABLE for cell in row):
                places.setdefault((table.table_id, "", number), ([], []))
    tables = {table.table_id: table for table in page.tables}
    boxes = {article.article_id: article.box for article in page.articles}
    cases = [_case(page, place, said, tables, boxes) for place, said in places.items()]
    rank = {table_id: number for number, table_id in enumerate(tables)}

    def grave_first(case: Case) -> tuple[int, int, int]:
        row = -1 if case.where.row is None else case.where.row
        return ORDER.index(case.severity), rank.get(case.where.table_id, len(rank)), row

    return tuple(sorted(cases, key=grave_first))


def _place(where: Where) -> tuple[str, str, int | None]:
    return where.table_id, where.article_id, where.row if where.table_id else None


def _case(
    page: Page,
    place: tuple[str, str, int | None],
    said: tuple[list[Finding], list[Repair]],
    tables: dict[str, Table],
    boxes: dict[str, Box | None],
) -> Case:
    table_id, article_id, row = place
    findings, repairs = said
    table = tables.get(table_id)
    cells: tuple[CaseCell, ...] = ()
    box = boxes.get(article_id) or (table.box if table else None)
    if table is not None and row is not None and row < len(table.rows):
        named = {each.where.column for each in findings} | {each.where.column for each in repairs}
        cells = tuple(_cells(table, row, named))
        box = row_box(table.rows[row])
    severity = min((each.severity for each in findings), key=ORDER.index, default=CHANGE)
    return Case(
        key=case_key(page.page_id, table_id or article_id, row),
        severity=severity,
        where=Where(table_id, article_id, row),
        table=table,
        findings=tuple(findings),
        repairs=tuple(repairs),
        cells=cells,
        box=box if box and box != NOWHERE else None,
    )


def case_key(page_id: str, identifier: str, row: int | None) -> str:
    """t1-r62 for row 62 of the table …-t1; ``page`` for the page itself."""
    key = identifier.removeprefix(f"{page_id}-") or "page"
    return key if row is None else f"{key}-r{row}"


def _cells(table: Table, row: int, named: set[str]) -> Iterable[CaseCell]:
    for column, cell in zip(table.columns, table.rows[row], strict=True):
        doubted = column.name in named or cell.status not in UNREMARKABLE
        yield CaseCell(column.title or column.name, cell, doubted)


def row_box(row: Iterable[Cell]) -> Box | None:
    boxes = [cell.box for cell in row if cell.box and cell.box != NOWHERE]
    return union(boxes) if boxes else None
