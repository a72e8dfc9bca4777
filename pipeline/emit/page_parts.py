"""A page as the bytes it adds to the published files: made where the page is made, so that publishing only joins them.

``shared`` is its part of each file that all pages share, ``own`` its files that belong to it alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.emit.csv import csv_bytes
from pipeline.emit.datapackage import FILE_NAME, as_item, page_file_resource, table_resources
from pipeline.emit.packed import packed, unpacked
from pipeline.emit.rows import PageRows, TableFiles

LISTED = "listed"
"""The page's line for the list of the report."""
MISFITS = "misfits"
"""The columns of recipes' files that hold a value of the page which is not of their type: pairs of file and column, as JSON."""
QUICK = 1
"""Of zlib: the rows of a page shrink to a fifth by it, to a sixth by the usual level."""


@dataclass(frozen=True, slots=True)
class PageParts:
    """What the ledger keeps of a page; both are packed, the shared part deflated."""

    shared: bytes
    own: bytes


def page_parts(pages: Sequence[PageRows]) -> PageParts:
    """The parts of one source's pages, of a spread both; the same rows give the same bytes."""
    own = [part for page in pages for part in _own(page)]
    return PageParts(zlib.compress(packed(_shared(pages)), QUICK), packed(own))


def shared_parts(data: bytes) -> Iterator[tuple[str, memoryview]]:
    """The parts of the shared files by their names."""
    return unpacked(zlib.decompress(data))


def own_files(data: bytes) -> Iterator[tuple[str, memoryview]]:
    """The page's own files by their paths."""
    return unpacked(data)


def _shared(pages: Sequence[PageRows]) -> Iterator[tuple[str, bytes]]:
    for page in pages:
        for name, rows in page.files.items():
            if rows:
                yield f"{name}.csv", csv_bytes(rows)
        for recipe in page.recipes:
            yield f"{recipe.recipe}.csv", csv_bytes(recipe.rows)
        resources = [as_item(each) for table in page.tables for each in table_resources(table)]
        resources += [as_item(page_file_resource(file)) for file in page.own]
        if resources:
            yield FILE_NAME, ",".join(resources).encode()
        if page.listed:
            yield LISTED, page.listed
        misfits = sorted({(each.recipe, column) for each in page.recipes for column in each.misfits})
        if misfits:
            yield MISFITS, json.dumps(misfits).encode()


def _own(page: PageRows) -> Iterator[tuple[str, bytes]]:
    for table in page.tables:
        yield from _table_files(table)
    for file in page.own:
        yield file.path, file.data
    for part in page.report:
        yield part.path, part.data


def _table_files(files: TableFiles) -> Iterator[tuple[str, bytes]]:
    stem = f"tables/{files.table.table_id}"
    yield f"{stem}.raw.csv", csv_bytes(files.raw)
    yield f"{stem}.csv", csv_bytes([*([files.columns] if files.columns else []), *files.clean])
