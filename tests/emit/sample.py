"""A page with one of everything, made by hand: what emit is given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.geometry import Box
from pipeline.model import (
    Article,
    Cell,
    CellStatus,
    Column,
    Finding,
    GridCell,
    Masthead,
    Page,
    PageResult,
    PageSource,
    Reading,
    Repair,
    RepairStatus,
    Route,
    Severity,
    Source,
    SourceKind,
    Table,
    TextLine,
    Where,
)

SHA = "0" * 64


def page_source(page_id: str = "报-000000000000-p1") -> PageSource:
    return PageSource(Source(Path("报.pdf"), "一月/报.pdf", SHA, SourceKind.PDF, 3), 2, page_id)


def sample_page(page_id: str = "报-000000000000-p1") -> Page:
    table_id = f"{page_id}-t1"
    return Page(
        page_id=page_id,
        source=page_source(page_id),
        route=Route.TEXT_LAYER,
        route_reason="it has a text layer",
        engine="hand 1",
        width=1105.919,
        height=1500,
        furniture=(TextLine("小报"), TextLine("2020年1月1日")),
        masthead=Masthead("小报", "2020-01-01", "2", ("甲", "乙")),
        tables=(sample_table(table_id),),
        articles=(
            Article(
                f"{page_id}-a1",
                order=1,
                headline="桥通了",
                paragraphs=("第一段。", "第二 段。"),
                printed_text="第一段。\n第二\n段。",
                keywords=("桥", "河"),
                confidence=0.98765,
                box=Box(1.005, 2, 3.14159, -0.001),
            ),
        ),
        findings=(
            Finding("sum", Severity.ERROR, "the parts do not add up", Where(table_id, row=1, column="total"), "1 + 2 = 3"),
        ),
        repairs=(Repair("mended", "５", "5", RepairStatus.APPLIED, Where(article_id=f"{page_id}-a1"), "width"),),
    )


def sample_table(table_id: str) -> Table:
    """A table of the recipe community_scores, but for the column ``lane_score``."""
    names = ("rank", "name", "total", "community_score", "residential_score")
    types = ("integer", "string", "number", "number", "number")
    header = tuple(GridCell(0, index, f"列{index}") for index in range(5))
    row = (GridCell(1, 0, "1"), GridCell(1, 1, "桃城区古城社区", col_span=2), GridCell(1, 3, "18.0"), GridCell(1, 4, "57.6"))
    cells = (
        Cell("1", "1"),
        Cell("桃城区古城社区", "桃城区古城社区"),
        Cell("", "75", CellStatus.CORRECTED, rule="sum"),
        Cell("18.0", "18.0", confidence=0.5, readings=(Reading("18.0", "甲,\n乙", 0.12345), Reading("13.0", "二"))),
        Cell("57.6", "57.6", CellStatus.UNRESOLVED, box=Box(0, 0, 1, 1)),
    )
    return Table(
        table_id=table_id,
        title="得分明细",
        notes=("注一", "注二"),
        recipe="community_scores",
        grid=(*header, *row),
        columns=tuple(Column(name, f"题{name}", kind) for name, kind in zip(names, types, strict=True)),
        rows=(cells, replace_rank(cells, "2")),
    )


def replace_rank(cells: tuple[Cell, ...], rank: str) -> tuple[Cell, ...]:
    return (replace(cells[0], printed=rank, clean=rank), *cells[1:])


def sample_result(page_id: str = "报-000000000000-p1", seconds: float = 0.12345) -> PageResult:
    page = sample_page(page_id)
    return PageResult(page.source, page, seconds=seconds)
