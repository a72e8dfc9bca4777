"""The rules a table shows itself, and those it only seems to show."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.model import Column, Severity, Table
from pipeline.rules import RuleSet, rules_for
from pipeline.rules import kinds as k
from pipeline.validate import check_table
from tests import random_tables as make

RNG = random.Random(7)  # noqa: S311


def _table(titles: str, *rows: str, roles: str = "") -> Table:
    names = titles.split()
    given = roles.split() if roles else ["-"] * len(names)
    columns = tuple(Column(name, name, role=role.strip("-")) for name, role in zip(names, given, strict=True))
    return Table("t1", columns=columns, rows=make.cells([row.replace("_", " ").split() for row in rows]))


def _of(rules: RuleSet, kind: type[object]) -> list[object]:
    return [rule for rule in (*rules.rules, *rules.repairs) if isinstance(rule, kind)]


def test_a_schedule_shows_nothing() -> None:
    """Names and dates obey no rule."""
    rows = [
        f"{month}月{month + 9}日 {name} 市{place}局 李明"
        for month, (name, place) in enumerate(zip("甲乙丙丁戊己", "林体文教公交", strict=True), 1)
    ]
    rules = rules_for(_table("日期 地点 单位 联系人", *rows), None)
    assert rules.rules == ()
    assert rules.support == ()


@pytest.mark.parametrize("kind", [make.scores, make.medals, make.population, make.budget])
def test_the_sum_is_found(kind: object) -> None:
    """The total and its parts, with or without roles, to the left or to the right."""
    for _ in range(20):
        specimen = kind(RNG)  # type: ignore[operator]
        table = specimen.table()
        bare = replace(table, columns=tuple(replace(column, role="") for column in table.columns))
        for each in (table, bare):
            sums = _of(rules_for(each, None), k.SumRule)
            assert k.SumRule(specimen.total, specimen.parts) in [
                replace(rule, parts=tuple(sorted(rule.parts))) for rule in sums
            ]  # type: ignore[type-var]


def test_numbers_that_do_not_add_up_show_no_sum() -> None:
    """Random columns never make a sum: none in 300 tables."""
    for _ in range(300):
        rows = [" ".join(str(RNG.randint(0, 60)) for _ in range(5)) for _ in range(RNG.randint(5, 30))]
        assert not _of(rules_for(_table("甲 乙 丙 丁 合计", *rows, roles="- - - - total"), None), k.SumRule)


def test_a_sum_needs_its_support_and_says_it() -> None:
    """Nine rows of ten are believed, and reported; three of ten are not."""
    rows = [[str(a), str(a * 7 % 50 + 3), str(a + a * 7 % 50 + 3)] for a in range(11, 41, 3)]
    rows[4][2] = "99"
    rules = rules_for(
        Table("t1", columns=tuple(Column(name, name) for name in ("男", "女", "人数")), rows=make.cells(rows)), None
    )
    assert _of(rules, k.SumRule) == [k.SumRule(2, (0, 1))]
    assert "9 of 10 rows" in " ".join(support.text for support in rules.support)
    for row in rows[:7]:
        row[2] = str(int(row[2]) + 1 + int(row[0]) % 9)
    rules = rules_for(
        Table("t1", columns=tuple(Column(name, name) for name in ("男", "女", "人数")), rows=make.cells(rows)), None
    )
    assert not _of(rules, k.SumRule)


def test_rounded_parts_add_up_within_rounding() -> None:
    """A total that was rounded apart from its parts is a sum with a tolerance, and nothing is mended by it."""
    rows = []
    for _ in range(20):
        parts = [Decimal(RNG.randint(1000, 99999)) / 1000 for _ in range(3)]
        rows.append([f"{sum(parts):.2f}", *(f"{part:.2f}" for part in parts)])
    table = Table("t1", columns=tuple(Column(name, name) for name in ("总产值", "一产", "二产", "三产")), rows=make.cells(rows))
    rules = rules_for(table, None)
    assert [rule.tolerance > 0 for rule in _of(rules, k.SumRule)] == [True]  # type: ignore[attr-defined]
    assert not _of(rules, k.SingleCell)


def test_equal_columns_are_no_parts() -> None:
    """Two equal columns of round numbers hit many a round number with their sum; that is no rule."""
    rows = [
        "甲 5 5 20",
        "乙 10 10 20",
        "丙 50 50 100",
        "丁 100 100 200",
        "戊 20 20 200",
        "己 1 1 10",
        "庚 20 20 50",
        "辛 25 25 50",
    ]
    assert not _of(rules_for(_table("物质 水 土 气", *rows), None), k.SumRule)


def test_a_short_table_with_rounded_totals_is_not_blamed() -> None:
    """Two of five totals a tenth off their parts were rounded, not misprinted."""
    rows = ["甲 58.1 63.4 61.6 238.4 55.2", "乙 40.3 41.1 39.9 161.6 40.3", "丙 71.5 70.2 69.9 281.2 69.6"]
    rows += ["丁 20.9 22.7 21.4 85.6 20.6", "戊 60.1 60.7 61.2 242.5 60.6"]
    assert not _of(rules_for(_table("国家 一季 二季 三季 全年 四季", *rows), None), k.SingleCell)


def test_a_heading_between_rows_misses_nothing() -> None:
    """A row without any numbers is no data row; a row that lacks one of its numbers is."""
    rows = ["甲 11 12", "乙 42 25", "丙 17 38", "丁 29 44", "戊 31 45", "己 37 46"]
    table = _table("单位 人数 户数", *rows)
    cells = [*table.rows[:3], *make.cells([["山区", "", ""]]), *table.rows[3:]]
    assert not [f for f in check_table(replace(table, rows=tuple(cells)), None) if f.severity is not Severity.NOTICE]
    cells = [*table.rows[:3], *make.cells([["庚", "", "27"]]), *table.rows[3:]]
    assert [f.code for f in check_table(replace(table, rows=tuple(cells)), None)] == ["missing-value"]


def test_shares_are_caps_only_where_they_cap() -> None:
    """占比20% over marks of up to a hundred is a weight, not a cap."""
    specimen = make.scores(RNG)
    table = specimen.table()
    assert _of(rules_for(table, None), k.ShareCapRule)
    raw = [[*row[:3], *(str(RNG.randint(60, 99)) for _ in row[3:])] for row in specimen.true]
    assert not any(3 in dict(rule.caps) for rule in _of(rules_for(replace(table, rows=make.cells(raw)), None), k.ShareCapRule))  # type: ignore[attr-defined]


def test_a_medal_table_is_sorted_by_gold() -> None:
    """The totals of a medal table do not fall; its gold does."""
    for _ in range(10):
        specimen = make.medals(RNG)
        orders = _of(rules_for(specimen.table(), None), k.OrderRule)
        assert k.OrderRule(5) not in orders or [int(row[5]) for row in specimen.true] == sorted(
            (int(row[5]) for row in specimen.true), reverse=True
        )


def test_telephone_numbers_are_no_ranks() -> None:
    """编号 that do not count up are no sequence."""
    rows = [f"{number} 甲{number}" for number in (8201, 5533, 9120, 1100, 4411, 7002)]
    assert not _of(rules_for(_table("编号 单位", *rows), None), k.RankRule)


def test_totals_rows() -> None:
    """合计 at the foot, 全市 at the head, 小计 after each group; an average row sums up nothing."""
    rows = ["甲 31 12", "乙 42 25", "丙 17 38", "丁 29 44"]
    foot = rules_for(_table("单位 人数 户数", *rows, "合计 119 119"), None)
    assert _of(foot, k.ColumnSumRule) == [k.ColumnSumRule(4, (0, 1, 2, 3), (1, 2))]
    head = rules_for(_table("单位 人数 户数", "全市 119 119", *rows), None)
    assert _of(head, k.ColumnSumRule) == [k.ColumnSumRule(0, (1, 2, 3, 4), (1, 2))]
    groups = rules_for(_table("单位 人数 户数", *rows[:2], "小计 73 37", *rows[2:], "小计 46 82", "总计 119 119"), None)
    assert [rule.rows for rule in _of(groups, k.ColumnSumRule)] == [(0, 1), (3, 4), (0, 1, 3, 4)]  # type: ignore[attr-defined]
    assert not _of(rules_for(_table("单位 人数 户数", *rows, "平均 30 30"), None), k.ColumnSumRule)


def test_the_words_of_a_header_declare_a_sum() -> None:
    """场次 = 胜 + 平 + 负: so few matches that chance could have made it, but not under these words."""
    rows = ["1 甲队 3 1 1 1", "2 乙队 3 1 2 0", "3 丙队 3 2 0 1", "4 丁队 3 0 1 1", "5 戊队 3 1 1 1"]
    said = _table("名次 球队 场次 胜 平 负", *rows)
    unsaid = _table("名次 球队 甲 乙 丙 丁", *rows)
    assert _of(rules_for(said, None), k.SumRule) == [k.SumRule(2, (3, 4, 5))]
    assert _of(rules_for(unsaid, None), k.SumRule) == []
    assert [each.where.row for each in check_table(said, None) if each.code == "sum-mismatch"] == [3]


def test_words_that_most_rows_contradict_declare_nothing() -> None:
    rows = [f"{n} 甲队 {n + 5} {n} 1 1" for n in range(1, 6)]
    assert _of(rules_for(_table("名次 球队 场次 胜 平 负", *rows), None), k.SumRule) == []
