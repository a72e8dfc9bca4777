"""Rules are inferred of what a table shows: once, while it shows the same."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pipeline.model import CellStatus, Table
from pipeline.rules import rule_set, rules_for
from tests import random_tables as make

TABLE = make.rates(random.Random(1)).table()  # noqa: S311


@pytest.fixture
def inferred(monkeypatch: pytest.MonkeyPatch) -> list[Table]:
    asked: list[Table] = []
    infer = rule_set.inferred_rules

    def counted(table: Table, page_tables: tuple[Table, ...] = ()) -> rule_set.RuleSet:
        asked.append(table)
        return infer(table, page_tables)

    monkeypatch.setattr(rule_set, "inferred_rules", counted)
    monkeypatch.setattr(rule_set, "_inferred", {})
    return asked


def with_first(table: Table, **changes: object) -> Table:
    first, *others = table.rows
    return replace(table, rows=((replace(first[0], **changes), *first[1:]), *others))  # type: ignore[arg-type]


def test_a_repair_changes_no_rule(inferred: list[Table]) -> None:
    mended = with_first(TABLE, clean="99", status=CellStatus.CORRECTED)
    assert rules_for(TABLE, None) == rules_for(mended, None)
    assert len(inferred) == 1


def test_another_text_is_another_table(inferred: list[Table]) -> None:
    rules_for(TABLE, None)
    rules_for(with_first(TABLE, printed="99", clean="99"), None)
    rules_for(replace(TABLE, table_id="t9"), None)
    assert len(inferred) == 3


def test_few_are_kept(inferred: list[Table]) -> None:
    for number in range(40):
        rules_for(replace(TABLE, table_id=f"t{number}"), None)
    assert len(rule_set._inferred) <= rule_set._MOST
