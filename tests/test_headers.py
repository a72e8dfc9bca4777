"""What the words of a header mean, and that they are data."""

from __future__ import annotations

import pytest

from pipeline import headers


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("名次", "rank"),
        ("总分", "total"),
        ("社区得分", "part"),
        ("净增", "difference"),
        ("比上年增减", "difference"),
        ("增减幅度(%)", "ratio"),
        ("利润率", "ratio"),
        ("同比增长", "ratio"),
        ("平均亩产", "ratio"),
        ("常住户数", "value"),
    ],
)
def test_the_role_of_a_column_of_numbers(title: str, role: str) -> None:
    assert headers.role_of(title, number=True) == role


@pytest.mark.parametrize(("title", "role"), [("发布日期", "date"), ("联系人", "person"), ("社区名称", "name"), ("利润率", "")])
def test_the_role_of_a_column_of_words(title: str, role: str) -> None:
    """Words for numbers do not fit a column of words."""
    assert headers.role_of(title, number=False) == role


def test_what_a_totals_row_adds_up() -> None:
    assert headers.is_added("总人口")
    assert not headers.is_added("单价(元)")
    assert not headers.is_added("出生率")
