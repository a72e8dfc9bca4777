"""How right the data is: a stratified sample of cells to check by hand, and the error rates that follow from it.

Strata are the route of the page and the field (the recipe and its column; tables without a recipe are one field). Cells are
drawn by the order of a hash of their identity and a seed, which is as good as at random and the same everywhere. Rates have
Wilson's 95 % interval (Wilson 1927; recommended by Brown, Cai and DasGupta 2001, doi 10.1214/ss/1009213286). Over several
strata the estimate weights each by its size, and the interval takes the effective sample size in place of the sample's (Korn
and Graubard 1998; Franco and others 2019, doi 10.1093/jssam/smy019), the smaller of the design-based one and Kish's.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import NormalDist

from pipeline.dataset.data_package import Package
from pipeline.errors import UsageError

ALL = "all"
OTHER = "other"
"""The field of cells in tables that no recipe knows: their columns are different ones in every table."""
CONFIDENCE = 0.95
VALUES = ("printed", "clean")
IDENTITY = ("table_id", "row", "column")
SHEET = (
    *("sample_id", "route", "field", "stratum_cells", "source", "page_number", "page_id", *IDENTITY, "row_begins"),
    *("x0", "y0", "x1", "y1", "printed", "clean", "status", "printed_right", "clean_right", "remark"),
)
BEGINNING = 2
"""Cells that tell a person which row is meant: its rank and its name, mostly."""
YES = frozenset(("y", "yes", "1", "true", "是", "对", "✓"))
NO = frozenset(("n", "no", "0", "false", "否", "错", "✗"))
Stratum = tuple[str, str]
Cell = dict[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in one stratum."""

    cells: int
    checked: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Rate:
    """An error rate with its interval; ``cells`` is what it speaks of."""

    cells: int
    checked: int
    wrong: int
    rate: float
    low: float
    high: float


def strata(package: Package) -> dict[Stratum, list[Cell]]:
    """Every cell that holds something, by route and field."""
    routes = {row["page_id"]: row for row in package.records("pages")}
    recipes = {row["table_id"]: row["recipe"] for row in package.records("tables")}
    found: dict[Stratum, list[Cell]] = defaultdict(list)
    begins: dict[tuple[str, str], str] = {}
    for cell in package.records("cells"):
        row = cell["table_id"], cell["row"]
        if int(cell["column_index"]) < BEGINNING:
            begins[row] = f"{begins.get(row, '')} {cell['printed'] or cell['clean']}".strip()
        page, recipe = routes[cell["page_id"]], recipes[cell["table_id"]]
        field = f"{recipe}.{cell['column']}" if recipe else OTHER
        if cell["printed"] or cell["clean"]:
            found[page["route"], field].append({**cell, "source": page["source"], "page_number": page["page_number"]})
    for cells in found.values():
        for cell in cells:
            cell["row_begins"] = begins[cell["table_id"], cell["row"]]
    return dict(sorted(found.items()))


def draw(package: Package, count: int, seed: int = 0) -> list[list[str]]:
    """The rows of a sheet (``SHEET``) of ``count`` cells, shared out by the size of the strata, at least one of each.

    Raises UsageError where there are no cells, or more strata than ``count``.
    """
    cells = strata(package)
    if not cells:
        raise UsageError(f"{package.folder} holds no cells to sample.", "Convert pages with tables first.")
    if count < len(cells):
        raise UsageError(f"There are {len(cells)} strata (routes and fields).", f"Draw {len(cells)} cells or more.")
    shares = allotted({stratum: len(of) for stratum, of in cells.items()}, count)
    rows: list[list[str]] = []
    for stratum, of in cells.items():
        chosen = sorted(of, key=lambda cell: _order(cell, seed))[: shares[stratum]]
        for cell in sorted(
            chosen, key=lambda cell: (cell["source"], cell["table_id"], int(cell["row"]), int(cell["column_index"]))
        ):
            said = {**cell, "route": stratum[0], "field": stratum[1], "stratum_cells": str(len(of))}
            rows.append([str(len(rows) + 1), *(said.get(name, "") for name in SHEET[1:])])
    return rows


def _order(cell: Cell, seed: int) -> str:
    return hashlib.sha256("\0".join((str(seed), *(cell[name] for name in IDENTITY))).encode()).hexdigest()


