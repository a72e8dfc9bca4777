"""A page as rows: the public columns, and what stands in them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.emit.fields import distinct, holds, published_files
from pipeline.emit.rows import number, page_row, page_rows
from pipeline.model import PageResult
from pipeline.recipes import read_recipes
from tests.emit.sample import page_source, sample_page, sample_result

PUBLIC = {
    "pages": "page_id source sha256 page_number paper issue_date edition editors route engine status error seconds"
    " width height",
    "articles": "page_id article_id order kicker headline subhead reporter dateline text keywords characters confidence"
    " x0 y0 x1 y1",
    "tables": "table_id page_id title unit recipe rows columns x0 y0 x1 y1 corrected imputed unresolved",
    "cells": "table_id row column column_index printed clean status confidence rule readings page_id x0 y0 x1 y1",
    "repairs": "repair_id page_id table_id article_id row column before after status rule evidence",
    "findings": "finding_id page_id table_id article_id row column severity code message evidence",
}
RECIPES = read_recipes()


@pytest.mark.parametrize("file", PUBLIC)
def test_the_public_columns_keep_their_names_and_places(file: str) -> None:
    """The contract with whoever reads the files: columns may be added behind these, never moved."""
    public = PUBLIC[file].split()
    assert list(published_files()[file].columns[: len(public)]) == public


def records(file: str) -> list[dict[str, str]]:
    columns = published_files()[file].columns
    return [dict(zip(columns, row, strict=True)) for row in page_rows(sample_page(), RECIPES).files[file]]


def test_a_page_tells_what_it_says_about_itself() -> None:
    row = dict(zip(published_files()["pages"].columns, page_row(sample_result()), strict=True))
    assert (row["source"], row["page_number"], row["issue_date"]) == ("一月/报.pdf", "2", "2020-01-01")
    assert (row["editors"], row["status"], row["seconds"]) == ("甲;乙", "ok", "0.123")
    assert (row["width"], row["height"]) == ("1105.92", "1500")
    assert (row["route_reason"], row["furniture"]) == ("it has a text layer", "小报\n2020年1月1日")


def test_a_failed_page_tells_why_and_nothing_else() -> None:
    row = dict(zip(published_files()["pages"].columns, page_row(PageResult(page_source(), error="It is gone.")), strict=True))
    assert (row["status"], row["error"], row["route"], row["width"]) == ("failed", "It is gone.", "", "")


def test_an_article_keeps_its_paragraphs_and_its_printed_lines() -> None:
    (row,) = records("articles")
    assert (row["text"], row["printed_text"]) == ("第一段。\n第二 段。", "第一段。\n第二\n段。")
    assert (row["characters"], row["keywords"], row["confidence"]) == ("8", "桥;河", "0.988")
    assert (row["x0"], row["x1"], row["y1"]) == ("1", "3.14", "0")


def test_a_cell_shows_printed_and_clean_side_by_side() -> None:
    rows = {(row["row"], row["column"]): row for row in records("cells")}
    assert len(rows) == 10
    assert (rows["0", "total"]["printed"], rows["0", "total"]["clean"]) == ("", "75")
    assert rows["1", "rank"]["column_index"] == "0"
    assert rows["0", "rank"]["readings"] == ""


def test_readings_lose_nothing() -> None:
    """Commas and line ends in a witness' reading survive: the column is JSON."""
    readings = next(row["readings"] for row in records("cells") if row["readings"])
    assert json.loads(readings) == [["甲,\n乙", "18.0", 0.123], ["二", "13.0", None]]


def test_a_table_counts_its_cells_by_what_became_of_them() -> None:
    (row,) = records("tables")
    assert (row["rows"], row["columns"], row["corrected"], row["imputed"], row["unresolved"]) == ("2", "5", "2", "0", "2")
    assert row["notes"] == "注一\n注二"


def test_repairs_and_findings_are_numbered_and_placed() -> None:
    (repair,), (finding,) = records("repairs"), records("findings")
    assert (repair["repair_id"], repair["status"], repair["row"]) == ("报-000000000000-p1-r1", "applied", "")
    assert (finding["finding_id"], finding["row"], finding["severity"]) == ("报-000000000000-p1-f1", "1", "error")


def test_the_grid_keeps_a_span_at_its_first_cell() -> None:
    (files,) = page_rows(sample_page(), RECIPES).tables
    assert files.raw == (("列0", "列1", "列2", "列3", "列4"), ("1", "桃城区古城社区", "", "18.0", "57.6"))


def test_a_known_table_gets_its_derived_columns() -> None:
    """District and community come out of the name; a column that the table lacks is empty."""
    (known,) = page_rows(sample_page(), RECIPES).recipes
    head = ("报-000000000000-p1", "报-000000000000-p1-t1", "2020-01-01")
    assert known.rows[0] == (*head, "1", "桃城区", "古城社区", "桃城区古城社区", "75", "18.0", "57.6", "", "0")


def test_two_tables_of_one_name_are_refused() -> None:
    page = sample_page()
    with pytest.raises(ValueError, match="same identifier"):
        page_rows(replace(page, tables=page.tables * 2), RECIPES)


def test_a_ragged_table_is_refused() -> None:
    page = sample_page()
    table = replace(page.tables[0], columns=page.tables[0].columns[:-1])
    with pytest.raises(ValueError, match="has not 4 cells"):
        page_rows(replace(page, tables=(table,)), RECIPES)


def test_columns_without_a_name_of_their_own_get_one() -> None:
    assert list(distinct(["合计", "", "合计", "合计_2", "合计"])) == ["合计", "column_2", "合计_2", "合计_2_2", "合计_3"]


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [(None, 2, ""), (12.0, 2, "12"), (0.005, 3, "0.005"), (-0.001, 2, "0"), (100.0, 2, "100"), (1.006, 2, "1.01")],
)
def test_numbers_are_short(value: float | None, digits: int, told: str) -> None:
    assert number(value, digits) == told


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("integer", "12", True),
        ("integer", "1.5", False),
        ("integer", "１２", False),
        ("number", "-1.5", True),
        ("number", "1.5%", False),
        ("number", "", True),
        ("date", "2020-02-29", True),
        ("date", "2021-02-29", False),
        ("date", "20200229", False),
        ("string", "x", True),
    ],
)
def test_a_type_is_claimed_only_where_it_holds(kind: str, value: str, fits: bool) -> None:
    assert holds(kind, value) is fits
