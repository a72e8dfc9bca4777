"""data/clean is what the command makes of data/raw, byte for byte."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pipeline.convert import convert
from pipeline.settings import Settings

DATA = Path(__file__).parent.parent / "data"
VOLATILE = "seconds"
"""The one column of pages.csv that differs from run to run."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("fresh")
    assert convert([DATA / "raw"], out, Settings(report=True)).exit_code == 0
    return out


def without_seconds(data: bytes) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"))))
    return [{name: value for name, value in row.items() if name != VOLATILE} for row in rows]


def files(folder: Path) -> list[str]:
    """The published files: not the ledger, which stands in a hidden folder beside them."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [name for name in names if not name.startswith(".jiaokan/")]


def test_the_same_files_are_made(fresh: Path) -> None:
    assert files(fresh) == files(DATA / "clean")


def test_every_file_has_the_same_bytes(fresh: Path) -> None:
    changed = [
        name
        for name in files(fresh)
        if name != "pages.csv" and (fresh / name).read_bytes() != (DATA / "clean" / name).read_bytes()
    ]
    assert changed == []
    one, other = ((folder / "pages.csv").read_bytes() for folder in (fresh, DATA / "clean"))
    assert without_seconds(one) == without_seconds(other)


def test_pdf_scan_and_dump_give_the_same_table(fresh: Path) -> None:
    """Three witnesses of one page: every clean value of the score table is the same."""
    with (fresh / "community_scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_page: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        values = tuple(value for name, value in row.items() if name not in ("page_id", "table_id", "issue_date"))
        by_page.setdefault(row["page_id"], []).append(values)
    pdf, *others = by_page.values()
    assert len(by_page) == 3
    assert len(pdf) == 65
    assert all(other == pdf for other in others)
