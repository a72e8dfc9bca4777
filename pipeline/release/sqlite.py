"""One SQLite file with all tables: keys, indexes, the codebook, and a full-text index of the articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.dataset import full_text
from pipeline.dataset.data_package import Package, Resource
from pipeline.release.values import typed

FILE_NAME = "jiaokan.sqlite"
TYPES = {"integer": "INTEGER", "number": "REAL"}
INDEXED = ("page_id", "table_id", "article_id", "status", "severity", "code", "rule", "issue_date", "route", "recipe")
"""Columns that people filter by, besides the keys."""
BATCH = 10_000


def write_sqlite(package: Package, path: Path) -> None:
    """Write the database: one table a resource, in the order in which keys need them; the same bytes each time."""
    with sqlite3.connect(path) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;")
        for resource in package.tables:
            database.execute(_create(resource, package))
            _fill(database, resource)
        for resource in package.tables:
            for column in _indexed(resource):
                name = f"{resource.name}_{column}"
                database.execute(f"CREATE INDEX {_quoted(name)} ON {_quoted(resource.name)} ({_quoted(column)})")
        _codebook(database, package)
        database.executescript(full_text.SCHEMA)
        articles = package.records("articles")
        full_text.fill(database, ((row["article_id"], row["headline"], row["text"]) for row in articles))
    database.execute("VACUUM")
    database.close()


def _create(resource: Resource, package: Package) -> str:
    unique = [key for each in resource.fields if each.get("constraints", {}).get("unique") for key in [each["name"]]]
    keys = resource.primary_key
    lines = []
    for field in resource.fields:
        said = [_quoted(field["name"]), TYPES.get(field.get("type", "string"), "TEXT")]
        if field.get("constraints", {}).get("required"):
            said.append("NOT NULL")
        if field["name"] in unique and [field["name"]] != keys:
            said.append("UNIQUE")
        lines.append(" ".join(said))
    if keys:
        lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, keys))})")
    for column, other, theirs in resource.foreign_keys:
        if package.find(other) is not None:
            lines.append(f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(other)} ({_quoted(theirs)})")
    return f"CREATE TABLE {_quoted(resource.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _fill(database: sqlite3.Connection, resource: Resource) -> None:
    places = ", ".join("?" * len(resource.fields))
    rows = stored_rows(resource)
    while batch := list(islice(rows, BATCH)):
        database.executemany(f"INSERT INTO {_quoted(resource.name)} VALUES ({places})", batch)  # noqa: S608 - quoted


def stored_rows(resource: Resource) -> Iterator[tuple[Any, ...]]:
    """The rows of a resource as SQLite holds them: dates and lists are text, as in the CSV file."""
    for row in resource.rows():
        yield tuple(_stored(text, field) for text, field in zip(row, resource.fields, strict=True))


def _stored(text: str, field: dict[str, Any]) -> Any:
    value = typed(text, field)
    return text if isinstance(value, tuple | date) else value


def _indexed(resource: Resource) -> list[str]:
    first = resource.primary_key[:1]  # the primary key's own index begins with it
    return [column for column in resource.columns if column in INDEXED and [column] != first]


def _codebook(database: sqlite3.Connection, package: Package) -> None:
    database.execute(
        "CREATE TABLE codebook (resource TEXT, field TEXT, type TEXT, title TEXT, unit TEXT, description TEXT, "
        "PRIMARY KEY (resource, field))"
    )
    for resource in package.tables:
        database.executemany(
            "INSERT INTO codebook VALUES (?, ?, ?, ?, ?, ?)",
            [
                (resource.name, each["name"], each["type"], each.get("title"), each.get("unit"), each.get("description"))
                for each in resource.fields
            ],
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
