"""A page as rows of the published files. Nothing is written here: a page that cannot be put into rows fails alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.emit.fields import distinct, published_files
from pipeline.emit.page_files import PageFile, page_files
from pipeline.emit.recipe_rows import RecipeRows, recipe_rows
from pipeline.geometry import NOWHERE, Box
from pipeline.model import Article, Cell, CellStatus, Finding, OutputFile, Page, PageResult, Repair, Table, Where
from pipeline.recipes.schema import Recipe
from pipeline.settings import Settings

Row = tuple[str, ...]
DEFAULTS = Settings()
LIST_DELIMITER = ";"
"""Between the names of a list, as fields.toml says of them; a name holds none."""


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The two files of one table: the grid as read, and the clean table under ``columns``."""

    table: Table
    columns: Row
    raw: tuple[Row, ...]
    clean: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PageRows:
    """What one page adds to the published files; ``files`` by name, each row with all its columns. ``own`` are files of the
    page alone, ``report`` its part of the report, ``listed`` its line of the report's list."""

    files: dict[str, tuple[Row, ...]]
    tables: tuple[TableFiles, ...] = ()
    recipes: tuple[RecipeRows, ...] = ()
    own: tuple[PageFile, ...] = ()
    report: tuple[OutputFile, ...] = ()
    listed: bytes = b""


def page_rows(page: Page, recipes: Sequence[Recipe], settings: Settings = DEFAULTS) -> PageRows:
    """All rows of a page that was read, but for its row of ``pages``; raises ValueError where they would contradict."""
    ids = [table.table_id for table in page.tables]
    if len(set(ids)) != len(ids):
        raise ValueError("two tables of the page have the same identifier")
    tables = tuple(_table_files(table) for table in page.tables)
    by_name = {recipe.name: recipe for recipe in recipes}
    return PageRows(
        files={
            "articles": tuple(_article_row(page, article) for article in page.articles),
            "tables": tuple(_table_row(page, table) for table in page.tables),
            "cells": tuple(row for files in tables for row in _cell_rows(page, files)),
            "repairs": tuple(_repair_row(page, number, it) for number, it in enumerate(page.repairs, start=1)),
            "findings": tuple(_finding_row(page, number, it) for number, it in enumerate(page.findings, start=1)),
        },
        tables=tables,
        recipes=tuple(recipe_rows(page, table, by_name[table.recipe]) for table in page.tables if table.recipe in by_name),
        own=page_files(page, settings),
    )


def with_page_row(result: PageResult, rows: PageRows | None) -> PageRows:
    """All that a page adds to the published files: its rows, none where it failed, and its row of ``pages``."""
    own: dict[str, tuple[Row, ...]] = {"pages": (page_row(result),)}
    return replace(rows, files=own | rows.files) if rows else PageRows(own)


def page_row(result: PageResult) -> Row:
    """The row of ``pages``, of a failed page too."""
    source, page = result.source.source, result.page
    said = {
        "page_id": result.source.page_id,
        "source": source.name,
        "sha256": source.sha256,
        "page_number": str(result.source.page_number),
        "half": result.source.half or "",
        "status": "ok" if page else "failed",
        "error": result.error,
        "cause": result.cause or "",
        "seconds": f"{result.seconds:.3f}",
    }
    if page:
        said |= {
            "paper": page.masthead.paper,
            "issue_date": page.masthead.issue_date,
            "edition": page.masthead.edition,
            "editors": LIST_DELIMITER.join(page.masthead.editors),
            "route": page.route,
            "engine": page.engine,
            "width": number(page.width or None),
            "height": number(page.height or None),
            "route_reason": page.route_reason,
            "furniture": "\n".join(line.text for line in page.furniture),
            "to_source": json.dumps([round(value, 6) for value in page.to_source]) if page.to_source else "",
            "source_size": json.dumps(page.source_size) if page.to_source and page.source_size else "",
        }
    return _row("pages", said)


def number(value: float | None, digits: int = 2) -> str:
    """A measure with at most ``digits`` decimals, the shortest way; empty where it is unknown."""
    if value is None:
        return ""
    short = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _row(file: str, said: dict[str, str]) -> Row:
    columns = published_files()[file].columns
    if unknown := said.keys() - set(columns):
        raise KeyError(f"{file} has no column {', '.join(sorted(unknown))}")
    return tuple(said.get(column, "") for column in columns)


