"""The commands about one page or one table, and about what is known of tables: inspect, check, recipes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import EngineOption, OcrOption, RecipeFolders
from pipeline.errors import DONE, NOTHING_READ, SOME_FAILED, UsageError
from pipeline.model import Page, PageResult, PageSource, Severity
from pipeline.settings import EngineName, Ocr, Settings

if TYPE_CHECKING:
    from pipeline.recipes.schema import Recipe


def add_to(app: typer.Typer) -> None:
    """Put the commands into the command line."""
    app.command("inspect")(inspect_command)
    app.command("check")(check_command)
    app.command("recipes")(recipes_command)


def inspect_command(
    file: Annotated[Path, typer.Argument(metavar="PAGE", help="A PDF or text file. 一个文件")],
    number: Annotated[int, typer.Option("--page", metavar="N", min=1, help="Which page of the file, from 1. 页码")] = 1,
    recipes: RecipeFolders = None,
    ocr: OcrOption = Ocr.AUTO,
    engine: EngineOption = EngineName.AUTO,
    png: Annotated[
        Path | None, typer.Option("--png", metavar="FILE", help="Draw regions, their order and articles too. 输出版面分析图")
    ] = None,
) -> None:
    """Show what is found on one page. 查看一版"""
    from pipeline.convert import attempt
    from pipeline.inspection import page_console, show_page
    from pipeline.recipes import read_recipes

    settings = Settings(recipe_folders=tuple(recipes or ()), ocr=ocr, engine=engine)
    known = read_recipes(settings.recipe_folders)
    source = _page_of(file, number, settings)
    results = [source] if isinstance(source, PageResult) else [each for each, _ in attempt(source, known, settings)]
    for result in results:
        if result.page is None:
            typer.echo(f"jiaokan: {result.error}", err=True)
            raise typer.Exit(NOTHING_READ)
        if png is not None:
            half = result.source.half
            _draw(result.page, png.with_stem(f"{png.stem}-{half}") if half else png, settings)
        show_page(result.page, page_console(sys.stdout))


def _draw(page: Page, file: Path, settings: Settings) -> None:
    from pipeline.extract import shown_page
    from pipeline.inspection_picture import SCALE, draw_page

    paper = shown_page(page, settings, SCALE)
    try:
        draw_page(page, paper, file)
    except OSError as fault:
        raise UsageError(
            f"{file} cannot be written ({fault.strerror or fault}).", "Name a file in a folder of yours."
        ) from fault


def _page_of(file: Path, number: int, settings: Settings) -> PageSource | PageResult:
    from pipeline.ingest import page_sources

    if file.is_dir():
        raise UsageError(f"{file} is a folder.", "Give one file.")
    sources = list(page_sources([file], settings))
    if isinstance(sources[0], PageResult):
        return sources[0]
    if number > len(sources):
        raise UsageError(f"{file} has {len(sources)} pages, and no page {number}.", f"Give --page 1 to {len(sources)}.")
    return sources[number - 1]


def check_command(
    file: Annotated[Path, typer.Argument(metavar="TABLE.csv", help="A table with a header line. 表格文件")],
    recipe: Annotated[str, typer.Option("--recipe", metavar="NAME", help="The recipe that knows the table. 配方名")],
    recipes: RecipeFolders = None,
) -> None:
    """Check a table against the rules of its recipe. 校验表格

    The header line may hold the recipe's names or the printed headers. Rows count from 0, as in the published files.
    Exit codes: 0 no error and no warning; 1 some; 2 wrong use.
    """
    from pipeline import validate
    from pipeline.inspection import finding_line
    from pipeline.table_file import read_tables

    known = _recipe(recipe, recipes or ())
    rows = doubtful = 0
    tables = read_tables(file, known)
    for table in tables:
        findings = validate.check_table(table, known)
        if len(tables) > 1 and findings:
            typer.echo(f"{table.table_id}:")
        rows += len(table.rows)
        doubtful += sum(finding.severity is not Severity.NOTICE for finding in findings)
        for finding in findings:
            typer.echo(finding_line(finding, with_table=False))
    verdict = f"{doubtful} errors and warnings" if doubtful else "no error and no warning"
    typer.echo(f"{file.name}: {rows} rows checked as {known.name}: {verdict}.")
    raise typer.Exit(SOME_FAILED if doubtful else DONE)


def _recipe(name: str, folders: Sequence[Path]) -> Recipe:
    from pipeline.recipes import read_recipes

    known = {recipe.name: recipe for recipe in read_recipes(folders)}
    if name not in known:
        raise UsageError(f"There is no recipe {name}.", f"Known recipes: {', '.join(known)}.")
    return known[name]


def recipes_command(recipes: RecipeFolders = None) -> None:
    """List the known recipes. 列出配方"""
    from pipeline.recipes import read_recipes

    for recipe in read_recipes(recipes or ()):
        typer.echo(f"{recipe.name}\t{recipe.title.zh} / {recipe.title.en}")
