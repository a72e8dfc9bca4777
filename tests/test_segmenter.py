"""jieba, quickened, parts as jieba does."""

from __future__ import annotations

from functools import cache

import jieba
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.quick_jieba import Cut, quick_cut
from pipeline.words import segmenter

TEXTS = st.text(
    st.sampled_from("石桥通车两岸的人走近了衡水市政府工作报告中国共产党婧翀瑢丽李王ab7%-+.〇𠮷，。 \n\t　"), max_size=30
)


@cache
def quick() -> Cut:
    return quick_cut(segmenter().dt)


@given(TEXTS)
@example("")
@example("衡水市政府的工作报告")
@example("小明硕士毕业于中国科学院，来到网易杭研大厦")
@example("李翀王婧与A7、b-12.5%和\r\n20%的〇")
@settings(max_examples=300, deadline=None)
def test_the_words_are_jiebas_own(text: str) -> None:
    tokenizer = segmenter().dt
    for new in (True, False):
        assert list(quick()(text, HMM=new)) == list(jieba.Tokenizer.cut(tokenizer, text, HMM=new))
    assert list(quick()(text, cut_all=True)) == list(jieba.Tokenizer.cut(tokenizer, text, cut_all=True))


def test_a_word_that_the_dictionary_lacks_is_seen_in_its_characters() -> None:
    assert "杭研" in quick()("来到网易杭研大厦")
    assert "杭研" not in quick()("来到网易杭研大厦", HMM=False)


def test_jieba_parts_by_it() -> None:
    assert segmenter().dt.cut.__module__ == "pipeline.quick_jieba"
    assert "石桥" in list(segmenter().cut_for_search("石桥通车", HMM=False))
