"""The commands of a conversion: convert, and how far it is."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import EngineOption, OcrOption, RecipeFolders, run, written
from pipeline.errors import DONE, INTERRUPTED, SOME_FAILED, UsageError
from pipeline.model import Decision
from pipeline.settings import EngineName, Ocr, Settings

DEFAULTS = Settings()


def add_to(app: typer.Typer) -> None:
    """Put the commands into the command line."""
    app.command("convert")(convert_command)
    app.command("status")(status_command)


def convert_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SRC", help="PDF, picture or text files, folders or s3:// addresses of them. 文件或目录"),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the tables and articles go. 输出目录")],
    recipes: RecipeFolders = None,
    ocr: OcrOption = Ocr.AUTO,
    engine: EngineOption = EngineName.AUTO,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(
            "--decisions", metavar="FILE", help="A decisions.csv to replay besides DIR's own; may be repeated. 另加裁定"
        ),
    ] = None,
    alto: Annotated[bool, written("--alto", "Write alto/<page>.xml, ALTO 4, for each page with a layout. 输出 ALTO")] = False,
    pdf: Annotated[
        bool, written("--pdf", "Write pdf/<page>.pdf, searchable, for each page read by OCR. 输出可检索 PDF")
    ] = False,
    no_report: Annotated[
        bool, written("--no-report", "Leave out report/, HTML with a picture of each page. 不输出图文报告")
    ] = False,
    spreadsheet_safe: Annotated[
        bool, written("--spreadsheet-safe", "Put ' before values that a spreadsheet would run. 防公式注入")
    ] = False,
    upload: Annotated[
        str, written("--upload", "Put what is published there too: s3://… (jiaokan\\[s3]). 另存到对象存储", metavar="URL")
    ] = "",
    jobs: Annotated[
        int | None,
        run(
            "--jobs",
            "Worker processes \\[default: the cores]; 0: none, without limits; on SLURM: jobs \\[1]. 并行进程数",
            short="-j",
            metavar="N",
            min=0,
        ),
    ] = None,
    page_seconds: Annotated[
        float, run("--page-seconds", "A page that takes longer is given up. 单版时限（秒）", metavar="SECONDS", min=0.1)
    ] = DEFAULTS.page_seconds,
    page_memory: Annotated[
        int, run("--page-memory", "Memory of a worker; 0: no limit. 单进程内存上限", metavar="MB", min=0)
    ] = DEFAULTS.page_memory >> 20,
    scheduler: Annotated[
        str,
        run(
            "--scheduler",
            "A Dask scheduler, tcp://host:port (jiaokan\\[dask]); slurm (jiaokan\\[slurm]). 集群调度",
            metavar="ADDRESS",
        ),
    ] = "",
    retry_failed: Annotated[bool, run("--retry-failed", "Try again what failed before. 重试失败版面")] = False,
    force: Annotated[bool, run("--force", "Make every page anew. 全部重做")] = False,
    log: Annotated[Path | None, run("--log", "Add a JSON line for each page. 日志文件", metavar="FILE")] = None,
) -> None:
    """Convert pages into tables and articles. 转换版面

    Pages that are done in that folder are not read again: what was broken off goes on.

    Exit codes: 0 done; 1 some pages failed (pages.csv tells why); 2 wrong use; 3 nothing could be read.
    """
    from pipeline.batch.slurm import SLURM
    from pipeline.batch.workers import cores
    from pipeline.convert import convert
    from pipeline.progress import shown
    from pipeline.remote import given_path

    decided = tuple(each for path in decisions or () for each in _decisions(path))
    settings = Settings(
        recipe_folders=tuple(recipes or ()),
        ocr=ocr,
        engine=engine,
        alto=alto,
        searchable_pdf=pdf,
        report=not no_report,
        decisions=decided,
        upload=upload,
        spreadsheet_safe=spreadsheet_safe,
        jobs=jobs if jobs is not None else 1 if scheduler == SLURM else cores(),
        page_seconds=page_seconds,
        page_memory=page_memory << 20,
        scheduler=scheduler,
        retry_failed=retry_failed,
        force=force,
    )
    signal.signal(signal.SIGTERM, _end)
    try:
        with shown(sys.stderr, log) as progress:
            summary = convert([given_path(each) for each in sources], out, settings, progress)
    except KeyboardInterrupt:
        typer.echo("jiaokan: interrupted; what was done is kept, and the same command takes it up again.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if sys.stderr.isatty() or summary.failed:
        typer.echo(str(summary), err=True)
    raise typer.Exit(summary.exit_code)


def _decisions(path: Path) -> tuple[Decision, ...]:
    from pipeline.decisions import read_decisions

    if not path.is_file():
        raise UsageError(f"{path} is no file.", "Give a decisions.csv that `jiaokan review` wrote.")
    return read_decisions(path)


def _end(number: int, _frame: object) -> None:
    """What ``kill`` asks for is done like Ctrl-C: workers ended, what is done kept."""
    sys.exit(128 + number)


def status_command(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The output folder of a conversion. 输出目录")],
) -> None:
    """Tell how far a conversion is: done, failed and why, left, and how long that will take. 转换进度

    Exit codes: 0 all pages are done and published; 1 some are left or failed; 2 wrong use.
    """
    from pipeline.batch.status import read_status
    from pipeline.progress import duration
    from pipeline.web.words import one

    status = read_status(out)
    state = "running" if status.running else "published" if status.published else "broken off: convert again to go on"
    typer.echo(f"{out}: {state}")
    typer.echo(f"{status.done} of {status.total} pages done 完成, {status.failed} of them failed 失败, {status.left} left 剩余")
    for cause, number in status.causes:
        typer.echo(f"  {number} failed: {cause} {one('cause', cause, 'zh')}")
    if status.failed and status.published:
        typer.echo(f"  each with its reason 缘由: column error of {out / 'pages.csv'}")
    if status.left:
        told = "unknown" if status.seconds_left is None else duration(status.seconds_left)
        typer.echo(f"time for the rest with {status.jobs} jobs 预计: {told}")
    raise typer.Exit(DONE if status.published and not status.failed else SOME_FAILED)
