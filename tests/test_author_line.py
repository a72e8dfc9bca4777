"""Author's lines: whole lines of marks, parts and names; anything else is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.author_line import author_names, is_author_line


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("□ 本报记者 王斌", ("王斌",)),
        ("口 本报记者 王斌", ("王斌",)),
        ("■王斌", ("王斌",)),
        ("文/李明 图/王斌", ("李明",)),
        ("王斌 文 李明 摄", ("王斌",)),
        ("本报记者 王 斌 李小明 文/图", ("王斌", "李小明")),
        ("记者 王斌 通讯员 李明", ("王斌",)),
        ("作者：李春来", ("李春来",)),
        ("记者王斌报道", ("王斌",)),
    ],
)
def test_writers_are_named(text: str, names: tuple[str, ...]) -> None:
    assert author_names(text) == names
    assert is_author_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "■ 渠水到了田头",
        "——从图纸到",
        "记者节座谈会召开",
        "本报记者深入一线采访纪实",
        "文化下乡",
        "明/斌 文",
        "图书馆开门",
        "□",
        "2024年4月27日",
        "",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert not is_author_line(text)


def test_a_name_alone_is_one_only_where_asked() -> None:
    assert author_names("王斌", bare=True) == ("王斌",)
    assert author_names("春天", bare=True) == ()
    assert not is_author_line("王斌")


def test_characters_that_a_mark_parts_are_no_name() -> None:
    assert author_names("明/斌", bare=True) == ()
    assert author_names("明 斌", bare=True) == ("明斌",)


def test_a_photographers_line_names_no_writer() -> None:
    assert is_author_line("摄影/王斌")
    assert author_names("摄影/王斌") == ()


@given(st.text(alphabet="□■王斌李明文图摄/ 记者本报、：", max_size=30))
def test_names_stand_in_the_line(text: str) -> None:
    plain = "".join(text.split())
    assert all(name in plain for name in author_names(text, bare=True))
