"""jieba, quickened, parts as jieba does."""

from __future__ import annotations

from typing import Any

import jieba
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.words import segmenter

CLAUSES = st.text(st.sampled_from("石桥通车两岸的人走近了衡水市政府工作报告中国共产党ab7%〇𠮷，"), max_size=30)


@given(CLAUSES)
@example("")
@example("衡水市政府的工作报告")
@settings(max_examples=200, deadline=None)
def test_the_graph_and_the_way_through_it_are_jiebas_own(clause: str) -> None:
    tokenizer: Any = segmenter().dt
    graph = jieba.Tokenizer.get_DAG(tokenizer, clause)
    route: dict[int, tuple[float, int]] = {}
    jieba.Tokenizer.calc(tokenizer, clause, graph, route)
    quick: dict[int, tuple[float, int]] = {}
    tokenizer.calc(clause, tokenizer.get_DAG(clause), quick)
    assert tokenizer.get_DAG(clause) == graph
    assert quick == route
