"""Where a published value comes from: page, box, reading, rule, decision; and the place on the page as a picture."""

from __future__ import annotations

import html
import io
import json
from base64 import b64encode
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.dataset.page_crop import page_crop
from pipeline.errors import UsageError
from pipeline.geometry import Box

if TYPE_CHECKING:  # both take their time to import
    import pandas as pd
    from PIL import Image

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class Trace:
    """Where a value comes from. ``printed`` is what was read, ``clean`` what is published; ``derived_from`` names the column
    that a derived value is a part of. ``readings`` are (witness, text, confidence), ``repairs`` and ``findings`` rows of these
    files: what was done or suggested about the cell, and all that is odd about its row. ``rules`` are what its column is held
    to: rows of ``rules`` in a release; of a conversion the findings that say why a rule was inferred. ``box`` is in points
    from the top left of the page, None for a text dump."""

    page_id: str
    source: str
    sha256: str
    page_number: int
    route: str
    engine: str
    table_id: str
    row: int
    column: str
    printed: str
    clean: str
    status: str
    confidence: float | None
    rule: str
    readings: tuple[tuple[str, str, float | None], ...]
    repairs: tuple[Record, ...]
    findings: tuple[Record, ...]
    box: Box | None
    derived_from: str = ""
    rules: tuple[Record, ...] = ()
    row_begins: str = ""
    """The first cell of the row as it is published: what a person finds it by on the page."""
    to_source: tuple[float, ...] | None = None
    source_size: tuple[int, int] | None = None
    folder: Path = Path()

    def __str__(self) -> str:
        return "\n".join(f"{name:<10} {said}" for name, said in self.told().items())

    __repr__ = __str__

    def told(self) -> dict[str, str]:
        """The answer in words, for a person."""
        place = f"page {self.page_number} of {self.source} (SHA-256 {self.sha256[:12]}…)"
        where = "no box: a text dump has none" if self.box is None else "box {:g}, {:g}, {:g}, {:g} pt".format(*self.box)
        begins = f" ({self.row_begins})" if self.row_begins else ""
        said = {
            "source": place,
            "read by": f"{self.engine} ({self.route})",
            "place": f"{self.table_id}, row {self.row} counted from 0{begins}, {where}",
        }
        if self.derived_from:
            said["derived"] = f"{self.column} is a part of {self.derived_from}"
        said |= {"printed": self.printed or "(nothing)", "clean": self.clean or "(nothing)", "status": self.status}
        if self.rule:
            said["rule"] = self.rule
        for number, each in enumerate(self.rules, start=1):
            said[f"held to {number}"] = _rule(each)
        if self.readings:
            said["readings"] = "; ".join(f"{witness}: {text} ({sure})" for witness, text, sure in self.readings)
        for number, each in enumerate(self.repairs, start=1):
            said[f"repair {number}"] = _repair(each)
        for number, each in enumerate(self.findings, start=1):
            said[f"finding {number}"] = f"{each['severity']} {each['code']} ({each['column'] or 'the row'}): {each['message']}"
        return said

    def crop(self, sources: str | Path = "data/raw", *, dpi: float = 200, margin: float = 2) -> Image.Image:
        """The place on the page, cut out of the source file with ``margin`` points around it.

        ``sources`` is the folder (or the file) that was converted. Raises UsageError where there is no place on a page, or the
        file is not there or is another one than was converted.
        """
        if self.box is None:
            raise UsageError(f"{self.source} is a text dump: its values have no place on a page.", "Look at its text.")
        return page_crop(Path(sources), self, self.box, dpi, margin)

    def _repr_html_(self) -> str:
        """What a notebook shows: the answer as a table, with the crop where the source is at hand."""
        rows = "".join(
            f"<tr><th>{html.escape(name)}</th><td>{html.escape(said)}</td></tr>" for name, said in self.told().items()
        )
        try:
            picture = io.BytesIO()
            self.crop(self.folder.parent / "raw").save(picture, "PNG")
        except UsageError:
            return f"<table>{rows}</table>"
        return f'<table>{rows}</table><img src="data:image/png;base64,{b64encode(picture.getvalue()).decode()}">'


def _repair(repair: Record) -> str:
    before, after, evidence = (repair[name] or "(nothing)" for name in ("before", "after", "evidence"))
    return f"{repair['rule']} ({repair['status']}): {before} → {after}. Evidence: {evidence}"


def _rule(rule: Record) -> str:
    """A row of ``rules``, or the finding that a rule was inferred."""
    if "kind" not in rule:
        return f"inferred: {rule['message']}"
    why = rule["support"] or rule["source"]
    told = f"{rule['kind']} over {rule['columns'].replace(';', ', ')} ({rule['rule_id']}, {rule['origin']})"
    if rule["rows"]:
        told += (
            f"; holds in {rule['pass_rate_printed']:.2%} of {rule['rows']} rows as printed, {rule['pass_rate_clean']:.2%} clean"
        )
    return f"{told}; {why}" if why else told


