"""The list of pages, made at the end of a line that each page brings along: its entry as HTML, and what is counted of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from math import ceil
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.model import OutputFile, PageResult, RepairStatus
from pipeline.web.html import rendered

HERE = Path(__file__).parent
PAGES_A_PART = 500
"""Entries of one file of the list: it stays under 1 MB (BENCHMARKS.md) and opens at once."""
ASSETS = {"report.css": HERE.parent / "web" / "edition.css", "report.js": HERE / "assets" / "report.js"}
THUMB, PAGE = "report/thumbs/{}.webp", "report/pages/{}.html"


def listed(result: PageResult, files: Sequence[OutputFile] = ()) -> bytes:
    """What the list of pages says of a page, failed ones too, as a line; ``files`` are the page's own of the report."""
    page = result.page
    severities = Counter(each.severity.value for each in page.findings) if page else Counter[str]()
    made = {file.path for file in files}
    html = rendered(
        HERE / "templates",
        "entry.html",
        result=result,
        page=page,
        page_id=result.source.page_id,
        severities=severities,
        changed=sum(1 for each in page.repairs if each.where.table_id and each.status is RepairStatus.APPLIED) if page else 0,
        pictured=THUMB.format(result.source.page_id) in made,
        reported=PAGE.format(result.source.page_id) in made,
    )
    issue = (page.masthead.paper, page.masthead.issue_date) if page else ("", "")
    said = {"issue": issue, "failed": page is None, "severities": severities, "html": f"{html.decode()}\n"}
    return json.dumps(said, ensure_ascii=False).encode(errors="replace") + b"\n"


def index_files(lines: Path) -> Iterator[OutputFile]:
    """The list of the pages whose lines are in this file, and the style and script of all pages."""
    for name, path in ASSETS.items():
        yield OutputFile(f"report/assets/{name}", path.read_bytes())
    pages = failed = 0
    sums: Counter[str] = Counter()
    for line in _lines(lines):
        pages += 1
        failed += line["failed"]
        sums.update(line["severities"])
    names = ["index.html", *(f"index-{number}.html" for number in range(2, ceil(pages / PAGES_A_PART) + 1))]
    shared = {"names": names, "pages": pages, "failed": failed, "sums": sums}
    rest = _lines(lines)
    for number, name in enumerate(names, start=1):
        part = islice(rest, PAGES_A_PART)
        issues = [
            (issue, Markup("").join(Markup(each["html"]) for each in group))  # noqa: S704 - made by a template above
            for issue, group in groupby(part, key=lambda line: line["issue"])
        ]
        html = rendered(HERE / "templates", "index.html", **shared, issues=issues, number=number)
        yield OutputFile(f"report/{name}", html)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
