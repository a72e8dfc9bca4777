"""What the desk is offered for a row: what may be meant, the likeliest first, and never chosen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from pipeline.model import Page, Reading
from pipeline.recipes import read_recipes
from pipeline.report.cases import cases_of
from pipeline.report.desk import candidates, desk_cases
from pipeline.rules import Context, RuleSet
from pipeline.rules.kinds import SumRule
from tests.repair.test_repair import LISTS, _page

RECIPES = read_recipes()


def told(page: Page) -> dict[str, Mapping[str, Any]]:
    made = desk_cases(page, cases_of(page), {}, RECIPES)
    return {} if made is None else {case["key"]: case for case in json.loads(made)["cases"]}


def test_a_sound_page_has_nothing_to_decide() -> None:
    assert told(_page({}, LISTS)) == {}


def test_what_the_sums_need_is_offered_the_most_alike_first() -> None:
    """92 = 17.6 + 33.1 + 37.2 is off by 4.1: each number may be the wrong one."""
    case = told(_page({(5, 4): "33.1"}))["t1-r5"]
    assert case["class"] == "unresolved"
    needed = [each["changes"][0] for each in case["candidates"] if each["why"] == "sum"]
    assert [4, "37.2", "paper_error"] in needed
    assert all(column in (2, 3, 4, 5) for column, _, _ in needed)
    assert not [each for each in needed if each[0] in (3, 4, 5) and float(each[1]) > 40]  # no part above its share


def test_a_reading_that_makes_the_row_hold_comes_first() -> None:
    page = _page({(5, 4): "33.1"})
    table = page.tables[0]
    cell = replace(table.rows[5][4], readings=(Reading("33.1", "a", 0.6), Reading("37.2", "b", 0.5)))
    row = (*table.rows[5][:4], cell, *table.rows[5][5:])
    page = replace(page, tables=(replace(table, rows=(*table.rows[:5], row, *table.rows[6:])), *page.tables[1:]))
    assert told(page)["t1-r5"]["candidates"][0] == {"changes": [[4, "37.2", "misread"]], "why": "reading-sum"}


def test_to_agree_with_the_machine_comes_first() -> None:
    case = told(_page({(5, 4): "74.4", (5, 5): "0"}))["t1-r5"]
    assert (case["class"], case["candidates"][0]["why"]) == ("imputed", "machine")
    assert [after for _, after, _ in case["candidates"][0]["changes"]] == ["37.2", "37.2"]


DOUBLED = "桃城区区滏阳社区"


@pytest.mark.parametrize(
    ("names", "kind", "why"),
    [
        ({5: DOUBLED}, "changed", "machine"),
        ({5: DOUBLED, 6: "桃城区区东社区"}, "suggested", "suggested"),
        ({5: ""}, "flagged", None),
    ],
    ids=["proved by its column", "not proved", "missing"],
)
def test_names(names: dict[int, str], kind: str, why: str | None) -> None:
    case = told(_page({(row, 1): name for row, name in names.items()}))["t1-r5"]
    assert case["class"] == kind
    assert why is None or case["candidates"][0]["why"] == why


def test_there_are_never_more_candidates_than_number_keys() -> None:
    assert all(len(case["candidates"]) <= 9 for case in told(_page({(row, 4): "1" for row in range(6)})).values())


def test_a_difference_is_solved_and_told_as_one() -> None:
    """总分 less 社区得分 and 小区得分 leaves 小巷得分: what is taken away is taken away in the desk's sums too."""
    page = _page({(5, 4): "33.1"})
    context = Context(page.tables[0], RuleSet((SumRule(5, (2, 3, 4), minus=(3, 4)),)), clean=True)
    case = next(each for each in cases_of(page) if each.key == "t1-r5")
    needed = {
        (column, after) for each in candidates(case, context) for column, after, _ in each["changes"] if each["why"] == "sum"
    }
    assert needed == {(2, "87.9"), (3, "21.7"), (4, "37.2"), (5, "41.3")}
