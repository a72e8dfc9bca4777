"""Whether the tables of a package hold what the package says: types, constraints, keys."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from pipeline.dataset.data_package import Package, Resource, UnfitPackage
from pipeline.release.values import breach

MOST = 20
"""Faults told of one file: more help nobody."""
Problem = tuple[str, str]
"""(path, what is wrong)."""


def problems(package: Package) -> Iterator[Problem]:
    """What is wrong with the tables of a package, at most ``MOST`` a file."""
    known = {
        (each.name, column): set(_column(each, column))
        for each in package.tables
        for column in {
            theirs for resource in package.tables for _, other, theirs in resource.foreign_keys if other == each.name
        }
    }
    for resource in package.resources:
        if not resource.file.is_file():
            yield resource.path, "is missing"
        elif resource.tabular:
            yield from ((resource.path, fault) for fault in islice(_faults(resource, known), MOST))


def _column(resource: Resource, column: str) -> Iterator[str]:
    try:
        place = resource.columns.index(column)
        yield from (row[place] for row in resource.rows())
    except (UnfitPackage, ValueError):
        return  # told where the resource itself is checked


def _faults(resource: Resource, known: dict[tuple[str, str], set[str]]) -> Iterator[str]:
    columns = resource.columns
    unique = {place: set[str]() for place, each in enumerate(resource.fields) if each.get("constraints", {}).get("unique")}
    keys = [columns.index(key) for key in resource.primary_key]
    refers = [
        (columns.index(column), known[other, theirs])
        for column, other, theirs in resource.foreign_keys
        if (other, theirs) in known
    ]
    seen: set[int] = set()
    try:
        for number, row in enumerate(resource.rows()):
            for text, field in zip(row, resource.fields, strict=True):
                if fault := breach(text, field):
                    yield f"row {number}, {field['name']} {fault}".replace(" :", ":")
            for place, values in unique.items():
                if row[place] in values:
                    yield f"row {number}, {columns[place]}: {row[place]!r} stands there twice"
                values.add(row[place])
            key = hash(tuple(row[place] for place in keys))  # of millions of cells; two keys with one hash do not occur
            if keys and key in seen:
                yield f"row {number}: the primary key {', '.join(row[place] for place in keys)} stands there twice"
            seen.add(key)
            for place, values in refers:
                if row[place] and row[place] not in values:
                    yield f"row {number}, {columns[place]}: {row[place]!r} is nowhere"
    except UnfitPackage as fault:
        yield fault.problem


def contradictions(package: Package) -> Iterator[Problem]:
    """Clean tables that say another thing than the cells."""
    files = {each.name: each for each in package.resources if each.of_one_table}
    for table_id, cells in groupby(package.records("cells"), key=lambda row: row["table_id"]):
        rows = [[cell["clean"] for cell in row] for _, row in groupby(cells, key=lambda cell: cell["row"])]
        resource = files.get(table_id)
        if resource is not None and list(resource.rows()) != rows:
            yield resource.path, "does not hold the clean values of cells.csv"
