"""Full-width marks beside Chinese, quotes in pairs, and nothing in numbers, times, Latin text and addresses."""

from __future__ import annotations

import pytest

from pipeline.clean.punctuation import has_unbalanced_quotes, normalise_punctuation


@pytest.mark.parametrize(
    ("read", "clean"),
    [
        ("会上,他说:好!", "会上，他说：好！"),
        ("增长5.2%,全市第一", "增长5.2%，全市第一"),
        ("时间:8:30,地点:东湖", "时间：8:30，地点：东湖"),
        ("新建(小区)12个", "新建（小区）12个"),
        ("产值(1,200)万元", "产值（1,200）万元"),
        ("渠水(清)和(湖水", "渠水（清）和(湖水"),
        ("(一)渠水", "（一）渠水"),
        ("渠水（清)", "渠水（清）"),
        ('推动"补链",建"群"', "推动“补链”，建“群”"),
        ("他说：“叫'水渠'好\"", "他说：“叫‘水渠’好”"),
        ('按照"实、考" 要求', "按照“实、考” 要求"),
    ],
)
def test_marks_beside_chinese_are_full_width(read: str, clean: str) -> None:
    """The mark is the same, its width is Chinese."""
    assert normalise_punctuation(read)[0] == clean


@pytest.mark.parametrize(
    "text",
    [
        "1,200",
        "8:30",
        "3:2",
        "Hello, world (2022): yes?",
        "www.example.com/?a=1,2",
        "https://example.com/渠水?a=1",
        "f(x)是",
        "a@b.cn",
        "it's 渠水",
        '渠水"清',  # odd: one is missing, nobody knows where
        '甲"，乙"丙',  # even, but the pairs cannot be right
        '5"渠水"',
    ],
)
def test_numbers_times_latin_and_doubtful_quotes_keep_theirs(text: str) -> None:
    """No rule reaches into them."""
    assert normalise_punctuation(text) == (text, {})


def test_counts_what_it_changes() -> None:
    """One entry for each mark, with its count."""
    assert normalise_punctuation("渠,水,清:")[1] == {
        ("halfwidth-punctuation", ",", "，"): 2,
        ("halfwidth-punctuation", ":", "："): 1,
    }


@pytest.mark.parametrize(("text", "odd"), [("“渠”", False), ("“渠", True), ('渠"水', True), ("渠水", False)])
def test_tells_unbalanced_quotes(text: str, odd: bool) -> None:
    """For whoever reports them."""
    assert has_unbalanced_quotes(text) is odd
