"""Title, unit and notes around a table, and the lines beside it that are none of its own."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.tables.titles import surroundings
from tests.hand_set import block, horizontal, line

TABLE = Box(50, 100, 250, 200)
TITLE = line("预算执行情况", 105, 70, 15)
UNIT = line("单位：万元", 210, 88, 8)


def test_a_centred_line_right_above_is_the_title() -> None:
    found = surroundings(TABLE, [TITLE])
    assert (found.title, found.lines) == ("预算执行情况", (TITLE,))


def test_a_unit_note_between_title_and_table() -> None:
    found = surroundings(TABLE, [TITLE, UNIT])
    assert (found.title, found.unit_note) == ("预算执行情况", "单位：万元")
    assert set(found.lines) == {TITLE, UNIT}


def test_title_and_unit_on_one_line() -> None:
    found = surroundings(TABLE, [line("预算执行情况 单位：万元", 100, 82)])
    assert (found.title, found.unit_note.strip()) == ("预算执行情况", "单位：万元")


def test_words_before_a_unit_note_are_not_lost() -> None:
    """Off the middle they may be no title; but a line that is taken has to be told."""
    one = line("预算执行情况 单位：万元", 134, 82)
    found = surroundings(TABLE, [one])
    assert "预算执行情况" in found.title or one not in found.lines


def test_title_and_unit_side_by_side() -> None:
    title, unit = line("预算执行情况", 50, 82), line("单位：万元", 210, 84, 8)
    found = surroundings(TABLE, [title, unit])
    assert (found.title, found.unit_note) == ("预算执行情况", "单位：万元")


def test_a_title_of_two_lines() -> None:
    found = surroundings(TABLE, [line("二〇二四年", 112, 64, 15), line("预算执行情况", 105, 82, 15)])
    assert found.title == "二〇二四年预算执行情况"


@pytest.mark.parametrize(("text", "title"), [("预算执行情况", True), ("渠水到了。", False), ("湖" * 50, False)])
def test_a_title_is_short_and_no_sentence(text: str, title: bool) -> None:
    one = line(text, 150 - 5 * len(text), 85)
    assert bool(surroundings(TABLE, [one]).title) is title


@pytest.mark.parametrize(("x", "title"), [(120, True), (50, True), (190, False)])
def test_a_title_is_centred_or_flush_left(x: float, title: bool) -> None:
    assert bool(surroundings(TABLE, [line("预算执行情况", x, 85)]).title) is title


@pytest.mark.parametrize(("top", "title"), [(82, True), (40, False)])
def test_a_title_stands_right_above(top: float, title: bool) -> None:
    assert bool(surroundings(TABLE, [line("预算执行情况", 120, top)]).title) is title


def test_the_last_line_of_a_story_above_is_no_title() -> None:
    assert surroundings(TABLE, [*block("湖城开渠放水两岸农户照表浇地两岸农户", 50, 45, 3), line("放水了", 50, 87)]).title == ""


def test_two_columns_that_end_above_are_no_title() -> None:
    assert surroundings(TABLE, [line("湖城开渠放水", 50, 85), line("石桥通车了", 160, 85)]) == surroundings(TABLE, [])


def test_what_stands_above_a_long_rule_is_no_title() -> None:
    assert surroundings(TABLE, [TITLE], [horizontal(0, 500, 93)]).title == ""
    assert surroundings(TABLE, [TITLE], [horizontal(50, 250, 93)]).title == "预算执行情况"


@pytest.mark.parametrize("text", ["注：数据截至4月底", "资料来源：市财政局", "备注: 不含市本级"])
def test_a_note_stands_right_below_and_says_so(text: str) -> None:
    note = line(text, 50, 205, 8)
    assert surroundings(TABLE, [note]).notes == (text,)
    assert surroundings(TABLE, [line(text, 50, 260, 8)]).notes == ()


def test_a_story_below_is_no_note() -> None:
    assert surroundings(TABLE, [line("湖城开渠放水", 50, 205)]).notes == ()


def test_nothing_around_a_table_is_nothing() -> None:
    found = surroundings(TABLE, [])
    assert (found.title, found.unit_note, found.notes, found.lines) == ("", "", (), ())
