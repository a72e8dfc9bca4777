"""The rules that tables show themselves, as rows of ``rules``: inferred again from what the conversion published of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from pipeline.model import Severity, Table
from pipeline.recipes.schema import Recipe
from pipeline.rules import Context, RuleSet, kinds, rules_for
from pipeline.rules.checks import CHECKS
from pipeline.rules.from_recipe import recipe_rules

KINDS: dict[type[kinds.AnyRule], str] = {
    kinds.SumRule: "sum",
    kinds.RatioRule: "ratio",
    kinds.ColumnSumRule: "column_sum",
    kinds.ShareCapRule: "share_cap",
    kinds.RankRule: "rank_sequence",
    kinds.OrderRule: "order",
    kinds.UniqueRule: "unique",
    kinds.DistrictRule: "known_district",
    kinds.RequiredRule: "required",
    kinds.ListedRule: "listed",
}
"""In the words of recipes. That a column holds numbers is no rule here: ``columns`` says its type."""
ABOUT = ("total", "column", "above", "below", "columns", "parts", "measure", "key", "value")
"""Where a rule holds the places of the columns that it is about, in the order in which they are told."""
PLACES = (*ABOUT, "minus", "beside")
"""All that are places of columns; ``caps`` are pairs of place and cap."""


def inferred_rows(table: Table, recipe: Recipe | None, tables: tuple[Table, ...]) -> Iterator[list[str]]:
    """A row for each rule that this table shows; of a known table, those that its recipe does not state."""
    whole = rules_for(table, recipe, tables)
    stated = len(recipe_rules(table, recipe).rules) if recipe else 0
    rules = [rule for rule in whole.rules[stated:] if type(rule) in KINDS]
    contexts = [Context(table, whole, tables, clean=clean) for clean in (False, True)]
    for number, rule in enumerate(rules, start=1):
        rows = _rows(contexts[0], rule)
        broken = [len(rows & _named(context, rule)) for context in contexts]
        statement = _statement(table, rule)
        yield [
            f"{table.table_id}-r{number}",
            table.recipe,
            KINDS[type(rule)],
            ";".join(_columns(table, rule)),
            json.dumps({"kind": KINDS[type(rule)]} | statement, ensure_ascii=False),
            "",
            "1",
            str(len(rows)),
            *map(str, broken),
            *(f"{1 - each / len(rows):.4f}" if rows else "" for each in broken),
            "inferred",
            table.table_id,
            _support(table, rule, rules, whole),
        ]


def _rows(context: Context, rule: kinds.AnyRule) -> set[int]:
    """The rows that the rule is about: of the sum of a column, the one that it stands in."""
    return {rule.total_row} if isinstance(rule, kinds.ColumnSumRule) else set(context.data_rows)


def _named(context: Context, rule: kinds.AnyRule) -> set[int | None]:
    return {each.where.row for each in CHECKS[type(rule)](context, rule) if each.severity is not Severity.NOTICE}


def _support(table: Table, rule: kinds.AnyRule, rules: Sequence[kinds.AnyRule], whole: RuleSet) -> str:
    """Of several rules of a kind each has its own support, in their order; the caps of all columns are one rule."""
    alike = [each for each in rules if type(each) is type(rule)]
    said = [each for each in whole.support if each.kind is type(rule)]
    if isinstance(rule, kinds.ShareCapRule):
        return "; ".join(f"{table.columns[each.column].name}: {each.text}" for each in said if each.column is not None)
    return said[alike.index(rule)].text if len(said) == len(alike) else ""


def _columns(table: Table, rule: kinds.AnyRule) -> list[str]:
    """The columns that the rule is about, each once."""
    found = [place for name in ABOUT for place in _places(getattr(rule, name, ()))]
    found += [place for place, _ in getattr(rule, "caps", ())]
    return [table.columns[place].name for place in dict.fromkeys(found)]


def _places(value: Any) -> tuple[int, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else tuple(value)


def _statement(table: Table, rule: kinds.AnyRule) -> dict[str, Any]:
    """The rule with the names of its columns; what is as by default is left out."""
    told: dict[str, Any] = {}
    for each in fields(rule):
        value = getattr(rule, each.name)
        if value == each.default:
            continue
        if each.name == "caps":
            told["caps"] = {table.columns[place].name: str(cap) for place, cap in value}
        elif each.name in PLACES:
            names = [table.columns[place].name for place in _places(value)]
            told[each.name] = names[0] if isinstance(value, int) else names
        else:
            told[each.name] = value if isinstance(value, int | bool | str) else _plain(value)
    return told


def _plain(value: Any) -> Any:
    return [_plain(each) for each in value] if isinstance(value, tuple) else value if isinstance(value, int) else str(value)
