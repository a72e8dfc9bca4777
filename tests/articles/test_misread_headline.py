"""Headlines of scans: suggested from their leads where only the lead's characters make words; never else."""

from __future__ import annotations

import pytest

from pipeline.articles.misread_headline import headline_of_lead

LEAD = "本报讯（记者王斌）4月27日，市图书馆添置夜读书房的消息传开以后，门前就排起了队。"
WHOLE = "市图书馆添置夜读书房"


@pytest.mark.parametrize("read", ["市图书馆添置夜读书虏", "市囹书馆添置夜读书房", "市图书馆添夜读书房", "市图馆添置夜读书房"])
def test_a_misread_or_lost_character_is_suggested(read: str) -> None:
    found = headline_of_lead(read, LEAD)
    assert found is not None
    assert found.headline == WHOLE
    assert "lead" in found.evidence


@pytest.mark.parametrize("read", [WHOLE, "市图书馆新建夜读书房", "市图书馆添置", "夜读书虏", "", "市图书馆添置夜读书房3万册"])
def test_what_is_right_or_says_it_otherwise_is_left(read: str) -> None:
    assert headline_of_lead(read, LEAD) is None


def test_other_words_are_no_misreading() -> None:
    assert headline_of_lead("市水务局发布节水规划", "市水务局公布节水规划的消息传开以后，") is None


def test_single_characters_behind_a_phrase_are_gone_on_with() -> None:
    found = headline_of_lead("就我市高标准农田 民 展", "调研组就我市高标准农田建设开展民主监督，听取汇报。")
    assert found is not None
    assert found.headline == "就我市高标准农田建设开展民主监督"
