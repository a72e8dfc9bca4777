"""What ``jiaokan inspect`` shows of a page: what was found on it, and what is doubtful, on 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, TextIO

from rich import box
from rich.console import Console
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from pipeline.model import Article, Cell, CellStatus, Finding, Page, Repair, RepairStatus, Severity, Table, Where

COLUMNS_SHOWN = 8
FIRST_ROWS = 3
"""Rows shown of a table whatever they hold; of the others, those with something in them that was changed or is doubtful."""
ROWS_SHOWN = 14
TEXT_SHOWN = 60
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
CHANGED = (CellStatus.REREAD, CellStatus.CORRECTED, CellStatus.IMPUTED)
LEGEND = "a→b printed a, clean b   ? unresolved   ! doubted   rows count from 0"
CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
"""Control characters as pictures (U+2400): none of a page's own reaches the terminal."""


def page_console(stream: TextIO) -> Console:
    """A console for ``show_page``: colours on a terminal, plain text of 80 columns in a pipe."""
    return Console(file=stream, highlight=False, markup=False, emoji=False)


def show_page(page: Page, console: Console) -> None:
    """Print what was found on a page."""
    _show_head(page, console)
    _heading(console, "Tables 表格", len(page.tables))
    for table in page.tables:
        _show_table(table, page.findings, console)
    _heading(console, "Articles 文章", len(page.articles))
    for article in page.articles:
        _show_article(article, console)
    _heading(console, "Findings 发现", len(page.findings))
    for severity in Severity:
        for finding in page.findings:
            if finding.severity is severity:
                console.print(Text(finding_line(finding), STYLES[severity] if severity is Severity.ERROR else ""))
    _heading(console, "Repairs 校改", len(page.repairs))
    for line, times in Counter(map(_repair_line, page.repairs)).items():
        console.print(Text(line + (f"  ×{times}" if times > 1 else "")))


def finding_line(finding: Finding, *, with_table: bool = True) -> str:
    """A finding in a line: how bad, where, what, the numbers behind it."""
    evidence = f" [{finding.evidence}]" if finding.evidence else ""
    where = finding.where if with_table else replace(finding.where, table_id="")
    return _plain(f"{finding.severity:<7} {_place(where)}{finding.code}: {finding.message}{evidence}")


def _repair_line(repair: Repair) -> str:
    told = f"{repair.status:<9} {_place(repair.where)}「{_short(repair.before)}」→「{_short(repair.after)}」 ({repair.rule})"
    quiet = repair.status is RepairStatus.APPLIED and not repair.where.table_id
    return _plain(told if quiet or not repair.evidence else f"{told} [{repair.evidence}]")


def _show_head(page: Page, console: Console) -> None:
    source = page.source.source
    console.print(Rule(Text(f"{_plain(source.name)}  page {page.source.page_number} of {source.page_count}"), characters="─"))
    masthead = page.masthead
    edition = f"第{masthead.edition}版" if masthead.edition else ""
    editors = f"编辑 {' '.join(masthead.editors)}" if masthead.editors else ""
    said = [part for part in (masthead.paper, masthead.issue_date, edition, editors) if part]
    console.print(Text("  ".join(said) or "no masthead 无报头", "bold"))
    size = f", {page.width:.0f} × {page.height:.0f} pt" if page.width else ""
    console.print(Text(f"read by {page.route} ({page.engine}{size}): {_plain(page.route_reason)}"))


def _heading(console: Console, name: str, count: int) -> None:
    console.print()
    console.print(Text(f"{name}: {count}", "bold"))


def _show_table(table: Table, findings: Iterable[Finding], console: Console) -> None:
    known = f", recipe {table.recipe}" if table.recipe else ""
    console.print(Text(f"{_last_part(table.table_id)}  {_plain(table.title)}"))
    console.print(Text(f"    {len(table.rows)} rows × {len(table.columns)} columns{known}{_statuses(table)}"))
    about = [it.where for it in findings if it.where.table_id == table.table_id and it.severity is not Severity.NOTICE]
    flagged = {(where.row, where.column) for where in about}
    shown = list(_rows_shown(table, {where.row for where in about}))
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    grid.add_column("row", justify="right", style="dim")
    for column in table.columns[:COLUMNS_SHOWN]:
        justify: Literal["left", "right"] = "right" if column.type in ("integer", "number") else "left"
        grid.add_column(Text(_plain(column.title or column.name)), overflow="fold", justify=justify)
    for row in shown[:ROWS_SHOWN]:
        cells = zip(table.columns[:COLUMNS_SHOWN], table.rows[row], strict=False)
        row_flagged = (row, "") in flagged
        grid.add_row(
            f"!{row}" if row_flagged else str(row),
            *(_marked(cell, flagged=(row, column.name) in flagged) for column, cell in cells),
        )
    console.print(grid)
    left = len(shown) - ROWS_SHOWN
    if left > 0:
        console.print(Text(f"    … and {left} more rows with something changed or doubtful"))
    if len(table.columns) > COLUMNS_SHOWN:
        console.print(Text(f"    … and {len(table.columns) - COLUMNS_SHOWN} more columns"))
    if any(_is_changed(row) for row in table.rows) or flagged:
        console.print(Text(f"    {LEGEND}", "dim"))


def _rows_shown(table: Table, flagged: set[int | None]) -> Iterator[int]:
    for number, row in enumerate(table.rows):
        if number < FIRST_ROWS or _is_changed(row) or number in flagged:
            yield number


def _is_changed(row: Iterable[Cell]) -> bool:
    return any(cell.status not in (CellStatus.AS_PRINTED, CellStatus.MISSING) for cell in row)


def _marked(cell: Cell, *, flagged: bool) -> Text:
    text = _plain(cell.clean)
    if cell.status in CHANGED:
        return Text(f"{_plain(cell.printed)}→{text}", "green")
    if cell.status is CellStatus.UNRESOLVED:
        return Text(f"?{text}", "bold red")
    return Text(f"!{text}", "yellow") if flagged else Text(text)


def _statuses(table: Table) -> str:
    counts = Counter(cell.status for row in table.rows for cell in row)
    return "".join(f", {counts[status]} {status}" for status in CellStatus if status != "as_printed" and counts[status])


def _show_article(article: Article, console: Console) -> None:
    console.print(Text(f"{article.order:>3}  {_plain(article.headline) or '(no headline 无标题)'}", "bold"))
    for name, value in (
        ("引题", article.kicker),
        ("副题", article.subhead),
        ("作者", article.reporter),
        ("电头", article.dateline),
    ):
        if value:
            console.print(Text(f"     {name} {_plain(value)}"))
    length = len("".join(article.text.split()))
    console.print(Text(f"     {length} characters in {len(article.paragraphs)} paragraphs", "dim"))
    console.print(Text(f"     {_short(' '.join(article.paragraphs))}", "dim"), no_wrap=True, overflow="ellipsis")


def _place(where: Where) -> str:
    row = "" if where.row is None else f"row {where.row}"
    parts = [_last_part(where.table_id or where.article_id), row, where.column]
    told = " ".join(part for part in parts if part)
    return f"{told}: " if told else ""


def _last_part(identifier: str) -> str:
    """What tells tables and articles of one page apart: t1, a3."""
    return identifier.rpartition("-")[2]


def _short(text: str) -> str:
    text = _plain(text)
    return text if len(text) <= TEXT_SHOWN else f"{text[: TEXT_SHOWN - 1]}…"


def _plain(text: str) -> str:
    return text.translate(CONTROLS)
