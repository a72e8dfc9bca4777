"""Words of the report and the desk: in both languages, and of things that exist."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import CellStatus, Route, Severity, Verdict
from pipeline.report.cases import CHANGE
from pipeline.report.desk import CLASSES
from pipeline.review.cases import ORDER
from pipeline.visible import visible
from pipeline.web.words import both, words

PACKAGE = Path(__file__).parent.parent / "pipeline"


def test_everything_is_said_in_both_languages() -> None:
    for section, entries in words().items():
        for key, said in entries.items():
            assert set(said) == {"zh", "en"}, (section, key)
            assert all(said.values()), (section, key)


def test_what_the_model_names_has_words() -> None:
    assert set(words()["status"]) == set(CellStatus)
    assert set(words()["severity"]) == {*Severity, CHANGE}
    assert set(words()["route"]) == set(Route)
    assert {*words()["verdict"], "withdrawn"} == set(Verdict)
    assert set(words()["class"]) == set(CLASSES) == set(ORDER)


def test_codes_and_rules_with_words_are_codes_and_rules_of_ours() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert [key for key in (*words()["code"], *words()["rule"]) if f'"{key}"' not in source] == []


def test_a_key_without_words_is_shown_and_escaped() -> None:
    assert both("code", "<new>") == "&lt;new&gt;"
    assert both("status", "missing") == '<span lang="zh">缺</span><span lang="en">missing</span>'


def test_unseen_characters_are_named_and_others_kept() -> None:
    assert visible("甲\u3000乙 ①\n丙\t丁") == "甲\u3000乙 ①\n丙\t丁"
    assert visible("a\x00\x7f\u0085\u202e\ufeff\ue000\ud800") == "a␀␡‹U+0085›‹U+202E›‹U+FEFF›‹U+E000›‹U+D800›"
