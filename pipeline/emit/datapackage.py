"""``datapackage.json`` (Data Package v2): what every published file and every column of it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.emit.csv import encodable
from pipeline.emit.fields import Field, FileFields, holds
from pipeline.emit.page_files import PageFile
from pipeline.emit.rows import TableFiles

FILE_NAME = "datapackage.json"
REPORT = "report/index.html"
"""Stands in the package for the whole report: a resource for each of its pictures would drown the data."""
GENERATOR = "jiaokan"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
PACKAGE_END = "\n  ]\n}\n"
_LEADING_ZERO = re.compile(r"0\d+")


def file_resource(file: FileFields, misfits: Iterable[str] = ()) -> dict[str, Any]:
    """The resource of a published file; a column of ``misfits`` holds values that are not of its type, so it is text."""
    misfits = set(misfits)
    schema: dict[str, Any] = {
        "$schema": SCHEMA_PROFILE,
        "fields": [each.descriptor("string" if each.name in misfits else "") for each in file.fields],
        "missingValues": [""],
        "primaryKey": list(file.primary_key),
        "foreignKeys": [
            {"fields": [column], "reference": {"resource": other, "fields": [column]}} for column, other in file.foreign_keys
        ],
    }
    if not file.foreign_keys:
        del schema["foreignKeys"]
    return _resource(file.name, f"{file.name}.csv", file.title, file.description, schema)


def table_resources(files: TableFiles) -> tuple[dict[str, Any], dict[str, Any]]:
    """The resources of a table's two files: the grid as read and the clean table."""
    table = files.table
    width = len(files.raw[0]) if files.raw else 0
    grid_fields = [{"name": f"column_{number}", "type": "string"} for number in range(1, width + 1)]
    raw = _resource(
        f"{table.table_id}.raw",
        f"tables/{table.table_id}.raw.csv",
        f"{table.title} (原表 / as read)".strip(),
        "The grid as it was read, header rows included; the text of a span stands in its first cell.",
        {"$schema": SCHEMA_PROFILE, "fields": grid_fields, "missingValues": [""]},
        header=False,
    )
    fields = [
        Field(
            name,
            column.title,
            _held_type(column.type, [row[index] for row in files.clean]),
            unit=column.unit,
            role=column.role,
            share=column.share,
        ).descriptor()
        for index, (name, column) in enumerate(zip(files.columns, table.columns, strict=True))
    ]
    clean = _resource(
        table.table_id,
        f"tables/{table.table_id}.csv",
        f"{table.title} (校订表 / clean)".strip(),
        "The clean table; cells.csv tells what became of each of its values.",
        {"$schema": SCHEMA_PROFILE, "fields": fields, "missingValues": [""]},
    )
    return raw, clean


def page_file_resource(file: PageFile) -> dict[str, Any]:
    """The resource of a file that is no table."""
    return {
        "name": file.name,
        "path": file.path,
        "title": file.title,
        "description": file.description,
        "format": file.path.rpartition(".")[2],
        "mediatype": file.mediatype,
    }


def report_resource() -> dict[str, Any]:
    """The resource of the report."""
    return {
        "name": "report",
        "path": REPORT,
        "title": "校勘记 / Collation report",
        "description": "What was found on each page, beside the picture of its print; opens in any browser, without a network.",
        "format": "html",
        "mediatype": "text/html",
    }


def _held_type(type_name: str, values: Iterable[str]) -> str:
    """The type, or text where a value is not of it or would lose what it begins with (007)."""
    kept = all(holds(type_name, value) and not _LEADING_ZERO.fullmatch(value) for value in values)
    return type_name if kept else "string"


def _resource(
    name: str, path: str, title: str, description: str, schema: dict[str, Any], *, header: bool = True
) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": path,
        "title": title,
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"header": header, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "skipBlankRows": True},
        "schema": schema,
    }


def as_item(resource: dict[str, Any]) -> str:
    """A resource as it stands in the package."""
    told = encodable(json.dumps(resource, ensure_ascii=False, indent=2))
    return "\n    " + told.replace("\n", "\n    ")


def package_head() -> str:
    """The package before its first resource; items parted by commas follow, then ``PACKAGE_END``."""
    head = {
        "$schema": PROFILE,
        "name": "jiaokan",
        "title": "报纸版面数据 / Newspaper pages as data",
        "description": "Tables and articles of newspaper pages, what was found odd in them, and every change that was made.",
        "generator": f"{GENERATOR} {__version__}",
    }
    return json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}") + ',\n  "resources": ['


def published_before(folder: Path) -> tuple[str, ...] | None:
    """The paths that an earlier conversion into this folder published; None where there was none."""
    try:
        return published_in((folder / FILE_NAME).read_bytes())
    except OSError:
        return None


def published_in(package_json: bytes) -> tuple[str, ...] | None:
    """The paths that a package of ours lists; None where it is none of ours."""
    try:
        package = json.loads(package_json)
        if not str(package["generator"]).startswith(GENERATOR):
            return None
        return tuple(str(resource["path"]) for resource in package["resources"])
    except (ValueError, KeyError, TypeError):
        return None
