"""A page on the terminal: what was changed and what is doubtful stands out in plain text too."""

from __future__ import annotations

import io
from dataclasses import replace

from pipeline.inspection import FIRST_ROWS, ROWS_SHOWN, page_console, show_page
from pipeline.model import Page
from tests.emit.sample import sample_page


def shown(page: Page) -> str:
    stream = io.StringIO()
    show_page(page, page_console(stream))
    return stream.getvalue()


def test_changed_unresolved_and_doubted_cells_are_marked() -> None:
    """Row 1 has a finding about its total, which was corrected as well: the change is the mark."""
    text = shown(sample_page())
    assert "→75" in text
    assert "?57.6" in text
    assert "printed a, clean b" in text
    doubted = sample_page()
    finding = replace(doubted.findings[0], where=replace(doubted.findings[0].where, column="rank"))
    assert "!2" in shown(replace(doubted, findings=(finding,)))


def test_a_table_without_doubts_is_cut_short_and_needs_no_legend() -> None:
    page = sample_page()
    table = page.tables[0]
    sound = tuple(replace(cell, status=table.rows[0][0].status, clean="值") for cell in table.rows[0])
    text = shown(replace(page, tables=(replace(table, rows=(sound,) * 40),), findings=()))
    assert text.count("值  ") + text.count("值\n") >= FIRST_ROWS
    assert "39" not in text
    assert "printed a, clean b" not in text


def test_a_table_of_many_doubts_tells_how_many_are_left() -> None:
    page = sample_page()
    table = page.tables[0]
    text = shown(replace(page, tables=(replace(table, rows=table.rows[:1] * 40),)))
    assert f"… and {40 - ROWS_SHOWN} more rows with something changed or doubtful" in text


def test_articles_findings_and_repairs_are_told() -> None:
    text = shown(sample_page())
    for told in ("1  桥通了", "8 characters in 2 paragraphs", "error   t1 row 1 total: sum:", "「５」→「5」 (mended)"):
        assert told in text
