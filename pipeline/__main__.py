"""The command line: exceptions become exit codes here and nowhere else."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import dataset_commands
from pipeline.errors import DONE, NOTHING_READ, SOME_FAILED, JiaokanError, UsageError
from pipeline.model import Decision, Page, PageResult, PageSource, Severity
from pipeline.settings import EngineName, Ocr, Settings

if TYPE_CHECKING:  # for their types alone: the stages are imported where a command needs them, so that --help is quick
    from pipeline.recipes.schema import Recipe
    from pipeline.summary import ConversionSummary

DEFAULTS = Settings()
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells say it."""

app = typer.Typer(
    name="jiaokan",
    help="校勘: archived Chinese newspaper pages become clean, defensible tables and articles. 旧报版面 → 可核对的表格与文章",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
RecipeFolders = Annotated[
    list[Path] | None,
    typer.Option("--recipes", metavar="DIR", help="Folder with more recipes (*.toml); may be repeated. 另加配方目录"),
]
OcrOption = Annotated[
    Ocr,
    typer.Option("--ocr", help="When pages are read by OCR; auto: where the text layer is missing or wrong. 何时识别"),
]
EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="The OCR engine that reads first; auto: rapidocr where installed. 识别引擎")
]


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline import __version__

        typer.echo(f"jiaokan {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version. 版本")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log details, tracebacks of failed pages too. 调试日志")] = False,
) -> None:
    logging.basicConfig(format="jiaokan: %(message)s", level=logging.WARNING)
    if debug:
        logging.getLogger("pipeline").setLevel(logging.DEBUG)


