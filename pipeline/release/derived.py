"""The tables that a release has besides those of the conversion; ``fields.toml`` says what they hold."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.dataset.data_package import Package

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


@cache
def _said() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "fields.toml").read_text(encoding="utf-8"))


def columns(name: str) -> list[str]:
    return [str(field["name"]) for field in _said()[name]["fields"]]


def descriptor(name: str) -> dict[str, Any]:
    """The resource of a derived table, without its path."""
    said = _said()[name]
    keys = {key: said[key] for key in ("primaryKey", "foreignKeys") if key in said}
    schema = {"$schema": PROFILE, "fields": said["fields"], "missingValues": [""], **keys}
    return {"name": name, "title": said["title"], "description": said["description"], "schema": schema}


def grid_rows(package: Package) -> Iterator[list[str]]:
    """The rows of ``grids``: every cell with text of every table as it was read."""
    raw = {each.name.removesuffix(".raw"): each for each in package.resources if each.of_one_table and _is_raw(each.path)}
    for table in package.records("tables"):
        grid = raw.get(table["table_id"])
        for row, cells in enumerate(grid.rows() if grid else ()):
            yield from ([table["table_id"], str(row), str(place), text] for place, text in enumerate(cells) if text)


def column_rows(package: Package) -> Iterator[list[str]]:
    """The rows of ``columns``: every column of every clean table, as the package of the conversion says it."""
    clean = {each.name: each for each in package.resources if each.of_one_table and not _is_raw(each.path)}
    for table in package.records("tables"):
        for place, said in enumerate(clean[table["table_id"]].fields if table["table_id"] in clean else ()):
            told = [said.get(key, "") for key in ("title", "type", "role", "share", "unit")]
            yield [table["table_id"], said["name"], str(place), *map(str, told)]


def _is_raw(path: str) -> bool:
    return path.endswith(".raw.csv")
