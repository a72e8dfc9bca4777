"""Turns: where a story goes on, or began."""

from __future__ import annotations

import pytest

from pipeline.articles.continuation import Turns, read_turns

BODY = "湖城开渠放水。"


@pytest.mark.parametrize(
    ("last", "page"),
    [("（下转第三版）", "三"), ("下转3版", "3"), ("▲下转第12版", "12"), ("（紧转第四版）", "四"), ("(下转第 2 版)", "2")],
)
def test_the_page_a_story_goes_on_is_told(last: str, page: str) -> None:
    assert read_turns((BODY, last)) == Turns((BODY,), page, "")
    assert read_turns((BODY + last,)) == Turns((BODY,), page, "")


def test_the_page_a_story_began_on_is_told() -> None:
    assert read_turns((f"（上接第一版）{BODY}", BODY)) == Turns((BODY, BODY), "", "一")


@pytest.mark.parametrize("text", ["报纸第三版刊发了消息。", "他把稿子转第三版编辑。", "详见第3版", ""])
def test_pages_named_in_the_text_are_no_turns(text: str) -> None:
    paragraphs = (text,) if text else ()
    assert read_turns(paragraphs) == Turns(paragraphs)
