"""Cells normalised by the kind of their column; values never change."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.tables import clean_table
from pipeline.model import CellStatus, Column, Table
from pipeline.numbers import parse_value
from pipeline.recipes import read_recipes
from pipeline.repair import undo
from tests.random_tables import cells, recipe_table

RECIPES = {recipe.name: recipe for recipe in read_recipes()}
COLUMNS = (Column("名次", role="rank"), Column("社区名称", role="name"), Column("人口", role="value"), Column("联系人"))


def _table(*rows: list[str]) -> Table:
    return Table("t1", columns=COLUMNS, rows=cells(rows))


def _clean(*rows: list[str]) -> list[list[str]]:
    return [[cell.clean for cell in row] for row in clean_table(_table(*rows))[0].rows]


def test_numbers_lose_widths_separators_and_units() -> None:
    """１ is 1 and 12,345人 is 12345; 93.0 stays 93.0, for it says how exactly it was printed."""
    assert _clean(["１", "甲", "12,345人", ""], ["2", "乙", "93.0", ""]) == [["1", "甲", "12345", ""], ["2", "乙", "93.0", ""]]


def test_what_is_no_number_stays() -> None:
    """A garbled number is for validation to flag, not for cleaning to guess."""
    assert (
        _clean(["1", "甲", "1O,5", ""], ["2", "乙", "7", ""], ["3", "丙", "8", ""], ["4", "丁", "9", ""], ["5", "戊", "9", ""])[
            0
        ][2]
        == "1O,5"
    )


def test_names_lose_the_blanks_they_were_spaced_with() -> None:
    """In a name column all blanks between Chinese characters go; elsewhere only those of one spaced word."""
    assert _clean(["1", "桃城区 桥　东社区", "5", "王　斌"])[0][1::2] == ["桃城区桥东社区", "王斌"]
    assert _clean(["1", "甲", "5", "张三 李四"])[0][3] == "张三 李四"


def test_every_change_is_a_repair_that_can_be_undone() -> None:
    """What cleaning did is on the record, and taking it back gives the printed text."""
    table = _table(["１", "桥 东", "１，２３４", "王 斌"])
    cleaned, repairs = clean_table(table)
    assert {repair.rule for repair in repairs} == {"full-width", "number-format", "blanks-in-name", "blanks-in-word"}
    assert [cell.clean for cell in undo(cleaned, repairs).rows[0]] == [cell.printed for cell in table.rows[0]]


def test_a_cell_of_blanks_is_missing() -> None:
    """A cell that holds only an ideographic space is empty."""
    assert clean_table(_table(["1", "　", "5", ""]))[0].rows[0][1].status is CellStatus.MISSING


def test_the_recipe_decides_the_kind() -> None:
    """A number column of a recipe is one even where the table was typed otherwise."""
    table = recipe_table(RECIPES["community_scores"], [["1", "甲 乙", "９３", "19", "37", "37"]])
    table = replace(table, columns=tuple(replace(column, type="string", role="") for column in table.columns))
    assert [cell.clean for cell in clean_table(table, RECIPES["community_scores"])[0].rows[0]][:3] == ["1", "甲乙", "93"]


@given(st.lists(st.lists(st.text("０１2,，.． 　%人万一王斌O-—", max_size=8), min_size=4, max_size=4), min_size=1, max_size=4))
def test_cleaning_twice_changes_nothing_and_no_value_changes(rows: list[list[str]]) -> None:
    """Cleaning is idempotent; a number is the same number afterwards."""
    once, _ = clean_table(_table(*rows))
    twice, repairs = clean_table(once)
    assert not repairs
    assert twice == once
    for before, after in zip(_table(*rows).rows, once.rows, strict=True):
        for one, two in zip(before, after, strict=True):
            assert parse_value(one.printed) is None or parse_value(one.printed) == parse_value(two.clean)
