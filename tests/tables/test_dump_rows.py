"""Lines of a dump that are no rows, however they look."""

from __future__ import annotations

from pipeline.model import TextLine
from pipeline.tables.dump_rows import find_runs


def test_a_line_longer_than_any_cell_ends_no_page() -> None:
    lines = [TextLine("一" * 200_000 + ",二", block=index) for index in range(3)]
    assert find_runs(lines) == []
