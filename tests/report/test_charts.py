"""Charts say what the table says."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Cell, Column, Table
from pipeline.report import charts

COLUMNS = (
    Column("rank", type="integer", role="rank"),
    Column("total", "总分", "number", "total"),
    Column("a", "甲", "number", "part", share="20"),
    Column("b", "乙", "number", "part"),
)


def table(rows: list[tuple[str, str, str]]) -> Table:
    cells = tuple(tuple(Cell(text, text) for text in (str(number), *row)) for number, row in enumerate(rows, start=1))
    return Table("t", columns=COLUMNS, rows=cells)


ROWS = [(str(10 + number), "10", str(number)) for number in range(10)]


def test_totals_mark_the_rows_that_do_not_add_up() -> None:
    found = charts.totals(table([*ROWS[:4], ("15.5", "10", "4"), *ROWS[5:]]))
    assert found
    assert (found.holding, len(found.marks), found.limit) == (9, 10, "1.5")
    assert [(mark.row, mark.off) for mark in found.marks if not mark.holds] == [(4, "1.5")]


def test_totals_speak_of_what_is_printed() -> None:
    whole = table(ROWS)
    cells = list(whole.rows[0])
    cells[1] = replace(cells[1], printed="99")
    found = charts.totals(replace(whole, rows=(tuple(cells), *whole.rows[1:])))
    assert found
    assert not found.marks[0].holds


def test_a_table_without_parts_or_with_few_rows_has_no_chart() -> None:
    assert charts.totals(table(ROWS[:5])) is None
    assert charts.totals(replace(table(ROWS), columns=tuple(replace(each, role="") for each in COLUMNS))) is None
    assert charts.histograms(table(ROWS[:5])) == ()


def test_histograms_count_every_number_and_show_the_share() -> None:
    total, b = charts.histograms(table(ROWS))  # ranks have none, and a column of one value neither
    assert (total.title, total.count, total.low, total.high, total.share) == ("总分", 10, "10", "19", None)
    assert b.title == "乙"
    assert len(total.bars) == 10
    spread = [(row[0], f"{number / 2:g}", row[2]) for number, row in enumerate(ROWS, start=10)]
    assert [chart.share_text for chart in charts.histograms(table(spread))] == ["", "20", ""]
    assert charts.histograms(table([("1,000", "缺", "x")] * 9)) == ()
