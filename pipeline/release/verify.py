"""Whether a release is what it was: checksums, schemas, keys, rules counted again, every form of a table the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pipeline.dataset.data_package import Package, Resource, UnfitPackage, read_package
from pipeline.errors import UsageError
from pipeline.release import checksums, derived, parquet, sqlite
from pipeline.release.build import recipes_of
from pipeline.release.checks import Problem, contradictions, problems
from pipeline.release.rules import rule_rows


@dataclass(frozen=True, slots=True)
class Verdict:
    """``problems`` are (path, what is wrong); ``unchecked`` says what could not be looked at."""

    files: int
    rows: int
    rules: int
    problems: tuple[Problem, ...]
    unchecked: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return not self.problems


def verify(folder: Path) -> Verdict:
    """Look at everything; raises UsageError where the folder is no release."""
    if not any((folder / name).is_file() for name in (checksums.SUMS, checksums.SEAL)):
        raise UsageError(
            f"{folder} is no release: it holds no {checksums.SUMS}.", "Give a folder that `jiaokan release` wrote."
        )
    found = list(checksums.changed_files(folder))
    unchecked: list[str] = []
    rows = rules = 0
    try:
        package = read_package(folder)
    except UnfitPackage as fault:
        found.append(("datapackage.json", fault.problem))
    else:
        found += _data(package, unchecked)
        rows, rules = sum(_count(each) for each in package.tables), _count(package.find("rules"))
    whole = sum(1 for path in folder.rglob("*") if path.is_file())
    return Verdict(whole, rows, rules, tuple(dict.fromkeys(found)), tuple(unchecked))


def _count(resource: Resource | None) -> int:
    try:
        return sum(1 for _ in resource.rows()) if resource else 0
    except UnfitPackage:
        return 0


def _data(package: Package, unchecked: list[str]) -> Iterator[Problem]:
    broken = list(problems(package))
    yield from broken
    if broken:
        unchecked.append("rules, keys and other forms of the tables: their CSV files are not sound")
        return
    yield from contradictions(package)
    yield from _counted_again(package)
    yield from _database(package)
    try:
        parquet.pyarrow()
    except UsageError as fault:
        unchecked.append(f"parquet/: {fault}")
    else:
        yield from _parquet(package)


def _counted_again(package: Package) -> Iterator[Problem]:
    """Derived tables that say another thing than what they are made of."""
    counted = {"grids": list(derived.grid_rows(package)), "columns": list(derived.column_rows(package))}
    try:
        counted["rules"] = rule_rows(package, recipes_of(package.folder))
    except (ValueError, KeyError, IndexError) as fault:
        yield "recipes", f"do not fit the tables ({' '.join(str(fault).split())[:200]})"
        return
    for name, rows in counted.items():
        resource = package.find(name)
        if resource is not None and list(resource.rows()) != rows:
            yield resource.path, "is not what comes out when it is counted again"


def _database(package: Package) -> Iterator[Problem]:
    path = package.folder / sqlite.FILE_NAME
    if not path.is_file():
        yield sqlite.FILE_NAME, "is missing"
        return
    database = sqlite3.connect(f"file:{path.resolve().as_posix()}?mode=ro&immutable=1", uri=True)
    try:
        for (said,) in database.execute("PRAGMA integrity_check"):
            if said != "ok":
                yield sqlite.FILE_NAME, str(said)
        for table, *_ in database.execute("PRAGMA foreign_key_check"):
            yield sqlite.FILE_NAME, f"a foreign key of {table} leads nowhere"
        for resource in package.tables:
            name = '"' + resource.name.replace('"', '""') + '"'
            stored = database.execute(f"SELECT * FROM {name} ORDER BY rowid")  # noqa: S608 - quoted
            if not _same(stored, sqlite.stored_rows(resource)):
                yield sqlite.FILE_NAME, f"the table {resource.name} is not that of {resource.path}"
    except sqlite3.Error as fault:
        yield sqlite.FILE_NAME, f"cannot be read ({fault})"
    finally:
        database.close()


def _parquet(package: Package) -> Iterator[Problem]:
    arrow = parquet.pyarrow()
    for resource in package.tables:
        name = f"parquet/{resource.name}.parquet"
        try:
            with arrow.parquet.ParquetFile(package.folder / name) as file:
                if file.schema_arrow != parquet.arrow_schema(resource):
                    yield name, f"has not the columns of {resource.path}"
                elif not _same(_values(file), parquet.typed_rows(resource)):
                    yield name, f"does not hold the rows of {resource.path}"
        except (OSError, arrow.ArrowException) as fault:
            yield name, f"cannot be read ({fault})"


def _values(file: Any) -> Iterator[tuple[Any, ...]]:
    for batch in file.iter_batches():
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield tuple(tuple(value) if isinstance(value, list) else value for value in row)


def _same(one: Any, other: Any) -> bool:
    missing = object()
    return all(a == b for a, b in zip_longest(one, other, fillvalue=missing))