@app.command("convert")
def convert_command(
    sources: Annotated[list[Path], typer.Argument(metavar="SRC...", help="PDF or text files, or folders of them. 文件或目录")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the tables and articles go. 输出目录")],
    recipes: RecipeFolders = None,
    ocr: OcrOption = Ocr.AUTO,
    engine: EngineOption = EngineName.AUTO,
    alto: Annotated[
        bool, typer.Option("--alto", help="Write alto/<page>.xml, ALTO 4, for each page with a layout. 输出 ALTO")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Write pdf/<page>.pdf, searchable, for each page read by OCR. 输出可检索 PDF")
    ] = False,
    no_report: Annotated[
        bool, typer.Option("--no-report", help="Leave out report/, HTML with a picture of each page. 不输出图文报告")
    ] = False,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(
            "--decisions", metavar="FILE", help="A decisions.csv to replay besides DIR's own; may be repeated. 另加裁定"
        ),
    ] = None,
    spreadsheet_safe: Annotated[
        bool, typer.Option("--spreadsheet-safe", help="Put ' before values that a spreadsheet would run. 防公式注入")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=0, help="Worker processes; 0: none, without limits. 并行进程数 [default: the cores]"),
    ] = None,
    page_seconds: Annotated[
        float, typer.Option("--page-seconds", min=0.1, help="A page that takes longer is given up. 单版时限（秒）")
    ] = DEFAULTS.page_seconds,
    page_memory: Annotated[
        int, typer.Option("--page-memory", min=0, help="Memory of a worker in MB; 0: no limit. 单进程内存上限")
    ] = DEFAULTS.page_memory >> 20,
    scheduler: Annotated[
        str,
        typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, tcp://host:port (jiaokan[dask]). Dask 调度器"),
    ] = "",
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before. 重试失败版面")] = False,
    force: Annotated[bool, typer.Option("--force", help="Make every page anew. 全部重做")] = False,
    log: Annotated[Path | None, typer.Option("--log", metavar="FILE", help="Add a JSON line for each page. 日志文件")] = None,
) -> None:
    """Convert pages into tables and articles. 转换版面

    Pages that an earlier conversion into the same folder has done are not read again;
    one that was broken off is taken up again.

    Exit codes: 0 done; 1 some pages failed (pages.csv tells why); 2 wrong use; 3 nothing could be read.
    """
    from pipeline.batch.workers import cores
    from pipeline.convert import convert
    from pipeline.progress import shown

    decided = tuple(each for path in decisions or () for each in _decisions(path))
    settings = Settings(
        recipe_folders=tuple(recipes or ()),
        ocr=ocr,
        engine=engine,
        alto=alto,
        searchable_pdf=pdf,
        report=not no_report,
        decisions=decided,
        spreadsheet_safe=spreadsheet_safe,
        jobs=cores() if jobs is None else jobs,
        page_seconds=page_seconds,
        page_memory=page_memory << 20,
        scheduler=scheduler,
        retry_failed=retry_failed,
        force=force,
    )
    signal.signal(signal.SIGTERM, _end)
    try:
        with shown(sys.stderr, log) as progress:
            summary = convert(sources, out, settings, progress)
    except KeyboardInterrupt:
        typer.echo("jiaokan: interrupted; what was done is kept, and the same command takes it up again.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if sys.stderr.isatty() or summary.failed:
        typer.echo(_in_short(summary), err=True)
    raise typer.Exit(summary.exit_code)


def _decisions(path: Path) -> tuple[Decision, ...]:
    from pipeline.decisions import read_decisions

    if not path.is_file():
        raise UsageError(f"{path} is no file.", "Give a decisions.csv that `jiaokan review` wrote.")
    return read_decisions(path)


def _end(number: int, _frame: object) -> None:
    """What ``kill`` asks for is done like Ctrl-C: workers ended, what is done kept."""
    sys.exit(128 + number)


def _in_short(summary: ConversionSummary) -> str:
    done = (
        f"{summary.pages} pages, {summary.failed} failed: {summary.articles} articles, {summary.tables} tables, "
        f"{summary.repairs} repairs; {summary.errors} errors, {summary.warnings} warnings, {summary.notices} notices"
    )
    before = f"; {summary.reused} of the pages were done before" if summary.reused else ""
    again = f", {summary.reused_failed} of them failed (--retry-failed tries these again)" if summary.reused_failed else ""
    return f"{done}{before}{again} → {summary.out}"


@app.command("status")
def status_command(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The output folder of a conversion. 输出目录")],
) -> None:
    """Tell how far a conversion is: done, failed and why, left, and how long that will take. 转换进度

    Exit codes: 0 all pages are done and published; 1 some are left or failed; 2 wrong use.
    """
    from pipeline.batch.status import read_status
    from pipeline.progress import duration

    status = read_status(out)
    state = "running" if status.running else "published" if status.published else "broken off: convert again to go on"
    typer.echo(f"{out}: {state}")
    typer.echo(f"{status.done} of {status.total} pages done 完成, {status.failed} of them failed 失败, {status.left} left 剩余")
    for cause, number in status.causes:
        typer.echo(f"  {number} failed: {cause}")
    if status.left:
        told = "unknown" if status.seconds_left is None else duration(status.seconds_left)
        typer.echo(f"time for the rest with {status.jobs} jobs 预计: {told}")
    raise typer.Exit(DONE if status.published and not status.failed else SOME_FAILED)


@app.command("inspect")
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


@app.command("check")
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


@app.command("review")
def review_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A converted folder, with its report. 转换结果目录")],
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one. 端口")] = 8417,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides; the login name if not given. 裁定人")] = "",
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write the decided cases as JSON and serve nothing. 导出")
    ] = None,
) -> None:
    """Decide what the machine must not, in a browser on this machine. 校勘台

    Each decision is a line in DIR/decisions.csv; the next convert into DIR replays them.
    """
    if export is None:
        from pipeline.review.serve import serve

        serve(folder, port, by)
        return
    from pipeline.decisions import FILE_NAME, read_decisions
    from pipeline.review.cases import open_desk
    from pipeline.review.export import decided_cases

    told = decided_cases(open_desk(folder), read_decisions(folder / FILE_NAME))
    try:
        export.write_bytes(told.encode(errors="replace"))
    except OSError as fault:
        raise UsageError(f"{export} cannot be written ({fault.strerror or fault}).", "Name another file.") from fault


@app.command("diff")
def diff_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="An earlier conversion. 旧结果目录")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later one. 新结果目录")],
) -> None:
    """Tell what changed between two conversions, by cell and article. 比较两次转换

    + is new, - is gone, ~ changed. Exit codes: 0 nothing changed; 1 something did; 2 wrong use.
    """
    from pipeline.dataset.differences import differences

    count, page_id = 0, None
    for each in differences(old, new):
        if each.page_id != page_id:
            page_id = each.page_id
            typer.echo(f"{page_id}:")
        typer.echo(f"  {each}")
        count += 1
    typer.echo(f"{count} differences.")
    raise typer.Exit(SOME_FAILED if count else DONE)


@app.command("recipes")
def recipes_command(recipes: RecipeFolders = None) -> None:
    """List the known recipes. 列出配方"""
    from pipeline.recipes import read_recipes

    for recipe in read_recipes(recipes or ()):
        typer.echo(f"{recipe.name}\t{recipe.title.zh} / {recipe.title.en}")


dataset_commands.add_to(app)


def main() -> None:
    """Run the command; an error of ours is one sentence on stderr and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="jiaokan")
    except JiaokanError as fault:
        typer.echo(f"jiaokan: {fault}", err=True)
        sys.exit(fault.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
