"""Characters in one form; what has a meaning of its own is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.characters import normalise_characters


@pytest.mark.parametrize(
    ("read", "clean", "rule"),
    [
        ("渠 水　清", "渠水清", "blank"),
        ("4月27 日 共 65个", "4月27日共65个", "blank"),
        ("增长 5.2% 左右", "增长5.2%左右", "blank"),
        ("⽔⼯", "水工", "character-form"),  # Kangxi radicals
        ("⻓⻔⻢", "长门马", "character-form"),  # CJK radicals that NFKC leaves alone
        ("\uf979", "\u51c9", "character-form"),  # a compatibility ideograph
        ("渠水︐清︵新︶", "渠水，清（新）", "punctuation-form"),
        ("渠水､湖水｡", "渠水、湖水。", "punctuation-form"),
        ("渠\u200b水\ufeff", "渠水", "invisible-character"),
    ],
)
def test_changes_the_form_and_says_so(read: str, clean: str, rule: str) -> None:
    """The same character, the same mark; the change is counted."""
    text, changes = normalise_characters(read)
    assert text == clean
    assert {key[0] for key in changes} == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "使用 Open Data 系统",
        "1 234 567",
        "８０㎡①½Ⅱ",
        "A B",
        "2022 04 28",
        "渠水A区",
        "李明 王小真 赵 平 孙大海 周远",
        "本报记者 王斌 李明",
    ],
)
def test_leaves_alone_what_is_no_form(text: str) -> None:
    """Latin words, numbers and signs, and the blanks that part names."""
    assert normalise_characters(text) == (text, {})


def test_a_headline_set_wide_is_closed() -> None:
    """In a heading blanks are spacing, even where there are many."""
    assert normalise_characters("李明 王小真 赵平 孙大海 周远", heading=True)[0] == "李明王小真赵平孙大海周远"


@given(st.text())
def test_digits_and_letters_never_change(text: str) -> None:
    """Numbers of any script and letters stand as they were read."""

    def kept(value: str) -> list[str]:
        return [character for character in value if unicodedata.category(character) in ("Nd", "Ll", "Lu")]

    assert kept(normalise_characters(text)[0]) == kept(text)
