"""A page's tables checked: what is wrong is named, what is sound is left in peace."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pipeline.model import Column, Finding, Severity, Table
from pipeline.recipes import read_recipes
from pipeline.validate import check_table, validate_page
from pipeline.validate.notices import binomial_tail
from tests import random_tables as make

RECIPES = read_recipes()
KNOWN = {recipe.name: recipe for recipe in RECIPES}
SCORES = KNOWN["community_scores"]
LOUD = (Severity.ERROR, Severity.WARNING)

ROWS = [
    ["1", "冀州区古城社区", "93.6", "19", "37.2", "37.4"],
    ["2", "桃城区杨树社区", "93", "19.4", "37.2", "36.4"],
    ["3", "桃城区金光社区", "92.8", "19.2", "38.4", "35.2"],
    ["4", "桃城区衡丰社区", "75", "17.4", "57.6", "0"],
    ["5", "", "74.8", "17.6", "28.8", "28.4"],
]


def _loud(findings: tuple[Finding, ...]) -> list[tuple[str, int | None, str]]:
    return [(f.code, f.where.row, f.where.column) for f in findings if f.severity in LOUD]


def test_the_rows_that_started_it() -> None:
    """57.6 where no part can exceed 40, and a name left out: both are found, and nothing else."""
    assert _loud(check_table(make.recipe_table(SCORES, ROWS), SCORES)) == [
        ("missing-value", 4, "name"),
        ("share-exceeded", 3, "residential_score"),
    ]


def test_totals_are_recomputed_for_every_row() -> None:
    """A notice says how many rows add up."""
    found = [f for f in check_table(make.recipe_table(SCORES, ROWS), SCORES) if f.code == "totals-recomputed"]
    assert [f.evidence for f in found] == ["5 of 5"]


def test_a_misprinted_total_flags_its_row_only() -> None:
    """The sum and the order point at one row; its neighbours are sound."""
    rows = [list(row) for row in ROWS[:3]]
    rows[1][2] = "39"
    findings = check_table(make.recipe_table(SCORES, rows), SCORES)
    assert {row for _, row, _ in _loud(findings)} == {1}
    assert {code for code, _, _ in _loud(findings)} == {"sum-mismatch", "order-broken"}


def test_findings_speak_of_what_is_printed() -> None:
    """A page keeps its earlier findings, and a table that was repaired is still checked as it was printed."""
    table = make.recipe_table(SCORES, ROWS)
    page = validate_page(make.page_of(table), RECIPES)
    assert page.findings == check_table(table, SCORES, (table,))
    mended = replace(table.rows[3][4], clean="28.8", status=table.rows[3][4].status.IMPUTED)
    rows = (*table.rows[:3], (*table.rows[3][:4], mended, table.rows[3][5]), table.rows[4])
    assert ("share-exceeded", 3, "residential_score") in _loud(check_table(replace(table, rows=rows), SCORES))


def test_equal_parts_are_a_notice_with_its_probability() -> None:
    """Eleven rows of sixty-five in which two marks agree are no fault, but worth a line."""
    specimen = make.scores(random.Random(3), recipe=SCORES)  # noqa: S311
    for row in specimen.printed[:8]:
        row[4] = row[5]
        row[2] = str(round(float(row[3]) + 2 * float(row[4]), 1))
    found = [f for f in check_table(specimen.table(), SCORES) if f.code == "parts-often-equal"]
    assert [f.severity for f in found] == [Severity.NOTICE]
    assert "exact binomial p = " in found[0].evidence
    assert round(binomial_tail(5, 5, 0.5), 5) == 0.03125


def test_a_recipe_that_lacks_a_column_says_so() -> None:
    """A rule without its column is reported, not forgotten."""
    table = make.recipe_table(SCORES, ROWS)
    cut = replace(table, columns=table.columns[:5], rows=tuple(row[:5] for row in table.rows))
    findings = check_table(cut, SCORES)
    assert any(f.code == "rule-not-checked" and "lane_score" in f.message for f in findings)


def test_inferred_rules_are_reported() -> None:
    """Whoever reads the findings of an unknown table sees which rules it was held to, and why."""
    findings = check_table(make.medals(random.Random(1)).table(), None)  # noqa: S311
    texts = [f.message for f in findings if f.code == "rule-inferred"]
    assert any("金牌 + 银牌 + 铜牌" in text for text in texts)
    assert all(f.severity is Severity.NOTICE for f in findings)


@pytest.mark.parametrize("header", [Column("a"), Column("a", "甲", "number")])
def test_empty_tables_are_no_trouble(header: Column) -> None:
    """No rows, no columns: no findings, no fall."""
    assert check_table(Table("t1"), None) == ()
    assert check_table(Table("t1", columns=(header,)), None) == ()
    assert not _loud(check_table(make.recipe_table(SCORES, []), SCORES))
