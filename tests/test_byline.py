"""Who wrote a story, and when: from its first words only."""

from __future__ import annotations

import pytest

from pipeline.byline import Byline, read_byline, starts_story


@pytest.mark.parametrize(
    ("text", "reporter", "dateline"),
    [
        ("本报讯（记者王斌）4月27日，湖城开渠。", "王斌", "4月27日"),
        ("本报讯(记者 王斌 通讯员 李明)4月27 日,湖城开渠。", "王斌", "4月27日"),
        ("本报讯 (记者冯丽娜) 湖城开渠。", "冯丽娜", ""),
        ("本报讯（记者 王斌 李明）近日，湖城开渠。", "王斌、李明", ""),
        ("本报讯（记者王斌、李明）5月1日上午，", "王斌、李明", "5月1日"),
        ("本报讯（记者 李 真）5月1日，", "李真", "5月1日"),
        ("本报讯（全媒体记者 王斌 文/图）5月1日，", "王斌", "5月1日"),
        ("本报讯（通讯员 李明）5月1日，", "", "5月1日"),
        ("本报记者 王斌", "王斌", ""),
        ("本报记者 王斌 4月27日，湖城开渠。", "王斌", "4月27日"),
        ("新华社北京4月27日电（记者张三、李四）湖城开渠。", "张三、李四", "4月27日"),
        ("本报湖城4月27日讯(记者王斌)湖城开渠。", "王斌", "4月27日"),
        ("湖城晚报讯（记者王斌）四月二十七日，", "王斌", "四月二十七日"),
        ("4月27日，湖城开渠。", "", "4月27日"),
    ],
)
def test_reads_reporter_and_date(text: str, reporter: str, dateline: str) -> None:
    """The names after 记者 and the date that follows at once."""
    assert read_byline(text) == Byline(reporter, dateline)


@pytest.mark.parametrize(
    "text",
    [
        "根据工作安排，4月15日至18日，湖城分六组考评。",  # a date in the middle of the sentence is no dateline
        "湖城记者协会4月27日换届。",
        "会议指出，（记者注）此事要紧。",
        "",
    ],
)
def test_says_nothing_where_the_story_says_nothing(text: str) -> None:
    """A date or the word 记者 inside the text is not a byline."""
    assert read_byline(text) == Byline()


@pytest.mark.parametrize(
    "text", ["本报讯（记者王斌）", " 本报讯 (记者", "新华社北京4月27日电", "据新华社电", "本报记者 王斌", "据《新报》报道"]
)
def test_knows_the_start_of_a_story(text: str) -> None:
    """本报讯, a 电头, 本报记者 and 据…报道 open a story."""
    assert starts_story(text)


@pytest.mark.parametrize("text", ["据统计，全市有", "记者节前夕，湖城", "会议指出，", "本报编辑部", "记者从市水务局获悉，"])
def test_does_not_take_a_sentence_for_a_start(text: str) -> None:
    """据统计 and 记者节 open sentences, not stories."""
    assert not starts_story(text)


def test_a_name_that_ends_in_wen_is_whole() -> None:
    """文 alone says who wrote; at the end of a name it is part of the name."""
    assert read_byline("本报讯(记者谢文)12月5日,市图书馆").reporter == "谢文"
    assert read_byline("本报讯（记者胡超文）1月15日").reporter == "胡超文"
    assert read_byline("本报记者 王斌 文 李明 摄").reporter.startswith("王斌")