def provenance(frame: pd.DataFrame, row: object, column: str, folder: str | Path | None = None) -> Trace:
    """Where the value of a data frame of ``pipeline.load`` comes from.

    ``row`` is a label of the frame's index, ``column`` a column of the clean table (or one derived from it). The frame knows
    its folder; give ``folder`` for one that was made otherwise, with its columns ``table_id`` and ``row``. Raises UsageError
    where the frame, the row or the column is not of a published table.
    """
    from pipeline.dataset.frames import FOLDER

    given = folder or frame.attrs.get(FOLDER)
    if not given or not {"table_id", "row"} <= set(frame.columns):
        raise UsageError(
            "This data frame is not of a table that pipeline.load gave.", "Keep table_id and row, and give folder."
        )
    if row not in frame.index:
        raise UsageError(f"The data frame has no row {row!r}.", "Give a label of its index.")
    where = str(frame.at[row, "table_id"]), int(str(frame.at[row, "row"]))
    mine = {cell["column"]: cell for cell in _records(given, "cells").get(where, ())}
    origin = column if column in mine else _origin(column, where[0], Path(given))
    if origin not in mine:
        raise UsageError(f"{column} is no column of the table {where[0]}.", f"Its columns: {', '.join(mine) or 'none'}.")
    cell = mine[origin]
    repairs = tuple(each for each in _records(given, "repairs").get(where, ()) if each["column"] == origin)
    about = {"repairs": repairs, "findings": _records(given, "findings").get(where, ())}
    about["rules"] = _rules(given, where[0], origin)
    page = _records(given, "pages")[cell["page_id"], -1][0]
    traced = _trace(page, cell, about, "" if origin == column else origin, column, Path(given))
    first = next(iter(mine.values()))
    return replace(traced, row_begins=f"{first['column']} {first['clean'] or first['printed'] or '(nothing)'}")


def _rules(folder: str | Path, table_id: str, column: str) -> tuple[Record, ...]:
    """What the column is held to: the rules of a release, or else the inferred ones, as findings tell of them."""
    of_table = _records(folder, "tables")[table_id, -1][0]
    try:
        stated = _records(folder, "rules")
    except UsageError:
        told = _records(folder, "findings").get((table_id, -1), ())
        return tuple(each for each in told if each["code"] == "rule-inferred" and each["column"] in (column, None))
    known = stated.get(("", -1), ()) if of_table["recipe"] else ()
    mine = [each for each in known if each["recipe"] == of_table["recipe"]]
    mine += stated.get((table_id, -1), ())
    return tuple(each for each in mine if column in (each["columns"] or "").split(";"))


def _records(folder: str | Path, name: str) -> dict[tuple[str, int], tuple[Record, ...]]:
    """The rows of a file by table and row, those of pages by page: read again only where the folder was written again."""
    package = Path(folder) / "datapackage.json"
    return _read(str(folder), name, package.stat().st_mtime_ns if package.is_file() else 0)


@lru_cache(maxsize=16)
def _read(folder: str, name: str, stamp: int) -> dict[tuple[str, int], tuple[Record, ...]]:  # noqa: ARG001 - part of the key
    import pandas as pd

    from pipeline.dataset.frames import load

    frame = load(folder, name)
    plain = frame.astype(object).where(frame.notna(), None)
    found: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for said in plain.to_dict("records"):
        record = {str(key): None if value is pd.NA else value for key, value in said.items()}
        row = record.get("row")
        table_id = record["page_id"] if name == "pages" else record["table_id"]
        found[str(table_id or ""), -1 if row is None else int(row)].append(record)
    return {key: tuple(records) for key, records in found.items()}


def _origin(column: str, table_id: str, folder: Path) -> str:
    """The column that a derived one is made of, as the data package says."""
    from pipeline.dataset.frames import load

    tables = load(folder, "tables")
    recipe = tables.loc[tables.table_id == table_id, "recipe"]
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if len(recipe) and resource["name"] == recipe.iloc[0]:
            for each in resource["schema"]["fields"]:
                if each["name"] == column and each.get("derivedFrom"):
                    return str(each["derivedFrom"])
    return column


def _trace(page: Record, cell: Record, about: dict[str, tuple[Record, ...]], origin: str, column: str, folder: Path) -> Trace:
    edges = [cell[name] for name in ("x0", "y0", "x1", "y1")]
    to_source, size = page.get("to_source"), page.get("source_size")
    return Trace(
        page_id=page["page_id"],
        source=page["source"],
        sha256=page["sha256"] or "",
        page_number=int(page["page_number"]),
        route=page["route"],
        engine=page["engine"],
        table_id=cell["table_id"],
        row=int(cell["row"]),
        column=column,
        printed=cell["printed"] or "",
        clean=cell["clean"] or "",
        status=cell["status"],
        confidence=cell["confidence"],
        rule=cell["rule"] or "",
        readings=tuple((witness, text, sure) for witness, text, sure in json.loads(cell["readings"] or "[]")),
        repairs=about["repairs"],
        findings=about["findings"],
        rules=about["rules"],
        box=None if None in edges else Box(*(float(edge) for edge in edges)),
        derived_from=origin,
        to_source=tuple(json.loads(to_source)) if to_source else None,
        source_size=tuple(json.loads(size)) if size else None,
        folder=folder,
    )
