"""Parquet files through pyarrow: each column with its type, its titles, its unit and its meaning as metadata of the field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.dataset.data_package import Resource
from pipeline.errors import UsageError
from pipeline.release.values import typed

BATCH = 50_000
"""Rows a row group: a group is what is held in memory."""


def pyarrow() -> Any:
    """pyarrow with its Parquet module; raises UsageError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as fault:
        raise UsageError("Parquet files need pyarrow, which is not installed.", "pip install 'jiaokan[release]'") from fault
    return pyarrow


def write_parquet(resource: Resource, path: Path) -> None:
    """Write a resource as a Parquet file, zstd; the same bytes each time with the same pyarrow."""
    arrow = pyarrow()
    schema = arrow_schema(resource)
    path.parent.mkdir(parents=True, exist_ok=True)
    with arrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        rows = typed_rows(resource)
        while batch := list(islice(rows, BATCH)):
            columns = list(zip(*batch, strict=True))
            arrays = [arrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def typed_rows(resource: Resource) -> Iterator[tuple[Any, ...]]:
    for row in resource.rows():
        yield tuple(typed(text, field) for text, field in zip(row, resource.fields, strict=True))


def arrow_schema(resource: Resource) -> Any:
    """The schema of a resource: what the data package says of every field, and of the whole."""
    arrow = pyarrow()
    types = {"integer": arrow.int64(), "number": arrow.float64(), "date": arrow.date32(), "list": arrow.list_(arrow.string())}
    fields = []
    for each in resource.fields:
        required = each.get("constraints", {}).get("required", False)
        said = {key: _text(value) for key, value in each.items() if key != "name"}
        kind = types.get(each.get("type", "string"), arrow.string())
        fields.append(arrow.field(each["name"], kind, nullable=not required, metadata=said))
    whole: dict[str, str] = {
        str(key): _text(resource.descriptor[key]) for key in ("title", "description") if key in resource.descriptor
    }
    whole["primaryKey"] = _text(resource.primary_key)
    return arrow.schema(fields, metadata=whole)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
