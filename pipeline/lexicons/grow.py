"""A lexicon that grows from accepted issues: names that a conversion printed and nothing was said against.

usage: python -m pipeline.lexicons.grow OUT_DIR RECIPE COLUMN LEXICON [SOURCE]

Reads <RECIPE>.csv, cells.csv and findings.csv of OUT_DIR, and adds to LEXICON.csv of this folder every name in COLUMN that
was read from a text layer or a text dump, stands as printed, and whose row no warning and no error names. Names stay once
they are in.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.lexicons import FOLDER

_WRONG_USE = 2


def accepted(out: Path, recipe: str, column: str) -> Iterator[tuple[str, str]]:
    """(name, page_id) of every name that nothing speaks against."""
    tables = {row["table_id"] for row in _rows(out / f"{recipe}.csv")}
    doubted = {
        (row["table_id"], row["row"]) for row in _rows(out / "findings.csv") if row["row"] and row["severity"] != "notice"
    }
    for cell in _rows(out / "cells.csv"):
        sound = cell["status"] == "as_printed" and not cell["readings"] and (cell["table_id"], cell["row"]) not in doubted
        if cell["table_id"] in tables and sound and cell["column"] == column and cell["clean"]:
            yield cell["clean"], cell["page_id"]


def grow(lexicon: Path, names: Iterator[tuple[str, str]], source: str = "") -> int:
    """Adds the names to the lexicon's file, which may not exist yet; answers how many are new."""
    known = {row["name"]: row["source"] for row in _rows(lexicon)} if lexicon.exists() else {}
    before = len(known)
    for name, page in names:
        known.setdefault(name, source or f"accepted from page {page}")
    with lexicon.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "source"))
        writer.writerows(sorted(known.items()))
    return len(known) - before


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as fault:
        raise UsageError(f"{path} cannot be read ({fault.strerror}).", "Give a folder that a conversion wrote.") from fault


def main(words: list[str]) -> int:
    if len(words) not in (4, 5):
        print(__doc__, file=sys.stderr)  # noqa: T201
        return _WRONG_USE
    out, recipe, column, lexicon, *source = words
    try:
        new = grow(FOLDER / f"{lexicon}.csv", accepted(Path(out), recipe, column), *source)
    except UsageError as fault:
        print(fault, file=sys.stderr)  # noqa: T201
        return _WRONG_USE
    print(f"{new} new names in {lexicon}.csv")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