def allotted(sizes: dict[Stratum, int], count: int) -> dict[Stratum, int]:
    """How many of ``count`` each stratum gets: one, and of the rest its share by size (largest remainders), at most all."""
    count = min(count, sum(sizes.values()))
    shares = dict.fromkeys(sizes, 1)
    while (left := count - sum(shares.values())) > 0:
        room = {stratum: size - shares[stratum] for stratum, size in sizes.items() if size > shares[stratum]}
        whole = sum(room.values())
        exact = {stratum: left * size / whole for stratum, size in room.items()}
        for stratum, share in exact.items():
            shares[stratum] += int(share)
        rest = count - sum(shares.values())
        for stratum in sorted(exact, key=lambda each: (int(exact[each]) - exact[each], each))[:rest]:
            shares[stratum] += 1
    return shares


def read_sheet(path: Path) -> list[Cell]:
    """The rows of a checked sheet, as a spreadsheet may have saved it; raises UsageError where it is not one."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path} cannot be read ({fault.strerror}).", "Check the path.") from fault
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UsageError(f"{path} is neither UTF-8 nor GB 18030 text.", "Save it as CSV in UTF-8.")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    lacking = [name for name in SHEET if rows and name not in rows[0]]
    if not rows or lacking:
        raise UsageError(f"{path} is no sheet of `jiaokan sample`.", f"It lacks {', '.join(lacking) or 'rows'}.")
    return [{name: (row[name] or "").strip() for name in SHEET} for row in rows]


def rates(sheet: Sequence[Cell]) -> Iterator[tuple[str, str, str, Rate]]:
    """(value, route, field, rate): of all, of each route, of each field, of each of both. Cells not checked are left out.

    Raises UsageError where a verdict is neither yes nor no, or none was given.
    """
    told = False
    for value in VALUES:
        parts = _parts(sheet, value)
        routes, fields = sorted({route for route, _ in parts}), sorted({field for _, field in parts})
        groups = [(ALL, ALL), *((route, ALL) for route in routes), *((ALL, field) for field in fields), *sorted(parts)]
        for route, field in groups:
            mine = [part for (its, of), part in parts.items() if route in (ALL, its) and field in (ALL, of)]
            if mine:
                told = True
                yield value, route, field, estimate(mine)
    if not told:
        raise UsageError("No cell of the sheet was checked.", "Fill in printed_right and clean_right with y or n.")


def _parts(sheet: Sequence[Cell], value: str) -> dict[Stratum, Part]:
    verdicts: dict[Stratum, list[bool]] = defaultdict(list)
    sizes: dict[Stratum, int] = {}
    for row in sheet:
        said = row[f"{value}_right"].lower()
        if not said:
            continue
        if said not in YES | NO or not row["stratum_cells"].isdecimal():
            where = f"Row {row['sample_id']} of the sheet"
            raise UsageError(f"{where} says {said!r} in {value}_right.", "Say y or n, and leave stratum_cells alone.")
        verdicts[row["route"], row["field"]].append(said in NO)
        sizes[row["route"], row["field"]] = int(row["stratum_cells"])
    return {stratum: Part(sizes[stratum], len(found), sum(found)) for stratum, found in verdicts.items()}


def estimate(parts: Sequence[Part]) -> Rate:
    """The error rate over strata, each weighted by its size, with its interval."""
    cells, checked = sum(part.cells for part in parts), sum(part.checked for part in parts)
    shares = [(part.cells / cells, part.wrong / part.checked, part.checked) for part in parts]
    rate = sum(weight * wrong for weight, wrong, _ in shares)
    kish = 1 / sum(weight**2 / number for weight, _, number in shares)
    variance = sum(weight**2 * wrong * (1 - wrong) / number for weight, wrong, number in shares)
    effective = min(kish, rate * (1 - rate) / variance) if variance else kish
    low, high = wilson(rate, effective)
    return Rate(cells, checked, sum(part.wrong for part in parts), rate, low, high)


def wilson(rate: float, number: float) -> tuple[float, float]:
    """Wilson's score interval of a rate found in ``number`` trials.

    >>> [round(bound, 4) for bound in wilson(0.05, 200)]
    [0.0274, 0.0896]
    """
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    scale = 1 + z**2 / number
    middle = (rate + z**2 / (2 * number)) / scale
    half = z / scale * sqrt(rate * (1 - rate) / number + z**2 / (4 * number**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def rate_rows(found: Iterable[tuple[str, str, str, Rate]]) -> list[list[str]]:
    """The rows of ``accuracy.csv``."""
    return [
        [value, route, field, str(it.cells), str(it.checked), str(it.wrong), *(f"{x:.4f}" for x in (it.rate, it.low, it.high))]
        for value, route, field, it in found
    ]


def unknown_cells(sheet: Sequence[Cell], package: Package) -> list[Cell]:
    """Rows of the sheet that name no cell of the package: it was drawn from other data."""
    known = {tuple(cell[name] for name in IDENTITY) for cell in package.records("cells")}
    return [row for row in sheet if tuple(row[name] for name in IDENTITY) not in known]
