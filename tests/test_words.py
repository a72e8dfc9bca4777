"""Words of the report and the desk: in both languages, and of things that exist."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import Cause
from pipeline.model import CellStatus, Route, Severity, Verdict
from pipeline.report.cases import CHANGE
from pipeline.report.desk import CLASSES
from pipeline.review.cases import ORDER
from pipeline.visible import visible
from pipeline.web.words import both, words

PACKAGE = Path(__file__).parent.parent / "pipeline"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TELLERS = {"Finding", "finding", "_notice", "_warning"}
CHANGERS = {"Repair", "TextChange", "_replace"}


def test_everything_is_said_in_both_languages() -> None:
    for section, entries in words().items():
        for key, said in entries.items():
            assert set(said) == ({"zh", "en", "one"} if section == "noun" else {"zh", "en"}), (section, key)
            assert all(said.values()), (section, key)


def test_what_the_model_names_has_words() -> None:
    assert set(words()["status"]) == set(CellStatus)
    assert set(words()["severity"]) == {*Severity, CHANGE}
    assert set(words()["route"]) == set(Route)
    assert set(words()["cause"]) == set(Cause)
    assert {*words()["verdict"], "withdrawn"} == set(Verdict)
    assert set(words()["class"]) == set(CLASSES) == set(ORDER)


def test_codes_and_rules_with_words_are_codes_and_rules_of_ours() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert [key for key in (*words()["code"], *words()["rule"]) if f'"{key}"' not in source] == []


def said_first(tellers: set[str]) -> Iterator[str]:
    """The literal first arguments of calls to ``tellers``."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in tellers and isinstance(node.args[0].value, str):
                yield node.args[0].value


def rule_constants() -> Iterator[str]:
    for source in SOURCES:
        for node in ast.parse(source.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                named = any(isinstance(target, ast.Name) and target.id == "RULE" for target in node.targets)
                if named and isinstance(node.value.value, str):
                    yield node.value.value


def cleaning_steps() -> Iterator[str]:
    """The names of steps set beside what does them: ("number-format", normal_number)."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))) if "clean" in source.parts else ():
            match node:
                case ast.Tuple(elts=[ast.Constant(value=str(name)), ast.Name() | ast.Attribute() | ast.Lambda()]):
                    yield name


def test_every_finding_has_words() -> None:
    codes = set(said_first(TELLERS))
    assert {"sum-mismatch", "outlier", "page-cropped", "headline-garbled"} <= codes
    assert sorted(codes - words()["code"].keys()) == []


def test_every_change_has_words() -> None:
    rules = {*said_first(CHANGERS), *rule_constants(), *cleaning_steps()}
    assert {"decision", "single_cell", "paragraph-break", "number-format"} <= rules
    assert sorted(rules - words()["rule"].keys()) == []


def test_a_key_without_words_is_shown_and_escaped() -> None:
    assert both("code", "<new>") == "&lt;new&gt;"
    assert both("status", "missing") == '<span lang="zh">缺</span><span lang="en">missing</span>'


def test_unseen_characters_are_named_and_others_kept() -> None:
    assert visible("甲\u3000乙 ①\n丙\t丁") == "甲\u3000乙 ①\n丙\t丁"
    assert visible("a\x00\x7f\u0085\u202e\ufeff\ue000\ud800") == "a␀␡‹U+0085›‹U+202E›‹U+FEFF›‹U+E000›‹U+D800›"
