"""The list of pages, made at the end from the published rows; memory holds a few counts for each page."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.model import OutputFile
from pipeline.web.html import rendered

HERE = Path(__file__).parent
PAGES_A_PART = 500
"""Rows of one file of the list: it stays under 1 MB (BENCHMARKS.md) and opens at once."""
ASSETS = {"report.css": HERE.parent / "web" / "edition.css", "report.js": HERE / "assets" / "report.js"}


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A page in the list."""

    row: dict[str, str]
    severities: Counter[str]
    tables: int
    articles: int
    changed: int
    pictured: bool
    reported: bool

    @property
    def issue(self) -> tuple[str, str]:
        return self.row["paper"], self.row["issue_date"]


def index_files(folder: Path) -> Iterator[OutputFile]:
    """The list of pages of the conversion staged in ``folder``, and the style and script of all pages."""
    for name, path in ASSETS.items():
        yield OutputFile(f"report/assets/{name}", path.read_bytes())
    rows = _index_rows(folder)
    parts = [rows[start : start + PAGES_A_PART] for start in range(0, len(rows), PAGES_A_PART)] or [[]]
    names = ["index.html", *(f"index-{number}.html" for number in range(2, len(parts) + 1))]
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update(row.severities)
    shared = {"names": names, "pages": len(rows), "failed": sum(row.row["status"] == "failed" for row in rows), "sums": sums}
    for number, (name, part) in enumerate(zip(names, parts, strict=True), start=1):
        issues = [(issue, list(group)) for issue, group in groupby(part, key=lambda row: row.issue)]
        html = rendered(HERE / "templates", "index.html", **shared, issues=issues, number=number)
        yield OutputFile(f"report/{name}", html)


def _index_rows(folder: Path) -> list[IndexRow]:
    severities: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in _records(folder / "findings.csv"):
        severities[row["page_id"]][row["severity"]] += 1
    tables, articles, changed = (Counter[str]() for _ in range(3))
    for row in _records(folder / "tables.csv"):
        tables[row["page_id"]] += 1
    for row in _records(folder / "articles.csv"):
        articles[row["page_id"]] += 1
    for row in _records(folder / "repairs.csv"):
        if row["table_id"] and row["status"] == "applied":
            changed[row["page_id"]] += 1
    return [
        IndexRow(
            row,
            severities[row["page_id"]],
            tables[row["page_id"]],
            articles[row["page_id"]],
            changed[row["page_id"]],
            (folder / "report" / "thumbs" / f"{row['page_id']}.webp").exists(),
            (folder / "report" / "pages" / f"{row['page_id']}.html").exists(),
        )
        for row in _records(folder / "pages.csv")
    ]


def _records(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
