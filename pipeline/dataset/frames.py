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

FOLDER = "jiaokan_folder"
"""Where a data frame came from, in its ``attrs``: what ``pipeline.provenance`` looks up."""
_DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
_SEVERE = ("error", "warning")
_BESIDE_ROWS = ("cells", "repairs", "findings", "grids")
"""Files with ``table_id`` and ``row`` whose rows are no rows of a clean table."""


def load(folder: str | Path, name: str) -> pd.DataFrame:
    """A file of a converted folder, or of a release, by its name (``community_scores``, ``cells``, ``articles`` …).

    Columns have the types of the schema; what may hold a few values only (``route``, ``status``, ``severity`` …) is a category.
    A table of a recipe gets a column ``flagged``: whether a warning or an error names the row, or a cell of it is unresolved.
    Raises UsageError when the folder holds no data package or no file of that name.
    """
    import pandas as pd

    folder = Path(folder)
    resource = _resource(folder, name)
    fields = resource["schema"]["fields"]
    types = {field["name"]: _dtype(field) for field in fields}
    path = folder / resource["path"]
    frame = pd.read_csv(path, dtype=types, keep_default_na=False, na_values={key: [""] for key in types})
    for field in fields:
        if field["type"] == "date":
            frame[field["name"]] = pd.to_datetime(frame[field["name"]], format="%Y-%m-%d")
    if {"table_id", "row"} <= types.keys() and name not in _BESIDE_ROWS:
        frame["flagged"] = _flagged(folder, frame)
    frame.attrs[FOLDER] = str(folder.resolve())
    return frame


def _dtype(field: dict[str, Any]) -> Any:
    import pandas as pd

    if "enum" in field.get("constraints", {}):
        return pd.CategoricalDtype(field["constraints"]["enum"])
    return _DTYPES.get(field["type"], "string")


def _resource(folder: Path, name: str) -> dict[str, Any]:
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise UsageError(f"{folder} holds no data package.", "Give a folder that `jiaokan convert … --out` wrote.") from fault
    tables: dict[str, dict[str, Any]] = {each["name"]: each for each in package["resources"] if _has_header(each)}
    if name not in tables:
        known = ", ".join(sorted(key for key, each in tables.items() if "tables/" not in each["path"]))
        raise UsageError(f"{folder} holds no table {name}.", f"There are: {known}.")
    return tables[name]


def _has_header(resource: dict[str, Any]) -> bool:
    return "schema" in resource and bool(resource.get("dialect", {}).get("header", True))


def _flagged(folder: Path, frame: pd.DataFrame) -> pd.Series[bool]:
    findings, cells = load(folder, "findings"), load(folder, "cells")
    named = findings[findings.severity.isin(_SEVERE) & findings.row.notna()]
    open_cells = cells[cells.status == "unresolved"]
    rows = {*zip(named.table_id, named.row, strict=True), *zip(open_cells.table_id, open_cells.row, strict=True)}
    return frame.apply(lambda row: (row.table_id, row.row) in rows, axis=1).astype(bool)
