"""Verse and programmes keep their lines; running text does not, whatever stands beside it."""

from __future__ import annotations

import pytest

from pipeline.articles.paragraphs import paragraphs
from pipeline.model import Region
from tests.hand_set import block, column, line

FREE = ["雨停在屋檐下", "一只麻雀", "把湿了的黄昏都", "抖落给石板"]
METRE = ["渠水清清绕麦田，新苗吐绿映晴天。", "桥头几处炊烟起，燕子归来又一年。"]
PROSE = "湖城开渠放水两岸农户照表"


def stacked(texts: list[str], x: float = 50, top: float = 100) -> Region:
    return column(*(line(text, x, top + 14 * index) for index, text in enumerate(texts)))


@pytest.mark.parametrize("poem", [FREE, METRE])
def test_lines_of_verse_are_not_joined(poem: list[str]) -> None:
    assert paragraphs([stacked(poem)]) == tuple(poem)


def test_stanzas_are_verse_together() -> None:
    poem = [*FREE, "远处的火车", "带走了去年的风声"]
    assert paragraphs([stacked(poem[:3]), stacked(poem[3:], top=170)]) == tuple(poem)


def test_entries_of_a_programme_are_not_joined() -> None:
    entries = ["06:30 早间新闻", "08:45 天气预报", "10:00 戏曲大观", "11:20 田间课堂"]
    assert paragraphs([stacked(entries)]) == tuple(entries)


def test_running_text_with_short_last_lines_is_none() -> None:
    body = column(*block(PROSE, 50, 100, 3), line("浇地。", 50, 142), line(PROSE[:-2], 70, 156), line("了。", 50, 170))
    assert len(paragraphs([body])) == 2


def test_lines_without_marks_of_two_lengths_in_turn_are_verse() -> None:
    poem = [
        "等一片叶子过河",
        "灯光比炊烟矮一些",
        "河水慢下来",
        "母亲点亮灯",
        "谁在桥头轻轻咳嗽",
        "春天便退后了一步",
        "我听见它们",
    ]
    assert paragraphs([stacked(poem)]) == tuple(poem)


def test_text_beside_a_picture_is_none() -> None:
    wide, narrow = block(PROSE, 50, 100, 4), block(PROSE[:6], 50, 156, 4)
    assert len(paragraphs([column(*wide, *narrow)])) == 1


def test_two_lines_of_text_that_end_with_marks_are_none() -> None:
    assert len(paragraphs([stacked(["渠水到了，农户开闸，", "石桥通车了，人都来看。"])])) == 1


def test_entries_of_a_guide_to_the_other_pages_are_not_joined() -> None:
    entries = ["2版｜市图书馆开放", "●3版 气象台更新广场", "少年宫修整 4版", "市体育场公布（A5版）"]
    assert paragraphs([stacked(entries)]) == tuple(entries)


def test_text_that_names_a_page_once_is_no_guide() -> None:
    body = column(*block(PROSE, 50, 100, 3), line("（下转第3版）", 110, 142))
    assert len(paragraphs([body])) == 2
