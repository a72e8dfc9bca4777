"""A table that someone else made, read from a CSV file so that a recipe's rules can judge it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.model import Cell, Column, Table
from pipeline.recipes.schema import ColumnSpec, Recipe

ENCODINGS = ("utf-8-sig", "gb18030")
SHARE = re.compile(r"[(（]?占比?\d+(\.\d+)?[%％][)）]?")
"""A share printed in a header, 占比20%: no part of the column's name."""
TABLE_COLUMN = "table_id"


def read_tables(path: Path, recipe: Recipe) -> tuple[Table, ...]:
    """The table of a CSV file with a header line, its columns named by the recipe.

    A header may be the recipe's name for the column, its Chinese or English title, or what the paper prints. Columns that the
    recipe does not know are left out. A file that jiaokan published for all issues together (``table_id`` in the header) gives
    one table for each. Raises UsageError where the file is unreadable, its header unknown or a row ragged.
    """
    rows = _rows(path)
    if len(rows) < 2:
        raise UsageError(f"{path} holds no data rows.", "Give a CSV file with a header line and rows.")
    header, data = rows[0], rows[1:]
    for number, row in enumerate(data):
        if len(row) != len(header):
            raise UsageError(f"Row {number} of {path} has {len(row)} values under {len(header)} headers.", "Mend the file.")
    places = _places(header, recipe, path)
    specs = [recipe.column(name) for name in places]
    columns = tuple(_column(spec, header[places[spec.name]]) for spec in specs)
    group = header.index(TABLE_COLUMN) if TABLE_COLUMN in header else None
    of_tables: dict[str, list[tuple[Cell, ...]]] = {}
    for row in data:
        name = path.stem if group is None else row[group]
        of_tables.setdefault(name, []).append(tuple(_cell(row[place]) for place in places.values()))
    return tuple(Table(name, recipe=recipe.name, columns=columns, rows=tuple(of)) for name, of in of_tables.items())


def _rows(path: Path) -> list[list[str]]:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path} cannot be read ({fault.strerror}).", "Check the path.") from fault
    for encoding in ENCODINGS:
        try:
            text = io.StringIO(content.decode(encoding), newline="")
        except UnicodeDecodeError:
            continue
        try:
            return [row for row in csv.reader(text) if any(value.strip() for value in row)]
        except csv.Error as fault:
            raise UsageError(f"{path} is not a CSV file ({fault}).", "Save it as CSV in UTF-8.") from fault
    raise UsageError(f"{path} is neither UTF-8 nor GB 18030 text.", "Save it as CSV in UTF-8.")


def _places(header: Sequence[str], recipe: Recipe, path: Path) -> dict[str, int]:
    """Where the recipe's printed columns stand in the header."""
    places: dict[str, int] = {}
    for place, text in enumerate(header):
        spec = next(_known_as(text, recipe), None)
        if spec is None or not spec.printed:
            continue
        if spec.name in places:
            raise UsageError(f"{path} has two columns {spec.name}.", "Leave one.")
        places[spec.name] = place
    lacking = [
        f"{spec.name} ({spec.title.zh})" for spec in recipe.printed_columns if not spec.optional and spec.name not in places
    ]
    if lacking:
        raise UsageError(
            f"{path} lacks the columns {', '.join(lacking)}.", f"The recipe {recipe.name} needs them in the header."
        )
    return places


def _known_as(text: str, recipe: Recipe) -> Iterator[ColumnSpec]:
    """The columns that a header may mean, the likeliest first."""
    bare = SHARE.sub("", "".join(text.split()))
    printed = recipe.printed_columns
    yield from (spec for spec in recipe.columns if spec.name == text.strip())
    yield from (spec for spec in printed if text.strip() == spec.title.en or bare == spec.title.zh)
    yield from (spec for spec in printed if re.fullmatch(spec.header, bare))


def _column(spec: ColumnSpec, title: str) -> Column:
    share = "" if spec.share is None else str(spec.share)
    return Column(name=spec.name, title=title, type=spec.type, role=spec.role, unit=spec.unit, share=share)


def _cell(text: str) -> Cell:
    return Cell(printed=text, clean=text.strip())
