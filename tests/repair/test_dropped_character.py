"""A character left out of a name: mended where the column proves it, suggested where something else speaks for it."""

from __future__ import annotations

import pytest

from pipeline.model import CellStatus, Column, Page, RepairStatus, Severity, Table
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page
from pipeline.validate import validate_page
from tests import random_tables as make

RECIPES = read_recipes()
LIST = next(recipe for recipe in RECIPES if recipe.name == "red_black_list")
NAMES = ["古桥", "杨柳", "金明", "红旗里", "中兴街", "信安", "长泰", "南盐里", "华明苑", "裕安"]


def page_of(names: list[str], lists: list[list[str]] | None = None) -> Page:
    columns = tuple(
        Column(title, title, role=role) for title, role in (("序号", "rank"), ("社区名称", "name"), ("总分", "total"))
    )
    rows = [[str(n + 1), name, str(90 - n)] for n, name in enumerate(names)]
    tables = [Table("t1", columns=columns, rows=make.cells(rows))]
    tables += [make.recipe_table(LIST, lists, "t2")] if lists else []
    return repair_page(validate_page(make.page_of(*tables), RECIPES), RECIPES)


def names_with(odd: str, place: int = 4) -> list[str]:
    names = [f"桃城区{name}社区" for name in NAMES]
    names[place] = odd
    return names


def outcome(page: Page, row: int = 4) -> tuple[str, CellStatus, list[str]]:
    cell = page.tables[0].rows[row][1]
    codes = [f.code for f in page.findings if f.where.row == row and f.severity is not Severity.NOTICE]
    return cell.clean, cell.status, codes


@pytest.mark.parametrize(("printed", "whole"), [("桃城区滏阳社", "桃城区滏阳社区"), ("冀州区永乐区", "冀州区永乐社区")])
def test_an_ending_that_lacks_a_character_is_mended(printed: str, whole: str) -> None:
    clean, status, codes = outcome(page_of(names_with(printed)))
    assert (clean, status) == (whole, CellStatus.CORRECTED)
    assert codes == ["dropped-character"]


@pytest.mark.parametrize("printed", ["桃城区北方合作社", "桃城区北方开发区", "桃城区社", "桃城区滏阳村", "桃城区滏阳社区"])
def test_a_word_another_ending_or_no_name_is_left_alone(printed: str) -> None:
    assert outcome(page_of(names_with(printed)))[:2] == (printed, CellStatus.AS_PRINTED)


def test_endings_that_differ_prove_nothing() -> None:
    names = names_with("桃城区滏阳社")
    names[0] = "桃城区古桥村"
    assert outcome(page_of(names))[1] is CellStatus.AS_PRINTED


def test_a_name_that_stands_in_another_row_is_not_made_twice() -> None:
    names = names_with("桃城区裕安社")
    assert outcome(page_of(names))[1] is CellStatus.AS_PRINTED


def test_a_district_that_lacks_a_character_is_suggested() -> None:
    """桃城 may be how the paper has it: flagged, not changed."""
    page = page_of(names_with("桃城滏阳社区"))
    assert outcome(page)[:2] == ("桃城滏阳社区", CellStatus.AS_PRINTED)
    assert [(each.after, each.status) for each in page.repairs] == [("桃城区滏阳社区", RepairStatus.SUGGESTED)]
    assert "dropped-character" in outcome(page)[2]


def test_a_list_with_one_character_more_is_a_suggestion() -> None:
    """Two that disagree: which of them dropped or added a character nobody can tell."""
    names = names_with("桃城区中心社区")
    lists = [["1", names[0], "10", names[9]], ["2", names[1], "9", names[8]], ["5", "桃城区中心街社区", "8", names[7]]]
    page = page_of(names, lists)
    assert outcome(page)[0] == "桃城区中心社区"
    assert [each.after for each in page.repairs if each.rule == "dropped_character"] == ["桃城区中心街社区"]
    assert {"list-disagrees", "dropped-character"} <= set(outcome(page)[2])


def test_columns_of_other_names_are_left_alone() -> None:
    """Schools, villages and products end as they like."""
    names = ["第一小学", "第二小学", "实验学校", "职教中心", "东门小", "北关中学", "铁路小学", "育才学校", "红星社", "新华书店"]
    assert not [f for f in page_of(names).findings if f.code == "dropped-character"]
