"""Every finding and every change of the project has words in both languages, so that no report shows a bare code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.model import CellStatus, Severity, Verdict
from pipeline.web.words import words

SOURCES = sorted(Path(pipeline.__file__).parent.rglob("*.py"))
TELLERS = {"Finding", "finding", "_notice", "_warning"}
CHANGERS = {"Repair", "TextChange", "_replace"}


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


def test_findings_have_words() -> None:
    codes = set(said_first(TELLERS))
    assert {"sum-mismatch", "outlier", "page-cropped", "headline-garbled"} <= codes
    assert sorted(codes - words()["code"].keys()) == []


def test_changes_have_words() -> None:
    rules = {*said_first(CHANGERS), *rule_constants(), *cleaning_steps()}
    assert {"decision", "single_cell", "paragraph-break", "number-format"} <= rules
    assert sorted(rules - words()["rule"].keys()) == []


@pytest.mark.parametrize(("section", "values"), [("severity", Severity), ("status", CellStatus), ("verdict", Verdict)])
def test_closed_sets_have_words(section: str, values: type[Severity] | type[CellStatus] | type[Verdict]) -> None:
    assert [each.value for each in values if each.value not in words()[section]] == []


def test_words_are_in_both_languages() -> None:
    lame = [(section, key) for section, kept in words().items() for key, said in kept.items() if {"zh", "en"} - said.keys()]
    assert lame == []
