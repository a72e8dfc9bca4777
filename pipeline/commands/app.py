"""All commands as one program."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from pipeline.commands import convert, dataset, inspect, review

app = typer.Typer(
    name="jiaokan",
    help="校勘: archived Chinese newspaper pages become clean, defensible tables and articles. 旧报版面 → 可核对的表格与文章",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


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


for each in (convert, inspect, review, dataset):
    each.add_to(app)
