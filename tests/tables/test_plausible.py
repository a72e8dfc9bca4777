"""What stands in rows and columns and is no table: kickers over headlines, lists of names in a text column, programmes."""

from __future__ import annotations

from pipeline.model import TextLine
from pipeline.tables.stream import find_streams
from tests.hand_set import block, horizontal, line
from tests.tables.grids import ROW, set_rows

XS = [50.0, 110.0, 200.0, 260.0]
TOP = 100.0
ROWS = [
    [str(rank), name, score]
    for rank, name, score in [(1, "和平", "96.5"), (2, "光明", "95"), (3, "安泰", "93"), (4, "里竹", "91")]
]


def heads(size: float) -> list[TextLine]:
    """Three stories side by side: kicker, headline, two lines of subhead."""
    found = []
    for x in (50.0, 200.0, 350.0):
        found += [line("开春第一件事", x, 100, 10.5), line("湖城开渠", x, 114, size)]
        found += [line("从图纸到", x, 132, 10.5), line("日常百天", x, 146, 10.5)]
    return found


def test_kickers_and_subheads_of_stories_side_by_side_are_no_table() -> None:
    assert find_streams(heads(16.0)) == []


def test_the_same_words_without_headlines_between_them_are_cells() -> None:
    assert len(find_streams(heads(10.5))) == 1


def names(top: float) -> list[TextLine]:
    return [
        line(name, 50 + 45 * place, top + 14 * row)
        for row in range(4)
        for place, name in enumerate(("王小斌", "李小明", "周小云"))
    ]


def test_names_in_a_column_of_running_text_are_no_table() -> None:
    text = block("湖城开渠放水两岸农户照表", 50, 60, 3)
    assert find_streams([*text, *names(102)]) == []


def test_the_same_names_apart_from_text_are_one() -> None:
    assert len(find_streams(names(300))) == 1
    ruled = [horizontal(50, 170, 100), horizontal(50, 170, 160)]
    assert len(find_streams([*block("湖城开渠放水两岸农户照表", 50, 60, 3), *names(102)], ruled)) == 1


def test_channels_side_by_side_are_lists() -> None:
    rows = [
        ["06:30", "早间新闻", "07:10", "戏曲"],
        ["08:00", "天气预报", "08:20", "动画"],
        ["09:15", "田间课堂", "09:40", "球赛"],
    ]
    xs = [50.0, 80.0, 160.0, 190.0, 240.0]
    assert find_streams(set_rows(rows * 2, xs, TOP, align="l")) == []


def test_departures_of_many_lines_are_a_table() -> None:
    rows = [["东站", "06:30", "07:10"], ["西站", "06:40", "07:20"], ["北门", "06:50", "07:30"], ["河东", "07:00", "07:40"]]
    assert len(find_streams(set_rows(rows, XS, TOP, align="l"))) == 1


def test_a_table_stays_one() -> None:
    assert len(find_streams(set_rows(ROWS, XS, TOP + ROW))) == 1
