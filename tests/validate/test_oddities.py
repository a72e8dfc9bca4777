"""Notices that blame nobody: each kind has a hit, a near miss and a clean case."""

from __future__ import annotations

from pipeline.model import Column, Severity, Table
from pipeline.validate import check_table
from tests.random_tables import cells

ODD = {"outlier", "heaping", "ties-ranked-apart", "shares-off", "near-duplicate-name", "name-in-two-districts"}


def _codes(columns: tuple[Column, ...], rows: list[list[str]]) -> dict[str, tuple[int | None, str]]:
    found = check_table(Table("t1", columns=columns, rows=cells(rows)), None)
    assert all(each.severity is Severity.NOTICE for each in found if each.code in ODD)
    return {each.code: (each.where.row, f"{each.message}; {each.evidence}") for each in found if each.code in ODD}


NUMBERS = (Column("项目", role="name"), Column("数量", role="value"))


def test_a_number_far_from_its_column_is_told_with_its_score() -> None:
    usual = [[f"项{n}", str(100 + (n * 7) % 23)] for n in range(20)]
    assert _codes(NUMBERS, usual) == {}
    row, told = _codes(NUMBERS, [*usual, ["项20", "912"]])["outlier"]
    assert row == 20
    assert "modified z-score" in told
    assert "outlier" not in _codes(NUMBERS, [*usual, ["项20", "131"]])


def test_numbers_that_end_in_nought_and_five_are_heaped() -> None:
    rounded = [[f"项{n}", str(100 + 5 * n if n % 6 else 101 + n)] for n in range(30)]
    _, told = _codes(NUMBERS, rounded)["heaping"]
    assert "chance alone would make 6" in told
    spread = [[f"项{n}", str(100 + (n * 7) % 83)] for n in range(30)]
    assert "heaping" not in _codes(NUMBERS, spread)


RANKED = (Column("名次", role="rank"), Column("单位", role="name"), Column("总分", role="total"))


def test_equal_totals_with_different_ranks_are_told() -> None:
    rows = [[str(n + 1), f"第{n}队", str(100 - n)] for n in range(12)]
    assert "ties-ranked-apart" not in _codes(RANKED, rows)
    rows[5][2] = rows[4][2]
    _, told = _codes(RANKED, rows)["ties-ranked-apart"]
    assert "5 and 6" in told


PLACES = (Column("社区名称", role="name"),)
OTHERS = [["桃城区红旗社区"], ["桃城区永安社区"], ["冀州区古城社区"], ["桃城区滨河社区"]]


def test_names_that_are_nearly_the_same_are_told() -> None:
    assert _codes(PLACES, OTHERS) == {}
    _, told = _codes(PLACES, [*OTHERS, ["桃城区牛佐新村社区"], ["桃城区牛家佐社区"]])["near-duplicate-name"]
    assert "牛佐新村社区 and 牛家佐社区" in told
    assert "near-duplicate-name" not in _codes(PLACES, [*OTHERS, ["桃城区牛佐新村社区"], ["冀州区牛家佐社区"]])


def test_a_name_in_two_districts_is_told() -> None:
    _, told = _codes(PLACES, [*OTHERS, ["冀州区红旗社区"]])["name-in-two-districts"]
    assert "桃城区, 冀州区" in told
    assert _codes(PLACES, [["桃城区代表队"], ["冀州区代表队"]]) == {}


def test_shares_that_do_not_make_a_hundred_are_told() -> None:
    """One share of eight is wrong: the others show the rule, their sum shows the error."""
    values = [412, 955, 1290, 344, 801, 677, 1523, 238]
    rows = [[f"产业{n}", str(value), f"{value * 100 / sum(values):.1f}%"] for n, value in enumerate(values)]
    columns = (Column("产业", role="name"), Column("产值"), Column("占比"))
    assert "shares-off" not in _codes(columns, rows)
    rows[3][2] = "9.9%"
    assert "shares-off" in _codes(columns, rows)