def _edges(box: Box | None) -> dict[str, str]:
    return dict(zip(("x0", "y0", "x1", "y1"), map(number, box), strict=True)) if box and box != NOWHERE else {}


def _where(where: Where) -> dict[str, str]:
    row = "" if where.row is None else str(where.row)
    return {"table_id": where.table_id, "article_id": where.article_id, "row": row, "column": where.column}


def _article_row(page: Page, article: Article) -> Row:
    said = {
        "page_id": page.page_id,
        "article_id": article.article_id,
        "order": str(article.order),
        "kicker": article.kicker,
        "headline": article.headline,
        "subhead": article.subhead,
        "reporter": article.reporter,
        "dateline": article.dateline,
        "text": article.text,
        "keywords": LIST_DELIMITER.join(article.keywords),
        "characters": str(len("".join(article.text.split()))),
        "confidence": number(article.confidence, 3),
        "printed_text": article.printed_text,
        "kind": article.kind,
        "rubric": article.rubric,
        "captions": "\n".join(article.captions),
        "continued_to": article.continued_to,
        "continued_from": article.continued_from,
        "persons": LIST_DELIMITER.join(article.persons),
        "places": LIST_DELIMITER.join(article.places),
        "pull_quotes": "\n".join(article.pull_quotes),
    }
    return _row("articles", said | _edges(article.box))


def _table_row(page: Page, table: Table) -> Row:
    statuses = [cell.status for row in table.rows for cell in row]
    said = {
        "table_id": table.table_id,
        "page_id": page.page_id,
        "title": table.title,
        "unit": table.unit,
        "recipe": table.recipe,
        "rows": str(len(table.rows)),
        "columns": str(len(table.columns)),
        "corrected": str(statuses.count(CellStatus.CORRECTED)),
        "imputed": str(statuses.count(CellStatus.IMPUTED)),
        "unresolved": str(statuses.count(CellStatus.UNRESOLVED)),
        "notes": "\n".join(table.notes),
    }
    return _row("tables", said | _edges(table.box))


def _table_files(table: Table) -> TableFiles:
    columns = tuple(distinct(column.name for column in table.columns))
    if any(len(row) != len(columns) for row in table.rows):
        raise ValueError(f"a row of table {table.table_id} has not {len(columns)} cells")
    width = table.grid_columns
    grid = [[""] * width for _ in range(table.grid_rows)]
    for cell in table.grid:
        grid[cell.row_index][cell.column_index] = cell.text
    clean = tuple(tuple(cell.clean for cell in row) for row in table.rows)
    return TableFiles(table, columns, tuple(map(tuple, grid)), clean)


def _cell_rows(page: Page, files: TableFiles) -> Iterator[Row]:
    for row_number, row in enumerate(files.table.rows):
        for index, (column, cell) in enumerate(zip(files.columns, row, strict=True)):
            said = {
                "table_id": files.table.table_id,
                "row": str(row_number),
                "column": column,
                "column_index": str(index),
                "printed": cell.printed,
                "clean": cell.clean,
                "status": cell.status,
                "confidence": number(cell.confidence, 3),
                "rule": cell.rule,
                "readings": _readings(cell),
                "page_id": page.page_id,
            }
            yield _row("cells", said | _edges(cell.box))


def _readings(cell: Cell) -> str:
    if not cell.readings:
        return ""
    told = [[each.witness, each.text, None if each.confidence is None else round(each.confidence, 3)] for each in cell.readings]
    return json.dumps(told, ensure_ascii=False)


def _repair_row(page: Page, count: int, repair: Repair) -> Row:
    said = {
        "repair_id": f"{page.page_id}-r{count}",
        "page_id": page.page_id,
        "before": repair.before,
        "after": repair.after,
        "status": repair.status,
        "rule": repair.rule,
        "evidence": repair.evidence,
    }
    return _row("repairs", said | _where(repair.where))


def _finding_row(page: Page, count: int, finding: Finding) -> Row:
    said = {
        "finding_id": f"{page.page_id}-f{count}",
        "page_id": page.page_id,
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "evidence": finding.evidence,
    }
    return _row("findings", said | _where(finding.where))
