"""One page of the report: its HTML, its picture, and the ink of each row in question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from pipeline.geometry import NOWHERE, Box
from pipeline.model import OutputFile, Page, RegionKind, Table
from pipeline.recipes.schema import Recipe
from pipeline.report import charts
from pipeline.report.cases import ORDER, Case, cases_of
from pipeline.report.desk import desk_cases
from pipeline.report.pictures import Drawing, drawing, ink_box, ink_picture, sheet_picture
from pipeline.settings import Settings
from pipeline.web.html import rendered

TEMPLATES = Path(__file__).parent / "templates"
COLOURS = 6
"""Of articles on the picture: neighbours differ, and their numbers tell them apart."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn over the picture of the page: a box in points, its label and where it leads."""

    layer: str
    box: Box
    label: str = ""
    href: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Ink:
    """The strip of ink of one row: its file and the box it shows."""

    name: str
    box: Box


def page_files(page: Page, recipes: Iterable[Recipe], settings: Settings) -> tuple[OutputFile, ...]:
    """The files of a page under report/: its HTML, its pictures where it can be drawn, and its cases for the review desk."""
    cases = cases_of(page)
    pictures: list[OutputFile] = []
    inks: dict[str, Ink] = {}
    with drawing(page, settings) as drawn:
        if drawn is not None:
            try:
                pictures, inks = _pictures(drawn, page, cases)
            except pypdfium2.PdfiumError:  # what was drawn for OCR may be refused a second time; the page's data stands
                pictures, inks = [], {}
    html = rendered(
        TEMPLATES,
        "page.html",
        page=page,
        cases=cases,
        inks=inks,
        pictured=bool(pictures),
        shapes=list(shapes_of(page, cases)),
        tables=[(table, _rows(table, cases), charts.histograms(table), charts.totals(table)) for table in page.tables],
        severities=[each for each in ORDER if any(case.severity == each for case in cases)],
        codes=sorted({code for case in cases for code in case.codes}),
        statuses=sorted({status for case in cases for status in case.statuses}),
        names={table.table_id: number for number, table in enumerate(page.tables, start=1)},
    )
    files = [OutputFile(f"report/pages/{page.page_id}.html", html), *pictures]
    for_desk = desk_cases(page, cases, {key: (ink.name, ink.box) for key, ink in inks.items()}, recipes)
    if for_desk is not None:
        files.append(OutputFile(f"report/desk/{page.page_id}.json", for_desk))
    return tuple(files)


def _pictures(drawn: Drawing, page: Page, cases: tuple[Case, ...]) -> tuple[list[OutputFile], dict[str, Ink]]:
    sheet, thumb = sheet_picture(drawn, page)
    files = [
        OutputFile(f"report/sheets/{page.page_id}.jpg", sheet),
        OutputFile(f"report/thumbs/{page.page_id}.webp", thumb),
    ]
    inks = {}
    for case in cases:
        if case.cells and case.box is not None:
            ink = Ink(f"{page.page_id}-{case.key}.webp", ink_box(case.box, page))
            if ink.box.width >= 1 and ink.box.height >= 1:
                files.append(OutputFile(f"report/ink/{ink.name}", ink_picture(drawn, ink.box)))
                inks[case.key] = ink
    return files, inks


def shapes_of(page: Page, cases: tuple[Case, ...]) -> Iterator[Shape]:
    """What is drawn over the page, the gravest last: it lies on top."""
    for line in page.furniture:
        yield Shape("rest", line.box, line.text)
    order = {article.article_id: article.order for article in page.articles}
    for region in page.regions:
        if region.article_id in order and region.kind is not RegionKind.TABLE:
            number = order[region.article_id]
            href = f"#{region.article_id.removeprefix(f'{page.page_id}-')}"
            label = str(number) if region.kind is RegionKind.HEADING else ""
            yield Shape("article", region.box, label, href, f"c{number % COLOURS}")
    for number, table in enumerate(page.tables, start=1):
        if table.box is not None:
            yield Shape("table", table.box, f"T{number}", f"#{table.table_id.removeprefix(f'{page.page_id}-')}")
    for case in reversed(cases):
        if case.cells:
            for each in case.cells:
                if each.doubted and each.cell.box and each.cell.box != NOWHERE:
                    yield Shape("case", each.cell.box, each.title, f"#case-{case.key}", case.severity)


def _rows(table: Table, cases: tuple[Case, ...]) -> list[tuple[int, str, str, list[tuple[str, object, bool]]]]:
    """Each data row as its number, its case's key and severity, and its cells as (class, cell, named by the case)."""
    by_row = {case.where.row: case for case in cases if case.where.table_id == table.table_id and case.where.row is not None}
    found = []
    for number, row in enumerate(table.rows):
        case = by_row.get(number)
        doubted = [each.doubted for each in case.cells] if case else [False] * len(row)
        cells: list[tuple[str, object, bool]] = [
            (column.type, cell, named) for column, cell, named in zip(table.columns, row, doubted, strict=True)
        ]
        found.append((number, case.key if case else "", case.severity if case else "", cells))
    return found
