"""The commands about what a person decides: the desk, and what has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import DONE, SOME_FAILED, UsageError


def add_to(app: typer.Typer) -> None:
    """Put the commands into the command line."""
    app.command("review")(review_command)
    app.command("diff")(diff_command)


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
