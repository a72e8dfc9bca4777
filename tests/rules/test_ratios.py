"""Ratios, percentages, growth rates, shares and differences: declared and inferred, held to and broken."""

from __future__ import annotations

import doctest
import random
from pathlib import Path

import pytest

from pipeline.model import CellStatus, Column, Page, Severity, Table
from pipeline.recipes import read_recipe, read_recipes
from pipeline.repair import repair_page
from pipeline.rules import inferred_ratios, ratios
from pipeline.rules.consistency import consistent
from pipeline.rules.inference import inferred_rules
from pipeline.rules.kinds import RatioRule, SumRule
from pipeline.validate import validate_page
from tests import random_tables as make

RECIPES = read_recipes()


def _page(specimen: make.Specimen) -> Page:
    return repair_page(validate_page(make.page_of(specimen.table()), RECIPES), RECIPES)


def _loud(page: Page) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.where.row) for finding in page.findings if finding.severity is not Severity.NOTICE]


@pytest.mark.parametrize("seed", range(6))
def test_a_pass_rate_is_inferred(seed: int) -> None:
    """及格率 is 及格人数 over 参考人数, and nothing is flagged."""
    specimen = make.rates(random.Random(seed))  # noqa: S311
    rules = inferred_rules(specimen.table()).rules
    assert RatioRule(4, 2, 1, 100) in rules
    assert SumRule(1, (2, 3)) in rules
    assert _loud(_page(specimen)) == []


@pytest.mark.parametrize("seed", range(6))
def test_growth_and_difference_are_inferred(seed: int) -> None:
    """增减 is 今年 less 去年 (or 今年 their sum), 增幅 the growth; negative ones too."""
    specimen = make.growth(random.Random(seed))  # noqa: S311
    rules = inferred_rules(specimen.table()).rules
    assert RatioRule(4, 1, 2, 100, growth=True) in rules
    assert {SumRule(1, (2, 3)), SumRule(3, (1, 2), minus=(2,))} & set(rules)
    assert _loud(_page(specimen)) == []


def test_shares_of_a_column_are_inferred() -> None:
    """占比 is each row's part of the column."""
    values = [412, 955, 1290, 344, 801, 677, 1523, 238]
    whole = sum(values)
    rows = [[f"产业{n}", str(value), f"{value * 100 / whole:.1f}%"] for n, value in enumerate(values)]
    columns = (Column("产业", role="name"), Column("产值"), Column("占比"))
    table = Table("t1", columns=columns, rows=make.cells(rows))
    assert RatioRule(2, 1, None, 100) in inferred_rules(table).rules


def test_columns_that_only_look_like_rates_show_no_ratio() -> None:
    """A near miss: percentages that are of something the table does not print."""
    dice = random.Random(5)  # noqa: S311
    rows = [
        [f"县{n}", str(dice.randint(100, 999)), str(dice.randint(100, 999)), f"{dice.randint(100, 999) / 10}%"]
        for n in range(14)
    ]
    columns = (Column("县", role="name"), Column("甲"), Column("乙"), Column("增长率"))
    rules = inferred_rules(Table("t1", columns=columns, rows=make.cells(rows))).rules
    assert not any(isinstance(rule, RatioRule) for rule in rules)


def test_a_rate_printed_wrong_is_mended() -> None:
    """52.4 for 25.4 is a slip; 63.7 for 25.4 was worked out wrong, and the row's sum vouches for what it is made of."""
    for printed, status in (("transposed", CellStatus.CORRECTED), ("computed", CellStatus.CORRECTED)):
        specimen = make.rates(random.Random(3))  # noqa: S311
        true = specimen.true[5][4]
        wrong = true[1] + true[0] + true[2:] if printed == "transposed" else str(round(float(true) - 31.7, 1))
        specimen.printed[5][4] = wrong
        page = _page(specimen)
        assert ("ratio-mismatch", 5) in _loud(page)
        assert (page.tables[0].rows[5][4].clean, page.tables[0].rows[5][4].status) == (true, status)


def test_a_part_printed_wrong_is_located_by_sum_and_rate() -> None:
    """The sum leaves three cells; the rate leaves one."""
    specimen = make.rates(random.Random(8))  # noqa: S311
    true = specimen.true[2][2]
    specimen.printed[2][2] = ("2" if true[0] != "2" else "7") + true[1:]
    page = _page(specimen)
    assert page.tables[0].rows[2][2].clean == true


def test_sums_that_follow_or_contradict_are_left_out() -> None:
    """a = b + c and b = a - c say the same; a = b + c and b = a + c make c nothing."""
    first, again, against = SumRule(0, (1, 2)), SumRule(1, (0, 2), minus=(2,)), SumRule(1, (0, 2))
    judged = consistent([first, again, against], lambda _: False)
    assert (judged.kept, judged.redundant, judged.contradicting) == ((first,), (again,), (against,))
    assert consistent([first, against], lambda column: column == 2).kept == (first, against)


def test_rounding_and_cutting_off_are_both_let_pass() -> None:
    """2 / 3 is printed as 66.7 or as 66.6, never as 66.8; 2 / 3 of rounded numbers has wider bounds."""
    assert doctest.testmod(ratios).failed == 0
    assert doctest.testmod(inferred_ratios).failed == 0


RECIPE = """
name = "turnover"
title = { zh = "营业额", en = "Turnover" }
source = "a test"
match = { title = "营业" }
columns = [
  { name = "item", title = { zh = "项目", en = "Item" }, header = "项目" },
  { name = "now", title = { zh = "今年", en = "This year" }, header = "今年", type = "number" },
  { name = "before", title = { zh = "去年", en = "Last year" }, header = "去年", type = "number" },
  { name = "more", title = { zh = "增减", en = "Difference" }, header = "增减", type = "number" },
  { name = "rate", title = { zh = "增幅", en = "Growth" }, header = "增幅", type = "number" },
]
rules = [
  { kind = "difference", result = "more", minuend = "now", subtrahend = "before" },
  { kind = "ratio", column = "rate", above = "now", below = "before", growth = true },
]
repairs = [
  { kind = "single_cell", total = "more", parts = ["now", "before"] },
  { kind = "single_cell", total = "rate", parts = ["now", "before"] },
]
"""


def test_a_recipe_states_differences_and_ratios(tmp_path: Path) -> None:
    """Two rows are enough where the rules are stated: 150 - 120 = 30, 25 per cent more."""
    (tmp_path / "turnover.toml").write_text(RECIPE, encoding="utf-8")
    recipe = read_recipe(tmp_path / "turnover.toml")
    rows = [["甲", "150", "120", "300", "25.0"], ["乙", "90", "120", "-30", "-25.0"]]
    table = make.recipe_table(recipe, rows)
    page = repair_page(validate_page(make.page_of(table), [recipe]), [recipe])
    assert (page.tables[0].rows[0][3].clean, page.tables[0].rows[0][3].status) == ("30", CellStatus.CORRECTED)
    assert {code for code, _ in _loud(page)} == {"sum-mismatch"}
    assert next(f.message for f in page.findings if f.code == "sum-mismatch").startswith("增减 is not the difference of")
