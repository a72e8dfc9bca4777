"""Ruled tables: our lattice against pdfplumber's ``extract_tables``, on pages with known truth, in the same run.

usage: python -m benchmarks.tables TRUTH_ROOT      a folder of folders that hold page.pdf and truth.json (table.printed)

A printed row counts as read when one grid of the page holds it cell for cell, whatever panel it stands in; a table is whole
when all its rows are. Prints both readers' counts and the median milliseconds.
"""

from __future__ import annotations

import argparse
import json
import logging
import statistics
import time
from pathlib import Path

import pdfplumber

from pipeline.extract import read_page
from pipeline.ingest import page_sources
from pipeline.model import PageSource
from pipeline.settings import Settings
from pipeline.tables import find_tables


def flat(text: str | None) -> str:
    return "".join((text or "").split())


def held(printed: list[list[str]], grids: list[list[list[str]]]) -> int:
    """How many printed rows stand, cell for cell, in the grids."""
    rows = [[flat(cell) for cell in row] for grid in grids for row in grid]
    return sum([flat(cell) for cell in row] in rows for row in printed)


def ours(source: PageSource) -> list[list[list[str]]]:
    page = find_tables(read_page(source, Settings()), ())
    return [[[cell.printed for cell in row] for row in table.rows] for table in page.tables]


def theirs(source: PageSource) -> list[list[list[str]]]:
    with pdfplumber.open(source.source.path) as document:
        page = document.pages[source.page_number - 1]
        found = [[[cell or "" for cell in row] for row in table] for table in page.extract_tables()]
        page.close()
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("truth", type=Path)
    given = options.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    score = {"jiaokan": [0, 0], "pdfplumber": [0, 0]}
    clock: dict[str, list[float]] = {"jiaokan": [], "pdfplumber": []}
    for folder in sorted(path.parent for path in given.truth.glob("*/truth.json")):
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        printed = truth["table"]["printed"]
        source = next(iter(page_sources([folder / "page.pdf"], Settings())))
        if not isinstance(source, PageSource):
            continue
        line = [f"{folder.name} ({'ruled' if truth.get('layout', {}).get('ruled') else 'borderless'})"]
        for name, reader in (("jiaokan", ours), ("pdfplumber", theirs)):
            started = time.perf_counter()
            rows = held(printed, reader(source))
            clock[name].append(time.perf_counter() - started)
            score[name][0] += rows
            score[name][1] += rows == len(printed)
            line.append(f"{name} {rows}/{len(printed)} rows")
        print(", ".join(line))
    for name, (rows, exact) in score.items():
        print(f"{name}: {rows} rows, {exact} tables whole, median {statistics.median(clock[name]) * 1000:.0f} ms a page")


if __name__ == "__main__":
    main()
