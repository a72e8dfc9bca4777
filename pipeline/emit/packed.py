"""The rows of pages as bytes, to be kept until they are published: JSON, compressed, and after it the files of the pages.

JSON and not pickle: who can write into an output folder shall not thereby run code.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from pipeline.emit.page_files import PageFile
from pipeline.emit.recipe_rows import RecipeRows
from pipeline.emit.rows import PageRows, Row, TableFiles
from pipeline.model import Column, OutputFile, Table

LENGTH = 8
"""Bytes of the number that says how long the JSON is."""


def packed(pages: Sequence[PageRows]) -> bytes:
    """The rows of one source's pages; the same rows give the same bytes."""
    text = zlib.compress(json.dumps([_said(page) for page in pages], separators=(",", ":")).encode(), 1)
    own = [data for page in pages for data in (*(it.data for it in page.own), *(it.data for it in page.report))]
    return b"".join((len(text).to_bytes(LENGTH, "big"), text, *own))


def unpacked(data: bytes) -> Iterator[PageRows]:
    """What was packed."""
    start = LENGTH + int.from_bytes(data[:LENGTH], "big")
    for page in json.loads(zlib.decompress(data[LENGTH:start])):
        sizes = [size for *_, size in (*page["own"], *page["report"])]
        places = list(pairwise(accumulate(sizes, initial=start)))
        start += sum(sizes)
        yield PageRows(
            files={name: _rows(rows) for name, rows in page["files"].items()},
            tables=tuple(_table(*table) for table in page["tables"]),
            recipes=tuple(RecipeRows(name, _rows(rows)) for name, rows in page["recipes"]),
            own=tuple(_file(said, data[begin:end]) for said, (begin, end) in zip(page["own"], places, strict=False)),
            report=tuple(
                OutputFile(path, data[begin:end])
                for (path, _), (begin, end) in zip(page["report"], places[len(page["own"]) :], strict=True)
            ),
        )


def _said(page: PageRows) -> dict[str, Any]:
    return {
        "files": page.files,
        "tables": [_said_table(files) for files in page.tables],
        "recipes": [[each.recipe, each.rows] for each in page.recipes],
        "own": [[it.name, it.path, it.title, it.description, it.mediatype, len(it.data)] for it in page.own],
        "report": [[it.path, len(it.data)] for it in page.report],
    }


def _said_table(files: TableFiles) -> list[Any]:
    """Of the table itself only what the data package says of it."""
    columns = [[it.name, it.title, it.type, it.role, it.unit, it.share] for it in files.table.columns]
    return [files.table.table_id, files.table.title, columns, files.columns, files.raw, files.clean]


def _table(
    table_id: str, title: str, columns: list[list[str]], names: list[str], raw: list[list[str]], clean: list[list[str]]
) -> TableFiles:
    table = Table(table_id, title, columns=tuple(Column(*column) for column in columns))
    return TableFiles(table, tuple(names), _rows(raw), _rows(clean))


def _file(said: list[Any], data: bytes) -> PageFile:
    name, path, title, description, mediatype, _ = said
    return PageFile(name, path, title, description, mediatype, data)


def _rows(rows: list[list[str]]) -> tuple[Row, ...]:
    return tuple(map(tuple, rows))
