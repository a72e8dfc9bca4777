"""What stands in rows and columns and is no table: kickers over headlines, lists of names in a text column, programmes."""

from __future__ import annotations

from pipeline.model import TextLine
from pipeline.tables.stream import find_streams
from pipeline.tables.stream_columns import within_rules
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


def poems(size: float = 18.0) -> list[TextLine]:
    """Two poems side by side, each under its title."""
    left = ["灯光比炊烟矮", "河水慢下来", "雨停在屋檐下", "一只麻雀"]
    right = ["谁在桥头咳嗽", "麦子翻身", "我听见它们", "黄昏湿了"]
    titles = [line("雨后", 60, 60, size), line("桥头", 210, 60, size)]
    return [*titles, *(line(text, x, 100 + 14 * row) for x, own in ((50, left), (200, right)) for row, text in enumerate(own))]


def test_poems_under_titles_of_their_own_are_no_table() -> None:
    assert find_streams(poems()) == []
    boxes = [horizontal(x, x + 120, y) for x in (40, 190) for y in (50, 158)]
    assert find_streams(poems(), boxes) == []


def test_words_of_the_cells_size_over_columns_are_their_header() -> None:
    assert len(find_streams(poems(10.0))) == 1
    assert len(find_streams(poems(), [horizontal(40, 300, 96), horizontal(40, 300, 158)])) == 1


def test_columns_of_numbers_under_large_words_are_a_table() -> None:
    rows = [line(f"{row}6.5", x, 100 + 14 * row) for x in (60, 130) for row in range(4)]
    assert len(find_streams([line("雨后", 50, 60, 18), line("桥头", 120, 60, 18), *rows])) == 1


def test_headlines_of_stories_in_a_row_are_no_table() -> None:
    """Each of three lines, over text that tells how large type is."""
    heads = [
        line(words, x, 100 + 26 * row, 18) for x in (50, 200, 350) for row, words in enumerate(("湖城", "开渠放水", "石桥"))
    ]
    text = [one for x in (50, 200, 350) for one in block("湖城开渠放水两岸农户照", x, 190, 6)]
    assert find_streams([*heads, *text]) == []
    assert len(find_streams(heads)) == 1


def test_beyond_the_ends_of_its_rules_a_table_has_no_columns() -> None:
    cells = set_rows(ROWS, XS, TOP)
    rows = [[one for one in cells if one.box.y1 == y] for y in sorted({one.box.y1 for one in cells})]
    inside, beyond = line("和平", 230, TOP), line("光明", 330, TOP)
    ruled = [horizontal(45, 262, row[0].box.y1 + 2).box for row in rows]
    assert within_rules(rows, [inside, beyond], ruled) == [inside]
    assert within_rules(rows, [inside, beyond], ruled[:2]) == [inside, beyond]
    assert within_rules(rows, [inside, beyond], [rule._replace(x1=400) for rule in ruled]) == [inside, beyond]


def listed(words: tuple[str, ...], wide: float = 124) -> list[TextLine]:
    """Words in two columns of running text, at its leading."""
    text = [one for x in (50, 50 + wide) for one in block("湖城开渠放水两岸农户照", x, 60, 3)]
    cells = [
        line(word, x + 38 * k, 116 + 14 * row) for x in (50, 50 + wide) for row in range(4) for k, word in enumerate(words)
    ]
    return [*text, *cells]


def test_names_that_run_through_columns_of_text_are_no_table() -> None:
    assert find_streams(listed(("王小斌", "李小明", "周小云"))) == []


def test_numbers_under_columns_of_text_are_one() -> None:
    assert len(find_streams(listed(("东站", "06.5", "07.1")))) >= 1


def test_a_guide_to_the_other_pages_is_no_table() -> None:
    words = ("图书馆开放", "气象台更新", "体育场公布", "少年宫修整")
    pages = [
        cell
        for row, word in enumerate(words)
        for cell in (line(f"{row + 2}版", 50, 100 + 14 * row), line(word, 90, 100 + 14 * row))
    ]
    assert find_streams(pages) == []
    lots = [
        cell
        for row, word in enumerate(words)
        for cell in (line(f"{row + 2}号", 50, 100 + 14 * row), line(word, 90, 100 + 14 * row))
    ]
    assert len(find_streams(lots)) == 1
