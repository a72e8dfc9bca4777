"""The commands about a dataset that is there: release, verify, sample, accuracy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import DONE, SOME_FAILED

Converted = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that convert wrote. 转换所得目录")]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the command line."""
    app.command("release")(release_command)
    app.command("verify")(verify_command)
    app.command("sample")(sample_command)
    app.command("accuracy")(accuracy_command)


def release_command(
    folder: Converted,
    to: Annotated[Path, typer.Option("--to", metavar="RELEASE", help="Where the release goes. 发布目录")],
    about: Annotated[
        Path | None, typer.Option("--about", metavar="ABOUT.toml", help="Title, creators, licence and more. 发布说明")
    ] = None,
    license_name: Annotated[
        str, typer.Option("--license", metavar="SPDX", help="Licence of the dataset, e.g. CC-BY-4.0; none by default. 许可")
    ] = "",
    date: Annotated[
        str,
        typer.Option("--date", metavar="YYYY-MM-DD", help="Day of the release; else that of its newest page. 发布日期"),
    ] = "",
    excel: Annotated[
        bool, typer.Option("--excel", metavar="", help="CSV files for Excel too, with its mark. 另存Excel用CSV")
    ] = False,
    checked: Annotated[
        Path | None, typer.Option("--checked", metavar="SHEET.csv", help="A filled-in sheet of sample. 已核对的抽样表")
    ] = None,
    recipes: Annotated[
        list[Path] | None,
        typer.Option("--recipes", metavar="DIR", help="Folder with more recipes (*.toml); may be repeated. 另加配方目录"),
    ] = None,
) -> None:
    """Make a dataset to cite of a converted folder. 发布数据集"""
    from pipeline.recipes import read_recipes
    from pipeline.release import ReleaseOptions, release
    from pipeline.release.about import NO_LICENSE, read_about

    said = read_about(about, license=license_name, released=date)
    made = release(folder, to, ReleaseOptions(said, read_recipes(recipes or ()), excel, checked))
    typer.echo(f"{to}: {len(made.tables)} tables as CSV, Parquet and SQLite, dated {made.descriptor['created'][:10]}.")
    if said.license == NO_LICENSE:
        typer.echo("No licence is granted: nobody may use the dataset until you name one (--license CC-BY-4.0).")


def verify_command(
    folder: Annotated[Path, typer.Argument(metavar="RELEASE", help="A folder that release wrote. 发布目录")],
) -> None:
    """Check a release: checksums, schemas, keys, rules. 校验发布

    Exit codes: 0 sound; 1 something is wrong; 2 not a release.
    """
    from pipeline.release import verify

    verdict = verify(folder)
    for path, fault in verdict.problems:
        typer.echo(f"{path}: {fault}.")
    for said in verdict.unchecked:
        typer.echo(f"Not checked: {said}")
    looked = f"{verdict.files} files, {verdict.rows} rows, {verdict.rules} rules"
    typer.echo(f"{folder}: {'sound' if verdict.sound else f'{len(verdict.problems)} problems'}; {looked}.")
    raise typer.Exit(DONE if verdict.sound else SOME_FAILED)


def sample_command(
    folder: Converted,
    count: Annotated[int, typer.Option("-n", metavar="N", min=1, help="How many cells. 格数")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Another number draws another sample. 随机种子")] = 0,
    to: Annotated[Path, typer.Option("--to", metavar="SHEET.csv", help="Where the sheet goes. 抽样表")] = Path("sample.csv"),
) -> None:
    """Draw cells to check by hand, by route and field. 抽样核对

    Look at each cell on the page, and write y or n into printed_right (is it what the page prints?) and clean_right.
    """
    from pipeline.dataset.accuracy import SHEET, draw
    from pipeline.dataset.data_package import read_package, write_csv
    from pipeline.errors import UsageError

    rows = draw(read_package(folder), count, seed)
    if to.exists():
        raise UsageError(f"{to} is there already, and may hold somebody's checking.", "Give another file with --to.")
    write_csv(to, SHEET, rows, excel=True)
    typer.echo(f"{to}: {len(rows)} cells; fill in printed_right and clean_right with y or n.")


def accuracy_command(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET.csv", help="A filled-in sheet of sample. 已核对的抽样表")],
) -> None:
    """Tell error rates with 95 % confidence intervals from a checked sample. 差错率"""
    from pipeline.dataset.accuracy import rates, read_sheet

    for value, route, field, it in rates(read_sheet(sheet)):
        where = f"{value:<8}{route:<12}{field:<36}"
        typer.echo(f"{where}{it.wrong:>4} of {it.checked:>4} wrong  {it.rate:6.2%}  ({it.low:.2%} to {it.high:.2%})")
