"""From a converted folder to a release, step by step. The same folder, settings and versions give the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import __version__
from pipeline.dataset.accuracy import rate_rows, rates, read_sheet, unknown_cells
from pipeline.dataset.data_package import FILE_NAME, Package, as_json, read_package, write_csv
from pipeline.errors import UsageError
from pipeline.recipes.schema import Recipe
from pipeline.release import checksums, croissant, derived, mets, parquet, prov, rocrate, sqlite
from pipeline.release.about import About
from pipeline.release.checks import problems
from pipeline.release.codebook import LANGUAGES, codebook
from pipeline.release.datasheet import datasheet
from pipeline.release.documents import citation, license_text, readme
from pipeline.release.inventory import files
from pipeline.release.manifest import release_descriptor, written
from pipeline.release.rules import rule_rows

LEFT_OUT = {"pages": ("seconds",)}
"""The one published value that differs between two conversions of the same input: it says nothing of the page."""


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """``recipes`` are those that the conversion knew; ``checked`` is a sheet of `jiaokan sample` that was filled in."""

    about: About = field(default_factory=About)
    recipes: tuple[Recipe, ...] = ()
    excel: bool = False
    checked: Path | None = None


def release(folder: Path, out: Path, options: ReleaseOptions) -> Package:
    """Make a release of a converted folder; ``out`` is replaced where it is an earlier release, and made in one go.

    Raises UsageError where the folder is not what its package says, where ``out`` is something else, where pyarrow is missing.
    """
    parquet.pyarrow()
    package = read_package(folder)
    _refuse(package, out)
    released = _date(package, options.about)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".jiaokan-", dir=out.parent))
    except OSError as fault:
        raise UsageError(f"{out} cannot be written ({fault.strerror}).", "Choose another folder.") from fault
    try:
        staging.chmod(0o755)
        _tables(package, staging, options, released)
        _documents(read_package(staging), staging, options, released, out.name)
        checksums.write_checksums(staging)
        _into_place(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return read_package(out)


def _refuse(package: Package, out: Path) -> None:
    folder = package.folder.resolve()
    if (folder / checksums.SUMS).is_file():
        raise UsageError(f"{package.folder} is a release already.", "Give the folder that it was made of.")
    if out.resolve() == folder or out.resolve() in folder.parents:
        raise UsageError(f"The release {out} would replace its own data.", "Give another folder.")
    if out.exists() and not (out.is_dir() and ((out / checksums.SUMS).is_file() or not any(out.iterdir()))):
        raise UsageError(f"{out} is there and is no release.", "Give a new folder.")
    for path, fault in problems(package):
        raise UsageError(f"{folder / path}: {fault}.", "Convert again: a release must hold what its package says.")


def _date(package: Package, about: About) -> str:
    """The day of the release. It never asks the clock: without a day given, it is dated as its newest page."""
    if about.released:
        return about.released.isoformat()
    dates = [row["issue_date"] for row in package.records("pages") if row["issue_date"]]
    if not dates:
        raise UsageError("No page has a date, and the release was given none.", "Give --date YYYY-MM-DD.")
    return max(dates)


def _tables(package: Package, staging: Path, options: ReleaseOptions, released: str) -> None:
    """The data: CSV, then everything that is made of it."""
    for resource in package.resources:
        target = staging / written(resource)
        target.parent.mkdir(parents=True, exist_ok=True)
        left_out = [resource.columns.index(name) for name in LEFT_OUT.get(resource.name, ()) if name in resource.columns]
        if left_out:
            kept = [place for place in range(len(resource.columns)) if place not in left_out]
            rows = ([row[place] for place in kept] for row in resource.rows())
            write_csv(target, [resource.columns[place] for place in kept], rows)
        else:
            shutil.copyfile(resource.file, target)
    own = {
        "grids": derived.grid_rows(package),
        "columns": derived.column_rows(package),
        "rules": rule_rows(package, options.recipes),
    }
    if options.checked is not None:
        own["accuracy"] = _accuracy(package, options.checked)
    for name, found in own.items():
        write_csv(staging / "csv" / f"{name}.csv", derived.columns(name), found)
    used = {row["recipe"] for row in package.records("tables")}
    for recipe in options.recipes:
        if recipe.name in used:
            (staging / "recipes").mkdir(exist_ok=True)
            said = as_json(recipe.model_dump(mode="json", exclude_defaults=True))
            (staging / "recipes" / f"{recipe.name}.json").write_text(said, encoding="utf-8")
    _write(staging / FILE_NAME, as_json(release_descriptor(package, staging, options.about, released, LEFT_OUT, tuple(own))))
    made = read_package(staging)
    for resource in made.tables:
        parquet.write_parquet(resource, staging / "parquet" / f"{resource.name}.parquet")
        if options.excel:
            target = staging / "csv-excel" / f"{resource.name}.csv"
            write_csv(target, resource.columns, resource.rows(), excel=True)
    sqlite.write_sqlite(made, staging / sqlite.FILE_NAME)


def _accuracy(package: Package, sheet: Path) -> list[list[str]]:
    rows = read_sheet(sheet)
    if unknown := unknown_cells(rows, package):
        where = f"row {unknown[0]['sample_id']} of {sheet}"
        raise UsageError(f"{package.folder} has no cell that {where} names.", "Check a sample of this very folder.")
    return rate_rows(rates(rows))


def _documents(made: Package, staging: Path, options: ReleaseOptions, released: str, name: str) -> None:
    """What is said about the data; the last of it lists the files with their checksums."""
    about = options.about
    for path, content in mets.mets_files(made, about, released, {each.path: each for each in files(staging)}):
        (staging / path).parent.mkdir(exist_ok=True)
        (staging / path).write_bytes(content)
    accuracy = list(made.records("accuracy")) if made.find("accuracy") else []
    has_mets = (staging / "mets").is_dir()
    said = {f"codebook.{language}.md": codebook(made, about, language) for language in LANGUAGES}
    said |= {
        "datasheet.md": datasheet(made, about, released, list(made.records("rules")), accuracy),
        "LICENSE": license_text(about),
        "CITATION.cff": citation(about, released),
        "README.md": readme(about, released, __version__, folder=name, excel=options.excel, mets=has_mets),
    }
    for path, text in said.items():
        _write(staging / path, text)
    with (staging / prov.FILE_NAME).open("w", encoding="utf-8", newline="") as file:
        file.writelines(prov.prov(made, [each for each in files(staging) if each.path.startswith("csv/")]))
    found = {each.path: each for each in files(staging)}
    _write(staging / croissant.FILE_NAME, croissant.croissant(made, about, released, found))
    descriptor = release_descriptor(made, staging, about, released, {}, ())
    _write(staging / FILE_NAME, as_json(descriptor))
    _write(staging / rocrate.FILE_NAME, rocrate.ro_crate(read_package(staging), about, released, files(staging)))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _into_place(staging: Path, out: Path) -> None:
    if out.exists():
        before = Path(tempfile.mkdtemp(prefix=".jiaokan-", dir=out.parent))
        os.replace(out, before / "old")  # noqa: PTH105 - the usual name for what it does
        os.replace(staging, out)  # noqa: PTH105
        shutil.rmtree(before, ignore_errors=True)
    else:
        os.replace(staging, out)  # noqa: PTH105


def recipes_of(folder: Path) -> Sequence[Recipe]:
    """The recipes that lie in a release; raises ValueError where one of them does not say what a recipe must say."""
    paths = sorted((folder / "recipes").glob("*.json"))
    return tuple(Recipe.model_validate(json.loads(path.read_text(encoding="utf-8"))) for path in paths)
