"""The published tables as pandas data frames, typed as the data package says.

>>> import pipeline
>>> scores = pipeline.load("data/clean", "community_scores")     # doctest: +SKIP
>>> scores[scores.flagged]                                       # doctest: +SKIP
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:  # pandas takes half a second to import
    import pandas as pd

_DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
_SEVERE = ("error", "warning")


def load(folder: str | Path, name: str) -> pd.DataFrame:
    """A file of a converted folder by its name (``community_scores``, ``cells``, ``articles`` …), with the types of its schema.

    A table of a recipe gets a column ``flagged``: whether a warning or an error names the row, or a cell of it is unresolved.
    Raises UsageError when the folder holds no data package or no file of that name.
    """
    import pandas as pd

    folder = Path(folder)
    fields = _fields(folder, name)
    types = {field["name"]: _DTYPES.get(field["type"], "string") for field in fields}
    frame = pd.read_csv(folder / f"{name}.csv", dtype=types, keep_default_na=False, na_values={key: [""] for key in types})
    for field in fields:
        if field["type"] == "date":
            frame[field["name"]] = pd.to_datetime(frame[field["name"]], format="%Y-%m-%d")
    if {"table_id", "row"} <= types.keys() and name not in ("cells", "repairs", "findings"):
        frame["flagged"] = _flagged(folder, frame)
    return frame


def _fields(folder: Path, name: str) -> list[dict[str, Any]]:
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise UsageError(f"{folder} holds no data package.", "Give a folder that `jiaokan convert … --out` wrote.") from fault
    schemas = {each["path"]: each["schema"]["fields"] for each in package["resources"] if "schema" in each}
    if f"{name}.csv" not in schemas:
        known = ", ".join(sorted(path.removesuffix(".csv") for path in schemas if "/" not in path))
        raise UsageError(f"{folder} holds no table {name}.", f"There are: {known}.")
    found: list[dict[str, Any]] = schemas[f"{name}.csv"]
    return found


def _flagged(folder: Path, frame: pd.DataFrame) -> pd.Series[bool]:
    findings, cells = load(folder, "findings"), load(folder, "cells")
    named = findings[findings.severity.isin(_SEVERE) & findings.row.notna()]
    open_cells = cells[cells.status == "unresolved"]
    rows = {*zip(named.table_id, named.row, strict=True), *zip(open_cells.table_id, open_cells.row, strict=True)}
    return frame.apply(lambda row: (row.table_id, row.row) in rows, axis=1).astype(bool)
